package mapping

import (
	"strconv"
	"strings"

	"github.com/askwell/askwell/integrations"
)

// usualMost is how long a property's key may be where its tool does not say.
const usualMost = 100

func most(n integrations.Naming) int {
	if n.Most > 0 {
		return n.Most
	}
	return usualMost
}

// name makes a property's key of a question's, by a tool's rules: one that is not
// taken, though much of it had to be cut away. The same question gets the same name as
// long as the same names are taken, and once it is kept it is not made again.
func name(n integrations.Naming, key string, taken func(string) bool) string {
	whole := n.Prefix + key
	if n.Upper {
		whole = strings.ToUpper(whole)
	}
	first := strings.TrimRight(cut(whole, most(n)), "_")
	made := first
	for i := 2; taken(made); i++ {
		number := "_" + strconv.Itoa(i)
		made = strings.TrimRight(cut(first, most(n)-len(number)), "_") + number
	}
	return made
}

// cut keeps the first n bytes: all that names are made of is ASCII.
func cut(s string, n int) string { return s[:min(len(s), max(n, 0))] }

// fold makes keys comparable: to a tool two that differ in case are one.
func fold(key string) string { return strings.ToLower(key) }

// wellNamed reports whether a tool's rules allow a key.
func wellNamed(n integrations.Naming, key string) bool {
	prefix, letters := n.Prefix, "abcdefghijklmnopqrstuvwxyz"
	if n.Upper {
		prefix, letters = strings.ToUpper(n.Prefix), strings.ToUpper(letters)
	}
	rest := strings.TrimPrefix(key, prefix)
	return rest != "" && len(key) <= most(n) && strings.Trim(rest, letters+"0123456789_") == ""
}
