package rule

// operator is one word of the language.
type operator struct {
	name        string
	least, most int // arguments; most 0: as many as a rule can hold
	check       func(n *node) string
	eval        func(n *node, s scope) any
	words       func(n *node) string
}

// operators is the one list of them. if, and, or, var, missing and the list
// operators see their arguments before they are evaluated.
var operators = map[string]*operator{
	"var":     {name: "var", least: 1, most: 2, eval: lookUp, words: wordsOfVar},
	"missing": {name: "missing", least: 1, eval: missing, words: wordsOfMissing},

	"==":  {name: "==", least: 2, most: 2, check: alike, eval: equal, words: between(" is ")},
	"===": {name: "===", least: 2, most: 2, check: alike, eval: equal, words: between(" is ")},
	"!=":  {name: "!=", least: 2, most: 2, check: alike, eval: unequal, words: between(" is not ")},
	"!==": {name: "!==", least: 2, most: 2, check: alike, eval: unequal, words: between(" is not ")},
	"<":   {name: "<", least: 2, most: 3, check: ordered, eval: inOrder(func(o int) bool { return o < 0 }), words: between(" is less than ")},
	"<=":  {name: "<=", least: 2, most: 3, check: ordered, eval: inOrder(func(o int) bool { return o <= 0 }), words: between(" is at most ")},
	">":   {name: ">", least: 2, most: 2, check: ordered, eval: inOrder(func(o int) bool { return o > 0 }), words: between(" is more than ")},
	">=":  {name: ">=", least: 2, most: 2, check: ordered, eval: inOrder(func(o int) bool { return o >= 0 }), words: between(" is at least ")},

	"!":   {name: "!", least: 1, most: 1, eval: func(n *node, s scope) any { return !truthy(n.args[0].eval(s)) }, words: wordsOfNot},
	"!!":  {name: "!!", least: 1, most: 1, eval: func(n *node, s scope) any { return truthy(n.args[0].eval(s)) }, words: wordsOfIs},
	"and": {name: "and", least: 1, eval: firstOf(false), words: joined(" and ")},
	"or":  {name: "or", least: 1, eval: firstOf(true), words: joined(" or ")},
	"if":  {name: "if", least: 2, eval: choose, words: wordsOfIf},

	"in":   {name: "in", least: 2, most: 2, check: contained, eval: contains, words: wordsOfIn},
	"some": {name: "some", least: 2, most: 2, check: listed, eval: each(true, true), words: wordsOfEach("some of ")},
	"all":  {name: "all", least: 2, most: 2, check: listed, eval: each(false, false), words: wordsOfEach("all of ")},
	"none": {name: "none", least: 2, most: 2, check: listed, eval: each(true, false), words: wordsOfEach("none of ")},

	"+": {name: "+", least: 1, check: counted, eval: reckon(func(a, b float64) float64 { return a + b }), words: joined(" + ")},
	"*": {name: "*", least: 1, check: counted, eval: reckon(func(a, b float64) float64 { return a * b }), words: joined(" × ")},
	"-": {name: "-", least: 1, most: 2, check: counted, eval: minus, words: joined(" − ")},
	"/": {name: "/", least: 2, most: 2, check: counted, eval: reckon(func(a, b float64) float64 { return a / b }), words: joined(" ÷ ")},
}

// results says what an operator's value can be; of those not listed, true or false.
func results(n *node) kinds {
	switch n.op.name {
	case "missing":
		return list
	case "+", "-", "*", "/":
		return number | null
	case "and", "or", "if":
		var k kinds
		for _, arg := range n.args {
			k |= arg.kinds
		}
		return k | null
	default:
		return boolean
	}
}

// firstOf is the first argument that is true, or is not, and else the last.
func firstOf(wanted bool) func(*node, scope) any {
	return func(n *node, s scope) any {
		var v any
		for _, arg := range n.args {
			if v = arg.eval(s); truthy(v) == wanted {
				return v
			}
		}
		return v
	}
}

// choose is the value after the first condition that holds, the last value when
// none does, and nothing without one.
func choose(n *node, s scope) any {
	i := 0
	for ; i+1 < len(n.args); i += 2 {
		if truthy(n.args[i].eval(s)) {
			return n.args[i+1].eval(s)
		}
	}
	if i < len(n.args) {
		return n.args[i].eval(s)
	}
	return nil
}
