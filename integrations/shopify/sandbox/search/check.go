package search

// Warning is what Shopify says of a term it passes over, in the answer's
// extensions.search.
type Warning struct {
	Field   string `json:"field"`
	Message string `json:"message"`
	Code    string `json:"code"`
}

// Check gives the query as Shopify runs it, without the terms on fields that
// are not known, and what it says of each. Without Default known, words need a
// field.
func (q Query) Check(known func(field string) bool) (Query, []Warning) {
	if q.root == nil {
		return q, nil
	}
	var warnings []Warning
	root := q.root.keep(func(t *term) bool {
		if known(t.field) {
			return true
		}
		warnings = append(warnings, unknown(t.field))
		return false
	})
	return Query{root}, warnings
}

func unknown(field string) Warning {
	if field == Default {
		return Warning{field, "Input must use named search fields in this query.", "missing_named_field"}
	}
	return Warning{field, "Invalid search field for this query.", "invalid_field"}
}

func (e every) keep(wanted func(*term) bool) node { return group(keepAll(e, wanted), allOf) }

func (s some) keep(wanted func(*term) bool) node { return group(keepAll(s, wanted), anyOf) }

func (n none) keep(wanted func(*term) bool) node { return negate(n.of.keep(wanted)) }

func (t *term) keep(wanted func(*term) bool) node {
	if wanted(t) {
		return t
	}
	return nil
}

func keepAll(nodes []node, wanted func(*term) bool) []node {
	var kept []node
	for _, n := range nodes {
		if n := n.keep(wanted); n != nil {
			kept = append(kept, n)
		}
	}
	return kept
}
