package delivery

import (
	"slices"
	"strings"
	"unicode"

	"github.com/askwell/askwell/app"
)

// maxTag is the longest tag Shopify takes on a customer, in characters.
const maxTag = 255

// tagsOf are the tags of one answer: "<prefix><key>:<value>", one per choice.
// Everybody in a shop reads tags: what is personal becomes none.
func tagsOf(prefix, key string, v app.Value) []string {
	values, other := v.Choices()
	if text := other + v.Text(); text != "" {
		values = append(values, slug(text))
	}
	switch v.Kind {
	case app.KindRanking:
		values = values[:min(len(values), 1)] // only the best is a trait
	case app.KindNumber, app.KindBoolean, app.KindDate:
		values = append(values, strings.Trim(string(v.JSON), `"`))
	case app.KindSlot:
		part, place := v.Slot()
		values = slices.DeleteFunc([]string{part, place}, func(half string) bool { return half == "" })
	}
	tags := make([]string, 0, len(values))
	for _, value := range values {
		tags = append(tags, cut(prefix+key+":"+value, maxTag))
	}
	return tags
}

// slug makes a person's words fit for a tag: lower case, letters and digits of
// any script, a hyphen for everything between them (a comma would split a tag).
func slug(words string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(words) {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
			gap = true
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte('-')
		}
		gap = false
		b.WriteRune(r)
	}
	if b.Len() == 0 {
		return "other"
	}
	return b.String()
}

// cut keeps the first n characters.
func cut(s string, n int) string {
	count := 0
	for i := range s {
		if count == n {
			return s[:i]
		}
		count++
	}
	return s
}
