// Package rule owns the one rule language: JSONLogic over the facts that facts.go
// names. A rule is checked once, when it is parsed, and then never fails: it
// holds or it does not. The blocks decide the same rules in extensions/shared/rule.ts,
// and testdata says for both what must come out.
//
// Nothing is converted: a number never equals a text, and a fact that is not known
// is neither more nor less than anything. So "spent less than 100" does not hold of
// a guest of whom nothing is known.
package rule

import (
	"slices"
	"strings"

	"github.com/askwell/askwell/app"
)

// Rule is a checked rule. The zero Rule always holds.
type Rule struct {
	root   *node
	facts  []string
	wanted []Want
	parted bool
}

// Want is a plain value that a rule looks for in a fact.
type Want struct {
	Fact  string
	Value any
	At    string // where in the rule, ".and.0.==.1"
}

// Facts looks up what is known of a shopper and her visit by the fact's name. Values
// are as encoding/json makes them, nil for what is not known.
type Facts func(name string) any

// Known are facts held in a map.
func Known(m map[string]any) Facts { return func(name string) any { return m[name] } }

// Always reports whether this is the zero Rule.
func (r Rule) Always() bool { return r.root == nil }

// Holds reports whether the rule is true of the facts.
func (r Rule) Holds(f Facts) bool { return r.root == nil || truthy(r.root.eval(scope{facts: f})) }

// Eval is the rule's value, of which Holds is the truth.
func (r Rule) Eval(f Facts) any {
	if r.root == nil {
		return true
	}
	return r.root.eval(scope{facts: f})
}

// Facts are the names of the facts the rule reads, each once, in the order it
// names them.
func (r Rule) Facts() []string { return slices.Clone(r.facts) }

// Answers are the keys of the questions whose answers the rule reads.
func (r Rule) Answers() []string {
	var keys []string
	for _, name := range r.facts {
		if key, ok := strings.CutPrefix(name, answers); ok {
			keys = append(keys, key)
		}
	}
	return keys
}

// Parted reports whether the rule looks at a part of an answer, such as what was
// written in.
func (r Rule) Parted() bool { return r.parted }

// Wanted are the plain values the rule looks for in facts, as far as it names them.
func (r Rule) Wanted() []Want { return slices.Clone(r.wanted) }

// NeedsServer reports whether a block on the surface cannot decide the rule by
// itself.
func (r Rule) NeedsServer(at app.Surface) bool {
	return slices.ContainsFunc(r.facts, func(name string) bool {
		fact, _ := Find(name)
		return !slices.Contains(fact.Blocks, at)
	})
}

// scope is what a node can see.
type scope struct {
	facts Facts
	item  any // of the list that some, all or none go through
}

// node is one operation or one plain value of a checked rule.
type node struct {
	op    *operator // nil: a plain value
	args  []*node
	value any
	kinds kinds

	fact, part string // of var
	item       bool   // of var: the list's item
}

func (n *node) eval(s scope) any {
	if n.op == nil {
		return n.value
	}
	return n.op.eval(n, s)
}

// truthy is JSONLogic's truth: nothing, zero, an empty text and an empty list are
// false.
func truthy(v any) bool {
	switch v := v.(type) {
	case nil:
		return false
	case bool:
		return v
	case float64:
		return v != 0
	case string:
		return v != ""
	case []any:
		return len(v) > 0
	default:
		return true
	}
}
