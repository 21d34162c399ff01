package main

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
)

// slot is a place in a request where an id can stand.
type slot struct {
	in, name string // "path", "query" or "body"
	kind     string // of the id, where the name alone does not say
}

// route is an operation of the app, and where its requests can name something.
type route struct {
	method, path string
	slots        []slot
	shopper      bool
}

func (r route) String() string { return r.method + " " + r.path }

// kinds says what each name in a request is an id of. Whoever adds a name that is none
// of these says what it means; "" is no id at all.
var kinds = map[string][]string{
	"surveys/id": {"survey", "handle"}, "survey": {"handle", "survey"}, "question": {"question"}, "people/id": {"response"}, "rewards/handle": {"reward"}, "customer": {"customer"}, "order": {"order"}, "identity": {"identity"},
	"from": {"profile"}, "query": {"customer", "order", "email"}, "privacy/erasure": {"erased"}, "people/cursor": nil, "cursor": {"reading"}, "subject": {"subject"}, "request": {"request"}, "product": {"handle"},
	"destinations/id": {"destination"}, "destination": {"destination"}, "run": {"run"}, "response": {"response"},
	"delivery": {"delivery"}, "ids": {"delivery"}, "deliveries/cursor": {"delivery"}, "state": nil, "all": nil, "dry": nil, "side": nil, "checks/cursor": {"subject"},
	"person": {"customer", "order", "email"}, "mapping": nil, "targets": nil, "link": nil,
	"provider": nil, "claim": nil, "settings": nil, "drift": nil, "sample": nil, "written": nil, "since": nil,
	"key": {"key"}, "scopes": nil, "expires_at": nil, "actor": nil, "operation": nil, "until": nil, "audit/kind": nil,
	"Idempotency-Key": nil, "If-Match": nil, "If-None-Match": nil,
	"version": nil, // of the survey that the path names
	"name":    nil, // of a template, which everybody has
	"limit":   nil, "surface": nil, "locale": nil, "revision": nil, "document": nil, "kind": nil, "value": nil, "title": nil, "currency": nil, "prefix": nil,
	"most_codes": nil, "most_money": nil, "valid_days": nil, "starts_at": nil, "ends_at": nil, "budget": nil, "purposes": nil, "tag_prefix": nil, "retention": nil,
	"reason": nil, "set": nil, "clear": nil, "snooze": nil, "wake": nil, "consents": nil, "again": nil, "at": nil, "articles": nil, "languages": nil,
	"responses/from": nil, "responses/to": nil, "responses/country": nil, "responses/language": nil, "responses/who": nil, "responses/filter": nil, "responses/text": nil, "texts": nil, "option": nil, "responses/name": nil, "view": {"view"}, "export": {"export"}, "exports/format": nil, "exports/filter": nil,
	"insight/id": {"survey"}, "insight/from": nil, "insight/to": nil, "insight/country": nil, "insight/by": nil,
	"dismissed": nil, "days": nil, "tool": nil, "purpose": nil, "facts/language": nil, "kiosk": nil, "utm_source": nil, "utm_medium": nil, "utm_campaign": nil,
}

// nowhere is the twin of an id: of the same kind, and no shop's. Each has one of its
// own, so that what a call leaves behind for the next is the same for both.
func nowhere(kind, id string) string {
	named, number, ok := strings.Cut(id, "/")
	switch {
	case kind == "customer" || kind == "order":
		return "98765" + id
	case kind == "order_gid":
		return strings.Replace(id, "/Order/", "/Order/98765", 1)
	case ok && named == "customer":
		return "customer/98765" + number
	case ok:
		return named + "/" + nowhere("", number)
	case kind == "destination":
		return id + "0"
	case kind == "identity":
		return strings.Repeat("0f", 32)
	case slices.Contains([]string{"handle", "reward", "question", "email", "cart", "request"}, kind):
		return strings.Replace(id, "bravo", "nobody", 1)
	default:
		return uuid.NewSHA1(uuid.Nil, []byte(id)).String()
	}
}

// spec is what the app says of its own API.
type spec struct {
	Paths map[string]map[string]struct {
		Parameters  []struct{ In, Name string }
		RequestBody struct {
			Content map[string]struct{ Schema schema }
		}
		Reads string `json:"x-reads"`
	}
	Components struct{ Schemas map[string]schema }
}

type schema struct {
	Ref        string `json:"$ref"`
	Properties map[string]json.RawMessage
}

// merchant lists the operations of the admin's API, from its own description.
func (n *neighbours) merchant() (routes []route, reads map[string]bool) {
	n.t.Helper()
	var said spec
	status, body := n.call(http.MethodGet, "/openapi.json", "", nil)
	require.Equal(n.t, http.StatusOK, status)
	require.NoError(n.t, json.Unmarshal([]byte(body), &said))
	reads = map[string]bool{}
	for path, methods := range said.Paths {
		for method, op := range methods {
			r := route{method: strings.ToUpper(method), path: path}
			for _, p := range op.Parameters {
				r.slots = append(r.slots, slot{in: p.In, name: p.Name})
			}
			body := op.RequestBody.Content["application/json"].Schema
			if name, is := strings.CutPrefix(body.Ref, "#/components/schemas/"); is {
				body = said.Components.Schemas[name]
			}
			for name := range body.Properties {
				r.slots = append(r.slots, slot{in: "body", name: name})
			}
			if op.Reads != "" {
				reads[r.String()] = true
			}
			routes = append(routes, r)
		}
	}
	slices.SortFunc(routes, func(a, b route) int { return strings.Compare(a.path+a.method, b.path+b.method) })
	return routes, reads
}

// kindOf is what a slot holds an id of. A name that nobody has explained fails the test.
func (n *neighbours) kindOf(r route, s slot) []string {
	n.t.Helper()
	if s.kind != "" {
		return []string{s.kind}
	}
	for _, name := range []string{strings.Split(strings.TrimPrefix(r.path, "/api/v1/"), "/")[0] + "/" + s.name, s.name} {
		if kind, known := kinds[name]; known {
			return kind
		}
	}
	require.Fail(n.t, "nobody says what this names", "%s: %s %s", r, s.in, s.name)
	return nil
}
