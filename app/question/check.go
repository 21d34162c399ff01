package question

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/askwell/askwell/app"
)

const (
	mostFields   = 50    // errors told at once
	mostDays     = 3_650 // ten years
	mostAskings  = 100
	mostSeconds  = 600
	mostQuota    = 10_000_000
	mostBranches = 20
	mostWeight   = 10
)

// check collects what is wrong with a document in the languages and with the
// endings it claims.
type check struct {
	wrong []app.FieldError
	langs []string
	ends  []string
}

func field(name, code, message string) app.FieldError {
	return app.FieldError{Field: name, Code: code, Message: message}
}

func (c *check) require(ok bool, name, code, message string) {
	if !ok && len(c.wrong) < mostFields {
		c.wrong = append(c.wrong, field(name, code, message))
	}
}

func (c *check) between(name string, n, least, most int) {
	c.require(n >= least && n <= most, name, "range", fmt.Sprintf("Between %d and %d.", least, most))
}

// plain refuses what no shop page can show or no database can hold; of is said of
// the text, " in sv".
func (c *check) plain(name, s string, most int, of string) {
	c.require(utf8.RuneCountInString(s) <= most, name, "too_long", fmt.Sprintf("At most %d characters%s.", most, of))
	bad := !utf8.ValidString(s) || strings.ContainsFunc(s, func(r rune) bool { return r != '\n' && unicode.IsControl(r) })
	c.require(!bad, name, "characters", "Control characters are not allowed"+of+".")
}

// question checks everything about a question but its words.
func (c *check) question(at string, q app.Question) {
	c.require(key.MatchString(q.Key), at+"key", "format", "Use 2 to 64 of a-z, 0-9 and _, a letter first.")
	c.require(q.Key != app.KnownKey && q.Key != app.LinksKey, at+"key", "reserved", "We keep something else of a customer in a metafield of this name.")
	c.again(at+"again.", q.Again)
	c.between(at+"keep_days", q.KeepDays, 0, mostDays)
	c.between(at+"half_life", q.HalfLife, 0, mostDays)
	c.between(at+"quota", q.Quota, 0, mostQuota)
	c.between(at+"priority", q.Priority, -mostPriority, mostPriority)
	c.require(q.Seconds >= 0 && q.Seconds <= mostSeconds, at+"seconds", "range", fmt.Sprintf("Between 0 and %d.", mostSeconds))
	c.require(q.Purpose == "" || endingKey.MatchString(q.Purpose), at+"purpose", "format", "Use 1 to 64 of a-z, 0-9 and _.")
	c.require(q.Consent == "" || key.MatchString(q.Consent), at+"consent", "format", "Give the key of a question.")
	c.require(len(q.Next) <= mostBranches, at+"next", "count", fmt.Sprintf("At most %d branches.", mostBranches))
	c.weights(at+"options", q.Options)
	kind, known := Find(q.Type)
	c.require(known, at+"type", "unknown", "There is no such type of question.")
	if !known {
		return
	}
	c.require(!q.Mapping.Tag || Taggable(q), at+"mapping.tag", "not_allowed", "Tags are read by everybody in the shop: this answer is not for them.")
	for _, e := range kind.Check(q) {
		c.require(false, at+e.Field, e.Code, e.Message)
	}
}

// Taggable reports whether a question's answers may become customer tags: nothing
// sensitive, and no address, number or birthday of a person.
func Taggable(q app.Question) bool {
	return !q.Sensitive && !slices.Contains([]app.ValueKind{app.KindEmail, app.KindPhone, app.KindBirthday}, Kind(q))
}

func (c *check) again(at string, a *app.Again) {
	if a == nil {
		return
	}
	modes := []app.AgainMode{app.AgainOnce, app.AgainEvery, app.AgainUntil, app.AgainEvergreen}
	c.require(slices.Contains(modes, a.Mode), at+"mode", "unknown", "Ask once, every, until or evergreen.")
	switch a.Mode {
	case app.AgainEvery:
		c.between(at+"days", a.Days, 1, mostDays)
		c.none(at+"times", a.Times, "Only until it is answered is a question asked so many times.")
	case app.AgainUntil:
		c.between(at+"days", a.Days, 0, mostDays)
		c.between(at+"times", a.Times, 1, mostAskings)
	default:
		c.none(at+"days", a.Days, "A question asked once, or always, does not wait for days.")
		c.none(at+"times", a.Times, "Only until it is answered is a question asked so many times.")
	}
}

// none refuses a number that nothing reads: it would promise what is not kept.
func (c *check) none(name string, n int, message string) {
	c.require(n == 0, name, "not_allowed", message)
}

// weights checks for which endings options weigh.
func (c *check) weights(at string, options []app.Option) {
	for i, o := range options[:min(len(options), mostOptions)] {
		name := fmt.Sprintf("%s.%d.weights", at, i)
		if len(o.Weights) > mostEndings {
			c.require(false, name, "count", fmt.Sprintf("At most %d endings.", mostEndings))
			continue
		}
		for _, ending := range slices.Sorted(maps.Keys(o.Weights)) {
			known := slices.Contains(c.ends, ending)
			c.require(known, name, "unknown", "There is no ending "+cut(ending, 64)+".")
			weight := o.Weights[ending]
			c.require(weight >= -mostWeight && weight <= mostWeight, name, "range", fmt.Sprintf("A weight is between -%d and %d.", mostWeight, mostWeight))
		}
	}
}
