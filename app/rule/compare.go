package rule

import (
	"cmp"
	"math"
	"strings"
)

func alike(n *node) string {
	a, b := n.args[0].kinds, n.args[1].kinds
	if a == null || b == null || a.known()&b.known() != 0 {
		return ""
	}
	return a.String() + " is never " + b.String()
}

func ordered(n *node) string {
	common := number | text
	for _, arg := range n.args {
		common &= arg.kinds
	}
	if common != 0 {
		return ""
	}
	return "only numbers with numbers, or texts with texts, can be more or less"
}

func counted(n *node) string {
	for _, arg := range n.args {
		if arg.kinds&number == 0 {
			return "only numbers can be reckoned with, not " + arg.kinds.String()
		}
	}
	return ""
}

func equal(n *node, s scope) any   { return same(n.args[0].eval(s), n.args[1].eval(s)) }
func unequal(n *node, s scope) any { return !same(n.args[0].eval(s), n.args[1].eval(s)) }

// same is equality without conversion. An answer of several parts is like nothing
// else: rules ask for its parts.
func same(a, b any) bool {
	switch a := a.(type) {
	case nil:
		return b == nil
	case bool, float64, string:
		return a == b
	case []any:
		l, ok := b.([]any)
		if !ok || len(l) != len(a) {
			return false
		}
		for i := range a {
			if !same(a[i], l[i]) {
				return false
			}
		}
		return true
	default:
		return false
	}
}

// inOrder holds when the order of each two neighbours is as wanted.
func inOrder(wanted func(order int) bool) func(*node, scope) any {
	return func(n *node, s scope) any {
		before := n.args[0].eval(s)
		for _, arg := range n.args[1:] {
			v := arg.eval(s)
			order, known := compare(before, v)
			if !known || !wanted(order) {
				return false
			}
			before = v
		}
		return true
	}
}

// compare orders two numbers, or two texts by their characters' code points.
func compare(a, b any) (order int, known bool) {
	switch a := a.(type) {
	case float64:
		b, ok := b.(float64)
		return cmp.Compare(a, b), ok
	case string:
		b, ok := b.(string)
		return strings.Compare(a, b), ok
	default:
		return 0, false
	}
}

// reckon folds numbers. What is not known makes the whole unknown, and so does what
// no number can hold.
func reckon(step func(a, b float64) float64) func(*node, scope) any {
	return func(n *node, s scope) any {
		sum, ok := n.args[0].eval(s).(float64)
		for _, arg := range n.args[1:] {
			b, known := arg.eval(s).(float64)
			sum, ok = step(sum, b), ok && known
		}
		if !ok || math.IsInf(sum, 0) || math.IsNaN(sum) {
			return nil
		}
		return sum
	}
}

func minus(n *node, s scope) any {
	if len(n.args) == 2 {
		return reckon(func(a, b float64) float64 { return a - b })(n, s)
	}
	if a, ok := n.args[0].eval(s).(float64); ok {
		return 0 - a
	}
	return nil
}
