package rule

import (
	"slices"
	"strconv"
	"strings"
)

func contained(n *node) string {
	what, where := n.args[0].kinds, n.args[1].kinds
	switch {
	case where&(list|text) == 0:
		return "nothing is in " + where.String()
	case what&^(list|object) == 0:
		return "a list has plain values only"
	case where&list == 0 && what&text == 0:
		return "only a text is in a text"
	default:
		return ""
	}
}

// contains looks for a value in a list, or for a text in a text.
func contains(n *node, s scope) any {
	what := n.args[0].eval(s)
	switch where := n.args[1].eval(s).(type) {
	case []any:
		return slices.ContainsFunc(where, func(v any) bool { return same(what, v) })
	case string:
		part, ok := what.(string)
		return ok && part != "" && strings.Contains(where, part)
	default:
		return false
	}
}

func listed(n *node) string {
	if n.args[0].kinds&list != 0 {
		return ""
	}
	return "only a list has items, not " + n.args[0].kinds.String()
}

// each goes through a list until an item's truth is the one looked for. As in
// JSONLogic all of an empty list is false; nothing known is an empty list.
func each(wanted, found bool) func(*node, scope) any {
	return func(n *node, s scope) any {
		items, _ := n.args[0].eval(s).([]any)
		if len(items) == 0 {
			return !found && wanted
		}
		for _, item := range items {
			if truthy(n.args[1].eval(scope{facts: s.facts, item: item})) == wanted {
				return found
			}
		}
		return !found
	}
}

// lookUp is a fact, a part of it, or the item a list is at.
func lookUp(n *node, s scope) any {
	if n.item {
		return s.item
	}
	v := s.facts(n.fact)
	if n.part != "" {
		v = partOf(v, n.part)
	}
	if v == nil {
		return n.value
	}
	return v
}

// partOf looks into an answer: "other" is what was written in, wherever it stands.
func partOf(v any, part string) any {
	switch v := v.(type) {
	case map[string]any:
		return v[part]
	case []any:
		if i, err := strconv.Atoi(part); err == nil {
			if i < len(v) {
				return v[i]
			}
			return nil
		}
		for _, item := range v {
			if m, ok := item.(map[string]any); ok && m[part] != nil {
				return m[part]
			}
		}
	}
	return nil
}

// missing are the names of the facts that are not known, or are an empty text.
func missing(n *node, s scope) any {
	unknown := []any{}
	for _, arg := range n.args {
		if v := lookUp(arg, s); v == nil || v == "" {
			unknown = append(unknown, name(arg))
		}
	}
	return unknown
}

// name is a var's name as documents write it.
func name(n *node) string {
	if n.part == "" {
		return n.fact
	}
	return n.fact + "." + n.part
}
