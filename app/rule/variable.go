package rule

import (
	"fmt"
	"slices"
)

// missing takes names, where JSONLogic would have rules too.
func (p *parser) missing(n *node, raw []any, at place) (*node, error) {
	for i, one := range raw {
		arg, err := p.variable(&node{op: operators["var"]}, []any{one}, at.nth(i))
		if err != nil {
			return nil, err
		}
		n.args = append(n.args, arg)
	}
	n.kinds = list
	p.nodes += len(raw)
	return n, nil
}

func (p *parser) variable(n *node, raw []any, at place) (*node, error) {
	name, ok := raw[0].(string)
	switch {
	case !ok:
		return nil, refuse(at.at, "fact", "A fact is named by a text.")
	case name == "" && at.list && len(raw) == 1:
		n.item, n.kinds = true, anything
		return n, nil
	case name == "":
		return nil, refuse(at.at, "fact", "Only within some, all and none is there an item.")
	case at.list:
		return nil, refuse(at.at, "fact", `Within some, all and none there is only the item, {"var":""}.`)
	}
	fact, ok := Find(name)
	if !ok {
		return nil, refuse(at.at, "unknown_fact", fmt.Sprintf("There is no fact %s.", quoted(name)))
	}
	n.fact, n.kinds = name, kindsOf(fact)
	if match := answerName.FindStringSubmatch(name); match != nil {
		n.fact, n.part = match[1], match[2]
		p.parted = p.parted || n.part != ""
	}
	if !slices.Contains(p.facts, n.fact) {
		p.facts = append(p.facts, n.fact)
	}
	return n, p.otherwise(n, raw[1:], at)
}

// otherwise is a var's second argument: its value when the fact is not known.
func (p *parser) otherwise(n *node, raw []any, at place) error {
	if len(raw) == 0 {
		return nil
	}
	p.nodes++
	n.value = raw[0]
	kind := kindOf(n.value)
	if kind&(list|object) != 0 || n.kinds&kind == 0 {
		return refuse(at.nth(1).at, "kind", sentence(n.fact+" is "+n.kinds.String()+", and so is what stands for it"))
	}
	return nil
}
