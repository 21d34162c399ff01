import type {Language} from './language';

const praise = 'fantastisk*|underbar*|utmärkt*|otrolig*|suverän*|läck(?:er|ra)|toppen|perfekt*|enastående|prisbelönt*|härlig*';
const blame = 'hemsk*|förfärlig*|usel*|urus*|dålig*|besviken';

export const sv: Language = {
  and: 'och|samt|&',
  or: 'eller',
  asks: ['hur|vad|vilken|vilket|vilka|varför|när|var|vem', '(?:är|har|vill|kan|skulle|tycker|tyckte|kommer|fick|gick|köper) (?:du|det|den|de|ni|vi)'],
  rates: [
    '(?:miss)?nöjd*|betygsätt*|betyg', 'gilla(?:r|de) du|tyck(?:er|te) du om|vad (?:tycker|tyckte|anser) du om|uppskatta(?:r|de) du|litar du på', 'hur (?:var|är) (?:vår*|din*|ditt|maten|leveransen)|hur upplev(?:er|de) du',
    'hur (?:viktig*|enkel*|enkla|snabb*|lätt*|tydlig*|bra|nyttig*|hjälpsam*|trevlig*|bekväm*|prisvärd*|smidig*) (?:är|var|tycker|tyckte|upplev*)',
  ],
  closed: ['är|var|har|gick|blev|kändes|fick|kom|tycker du|tyckte du|upplev(?:er|de) du'],
  traits: [
    'snabbt?|snabba|enkelt?|enkla|lätta?|smidigt?|smidiga|tydligt?|tydliga|trevligt?|trevliga|vänligt?|vänliga|hjälpsamt?|hjälpsamma|bra|god|gott|goda|färskt?|färska|billigt?|billiga|prisvärd*|bekvämt?|bekväma',
    'användbar*|roligt?|roliga|vacker|vackert|vackra|fint?|fina|tryggt?|trygga|pålitlig*|säkert?|säkra|proffsig*|rent?|rena|mjukt?|mjuka|varmt?|varma|nyttigt?|nyttiga|modern*|intressant*|dyrt?|dyra|långsam*|i tid',
  ],
  chooses: ['vilken|vilket(?! betyg)|vilka|hellre|helst|föredra*|bäst*|bättre|mellan|välj*|vill du ha|letar du efter|viktigast'],
  pairs: [
    'svart och vi(?:tt|t|ta)|vänner och familj|familj och vänner|mat och dryck|hälsa och skönhet|för- och nackdelar|upp och ner|då och då|mer och mer|till och med|från och med|åter och åter|om och om|salt och peppar|hem och trädgård',
    'mer eller mindre|förr eller senare|(?:och|eller) (?:så vidare|annat|liknande|inte)|(?:dig|du|er|ni) och (?:din|ditt|dina|er|ert|era) **|(?:vän|vänner) eller (?:en )?(?:kollega|familj)*',
  ],
  leading: [
    'håller du (?:inte )?med|tyck(?:er|te) du inte|vill du inte|är (?:det|den|du) inte|var (?:det|den) inte', 'visst(?=[^?]+\\?)|självklart|naturligtvis', '(?<=, )(?:eller hur|inte sant|va)(?=\\?)',
    'hur mycket (?:gilla|älska|uppskatta)(?:r|de)|hur mycket njöt', '(?:varför|vad) (?:älskar|älskade|hatar|avskyr)', `hur (?:${praise}|${blame}) (?:är|var|tycker|tyckte|kändes)`, `(?:vår|vårt|våra) (?:** )?(?:${praise})`, 'alla (?:älskar|vet|tycker)',
  ],
  secrets: [
    'sjukdom*|är du sjuk|diagnos*|medicin*|läkemedel*|kronisk*|funktionsnedsättning*|funktionshinder*|funktionshindrad*|gravid*|fertilitet*|abort*|klimakteri*|menstruation*|allergi*|intoleran*|diabetes*|astma*|cancer*|hiv|epilep*|autis*|adhd',
    'bipolär*|demens*|depression*|deprimerad*|ångest*|psykisk*|psykiatri*|beroendesjuk*|blodtryck*|hälsotillstånd*|hälsoproblem*|hjärtproblem*|hjärtsjuk*',
    'religi*|din tro|troende|muslim*|krist(?:en|na)|judisk*|hindu*|buddhis*|katol*|protestant*|ateis*|går du i (?:kyrkan|moskén|synagogan)', 'sexuell*|sexualitet*|sexliv*|homosexuell*|bisexuell*|bög*|lesbisk*|transperson*|icke-?binär*|queer|hbtq*',
    'fackförening*|fackförbund*|fackligt*|etnisk*|etnicitet*|hudfärg*|politi(?:k|sk)*|rösta(?:r|de)? du|straffregister*|genetisk*|biometrisk*',
  ],
};
