import type {Language} from './language';

const praise = 'increíbles?|maravillos*|fantástic*|genial*|excelentes?|delicios*|estupend*|magnífic*|perfect*|extraordinari*|premiad*';
const blame = 'horribles?|terribles?|pésim*|mal[oa]s?|espantos*';
const ease = 'fácil*|rápid*|clar[oa]s?|útil*|important*|cómod*|sencill*|amable*|fresc*|buen*';

export const es: Language = {
  and: 'y|e|&|así como',
  or: 'o|u',
  asks: ['cómo|qué|cuál*|por qué|cuándo|dónde|quién*|cuánt*', 'es|fue|está|estuvo|volver*|comprar*|recomendar*|repetir*'],
  rates: [
    '(?:in)?satisfech*|satisfacción|content[oa]s? (?:estás |está |estáis |están )?con', '(?:te|le|os|les) parec*', '(?<!qué )(?:te|le|os|les) (?:gust(?:a|an|ó|aron|aba|aban)|encant(?:a|an|ó|aron)|han? gustado)', 'valora*|califica*|puntúa*|puntuar*|evalú*', '(?:opinas?|piensas?|opináis) (?:de|sobre)',
    'cómo (?:fue|fueron|era|eran|es|son|estuvo|estuvieron) (?:el|la|los|las|tu|su|tus|sus|nuestr*)', `(?:qué tan|cómo de|cuán) (?:${ease})`, 'confías en',
  ],
  closed: ['fue|fueron|es|son|era|eran|está|están|estuvo|estuvieron|ha sido|han sido|resultó|resultaron|llegó|(?:te|le) resultó'],
  traits: [
    'rápid[oa]s?|fácil|fáciles|sencill[oa]s?|clar[oa]s?|amables?|útil|útiles|buen[oa]s?|fresc[oa]s?|ric[oa]s?|barat[oa]s?|cómod[oa]s?|divertid[oa]s?|bonit[oa]s?|segur[oa]s?|fiables?|limpi[oa]s?|suaves?|san[oa]s?|interesantes?',
    'profesional|profesionales|agradables?|puntual|puntuales|atent[oa]s?|práctic[oa]s?|intuitiv[oa]s?|car[oa]s?|lent[oa]s?|a tiempo',
  ],
  chooses: ['cuál*|prefier*|mejor|más bien|entre|elig*|escog*|elegir*|quieres|quiere|te gustaría|le gustaría|buscas|más importante'],
  pairs: [
    'blanc[oa]s? y negr[oa]s?|amig[oa]s y famili**|famili** y amig[oa]s|comida y bebida|pros y contras|ventajas y (?:des|in)**|salud y belleza|casa y jardín|hogar y jardín|sal y pimienta|una y otra vez|ida y vuelta|más o menos|tarde o temprano',
    '(?:y|o) (?:demás|otr[oa]s?|similares|no)|(?:ti|tú|usted|vosotros) y (?:a |para )?(?:tu|tus|su|sus|vuestr**) **|(?:amig[oa]s?|un amigo|una amiga) o (?:un |una )?(?:famili*|coleg*|compañer*|conocid*)',
  ],
  leading: [
    'no (?:crees|cree|creéis|piensas|piensa|te parece|le parece|estás de acuerdo)(?= que|\\?| con)|(?:estás|está) de acuerdo(?! en)', '(?<=[,¿] ?)(?:verdad|no|no es así|cierto|a que sí)(?=\\?)', 'por supuesto|obviamente|claramente|seguro que',
    'cuánto (?:te|le|os|les) (?:gust*|encant*)|cuánto (?:has |ha )?disfrut*', '(?:por qué|qué) (?:es lo que )?(?:más )?(?:amas?|adoras?|odias?|te encant*|le encant*)', `(?:qué tan|cómo de|cuán|qué) (?:${praise}|${blame}) (?:fue|fueron|es|son|estuvo|te|le)`, `nuestr[oa]s? (?:** )?(?:${praise})`, 'tod[oa]s (?:aman|adoran|saben|sabemos)',
  ],
  secrets: [
    'enfermedad*|enferm[oa]s?|diagnosti*|diagnóstic*|medicament*|medicación|condici** médic*|problemas? de (?:salud|corazón)|estado de salud|salud mental|discapaci*|minusval*|embaraz*|fertilidad|abort*|menopaus*|menstrua*|alergi*|alérgic*|intoleran*|diabet*|diabét*',
    'asma|asmátic*|cáncer|tumor*|vih|sida|hepatitis|epileps*|epilépt*|autis*|tdah|depresi*|deprimid*|ansiedad|psiquiátr*|adicci*|crónic*|presión arterial', 'religi*|(?:tu|su) fe|creyentes?|musulm*|cristian[oa]s?|católic*|protestantes?|judí[oa]s?|hindú*|hinduis*|budis*|ate[oa]s?',
    'sexual*|gays?|lesbian*|bisexual*|homosexual*|heterosexual*|transgéner*|transexual*|no binari*|lgbt*|queer', 'sindicat*|sindical*|étnic*|etnia*|(?:tu|su) raza|racial*|polític[oa]s|político|ideología*|(?:tendencia|orientación|afiliación) política|partido polític*|vot(?:aste|ó|as|arás|arías)|antecedentes penales|genétic*|biométric*',
  ],
};
