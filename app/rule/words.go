package rule

import (
	"strconv"
	"strings"
)

// String is the rule in English.
func (r Rule) String() string {
	if r.root == nil {
		return "always"
	}
	return r.root.words()
}

func (n *node) words() string {
	if n.op == nil {
		return wordsOf(n.value)
	}
	return n.op.words(n)
}

// inner is an argument's words, in brackets where they would run together.
func (n *node) inner() string {
	if n.op == nil || n.op.name == "var" {
		return n.words()
	}
	return "(" + n.words() + ")"
}

func wordsOf(v any) string {
	switch v := v.(type) {
	case nil:
		return "not known"
	case bool:
		return map[bool]string{true: "yes", false: "no"}[v]
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case string:
		return strconv.Quote(v)
	case []any:
		return wordsOfList(v)
	case map[string]any:
		return wordsOfParts(v)
	default:
		return "?"
	}
}

func wordsOfList(items []any) string {
	if len(items) == 0 {
		return "nothing"
	}
	var all []string
	for _, item := range items {
		all = append(all, wordsOf(item))
	}
	return strings.Join(all, ", ")
}

func wordsOfParts(parts map[string]any) string {
	var all []string
	for _, name := range []string{"other", "part", "place"} {
		if v, ok := parts[name]; ok {
			all = append(all, name+" "+wordsOf(v))
		}
	}
	return strings.Join(all, ", ")
}

func wordsOfVar(n *node) string {
	if n.item {
		return "it"
	}
	if n.value != nil {
		return name(n) + " (else " + wordsOf(n.value) + ")"
	}
	return name(n)
}

func wordsOfMissing(n *node) string { return joined(" or ")(n) + " is not known" }

func wordsOfNot(n *node) string {
	if arg := n.args[0]; arg.op != nil && arg.op.name == "var" {
		return arg.words() + " is not so"
	}
	return "not " + n.args[0].inner()
}

func wordsOfIs(n *node) string { return n.args[0].inner() + " is so" }

func wordsOfIf(n *node) string {
	var b strings.Builder
	i := 0
	for ; i+1 < len(n.args); i += 2 {
		b.WriteString("if " + n.args[i].inner() + " then " + n.args[i+1].inner() + ", ")
	}
	if i < len(n.args) {
		return b.String() + "else " + n.args[i].inner()
	}
	return strings.TrimSuffix(b.String(), ", ")
}

func wordsOfIn(n *node) string {
	what, where := n.args[0], n.args[1]
	switch {
	case where.op == nil && where.kinds == list:
		return what.inner() + " is one of " + where.words()
	case where.kinds&list != 0:
		return where.inner() + " has " + what.inner()
	default:
		return where.inner() + " contains " + what.inner()
	}
}

func wordsOfEach(which string) func(*node) string {
	return func(n *node) string { return which + n.args[0].inner() + ": " + n.args[1].words() }
}

// between puts a word between arguments: a is less than b is less than c.
func between(word string) func(*node) string { return joined(word) }

func joined(word string) func(*node) string {
	return func(n *node) string {
		all := make([]string, len(n.args))
		for i, arg := range n.args {
			all[i] = arg.inner()
		}
		return strings.Join(all, word)
	}
}
