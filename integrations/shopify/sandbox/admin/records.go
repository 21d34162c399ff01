package admin

import (
	"slices"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
	"github.com/askwell/askwell/integrations/shopify/sandbox/search"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// records is one kind of the shop's records as the API lists them: how they are
// searched, sorted and shown.
type records[T any] struct {
	*session
	connection string // the connection's type
	owner      string // the kind of owner their metafields have, "" for none
	id         func(T) int64
	show       func(T) object
	metafields func(T) world.Metafields
	fields     map[string]func(T) []search.Value // what can be searched
	absent     []string                          // what Shopify searches and the sandbox does not keep
	sorts      map[string]func(T) any            // by sort key: an int64 or a string
}

// list answers a connection: searched, sorted, and only its page shown.
func (r *records[T]) list(root string, all []T, a args) (any, error) {
	found, note, err := r.find(root, all, world.Text(a, "query"))
	if err != nil {
		return nil, err
	}
	rows := r.sorted(found, world.Text(a, "sortKey"), a["reverse"] == true)
	page, err := graphql.Page(r.connection, rows, func(x row[T]) graphql.Mark { return x.mark }, func(x row[T]) any { return r.show(x.it) })(a)
	return r.noted(page, note), err
}

// count answers how many there are, up to a limit.
func (r *records[T]) count(root string, all []T, a args) (any, error) {
	found, note, err := r.find(root, all, world.Text(a, "query"))
	if err != nil {
		return nil, err
	}
	n, precision := len(found), "EXACT"
	if limit, ok := graphql.Int(a["limit"]); ok && n > limit {
		n, precision = limit, "AT_LEAST"
	}
	return r.noted(object{"__typename": "Count", "count": n, "precision": precision}, note), nil
}

// noted keeps what is to be said of a search until it is known where it stands.
func (r *records[T]) noted(value any, note *searched) any {
	if note == nil || value == nil {
		return value
	}
	return graphql.Located{Value: value, Tell: func(path []any) {
		note.Path = path
		r.searches = append(r.searches, *note)
	}}
}

// row is a record with its place in the order.
type row[T any] struct {
	it   T
	mark graphql.Mark
}

func (r *records[T]) sorted(all []T, key string, reverse bool) []row[T] {
	rows := make([]row[T], len(all))
	value := r.sorts[key]
	for i, it := range all {
		id := r.id(it)
		rows[i] = row[T]{it, graphql.Mark{ID: id, Value: id}}
		if value != nil {
			rows[i].mark.Value = value(it)
		}
	}
	slices.SortStableFunc(rows, func(a, b row[T]) int { return a.mark.Compare(b.mark) })
	if reverse {
		slices.Reverse(rows)
	}
	return rows
}
