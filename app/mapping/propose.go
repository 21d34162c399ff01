package mapping

import (
	"slices"
	"strings"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/email"
	"github.com/askwell/askwell/app/question"
)

// longestLabel is how much of a prompt names a property for people, in characters.
const longestLabel = 100

// propose adds to what is kept a place for each published question that has none, and
// words for options that came since. What is sensitive is not proposed: it goes where
// the merchant says so himself. Nor is an address or a number to reach her by.
func (d *desk) propose() app.Mapping {
	m := d.kept
	m.Destination, m.Targets, m.Consents = d.at.ID, slices.Clone(m.Targets), slices.Clone(m.Consents)
	for i, t := range m.Targets {
		if q, known := d.question(t.Question); known {
			m.Targets[i].Words = d.words(t, q)
		}
	}
	if m.Link == "" && m.Revision == 0 && d.spec.Properties {
		m.Link = d.free(m, email.LinkProperty(d.spec.Name, d.spec.Naming.Upper))
	}
	for _, q := range d.questions {
		if q.Published && q.Channel != "" && slices.Contains(d.spec.Consents, q.Channel) && !slices.Contains(m.Consents, q.Channel) {
			m.Consents = append(m.Consents, q.Channel)
		}
		mapped := slices.ContainsFunc(m.Targets, func(t app.Target) bool { return t.Question == q.Key })
		if mapped || !q.Published {
			continue
		}
		if t, ok := d.target(m, q); ok {
			m.Targets = append(m.Targets, t)
		}
	}
	return m
}

// target is the place that suits a question, if it is one that is proposed.
func (d *desk) target(m app.Mapping, q Question) (app.Target, bool) {
	if q.consent || q.Sensitive || q.Kind == "" || q.Kind == app.KindEmail || q.Kind == app.KindPhone {
		return app.Target{}, false
	}
	t := app.Target{Question: q.Key, Kind: app.TargetProperty, Label: shorten(q.Title, longestLabel), Type: d.suits(q)}
	several := q.Kind == app.KindChoices && t.Type != app.FieldTexts
	switch {
	case d.spec.Tags && question.Taggable(q.plain) && (!d.spec.Properties || several):
		t.Kind, t.Type, t.Name = app.TargetTag, "", d.shop.TagPrefix+q.Key+":"
	case d.spec.Properties:
		t.Name = d.named(m, q.Key, t.Type)
		_, t.Theirs = d.there[fold(t.Name)]
		t.Words = d.words(t, q)
	default:
		return app.Target{}, false // a list is nobody's but the merchant's to choose
	}
	return t, true
}

// suits is the type of the property that a question's answers make.
func (d *desk) suits(q Question) app.FieldType {
	want := map[app.ValueKind]app.FieldType{
		app.KindChoices: app.FieldTexts, app.KindNumber: app.FieldNumber, app.KindBoolean: app.FieldBoolean,
		app.KindDate: app.FieldDate, app.KindBirthday: app.FieldBirthday,
	}[q.Kind]
	if want == "" || !d.takes(want) {
		return app.FieldText
	}
	return want
}

// takes reports whether the destination has a type; whichever it lacks is text there.
func (d *desk) takes(t app.FieldType) bool {
	return t == app.FieldText || d.spec.Types == nil || slices.Contains(d.spec.Types, t)
}

// named is a key for a question's property that clashes with nothing in the mapping or
// in the account. One of the account's own is taken up only if it is ours by its
// beginning and of the same type: else it would be the merchant's that is written over.
func (d *desk) named(m app.Mapping, key string, as app.FieldType) string {
	return name(d.spec.Naming, key, func(made string) bool {
		if d.used(m, made) {
			return true
		}
		one, there := d.there[fold(made)]
		ours := d.spec.Naming.Prefix != "" && strings.HasPrefix(fold(made), fold(d.spec.Naming.Prefix))
		return there && (!ours || one.Type != as || one.Options != nil)
	})
}

// free is a key made of words that are no question's.
func (d *desk) free(m app.Mapping, key string) string {
	bare := d.spec.Naming
	bare.Prefix = ""
	return name(bare, key, func(made string) bool {
		one, there := d.there[fold(made)]
		return d.used(m, made) || there && one.Type != app.FieldText
	})
}

// used reports whether a mapping, or the one that is kept, has a property of a key.
func (d *desk) used(m app.Mapping, key string) bool {
	for _, t := range slices.Concat(m.Targets, d.kept.Targets) {
		if t.Kind == app.TargetProperty && fold(t.Name) == fold(key) {
			return true
		}
	}
	return fold(m.Link) == fold(key) || fold(d.kept.Link) == fold(key)
}

// words are those of a target, with those of the options that have none yet; of two
// options that are called the same, the second is called by its key, too. A tag is made
// of keys: they do not change with a label.
func (d *desk) words(t app.Target, q Question) map[string]string {
	if t.Kind == app.TargetTag || t.Kind == app.TargetList || len(q.Options) == 0 || numeric(t.Type) {
		return t.Words
	}
	words, said := map[string]string{}, map[string]bool{}
	for key, word := range t.Words {
		words[key], said[fold(word)] = word, true
	}
	for _, o := range q.Options {
		if words[o.Key] != "" {
			continue
		}
		word := shorten(o.Label, longestWord)
		if said[fold(word)] {
			word = shorten(o.Label, longestWord-len(o.Key)-3) + " (" + o.Key + ")"
		}
		words[o.Key], said[fold(word)] = word, true
	}
	return words
}

// numeric are the types that have no words.
func numeric(t app.FieldType) bool {
	return slices.Contains([]app.FieldType{app.FieldNumber, app.FieldBoolean, app.FieldDate, app.FieldBirthday}, t)
}

// shorten keeps the first n characters.
func shorten(s string, n int) string {
	runes := []rune(s)
	return string(runes[:min(len(runes), max(n, 0))])
}
