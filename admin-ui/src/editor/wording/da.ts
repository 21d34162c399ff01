import type {Language} from './language';

const praise = 'fantastisk*|vidunderlig*|skøn*|fremragende|utrolig*|lækker|lækre|lækkert|perfekt*|enestående|prisvindende|dejlig*';
const blame = 'forfærdelig*|frygtelig*|elendig*|dårlig*|skuffende';

export const da: Language = {
  and: 'og|samt|&',
  or: 'eller',
  asks: ['hvor|hvad|hvilken|hvilket|hvilke|hvorfor|hvornår|hvem|hvordan', '(?:er|var|har|vil|kan|ville|synes|kommer|fik|blev) (?:du|det|den|de|vi)'],
  rates: [
    '(?:u)?tilfreds*|glad (?:er du )?for|bedøm*|vurder*', '(?:kan|kunne) du (?:godt )?lide|synes du om|syntes du om|sætter du pris på|stoler du på', 'hvordan (?:var|er) (?:vores|din*|dit|maden|leveringen)|hvordan oplev(?:er|ede) du',
    'hvor (?:nem*|let|hurtig*|tydelig*|vigtig*|god*|godt|hjælpsom*|venlig*|nyttig*|behagelig*|enkel*) (?:er|var|synes|syntes|oplev*)',
  ],
  closed: ['er|var|har|blev|gik|føltes|fik|kom|synes du|syntes du|oplev(?:er|ede) du'],
  traits: [
    'hurtigt?|hurtige|nemt?|nemme|let|lette|enkelt?|enkle|klart?|klare|tydeligt?|tydelige|venligt?|venlige|hjælpsomt?|hjælpsomme|god|godt|gode|frisk|friske|billigt?|billige|behageligt?|behagelige|nyttigt?|nyttige|sjovt?|sjove',
    'smukt?|smukke|flot|flotte|pænt?|pæne|trygt?|trygge|pålidelig*|sikkert?|sikre|professionel*|rent?|rene|blødt?|bløde|varmt?|varme|sundt?|sunde|moderne|interessant*|lækkert?|lækre|dyrt?|dyre|langsom*|til tiden',
  ],
  chooses: ['hvilken|hvilket|hvilke|foretræk*|hellere|helst|bedst*|bedre|mellem|vælg*|vil du (?:gerne )?have|leder du efter|vigtigst'],
  pairs: [
    'sort og hvid*|venner og familie|familie og venner|mad og drikke|fordele og ulemper|til og med|fra og med|op og ned|igen og igen|mere og mere|nu og da|frem og tilbage|hus og have|salt og peber|sundhed og skønhed',
    'mere eller mindre|før eller siden|(?:og|eller) (?:så videre|andet|lignende|ej)|(?:dig|du|jer|I) og (?:din|dit|dine|jeres) **|(?:ven|venner) eller (?:en )?(?:kollega|familie)*',
  ],
  leading: [
    'er du (?:ikke )?enig|synes du ikke|syntes du ikke|vil du ikke|er (?:det|den|du) ikke|var (?:det|den) ikke', '(?<=, )(?:ikke|vel|ikke sandt|ikke også|hva)(?=\\?)', 'selvfølgelig|naturligvis',
    'hvor (?:meget|godt) (?:kan|kunne) du lide|hvor (?:meget|højt) (?:elsker|elskede|nyder|nød)', '(?:hvorfor|hvad) (?:elsker|elskede|hader)', `hvor (?:${praise}|${blame}) (?:er|var|synes|syntes|føltes)`, `vores (?:** )?(?:${praise})`, 'alle (?:elsker|ved|synes)',
  ],
  secrets: [
    'sygdom*|er du syg|lidelse*|diagnose*|medicin*|kronisk*|handicap*|funktionsnedsættelse*|gravid*|fertilitet*|abort*|overgangsalder*|menstruation*|allergi*|intoleran*|diabetes*|astma*|kræft*|hiv|epilep*|autis*|adhd',
    'bipolar*|demens*|depression*|deprimeret|angst*|psykisk*|psykiatri*|blodtryk*|helbred*|hjerteproblem*|hjertesygdom*', 'religi*|din tro|troende|muslim*|kristen*|kristne|jødisk*|hindu*|buddhis*|katol*|protestant*|ateis*|går du i (?:kirke|moské|synagoge)',
    'seksuel*|seksualitet*|sexliv*|homoseksuel*|biseksuel*|bøsse*|lesbisk*|transkønnet*|nonbinær*|queer|lgbt*', 'fagforening*|fagforbund*|etnisk*|etnicitet*|hudfarve*|politi(?:k|sk)*|stemte? du|straffeattest*|genetisk*|biometrisk*',
  ],
};
