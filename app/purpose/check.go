package purpose

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/askwell/askwell/app"
)

const (
	mostPurposes     = 20
	mostDestinations = 50
	longestTitle     = 80
)

// bases are the words of app.Basis.
var bases = []app.Basis{app.BasisConsent, app.BasisContract, app.BasisInterest}

var (
	keyFormat  = regexp.MustCompile(`^[a-z0-9_]{1,64}$`) // as a question may name it
	kindFormat = regexp.MustCompile(`^[a-z][a-z0-9-]{0,39}$`)
)

// Check tells everything that is wrong with a shop's list of purposes. Two are always
// on it: what a question is for that names none, and what Shopify's consents are for.
func Check(list []app.Purpose) []app.FieldError {
	if len(list) > mostPurposes {
		return []app.FieldError{{Field: "purposes", Code: "too_many", Message: fmt.Sprintf("Use at most %d purposes.", mostPurposes)}}
	}
	var c checker
	known := map[string]bool{}
	for i, p := range list {
		at := fmt.Sprintf("purposes.%d.", i)
		c.require(keyFormat.MatchString(p.Key), at+"key", "format", "Use 1 to 64 of a-z, 0-9 and _.")
		c.require(!known[p.Key], at+"key", "repeated", "Another purpose has this key.")
		known[p.Key] = true
		c.purpose(at, p)
	}
	for _, key := range []string{app.PurposePersonalisation, app.PurposeMarketing} {
		c.require(known[key], "purposes", "missing", fmt.Sprintf("The purpose %s cannot be removed.", key))
	}
	return c.wrong
}

type checker struct{ wrong []app.FieldError }

func (c *checker) require(holds bool, field, code, message string) {
	if !holds {
		c.wrong = append(c.wrong, app.FieldError{Field: field, Code: code, Message: message})
	}
}

func (c *checker) purpose(at string, p app.Purpose) {
	title := strings.TrimSpace(p.Title)
	c.require(title != "", at+"title", "required", "Give it a name.")
	c.require(utf8.ValidString(title) && utf8.RuneCountInString(title) <= longestTitle && !strings.ContainsRune(title, 0),
		at+"title", "too_long", fmt.Sprintf("Use at most %d characters.", longestTitle))
	c.require(slices.Contains(bases, p.Basis), at+"basis", "unknown", "Use consent, contract or legitimate_interest.")
	c.require(len(p.Channels) > 0 || p.Basis == app.BasisContract,
		at+"channels", "required", "Name a channel on which she can grant it, or object.")
	c.require(distinct(p.Channels), at+"channels", "repeated", "Name each channel once.")
	for _, one := range p.Channels {
		c.require(slices.Contains(app.Channels, one), at+"channels", "unknown", "There is no such channel.")
	}
	c.require(len(p.Destinations) <= mostDestinations, at+"destinations", "too_many", fmt.Sprintf("Name at most %d.", mostDestinations))
	c.require(distinct(p.Destinations), at+"destinations", "repeated", "Name each destination once.")
	for _, one := range p.Destinations {
		c.require(kindFormat.MatchString(one), at+"destinations", "format", "Use a destination's short name, as shopify.")
	}
}

func distinct[T comparable](list []T) bool {
	seen := make(map[T]bool, len(list))
	for _, one := range list {
		seen[one] = true
	}
	return len(seen) == len(list)
}
