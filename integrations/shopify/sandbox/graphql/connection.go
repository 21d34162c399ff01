package graphql

import (
	"cmp"
	"encoding/base64"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

const maxPage = 250

// Mark is what a cursor remembers of a row: its id and, for a list sorted by
// something else, that.
type Mark struct {
	ID    int64 `json:"last_id"`
	Value any   `json:"last_value"` // an int64 or a string
}

// Connection pages through objects that each have an "id": first/after and
// last/before, as Shopify does. typename is the connection's type.
func Connection(typename string, all []Object) Field {
	return Page(typename, all, markOf, func(o Object) any { return o })
}

// Page pages through rows, and shows those of the page alone: a list may be
// long.
func Page[T any](typename string, rows []T, mark func(T) Mark, show func(T) any) Field {
	return func(args map[string]any) (any, error) {
		first, hasFirst := Int(args["first"])
		last, hasLast := Int(args["last"])
		switch {
		case hasFirst && hasLast:
			return nil, Coded("BAD_REQUEST", "providing both first and last is not supported")
		case !hasFirst && !hasLast:
			return nil, Coded("BAD_REQUEST", "you must provide one of first or last")
		case first+last < 0 || first+last > maxPage && args["first"] != any(everything{}):
			return nil, Coded("BAD_REQUEST", "first and last must be between 0 and 250")
		}
		page, before, after, err := window(rows, args, mark)
		if err != nil {
			return nil, err
		}
		if hasFirst && len(page) > first {
			page, after = page[:first], true
		}
		if hasLast && len(page) > last {
			page, before = page[len(page)-last:], true
		}
		return connection(typename, page, mark, show, before, after), nil
	}
}

// window is the part of all between the cursors.
func window[T any](all []T, args map[string]any, mark func(T) Mark) (page []T, before, after bool, err error) {
	page = all
	if c, ok := args["after"].(string); ok && c != "" {
		m, err := parseCursor(c)
		if err != nil {
			return nil, false, false, err
		}
		page, before = page[past(page, m, mark):], true
	}
	if c, ok := args["before"].(string); ok && c != "" {
		m, err := parseCursor(c)
		if err != nil {
			return nil, false, false, err
		}
		page, after = page[:upTo(page, m, mark)], true
	}
	return page, before, after, nil
}

// past is where the rows after a mark start. The row itself may be gone since
// the page it ended: then they start where it would have stood.
func past[T any](rows []T, m Mark, mark func(T) Mark) int {
	at := upTo(rows, m, mark)
	if at < len(rows) && mark(rows[at]) == m {
		return at + 1
	}
	return at
}

// upTo is where the row of a mark stands, or would stand.
func upTo[T any](rows []T, m Mark, mark func(T) Mark) int {
	if i := slices.IndexFunc(rows, func(r T) bool { return mark(r) == m }); i >= 0 {
		return i
	}
	if len(rows) == 0 {
		return 0
	}
	direction := cmp.Or(mark(rows[len(rows)-1]).Compare(mark(rows[0])), 1)
	i := slices.IndexFunc(rows, func(r T) bool { return mark(r).Compare(m)*direction >= 0 })
	if i < 0 {
		return len(rows)
	}
	return i
}

// Compare orders marks of one list: by value, then by id.
func (m Mark) Compare(o Mark) int {
	order := 0
	switch v := m.Value.(type) {
	case int64:
		w, _ := o.Value.(int64)
		order = cmp.Compare(v, w)
	case string:
		w, _ := o.Value.(string)
		order = strings.Compare(v, w)
	}
	return cmp.Or(order, cmp.Compare(m.ID, o.ID))
}

func (m Mark) cursor() string {
	text, _ := json.Marshal(m) // a number, and a number or a string: cannot fail
	return base64.StdEncoding.EncodeToString(text)
}

func parseCursor(c string) (Mark, error) {
	text, err := base64.StdEncoding.DecodeString(c)
	var m struct {
		ID    int64           `json:"last_id"`
		Value json.RawMessage `json:"last_value"`
	}
	if err != nil || json.Unmarshal(text, &m) != nil {
		return Mark{}, Coded("BAD_REQUEST", "Invalid cursor for current pagination sort.")
	}
	if n, err := strconv.ParseInt(string(m.Value), 10, 64); err == nil {
		return Mark{m.ID, n}, nil
	}
	var value string
	_ = json.Unmarshal(m.Value, &value) // anything else is nowhere in the list
	return Mark{m.ID, value}, nil
}

// markOf reads an object's global id. An id that is no number stands for itself.
func markOf(o Object) Mark {
	id, _ := o["id"].(string)
	n, err := strconv.ParseInt(id[strings.LastIndexByte(id, '/')+1:], 10, 64)
	if err != nil {
		return Mark{0, id}
	}
	return Mark{n, n}
}

func connection[T any](typename string, page []T, mark func(T) Mark, show func(T) any, before, after bool) Object {
	nodes, edges := make([]any, len(page)), make([]any, len(page))
	for i, r := range page {
		nodes[i] = show(r)
		edges[i] = Object{"__typename": strings.TrimSuffix(typename, "Connection") + "Edge", "node": nodes[i], "cursor": mark(r).cursor()}
	}
	info := Object{"hasPreviousPage": before, "hasNextPage": after, "startCursor": nil, "endCursor": nil}
	if len(page) > 0 {
		info["startCursor"], info["endCursor"] = mark(page[0]).cursor(), mark(page[len(page)-1]).cursor()
	}
	return Object{"__typename": typename, "nodes": nodes, "edges": edges, "pageInfo": info}
}
