package rule

import (
	"fmt"
	"slices"
	"strings"
)

// wants notes which plain values an operation looks for in which fact, and refuses
// what that fact never is.
func (p *parser) wants(n *node, at place) error {
	switch n.op.name {
	case "==", "===", "!=", "!==":
		return p.pair(n.args[0], n.args[1], at)
	case "in":
		return p.pair(n.args[0], n.args[1], at)
	case "some", "all", "none":
		return p.items(n.args[0], n.args[1], at.nth(1))
	default:
		return nil
	}
}

func (p *parser) pair(a, b *node, at place) error {
	switch {
	case a.isFact() && b.op == nil:
		return p.each(a, b.value, at.nth(1))
	case b.isFact() && a.op == nil:
		return p.each(b, a.value, at.nth(0))
	default:
		return nil
	}
}

// items are what the body of some, all or none compares the items of a fact with.
func (p *parser) items(fact, body *node, at place) error {
	if !fact.isFact() || body.op == nil {
		return nil
	}
	if len(body.args) == 2 && body.op.check != nil {
		a, b := body.args[0], body.args[1]
		switch {
		case a.item && b.op == nil && body.op.name != "<" && body.op.name != ">":
			return p.each(fact, b.value, at)
		case b.item && a.op == nil && body.op.name != "in":
			return p.each(fact, a.value, at)
		}
	}
	for _, arg := range body.args {
		if err := p.items(fact, arg, at); err != nil {
			return err
		}
	}
	return nil
}

func (n *node) isFact() bool { return n.op != nil && n.fact != "" && n.part == "" }

func (p *parser) each(fact *node, value any, at place) error {
	values, ok := value.([]any)
	if !ok {
		values = []any{value}
	}
	for _, v := range values {
		if problem := never(fact.fact, v); problem != "" {
			return refuse(at.at, "value", problem)
		}
		if v != nil {
			p.wanted = append(p.wanted, Want{Fact: fact.fact, Value: v, At: at.at})
		}
	}
	return nil
}

// never says why a fact is never so written.
func never(name string, v any) string {
	fact, _ := Find(name)
	s, ok := v.(string)
	switch {
	case !ok:
		return ""
	case len(fact.Values) > 0 && !slices.Contains(fact.Values, s):
		return fmt.Sprintf("%s is one of %s.", name, strings.Join(fact.Values, ", "))
	case fact.Case == "lower" && s != strings.ToLower(s):
		return fmt.Sprintf("%s is in lower case: write %s.", name, quoted(strings.ToLower(s)))
	case fact.Case == "upper" && s != strings.ToUpper(s):
		return fmt.Sprintf("%s is in upper case: write %s.", name, quoted(strings.ToUpper(s)))
	default:
		return ""
	}
}
