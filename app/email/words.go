package email

import "strings"

// Our own words, where a question has none for its buttons.
var (
	words = map[string]string{"en": "Answer", "sv": "Svara", "sl": "Odgovorite", "pl": "Odpowiedz", "da": "Svar", "es": "Responder"}
	yes   = map[string]string{"en": "Yes", "sv": "Ja", "sl": "Da", "pl": "Tak", "da": "Ja", "es": "Sí"}
	no    = map[string]string{"en": "No", "sv": "Nej", "sl": "Ne", "pl": "Nie", "da": "Nej", "es": "No"}
)

// wordsFor is the language of our own words for a locale, English for those we do not
// speak.
func wordsFor(locale string) string {
	lang := language(locale)
	if words[lang] == "" {
		return "en"
	}
	return lang
}

func language(locale string) string {
	lang, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(locale), "_", "-"), "-")
	return lang
}

func rightToLeft(locale string) bool {
	switch language(locale) {
	case "ar", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi":
		return true
	}
	return false
}
