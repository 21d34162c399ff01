import type {Language} from './language';

const praise = 'amazing|awesome|great|fantastic|wonderful|excellent|incredible|brilliant|delicious|lovely|superb|perfect|outstanding|terrific|unbeatable';
const blame = 'terrible|awful|horrible|bad|dreadful|disappointing';

export const en: Language = {
  and: 'and|&|as well as',
  or: 'or',
  asks: ['how|what|which|why|when|where|who', '(?:is|was|are|were|do|did|does|would|will|have|has|can|could) (?:you|it|we|they|the|our|your|this|that|there)'],
  rates: [
    'satisf*|dissatisf*', '(?:un)?happy (?:are you |were you |do you feel )?with', '(?:dis)?pleased (?:are you |were you )?(?:with|by)', 'impressed (?:are you |were you )?(?:with|by)',
    '(?:you|please) rate|rate (?:the|our|your)', 'you (?:judge|score|grade)', '(?:do|did) you (?:really )?(?:like|enjoy|appreciate|trust)', 'you think (?:of|about)', 'you feel about',
    'how (?:was|were|is|are) (?:the|our|your|its)', 'how (?:easy|fast|quick*|clear|helpful|useful|friendly|important|good|well|fresh|clean|comfortable|relevant|fair|reliable|simple|attractive|interesting|professional|smooth) (?:is|are|was|were|do|did)',
  ],
  closed: ['is|was|are|were|has|have|(?:do|did) you (?:find|feel|think)|did (?:it|they|the|our|your)'],
  traits: [
    'fast|quick|easy|simple|clear|friendly|helpful|polite|good|fresh|tasty|cheap|affordable|comfortable|useful|fun|beautiful|nice|safe|reliable|professional|clean|soft|warm|healthy|modern|interesting',
    'understandable|on time|pleasant|smooth|fair|competent|efficient|slow|expensive|difficult|confusing',
  ],
  chooses: ['which|prefer*|rather|better|best|favou?rite|between|choose|would you like|looking for|what (?:do|did) you(?! think)|more important'],
  pairs: [
    'black and white|tea and cake|milk and sugar|friends and family|family and friends|food and drinks?|health and beauty|bed and breakfast|bread and butter|salt and pepper|fish and chips|home and garden|arts and crafts',
    'pros and cons|click and collect|plug and play|mix and match|terms and conditions|again and again|more and more|now and then|more or less|sooner or later|one or two|two or three|(?:and|or) (?:so on|more|other*|not)',
    '(?:him|her|you|them|me|us)(?:self)? and (?:his|her|your|their|my|our) **|(?:friend|friends) or (?:a )?(?:colleague|family)*',
  ],
  leading: [
    '(?<=^|[.,:;!?–-] ?)(?:don|doesn|isn|aren|wouldn|won|didn|wasn|weren|haven|hasn|shouldn|couldn|can)[\'’]?t (?:you|it|we|our|this|they|the)', '(?:do|would) you (?:not )?agree(?! to)', '(?:do|did) you not',
    'how much (?:do|did) you (?:love|like|enjoy|adore|hate)', '(?:why|what) (?:do|did) you (?:most )?(?:love|adore|hate)', `how (?:${praise}|${blame}) (?:is|are|was|were|do|did)`, `our (?:** )?(?:${praise}|award-winning)`,
    'surely|obviously|clearly', '(?:everyone|everybody) (?:loves|knows|agrees)', 'most (?:people|customers|shoppers) (?:love|agree|say|think)', '(?<=, )right(?=\\?)',
  ],
  secrets: [
    'health (?:condition|problem|issue|status)s?|mental health|medical*|illness*|disease*|diagnos*|medication*|prescription*|chronic*|disorders?|disabilit*|disabled|wheelchair', 'pregnan*|fertility|ivf|abortion*|menopaus*|menstrua*',
    'allerg*|intoleran*|diabet*|asthma*|cancer*|tumou?rs?|hiv|hepatitis|epilep*|autis*|adhd|bipolar|dementia|depress*|anxiety|panic attacks?|psychiatr*|addict*|blood pressure|heart (?:condition|disease|problem|attack)s?',
    'religio*|(?:your|what|which) faith|muslims?|christian(?!e)*|jewish|hindu*|buddhis*|catholic*|protestants?|sikhs?|atheis*|(?:go to|attend|your) (?:church|mosque|synagogue|temple)',
    'sexual*|sexuality|sex life|gay|lesbian*|bisexual*|homosexual*|heterosexual*|transgender|trans (?:man|woman|person|people)|non-?binary|queer|lgbt*', '(?:trade|labou?r) union*|union member*',
    'ethnic*|your race|racial*|politic*|(?:did|do|will|would) you vote|criminal record|genetic*|biometric*',
  ],
};
