package graphql

import (
	"encoding/base64"
	"strings"
)

// Connection pages through objects that each have an "id": first/after and
// last/before, as Shopify does. typename is the connection's type.
func Connection(typename string, all []Object) Field {
	return func(args map[string]any) (any, error) {
		first, hasFirst := Int(args["first"])
		last, hasLast := Int(args["last"])
		if hasFirst == hasLast {
			return nil, Coded("BAD_REQUEST", "you must provide one of first or last")
		}
		if n := first + last; n < 0 || n > 250 {
			return nil, Coded("BAD_REQUEST", "first and last must be between 0 and 250")
		}
		page, before, after := window(all, args)
		if hasFirst && len(page) > first {
			page, after = page[:first], true
		}
		if hasLast && len(page) > last {
			page, before = page[len(page)-last:], true
		}
		return connection(typename, page, before, after), nil
	}
}

// window is the part of all between the cursors.
func window(all []Object, args map[string]any) (page []Object, before, after bool) {
	page = all
	if at := position(page, args["after"]); at >= 0 {
		page, before = page[at+1:], true
	}
	if at := position(page, args["before"]); at >= 0 {
		page, after = page[:at], true
	}
	return page, before, after
}

func position(all []Object, c any) int {
	wanted, _ := c.(string)
	if wanted == "" {
		return -1
	}
	for i, o := range all {
		if cursor(o) == wanted {
			return i
		}
	}
	return -1
}

func cursor(o Object) string {
	id, _ := o["id"].(string)
	return base64.StdEncoding.EncodeToString([]byte(id))
}

func connection(typename string, page []Object, before, after bool) Object {
	nodes, edges := make([]any, len(page)), make([]any, len(page))
	for i, o := range page {
		nodes[i] = o
		edges[i] = Object{"__typename": strings.TrimSuffix(typename, "Connection") + "Edge", "node": o, "cursor": cursor(o)}
	}
	info := Object{"hasPreviousPage": before, "hasNextPage": after, "startCursor": nil, "endCursor": nil}
	if len(page) > 0 {
		info["startCursor"], info["endCursor"] = cursor(page[0]), cursor(page[len(page)-1])
	}
	return Object{"__typename": typename, "nodes": nodes, "edges": edges, "pageInfo": info}
}
