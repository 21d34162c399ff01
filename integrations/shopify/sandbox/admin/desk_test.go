package admin_test

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations/shopify/sandbox/admin"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

const everyScope = "read_customers,write_customers,read_orders,write_orders,read_all_orders,read_products,write_products,read_locales,read_markets,read_content,read_discounts,write_customer_merge,write_customer_data_erasure"

const manifest = `
name = "Askwell"
[access_scopes]
scopes = "` + everyScope + `"
[webhooks]
api_version = "2026-10"
[[webhooks.subscriptions]]
topics = ["customers/create", "customers/update", "customers/delete", "customers/merge", "orders/updated", "products/create", "products/update", "products/delete", "collections/create", "collections/update", "collections/delete"]
compliance_topics = ["customers/redact"]
uri = "/webhooks/shopify"
`

// desk is the Admin API of a world with the app installed in its first shop.
type desk struct {
	*testing.T
	world *world.World
	shop  *world.Shop
	api   http.Handler
	token string
}

func newDesk(t *testing.T, size world.Size) *desk {
	t.Helper()
	m, err := world.ReadManifest([]byte(manifest))
	require.NoError(t, err)
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	w := world.Seed(now, size)
	w.Meet(world.App{URL: &url.URL{Scheme: "http", Host: "app.example"}, Key: "key", Secret: "secret", Manifest: m}, "http://shop.example",
		func() time.Time { return now }, slog.New(slog.DiscardHandler))
	api, err := admin.New(w)
	require.NoError(t, err)
	d := &desk{T: t, world: w, shop: w.Shops[0]}
	w.Install(d.shop)
	d.token = w.NewGrant(d.shop, now).Access
	mux := http.NewServeMux()
	mux.Handle("POST /admin/api/{version}/graphql.json", api)
	d.api = mux
	return d
}

// answer is what the API says to one request.
type answer struct {
	Data   map[string]any
	Errors []struct {
		Message    string
		Path       []any
		Extensions map[string]any
	}
	Extensions struct {
		Search []struct {
			Path     []any
			Query    string
			Warnings []struct{ Field, Message, Code string }
		}
	}
}

func (d *desk) ask(query string, variables map[string]any) answer {
	d.Helper()
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	require.NoError(d, err)
	r := httptest.NewRequest(http.MethodPost, "/admin/api/2026-10/graphql.json", strings.NewReader(string(body)))
	r.Host = d.shop.Domain
	r.Header.Set("X-Shopify-Access-Token", d.token)
	w := httptest.NewRecorder()
	d.api.ServeHTTP(w, r)
	text, err := io.ReadAll(w.Body)
	require.NoError(d, err)
	require.Equal(d, http.StatusOK, w.Code, string(text))
	var out answer
	require.NoError(d, json.Unmarshal(text, &out))
	return out
}

// data asks what must be answered without an error, and gives it as JSON.
func (d *desk) data(query string, variables map[string]any) string {
	d.Helper()
	got := d.ask(query, variables)
	require.Empty(d, got.Errors)
	text, err := json.Marshal(got.Data)
	require.NoError(d, err)
	return string(text)
}

// said are the messages and fields of a mutation's userErrors.
func (d *desk) said(query string, variables map[string]any) []string {
	d.Helper()
	got := d.ask(query, variables)
	require.Empty(d, got.Errors)
	var out []string
	for _, payload := range got.Data {
		for _, e := range payload.(map[string]any)["userErrors"].([]any) {
			line := e.(map[string]any)["message"].(string)
			if path, ok := e.(map[string]any)["field"].([]any); ok {
				var parts []string
				for _, p := range path {
					parts = append(parts, p.(string))
				}
				line = strings.Join(parts, ".") + ": " + line
			}
			out = append(out, line)
		}
	}
	return out
}

func (d *desk) customer(email string) *world.Customer {
	d.Helper()
	c := d.shop.CustomerByEmail(email)
	require.NotNil(d, c)
	return c
}

// announced are the topics queued so far.
func (d *desk) announced() []string {
	out := []string{}
	for _, h := range d.shop.Webhooks {
		out = append(out, h.Topic)
	}
	return out
}
