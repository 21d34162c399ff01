package main

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// request is a call of a route, with an id in each slot.
type request map[slot]string

// own is a request of a shop about what is its own.
func (n *neighbours) own(r route, of *tenant) request {
	q := request{}
	for _, s := range r.slots {
		if kind := n.kindOf(r, s); len(kind) > 0 && (s.in == "path" || s.name == "from" || s.name == "request" || r.shopper) {
			q[s] = of.ids[kind[0]][0]
		}
	}
	return q
}

func (q request) with(s slot, id string) request {
	other := request{s: id}
	for k, v := range q {
		if k != s {
			other[k] = v
		}
	}
	return other
}

// fresh is an id that is made for each call.
const fresh = "fresh"

// bodies are what an operation must have in its body beside ids.
var bodies = map[string]map[string]any{
	"PUT /api/v1/surveys/{id}":                     {"revision": 1, "document": draft},
	"POST /api/v1/surveys":                         {"document": draft},
	"POST /api/v1/surveys/{id}/compare":            {"document": draft},
	"POST /api/v1/surveys/{id}/publish":            {"revision": 1},
	"POST /api/v1/rewards":                         {"title": "T", "kind": "percentage", "value": "5", "prefix": "NEW"},
	"PUT /api/v1/rewards/{handle}":                 {"title": "T"},
	"POST /api/v1/people/{customer}/identities":    {"kind": "loyalty", "value": "CARD99999"},
	"POST /api/v1/people/{customer}/answers":       {"id": fresh, "reason": "She rang.", "set": map[string]any{"alpha_word": "hello"}},
	"POST /api/v1/people/{customer}/consents":      {"id": fresh, "reason": "She rang.", "consents": []any{map[string]any{"channel": "email", "purpose": "marketing", "granted": true, "wording": "Yes."}}},
	"POST /api/v1/destinations":                    {"kind": "klaviyo", "settings": map[string]any{}},
	"POST /api/v1/destinations/authorize":          {"kind": "omnisend"},
	"POST /api/v1/destinations/claim":              {"claim": "nobodys"},
	"POST /api/v1/destinations/{id}/checks/decide": {"side": "ours"},
	"POST /api/v1/providers/{provider}/lists":      {"settings": map[string]any{}},
	"POST /api/v1/keys":                            {"name": "Warehouse", "scopes": []string{"surveys:read"}},
	"POST /api/v1/responses/views":                 {"name": "Guests", "filter": map[string]any{"who": "guest"}},
	"POST /api/v1/runs":                            {"kind": "backfill"},
	"PUT /api/v1/destinations/{id}/mapping":        {"revision": 0, "targets": []any{}, "consents": []any{}},
	"POST responses":                               {"id": fresh, "survey": "alpha-survey", "version": 1, "surface": "theme", "locale": "en", "answers": map[string]any{"alpha_word": "hello"}},
	"POST displays":                                {"survey": "alpha-survey", "version": 1, "surface": "theme"},
	"POST snoozes":                                 {"question": "alpha_word"},
	"POST preferences":                             {"id": fresh, "set": map[string]any{"alpha_word": "hello"}},
	"PUT preferences":                              {"id": fresh, "set": map[string]any{"alpha_word": "hello"}},
	"POST preferences/erasure":                     {"id": fresh, "confirm": true},
	"POST /api/v1/people/{customer}/links":         {"purpose": "answer", "survey": "alpha-survey"},
	"POST {token}":                                 {"version": 1, "locale": "en", "answers[alpha_word]": "hello"},
}

// queries are what it must have in its query: "" for a voucher of the shop's own.
var queries = map[string]map[string]string{
	"GET /api/v1/surveys/{id}/email":      {"tool": "klaviyo"},
	"DELETE /api/v1/destinations/{id}":    {"written": "leave"},
	"GET /storefront/v1/preferences/copy": {"voucher": ""},
}

// unowned are what paths name that belongs to no shop, or to what the path has named already.
var unowned = strings.NewReplacer("{version}", "1", "/templates/{name}", "/templates/poll")

var draft = map[string]any{
	"handle": "x", "title": "X", "languages": []string{"en"}, "placements": []string{"theme"},
	"questions": []any{map[string]any{"key": "x_word", "type": "text", "prompt": map[string]any{"en": "X?"}}},
}

// body is what is the same in all calls of a route.
func (r route) body() map[string]any {
	said, body := bodies[r.String()], map[string]any{}
	if r.shopper {
		said = bodies[r.method+" "+atDoor(r.path)]
	}
	for name, value := range said {
		if value == fresh {
			value = uuid.NewString()
		}
		body[name] = value
	}
	return body
}

// send makes a call in a shop's name.
func (n *neighbours) send(r route, as *tenant, q request) (int, string) {
	n.t.Helper()
	path, query, body := unowned.Replace(r.path), n.query(r, as), r.body()
	for s, id := range q {
		switch {
		case s.in == "path":
			path = strings.ReplaceAll(path, "{"+s.name+"}", id)
		case s.in == "query":
			query[s.name] = id
		case s.name == "ids":
			body[s.name] = []string{id}
		default:
			body[s.name] = id
		}
	}
	var content any
	if r.method != http.MethodGet {
		content = body
	}
	if strings.HasPrefix(path, linkDoor) {
		return n.follow(r.method, as, query, body)
	}
	if strings.HasPrefix(path, "/proxy/") {
		return n.call(r.method, path+"?"+n.signed(as, query), "", content)
	}
	kind := "admin"
	if r.shopper {
		kind = "checkout"
	}
	return n.call(r.method, path+"?"+values(query).Encode(), n.token(kind, as.shop), content)
}

