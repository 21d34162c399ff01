package question

import (
	"slices"
	"strings"

	"github.com/askwell/askwell/app"
)

// Yes and No are in the languages of our own words, for questions that have no words of
// their own for them.
var (
	Yes = app.Text{"en": "Yes", "sv": "Ja", "da": "Ja", "es": "Sí", "pl": "Tak", "sl": "Da"}
	No  = app.Text{"en": "No", "sv": "Nej", "da": "Nej", "es": "No", "pl": "Nie", "sl": "Ne"}
)

// Spoken is an answer in a language's words, the option keys by their labels.
func Spoken(q app.Question, v app.Value, lang, fallback string) []string {
	say := func(t app.Text, otherwise string) string {
		if said := t.In(lang, fallback); said != "" {
			return said
		}
		return otherwise
	}
	label := func(options []app.Option, key string) string {
		for _, o := range options {
			if o.Key == key {
				return say(o.Label, key)
			}
		}
		if name := app.NameOf(key); name != "" {
			return name
		}
		return key
	}
	keys, other := v.Choices()
	part, place := v.Slot()
	words := make([]string, 0, len(keys)+1)
	for _, key := range keys {
		words = append(words, label(q.Options, key))
	}
	words = append(words, other, v.Text(), label(q.Parts, part), label(q.Options, place))
	switch said := strings.Trim(string(v.JSON), `"`); v.Kind {
	case app.KindBoolean:
		words = append(words, map[string]string{"true": say(q.High, Yes.In(lang, "en")), "false": say(q.Low, No.In(lang, "en"))}[said])
	case app.KindNumber:
		words = append(words, strings.TrimSpace(said+" "+say(q.Unit, "")))
	case app.KindDate, app.KindEmail, app.KindPhone:
		words = append(words, said)
	case app.KindBirthday:
		words = append(words, strings.TrimPrefix(said, "--"))
	}
	return slices.DeleteFunc(words, func(w string) bool { return w == "" })
}
