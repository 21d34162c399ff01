package page

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/question"
)

// Languages are those our own words are in.
var Languages = []string{"en", "sv", "sl", "pl", "da", "es"}

var words = locales()

func locales() map[string]map[string]string {
	var all map[string]map[string]string
	if err := json.Unmarshal(must(files.ReadFile("locales.json")), &all); err != nil {
		panic(err) // a file of ours
	}
	return all
}

// Words are our own in one of Languages.
func Words(lang string) map[string]string { return words[lang] }

// Lang picks the language of our own words: the first of those wanted that we speak,
// else English. Each is a language tag, or all that a browser accepts.
func Lang(wanted ...string) string {
	for _, header := range wanted {
		for _, tag := range accepted(header) {
			if lang := app.Language(tag); slices.Contains(Languages, lang) {
				return lang
			}
		}
	}
	return Languages[0]
}

// Spoken is the first of the languages a browser accepts that a text is in, "" for none.
func Spoken(accept string, in []string) string {
	for _, tag := range accepted(accept) {
		for _, one := range in {
			if strings.EqualFold(one, tag) || strings.EqualFold(one, app.Language(tag)) {
				return one
			}
		}
	}
	return ""
}

// mostAccepted bounds what is read of a header: no browser lists more.
const mostAccepted = 50

// accepted are the tags of an Accept-Language header, the best first.
func accepted(header string) []string {
	type wish struct {
		tag    string
		weight float64
	}
	var wishes []wish
	for one := range strings.SplitSeq(header, ",") {
		tag, rest, _ := strings.Cut(strings.TrimSpace(one), ";")
		weight := 1.0
		if _, q, given := strings.Cut(rest, "q="); given {
			weight, _ = strconv.ParseFloat(strings.TrimSpace(q), 64)
		}
		if weight > 0 && len(wishes) < mostAccepted {
			wishes = append(wishes, wish{strings.TrimSpace(tag), weight})
		}
	}
	slices.SortStableFunc(wishes, func(a, b wish) int { return cmp.Compare(b.weight, a.weight) })
	tags := make([]string, len(wishes))
	for i, w := range wishes {
		tags[i] = w.tag
	}
	return tags
}

// Dir is "rtl" for a language that runs that way, "" for all the others.
func Dir(locale string) string {
	if app.RightToLeft(locale) {
		return "rtl"
	}
	return ""
}

// Complaint says in a language of ours what is wrong with an answer, by the code
// that its field was refused with; "" for nothing.
func Complaint(lang, code string, q app.Question) string {
	most := question.MaxLength(q)
	switch {
	case code == "":
		return ""
	case code == "required":
		return words[lang]["required"]
	case code == "too_long" && most > 0:
		return fmt.Sprintf(words[lang]["too_long"], most)
	default:
		return words[lang]["invalid"]
	}
}
