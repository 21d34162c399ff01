package centre

import (
	"cmp"
	"encoding/json"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/preference"
	"github.com/askwell/askwell/app/web/page"
)

var words = locales()

func locales() map[string]map[string]string {
	all := map[string]map[string]string{}
	for _, lang := range page.Languages {
		var own map[string]string
		if err := json.Unmarshal(must(files.ReadFile(path.Join("locales", lang+".json"))), &own); err != nil {
			panic(err) // a file of ours
		}
		all[lang] = own
	}
	return all
}

// speech is how we speak to her: in a language, for a shop, by its clocks.
type speech struct {
	Lang, Shop string
	zone       *time.Location
}

// Say is a sentence of ours, what it says in braces filled in.
func (s speech) Say(key string, pairs ...string) string {
	said, known := words[s.Lang][key]
	if !known {
		return key
	}
	return strings.NewReplacer(append(pairs, "{shop}", cmp.Or(s.Shop, words[s.Lang]["the_shop"]))...).Replace(said)
}

// word is Say of a word that may not be ours, which then stands for itself.
func (s speech) word(kind, word, otherwise string) string {
	if said, known := words[s.Lang][kind+"."+word]; known {
		return said
	}
	return otherwise
}

// Day is a date as it is said.
func (s speech) Day(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	if s.zone != nil {
		at = at.In(s.zone)
	}
	months := strings.Fields(words[s.Lang]["months"])
	return s.Say("date", "{d}", strconv.Itoa(at.Day()), "{m}", months[at.Month()-1], "{y}", strconv.Itoa(at.Year()))
}

// purpose is what an answer is for. A shop's own title stands as it wrote it; the usual
// ones are in her language.
func (s speech) purpose(u preference.Use) string {
	for _, usual := range app.DefaultPurposes() {
		if usual.Key == u.Key && (usual.Title == u.Title || u.Title == "") {
			return s.word("purpose", u.Key, usual.Title)
		}
	}
	return cmp.Or(u.Title, u.Key)
}

// tool is a destination's own name: "klaviyo-2" is Klaviyo.
func tool(id app.DestinationID) string {
	name, _, _ := strings.Cut(string(id), "-")
	if name == "" {
		return string(id)
	}
	return strings.ToUpper(name[:1]) + name[1:]
}

// number is a whole number as it is written.
func (s speech) number(n int) string { return strconv.Itoa(n) }
