package graphql

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
)

// BulkCount is what a bulk query wrote: all objects, and those at the top.
type BulkCount struct{ Objects, RootObjects int }

// everyNode writes the nodes of every connection, each above its children.
type everyNode struct {
	to    io.Writer
	count BulkCount
}

// RunBulk runs a bulk query: every connection gives all it has, whatever page it
// asks for, and every node is one line of JSON, followed by those of the
// connections inside it, which name it as their __parentId. The errors are those
// of the query; an error says that writing failed.
// https://shopify.dev/docs/api/usage/bulk-operations/queries#the-jsonl-data-format
func (op *Operation) RunBulk(roots Roots, guard Guard, to io.Writer) (BulkCount, []*Error, error) {
	r := &run{Operation: op, guard: guard, bulk: true}
	data := r.data(roots)
	if len(r.errs) > 0 {
		return BulkCount{}, r.errs, nil
	}
	_, pages := without(data)
	w := &everyNode{to: to}
	for _, p := range pages {
		if err := w.nodes(p, ""); err != nil {
			return w.count, nil, err
		}
	}
	return w.count, nil, nil
}

// page is a completed connection: what a bulk operation takes apart.
type page struct{ Ordered }

// without gives a value without the connections in it, and those.
func without(v any) (any, []page) {
	object, ok := v.(Ordered)
	if !ok {
		return v, nil
	}
	rest := make(Ordered, 0, len(object))
	var pages []page
	for _, m := range object {
		if p, ok := m.Value.(page); ok {
			pages = append(pages, p)
			continue
		}
		inner, more := without(m.Value)
		rest, pages = append(rest, Member{m.Key, inner}), append(pages, more...)
	}
	return rest, pages
}

func (w *everyNode) nodes(p page, parent string) error {
	for _, m := range p.Ordered {
		edges, _ := m.Value.([]any)
		for _, edge := range edges {
			members, _ := edge.(Ordered)
			for _, m := range members {
				if node, ok := m.Value.(Ordered); ok {
					if err := w.node(node, parent); err != nil {
						return err
					}
				}
			}
		}
	}
	return nil
}

func (w *everyNode) node(node Ordered, parent string) error {
	rest, pages := without(node)
	line, id := rest.(Ordered), idOf(node)
	if parent == "" {
		w.count.RootObjects++
	} else {
		line = append(line, Member{"__parentId", parent})
	}
	w.count.Objects++
	if err := writeLine(w.to, line); err != nil {
		return err
	}
	for _, p := range pages {
		if err := w.nodes(p, id); err != nil {
			return err
		}
	}
	return nil
}

func idOf(o Ordered) string {
	for _, m := range o {
		if m.Key == "id" {
			id, _ := m.Value.(string)
			return id
		}
	}
	return ""
}

// writeLine writes one line as Shopify's servers do, with slashes escaped.
func writeLine(to io.Writer, o Ordered) error {
	text, err := json.Marshal(o)
	if err != nil {
		return err
	}
	_, err = to.Write(append(bytes.ReplaceAll(text, []byte("/"), []byte(`\/`)), '\n'))
	return err
}

// bulkLine is the line of result for the n-th line of variables.
func bulkLine(n int, result Result) Ordered {
	var line Ordered
	if result.Data != nil {
		line = append(line, Member{"data", result.Data})
	}
	if len(result.Errors) > 0 {
		line = append(line, Member{"errors", result.Errors})
	}
	return append(line, Member{"__lineNumber", n})
}

// BulkMutation is a mutation found fit to run once per line of variables.
type BulkMutation struct {
	Root string // "metafieldsSet": whether it is allowed in bulk is the caller's

	one *Operation
}

// RunLine runs the mutation with the n-th line of variables, counted from 0, and
// writes its line of result.
func (m *BulkMutation) RunLine(n int, vars map[string]any, roots Roots, guard Guard, to io.Writer) (Result, error) {
	var result Result
	op, errs := bind(m.one.schema, m.one.def, vars)
	if errs != nil {
		result.Errors = errs
	} else {
		result = op.Run(roots, guard)
	}
	return result, writeLine(to, bulkLine(n, result))
}

func firstMessage(errs []*Error) string { return strings.TrimSpace(errs[0].Message) }
