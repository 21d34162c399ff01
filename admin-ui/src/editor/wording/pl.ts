import type {Language} from './language';

const praise = 'wspaniał*|cudown*|świetn*|fantastyczn*|niesamowit*|doskonał*|pyszn*|znakomit*|rewelacyjn*|idealn*|genialn*';
const blame = 'okropn*|straszn*|beznadziejn*|fataln*';

export const pl: Language = {
  and: 'i|oraz|&|a także',
  or: 'lub|albo',
  asks: ['jak|jaki*|jaka|jakie|co|któr*|dlaczego|kiedy|gdzie|kto|ile|czy'],
  rates: [
    '(?:nie)?zadowol*|satysfakcj*|oceni*|oceń', '(?:czy|jak) (?:ci |tobie )?(?:s?podoba*|s?podobał*|smakował*|smakuje)', 'czy lubisz|sądzi(?:sz)? o|myśli(?:sz)? o',
    'jak (?:ważn*|łatw*|szybk*|wygodn*|jasn*|przydatn*|prost*) (?:jest|są|był*)',
  ],
  closed: ['czy'],
  traits: [
    'szybk*|łatw*|prost*|wygodn*|jasn*|mił*|uprzejm*|pomocn*|dobr*|śwież*|smaczn*|tani*|przydatn*|ładn*|bezpieczn*|czyst*|miękk*|ciepł*|zdrow*|ciekaw*|profesjonaln*|przyjemn*|zrozumiał*|sprawn*|drog*|woln*|na czas',
  ],
  chooses: ['któr*|woli*|wolał*|preferuj*|lepiej|lepsz*|najbardziej|najlepiej|między|pomiędzy|raczej|wybier*|wybra*|chcesz|chciał*|szukasz'],
  pairs: [
    'czarn* i biał*|rodzin* i (?:przyjaci*|znajom*)|(?:przyjaci*|znajom*) i rodzin*|zalet* i wad*|wad* i zalet*|jedzeni* i pici*|zdrowi* i urod*|dom* i ogr*|sól i pieprz|(?:lub|albo) (?:nie|inn*)|i (?:tak dalej|inn*)',
    'mniej lub bardziej|prędzej czy później|(?:siebie|ty|ciebie|was|wy) i (?:swo*|twoj*|wasz*) **|(?:znajom*|przyjaci*) (?:lub|albo) (?:znajom*|rodzin*|współpracownik*)',
  ],
  leading: [
    'czy nie (?:zgadzasz|uważasz|sądzisz|myślisz|jest|był*|podoba*|smakował*|chcesz|chciał*)|zgadza(?:sz)? się(?! na)|zgodzi(?:sz)? się, że', '(?<=, )(?:prawda|nieprawdaż|co nie|czyż nie)(?=\\?)', 'oczywiście|z pewnością',
    'jak bardzo (?:ci )?(?:się )?(?:ci )?(?:s?podoba*|lubisz|kochasz|uwielbiasz|smakował*|cieszy*)', '(?:dlaczego|co|za co) (?:tak )?(?:kochasz|uwielbiasz|nienawidzisz)', `jak (?:bardzo )?(?:${praise}|${blame})`, `nasz* (?:** )?(?:${praise})`, 'wszyscy (?:kochają|uwielbiają|wiedzą|lubią)',
  ],
  secrets: [
    'chorob*|choruj*|chor(?:y|a)|schorzeni*|diagnoz*|leki|leków|lekami|niepełnospraw*|ciąż(?:a|y|ę|ą)|płodnoś*|aborcj*|menopauz*|miesiączk*|alergi*|alergiczn*|uczuleni*|nietoleranc*|cukrzyc*|astm*|nowotwor*|rak(?:a|iem)|hiv|padaczk*|epileps*|autyzm*|adhd',
    'depresj*|lękow*|psychiczn*|psychiatr*|uzależni*|ciśnieni* krwi|stan* zdrowia|problem* (?:zdrowotn*|ze zdrowiem)', 'religi*|wyznani*|(?:twoja|twoją|twojej) wiar*|wierząc*|muzułm*|chrześcija*|katoli*|protestan*|żydowsk*|żydem|hindu*|buddy*|ateis*',
    'seksualn*|seksualność*|gejem|geje|lesbijk*|biseksual*|homoseksual*|transpłci*|niebinarn*|lgbt*', 'związk* zawodow*|związku zawodow*|etniczn*|rasow*|kolor skóry|polityczn*|głosował*|zagłos*|na kogo głos*|karalnoś*|genetyczn*|biometryczn*',
  ],
};
