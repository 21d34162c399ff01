package rule

// Why is the part of a rule that decided it, and the facts it saw.
type Why struct {
	Rule string         `json:"rule"` // in words
	Saw  map[string]any `json:"saw"`  // by the fact's name, null for what was not known
}

// Why says what decided the rule about these facts: of conditions joined by and the
// first that does not hold, of those joined by or all.
func (r Rule) Why(f Facts) Why {
	if r.root == nil {
		return Why{Rule: r.String(), Saw: map[string]any{}}
	}
	decisive := r.root
	for decisive.op != nil && decisive.op.name == "and" {
		i := 0
		for i < len(decisive.args)-1 && truthy(decisive.args[i].eval(scope{facts: f})) {
			i++
		}
		if truthy(decisive.args[i].eval(scope{facts: f})) {
			break // all of them hold, and all of them decided
		}
		decisive = decisive.args[i]
	}
	why := Why{Rule: decisive.words(), Saw: map[string]any{}}
	decisive.see(f, why.Saw)
	return why
}

func (n *node) see(f Facts, saw map[string]any) {
	if n.fact != "" {
		saw[n.fact] = f(n.fact)
	}
	for _, arg := range n.args {
		arg.see(f, saw)
	}
}
