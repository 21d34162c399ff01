package question

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/askwell/askwell/app"
)

// Guarded is a document as it may be asked: a question that names a consent only of
// who has given it. As a condition like any other it holds on every surface.
func Guarded(d app.Document) app.Document {
	d.Questions = slices.Clone(d.Questions)
	for i, q := range d.Questions {
		if q.Consent != "" {
			d.Questions[i].If = onlyWith(q.Consent, q.If)
		}
	}
	return d
}

func onlyWith(consent string, when app.Rule) app.Rule {
	given := fmt.Sprintf(`{"==":[{"var":"answers.%s"},true]}`, consent)
	if len(when) == 0 || string(when) == "null" {
		return app.Rule(given)
	}
	return app.Rule(fmt.Sprintf(`{"and":[%s,%s]}`, given, when))
}

// CheckGuards tells what keeps questions that need a consent from being published:
// the consent must be asked for before, and for the same purpose. A draft may be kept
// without.
func CheckGuards(d app.Document) []app.FieldError {
	var c check
	for i, q := range d.Questions {
		at := fmt.Sprintf("questions.%d.consent", i)
		if q.Consent == "" {
			c.require(!q.Sensitive, at, "required", "A sensitive question is asked only of who has agreed to it: name the question of type consent that asks for it.")
			continue
		}
		before := slices.IndexFunc(d.Questions[:i], func(other app.Question) bool { return other.Key == q.Consent })
		if before < 0 {
			c.require(false, at, "unknown", "There is no such question before this one.")
			continue
		}
		guard := d.Questions[before]
		if guard.Type != consentName {
			c.require(false, at, "not_a_consent", "This must be a question of type consent: nothing else proves that she has agreed.")
			continue
		}
		c.require(purposeOf(guard) == purposeOf(q), at, "purpose",
			fmt.Sprintf("This consent is for %s, and the question for %s.", purposeOf(guard), purposeOf(q)))
	}
	return c.named(d.Questions)
}

func purposeOf(q app.Question) string { return cmp.Or(q.Purpose, app.PurposePersonalisation) }

// IsConsent reports whether a question's answer is a consent.
func IsConsent(q app.Question) bool { return q.Type == consentName }
