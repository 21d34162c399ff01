import type {Language} from './language';

const praise = 'čudovit*|odličn*|fantastičn*|izjemn*|krasn*|sijajn*|neverjetn*|popoln*|vrhunsk*|nagrajen*';
const blame = 'grozn*|strašn*|obupn*|slab*';

export const sl: Language = {
  and: 'in|ter|&',
  or: 'ali',
  asks: ['kako|kakšn*|kaj|kater*|zakaj|kdaj|kje|kdo|koliko|ali', '(?:je|so|ste|si|bi|boste) (?:vam|vas|vi|to)'],
  rates: [
    '(?:ne)?zadovolj*|ocenjuje*|oceni*', '(?:ali|kako) (?:vam|ti) (?:je|so|sta) (?:bil* )?všeč|vam (?:je|so|sta) (?:bil* )?všeč', '(?:mislite|misliš|menite|meniš) o',
    'kako (?:pomembn*|enostavn*|preprost*|hitr*|jasn*|uporabn*|udobn*|prijazn*) (?:je|so|sta|se|ste)',
  ],
  closed: ['ali|je|so|sta|ste|si'],
  traits: [
    'hitr*|enostavn*|preprost*|lahk*|jasn*|prijazn*|ustrežljiv*|dob(?:er|ra|ro|ri|re)|svež*|okusn*|poceni|udobn*|uporabn*|zabavn*|lep|lepa|lepo|lepi|lepe|varn*|zanesljiv*|čist*|mehk*|topl*|zdrav|zdrava|zdravo|zanimiv*|strokovn*|prijetn*|razumljiv*|pravočasn*|drag|draga|drago|počasn*',
  ],
  chooses: ['kater*|raje|rajši|bolje|boljš*|najbolj*|najraje|med|izber*|želite|želiš|iščete|iščeš'],
  pairs: [
    'črn* in bel*|družin* in prijatelj*|prijatelj* in družin*|hran* in pijač*|prednosti in slabosti|dom* in vrt*|zdravj* in lepot*|znova in znova|sol in poper|bolj ali manj|prej ali slej|(?:in|ali) (?:tako naprej|drug*|ne|podobn*)',
    '(?:vi|vas|vam|ti|tebe|se|sebe|zase) in (?:vaš*|tvoj*|svoj*|za) **|(?:prijatelj*|znanc*) ali (?:sodelav*|družin*|znanc*)',
  ],
  leading: [
    'ali (?:se )?(?:vam |ti )?(?:se )?ne (?:strinjate|strinjaš|mislite|misliš|zdi)|se ne (?:strinjate|strinjaš)|se (?:strinjate|strinjaš), da|ali ni (?:bil*|res)', 'mar (?:ne|ni|niso)|kajne|(?<=, )(?:ne|ne res|kaj)(?=\\?)', 'seveda',
    'kako (?:zelo|močno) (?:vam|ti|ste|si|obožujete|ljubite)|koliko (?:ste|si) uživa*', '(?:zakaj|kaj) (?:tako )?(?:obožujete|obožuješ|ljubite|ljubiš|sovražite|sovražiš)', `kako (?:${praise}|${blame}) (?:je|so|se|sta|ste)`, `naš* (?:** )?(?:${praise})`, 'vsi (?:obožujejo|vedo|vemo)',
  ],
  secrets: [
    'bolez*|ste boln*|si bol(?:an|na)|diagnoz*|zdravil(?:o|a|om|ih|i)|invalid*|oviranost*|noseč*|plodnost*|splav|splava|menopavz*|menstruacij*|alergi*|alergičn*|intoleranc*|sladkorn*|diabet*|astm*|rak(?:a|om)|hiv|epileps*|avti(?:zem|zma|st*)|adhd',
    'depresij*|tesnob*|anksioz*|duševn*|psihičn*|psihiatr*|odvisnost*|kroničn*|krvn* tlak*|zdravstven* (?:stanj*|težav*)', 'religi*|veroizpoved*|versk*|vernik*|vernica|(?:vaša|tvoja) vera|(?:vašo|tvojo) vero|musliman*|kristjan*|krščan*|katoli*|protestant*|judovsk*|hindu*|budis*|ateis*',
    'spoln* (?:usmer*|življenj*|identitet*)|spolnost*|istospoln*|geji?|lezbi*|biseksual*|homoseksual*|transspoln*|nebinarn*|lgbt*', 'sindikat*|etničn*|narodnostn*|narodnost*|rasn*|barv* kože|politič*|(?:ste|si|boste|boš) (?:volil*|glasova*)|nekaznovan*|genetsk*|biometričn*',
  ],
};
