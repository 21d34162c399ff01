package publish

import (
	"fmt"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/rule"
)

// exposed refuses whatever would tell a sensitive answer to who may not know it, or
// make an audience of those who gave it. What was published as sensitive once stays
// so: its answers are still there.
func exposed(draft app.Document, others, ever []app.Version) (wrong []app.FieldError) {
	refuse := func(field, code, format string, args ...any) {
		wrong = append(wrong, app.FieldError{Field: field, Code: code, Message: fmt.Sprintf(format, args...)})
	}
	secret := map[string]bool{}
	for _, v := range ever {
		noteSensitive(v.Document, secret)
	}
	for i, q := range draft.Questions {
		at := fmt.Sprintf("questions.%d.", i)
		if secret[q.Key] && !q.Sensitive {
			refuse(at+"sensitive", "was_sensitive", "Question %s: this key was published as sensitive, and so are the answers there are. Use a new key.", q.Key)
		}
		if q.Sensitive && q.Quota > 0 {
			refuse(at+"quota", "sensitive", "Question %s: who gave a sensitive answer is not counted.", q.Key)
		}
	}
	noteSensitive(draft, secret)
	for _, r := range readings(draft) {
		if secret[r.key] && !r.allowed {
			refuse(r.field, "sensitive", "%sthe answer to %s is sensitive: it decides nothing but what is asked under the same consent.", r.who, r.key)
		}
	}
	for i, q := range draft.Questions {
		if elsewhere := readElsewhere(q, others); elsewhere != "" {
			refuse(fmt.Sprintf("questions.%d.sensitive", i), "read", "Question %s: survey %s is asked by this answer. Change that survey first.", q.Key, elsewhere)
		}
	}
	return wrong
}

func noteSensitive(d app.Document, secret map[string]bool) {
	for _, q := range d.Questions {
		secret[q.Key] = secret[q.Key] || q.Sensitive
	}
}

// readElsewhere is a published survey that depends on a sensitive question's answer,
// "" for none.
func readElsewhere(q app.Question, others []app.Version) string {
	if !q.Sensitive {
		return ""
	}
	for _, v := range others {
		for _, r := range readings(v.Document) {
			if r.key == q.Key && !r.allowed {
				return v.Document.Handle
			}
		}
	}
	return ""
}

// reading is a rule of a document that looks at an answer.
type reading struct {
	field   string // where the rule is
	who     string // whose it is, for the message
	key     string // of the answer
	allowed bool   // even of a sensitive one: both are asked under the same consent
}

func readings(d app.Document) (all []reading) {
	add := func(field, who string, raw app.Rule, by app.Question) {
		for _, key := range reads(raw) {
			read, _ := d.Question(key)
			all = append(all, reading{field, who, key, by.Sensitive && read.Sensitive && by.Consent == read.Consent})
		}
	}
	add("audience", "Audience: ", d.Audience, app.Question{})
	for i, q := range d.Questions {
		at, who := fmt.Sprintf("questions.%d.", i), fmt.Sprintf("Question %s: ", q.Key)
		add(at+"if", who, q.If, q)
		add(at+"doubt", who, q.Doubt, q)
		for j, b := range q.Next {
			add(fmt.Sprintf("%snext.%d.if", at, j), who, b.If, q)
		}
	}
	return all
}

// reads are the keys of the answers a rule looks at.
func reads(raw app.Rule) []string {
	r, _ := rule.Parse(raw) // Check tells of one that cannot be read
	return r.Answers()
}