// query is what is the same in all queries of a route.
func (n *neighbours) query(r route, as *tenant) map[string]string {
	query := maps.Clone(queries[r.String()])
	if query == nil {
		return map[string]string{}
	}
	if _, vouched := query["voucher"]; vouched {
		query["voucher"] = as.ids["voucher"][0]
	}
	return query
}

// follow calls a page behind a link of a shop's own, as a browser does.
func (n *neighbours) follow(method string, as *tenant, query map[string]string, body map[string]any) (int, string) {
	n.t.Helper()
	form := url.Values{}
	for name, value := range body {
		form.Set(name, fmt.Sprint(value))
	}
	path := linkDoor + as.ids["token"][0] + "?" + values(query).Encode()
	request, err := http.NewRequestWithContext(n.t.Context(), method, n.door+path, strings.NewReader(form.Encode()))
	require.NoError(n.t, err)
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return n.answer(request)
}

var (
	aMoment = regexp.MustCompile(`\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)`)
	aHash   = regexp.MustCompile(`[0-9a-f]{64}|[A-Za-z0-9+/]{86}==`) // who was erased, and who signed
	anID    = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)
)

// masked is an answer without what is different every time: the id that was asked for,
// new ids and moments.
func masked(text string, ids ...string) string {
	for _, id := range ids {
		text = strings.ReplaceAll(text, id, "ID")
	}
	return aHash.ReplaceAllString(aMoment.ReplaceAllString(anID.ReplaceAllString(text, "UUID"), "MOMENT"), "HASH")
}

func TestNoShopLearnsOrChangesAnythingOfAnother(t *testing.T) {
	t.Parallel()
	n := newNeighbours(t)
	routes, reads := n.merchant()
	routes = append(routes, n.shoppers()...)
	require.Equal(t, n.mounted(), covered(routes), "every route of the app is walked, or said to belong to nobody")

	before := n.dump(n.b.shop)
	for table, rows := range before {
		require.NotEmpty(t, rows, "the other shop has nothing in "+table)
	}
	for _, r := range routes {
		own := n.own(r, n.a)
		if r.method == http.MethodGet {
			status, body := n.send(r, n.a, own)
			require.Equal(t, map[bool]int{false: http.StatusOK, true: http.StatusNotFound}[r.path == "/proxy/responses"], status, "%s of its own: %s", r, body)
			personal := strings.Contains(body, n.a.canary+"-said") || strings.Contains(body, n.a.ids["email"][0])
			require.True(t, r.shopper || reads[r.String()] || !personal, "%s tells personal data and does not say so", r)
		}
		n.refuses(r, own)
	}
	require.Greater(t, n.compared, 60)
	require.Equal(t, before, n.dump(n.b.shop), "nothing of the other shop has changed")
	status, body := n.call(http.MethodGet, "/api/v1/responses", n.token("admin", n.b.shop), nil)
	require.Equal(t, http.StatusOK, status)
	require.Contains(t, body, n.b.canary, "what is looked for is there to be found")
}

// refuses calls a route with every id of the other shop in every slot, and the same
// with an id that is nobody's: there is no difference.
func (n *neighbours) refuses(r route, own request) {
	n.t.Helper()
	if len(r.slots) == 0 {
		_, told := n.send(r, n.a, own)
		assert.NotContains(n.t, told, n.b.canary, r)
	}
	for _, s := range r.slots {
		for _, kind := range n.kindOf(r, s) {
			for _, id := range n.b.ids[kind] {
				n.compare(r, r.harmless(own, s), s, nowhere(kind, id), id)
			}
		}
	}
}

// harmless is a request that takes nothing away which the next one needs, and adds nothing.
func (r route) harmless(own request, varied slot) request {
	for _, s := range r.slots {
		if varied.in == "query" && (s.name == "from" || r.method == http.MethodDelete && s.in == "path" && s.name != "customer") {
			own = own.with(s, nowhere(s.name, ""))
		}
		if varied.in == "query" && s.name == "customer" && (strings.HasSuffix(r.path, "/erase") || strings.HasSuffix(r.path, "/export")) {
			own = own.with(s, "0") // the order alone says who: what a customer has is gone, or one reading more, the second time
		}
	}
	return own
}

func (n *neighbours) compare(r route, own request, s slot, none, id string) {
	n.t.Helper()
	n.compared++
	at := fmt.Sprintf("%s with %s %s of another shop", r, s.in, s.name)
	wanted, nothing := n.send(r, n.a, own.with(s, none))
	got, told := n.send(r, n.a, own.with(s, id))
	assert.NotContains(n.t, told, n.b.canary, at)
	if s.in == "path" {
		assert.Equal(n.t, http.StatusNotFound, got, at+": "+told)
	}
	if s.name == "cursor" {
		return // it names a moment, not a thing: all that is told is the shop's own
	}
	assert.Equal(n.t, wanted, got, at+": "+told)
	assert.Equal(n.t, masked(nothing, none), masked(told, id), at)
}
