package merchant

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/search"
)

const perPage = 50

// list is one page of a long list, and what was sought in it.
type list[T any] struct {
	Rows  []T
	Of    int // how many were found
	From  int // the first one's place, from 1
	Query string
	Prev  string // addresses, "" for none
	Next  string
}

// To is the last one's place.
func (l list[T]) To() int { return l.From + len(l.Rows) - 1 }

// listed finds the newest first and cuts out the page of the address. Rows come
// oldest first.
func listed[T any](v *visit, rows []T, record func(T) search.Record) list[T] {
	out := list[T]{Query: strings.TrimSpace(v.r.URL.Query().Get("query"))}
	found := sought(v, rows, out.Query, record)
	page, _ := strconv.Atoi(v.r.URL.Query().Get("page"))
	last := max(0, (len(found)-1)/perPage)
	page = min(max(0, page-1), last)
	start := page * perPage
	for i := start; i < min(start+perPage, len(found)); i++ {
		out.Rows = append(out.Rows, found[i])
	}
	out.Of, out.From = len(found), min(start+1, len(found))
	if page > 0 {
		out.Prev = v.pageAddress(out.Query, page)
	}
	if page < last {
		out.Next = v.pageAddress(out.Query, page+2)
	}
	return out
}

// sought are the rows a query finds, the newest first. The last word may be
// half written.
func sought[T any](v *visit, rows []T, query string, record func(T) search.Record) []T {
	half := query
	if half != "" && !strings.ContainsAny(half[len(half)-1:], `"')*`) {
		half += "*"
	}
	q, err := search.Parse(half)
	if err != nil {
		return nil
	}
	var out []T
	for i := len(rows) - 1; i >= 0; i-- {
		if query == "" || q.Match(record(rows[i]), v.a.world.Now()) {
			out = append(out, rows[i])
		}
	}
	return out
}

func (v *visit) pageAddress(query string, page int) string {
	values := url.Values{"page": {strconv.Itoa(page)}}
	if query != "" {
		values.Set("query", query)
	}
	return v.r.URL.Path + "?" + values.Encode()
}
