package world

import "slices"

// sellsTo are the countries that every shop sends to.
var sellsTo = []string{"DE", "DK", "ES", "GB", "PL", "SE", "SI", "US"}

// Countries are where the shop sells, its own first.
func (s *Shop) Countries() []string {
	others := slices.DeleteFunc(slices.Clone(sellsTo), func(code string) bool { return code == s.Country })
	return append([]string{s.Country}, others...)
}

// LanguageName is a language in English and as its speakers call it, its code
// for one that is not listed.
func LanguageName(code string) (english, own string) {
	if names, ok := languageNames[code]; ok {
		return names[0], names[1]
	}
	return code, code
}

var languageNames = map[string][2]string{
	"da": {"Danish", "Dansk"}, "de": {"German", "Deutsch"}, "en": {"English", "English"}, "es": {"Spanish", "Español"},
	"fr": {"French", "Français"}, "pl": {"Polish", "Polski"}, "sl": {"Slovenian", "Slovenščina"}, "sv": {"Swedish", "Svenska"},
}
