package delivery

import (
	"slices"
	"strings"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/question"
)

// spoken is an answer for an event: in the shop's words, and as keys that do not change
// with them. Of what is sensitive it is told only that it was answered, unless the
// merchant has it written back and so has decided who reads it.
func (w *drain) spoken(d app.Document, q app.Question, v app.Value) (words, keys string) {
	written := q.Mapping.Metafield || q.Mapping.OrderMetafield || q.Mapping.Tag
	if q.Sensitive && !written {
		return "", ""
	}
	fallback := ""
	if len(d.Languages) > 0 {
		fallback = d.Languages[0]
	}
	return strings.Join(question.Spoken(q, v, w.shop.Locale, fallback), ", "), strings.Join(keysOf(v), ", ")
}

// keysOf are what a workflow can compare with. A person's own words are none.
func keysOf(v app.Value) []string {
	keys, other := v.Choices()
	if other != "" {
		keys = append(slices.Clone(keys), "other")
	}
	part, place := v.Slot()
	keys = append(slices.Clone(keys), part, place)
	switch v.Kind {
	case app.KindNumber, app.KindBoolean, app.KindDate, app.KindBirthday:
		keys = append(keys, strings.Trim(string(v.JSON), `"`))
	}
	return slices.DeleteFunc(keys, func(key string) bool { return key == "" })
}
