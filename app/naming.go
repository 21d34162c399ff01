package app

import (
	"strings"
	"time"
)

// MostNamings is how many spellings a shop can name, and MostNamedAtOnce how many in one
// go.
const (
	MostNamings     = 5_000
	MostNamedAtOnce = 200
)

// namedBy is what the value of a name of its own begins with: no option's key does.
const namedBy = "name:"

// Naming says what a merchant calls what was written in to a question. What was said stays
// as it is.
type Naming struct {
	Question string
	Option   string // the key of the option that was meant; "" for a name of its own
	Name     string
	By       string // who decided so, "user/7" or "key/…"
	At       time.Time
}

// Value is what it is counted and looked for as: the option, or "name:TikTok".
func (n Naming) Value() string {
	if n.Option != "" {
		return n.Option
	}
	return namedBy + n.Name
}

// NameOf is the name in a value such as "name:TikTok"; "" for any other value.
func NameOf(value string) string {
	name, named := strings.CutPrefix(value, namedBy)
	if !named {
		return ""
	}
	return name
}
