package rule

import "strings"

// kinds is what a value can be, as far as the rule tells before it is asked.
type kinds uint8

const (
	null kinds = 1 << iota
	boolean
	number
	text
	list
	object

	anything = null | boolean | number | text | list | object
)

var kindNames = []struct {
	kind kinds
	name string
}{{boolean, "yes or no"}, {number, "a number"}, {text, "a text"}, {list, "a list"}, {object, "an answer's parts"}, {null, "nothing"}}

// String is how people call it.
func (k kinds) String() string {
	if k == anything {
		return "anything"
	}
	var all []string
	for _, one := range kindNames {
		if k&one.kind != 0 && (one.kind != null || k == null) {
			all = append(all, one.name)
		}
	}
	return strings.Join(all, " or ")
}

// known is what the kinds leave when something is known at all.
func (k kinds) known() kinds { return k &^ null }

func kindOf(v any) kinds {
	switch v.(type) {
	case nil:
		return null
	case bool:
		return boolean
	case float64:
		return number
	case string:
		return text
	case []any:
		return list
	default:
		return object
	}
}

// kindsOf is what a fact can be: any may be unknown.
func kindsOf(f Fact) kinds {
	switch f.Kind {
	case "boolean":
		return boolean | null
	case "number":
		return number | null
	case "text":
		return text | null
	case "list":
		return list | null
	default:
		return anything
	}
}
