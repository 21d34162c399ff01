package graphql

import (
	"bytes"
	"encoding/json"
	"io"
)

// BulkPlace is how far a bulk query has come: the connection it is at, counted
// in the order of the query, and the cursor in it.
type BulkPlace struct {
	Connection int
	After      string
}

// BulkPart is what one part of a bulk query wrote: how many objects, how many of
// them at the top, and whether there is more from its place on.
type BulkPart struct {
	Objects, RootObjects int
	Next                 BulkPlace
	More                 bool
}

// Bulk says how a bulk query is written: how many nodes of a connection at the top
// come in one part, and whether children follow their own parent rather than
// all parents of the part.
type Bulk struct {
	Nodes   int
	Grouped bool
}

// RunBulk runs a part of a bulk query. Connections at the top come in parts;
// those inside a node give all they have, whatever page they ask for. Every node
// is one line of JSON, and one that is inside another names it as its
// __parentId. The errors are those of the query; an error says that writing
// failed.
// https://shopify.dev/docs/api/usage/bulk-operations/queries#the-jsonl-data-format
func (op *Operation) RunBulk(b Bulk, from BulkPlace, roots Roots, guard Guard, to io.Writer) (BulkPart, []*Error, error) {
	parts := &bulkPart{size: b.Nodes, from: from}
	r := &run{Operation: op, guard: guard, bulk: parts}
	data := r.data(roots)
	if len(r.errs) > 0 {
		return BulkPart{}, r.errs, nil
	}
	_, pages := without(data)
	w := &everyNode{to: to, grouped: b.Grouped}
	err := w.write(under("", pages))
	w.part.Next, w.part.More = parts.next()
	return w.part, nil, err
}

// bulkPart opens the connections of a bulk query: at the top, only that of the
// part.
type bulkPart struct {
	size   int
	from   BulkPlace
	seen   int    // connections at the top
	after  string // where the next part of the one that was opened starts
	inside int    // how many connections deep
}

func (p *bulkPart) open(typename string, compute Field, args map[string]any) (any, error) {
	delete(args, "last")
	delete(args, "before")
	if p.inside > 0 {
		args["first"] = everything{}
		return compute(args)
	}
	p.seen++
	if p.seen != p.from.Connection+1 {
		return connection[Object](typename, nil, nil, nil, false, false), nil
	}
	args["first"], args["after"] = p.size, p.from.After
	value, err := compute(args)
	object, _ := unlocated(value).(Object)
	if info, ok := object["pageInfo"].(Object); ok && info["hasNextPage"] == true {
		p.after, _ = info["endCursor"].(string)
	}
	return value, err
}

func (p *bulkPart) next() (BulkPlace, bool) {
	if p.after != "" && p.after != p.from.After { // a cursor that stays would never end
		return BulkPlace{p.from.Connection, p.after}, true
	}
	return BulkPlace{Connection: p.from.Connection + 1}, p.from.Connection+1 < p.seen
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

// children are the connections inside one node.
type children struct {
	page
	parent string
}

func under(parent string, pages []page) []children {
	out := make([]children, len(pages))
	for i, p := range pages {
		out[i] = children{p, parent}
	}
	return out
}

// everyNode writes the nodes of every connection, each above its children.
type everyNode struct {
	to      io.Writer
	grouped bool
	part    BulkPart
}

func (w *everyNode) write(level []children) error {
	var below []children
	for _, c := range level {
		for _, node := range c.nodes() {
			inside, err := w.node(node, c.parent)
			if err == nil && w.grouped {
				err, inside = w.write(inside), nil
			}
			if err != nil {
				return err
			}
			below = append(below, inside...)
		}
	}
	if len(below) == 0 {
		return nil
	}
	return w.write(below)
}

// node writes a node's own line and gives the connections in it.
func (w *everyNode) node(node Ordered, parent string) ([]children, error) {
	rest, pages := without(node)
	line := rest.(Ordered)
	if parent == "" {
		w.part.RootObjects++
	} else {
		line = append(line, Member{"__parentId", parent})
	}
	w.part.Objects++
	return under(idOf(node), pages), writeLine(w.to, line)
}

// nodes are a connection's edges { node }.
func (p page) nodes() []Ordered {
	var out []Ordered
	for _, m := range p.Ordered {
		edges, _ := m.Value.([]any)
		for _, edge := range edges {
			members, _ := edge.(Ordered)
			for _, m := range members {
				if node, ok := m.Value.(Ordered); ok {
					out = append(out, node)
				}
			}
		}
	}
	return out
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
