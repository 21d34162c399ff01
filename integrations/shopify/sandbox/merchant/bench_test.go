package merchant_test

import (
	"context"
	"html/template"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations/shopify/sandbox/extension"
	"github.com/askwell/askwell/integrations/shopify/sandbox/merchant"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

const manifest = `
name = "Askwell"
handle = "ask"
[access_scopes]
scopes = "read_customers,write_customers,read_orders,write_app_proxy,customer_read_customers"
optional_scopes = ["read_products"]
[webhooks]
api_version = "2026-10"
[[webhooks.subscriptions]]
topics = ["app/uninstalled", "app/scopes_update", "customers/update", "customers/delete", "customers/merge", "customers_email_marketing_consent/update", "orders/updated"]
compliance_topics = ["customers/data_request", "customers/redact", "shop/redact"]
uri = "/hooks"
`

var files = fstest.MapFS{
	"card/shopify.extension.toml":   {Data: []byte("[[extensions]]\nname = \"Card\"\nhandle = \"card\"\ntype = \"ui_extension\"\n[[extensions.targeting]]\ntarget = \"admin.customer-details.block.render\"\n")},
	"card/dist/card.js":             {Data: []byte("shopify.extend()")},
	"blocks/shopify.extension.toml": {Data: []byte("name = \"Blocks\"\ntype = \"theme\"\n")},
	"blocks/blocks/question.liquid": {Data: []byte(`{% schema %}{"name": "The question", "target": "section", "enabled_on": {"templates": ["product"]},
		"settings": [{"type": "text", "id": "survey", "label": "Survey"}, {"type": "checkbox", "id": "quiet", "label": "Quiet"}]}{% endschema %}`)},
}

// bench is the admin of the first shop of a seeded world.
type bench struct {
	*testing.T
	world *world.World
	shop  *world.Shop
	url   string

	called, sent string // the last call to the app
	answers      int    // what the app answers it
}

func newBench(t *testing.T) *bench {
	t.Helper()
	read, err := world.ReadManifest([]byte(manifest))
	require.NoError(t, err)
	w := world.Seed(time.Now(), world.Size{Customers: 60, Orders: 80})
	home, err := url.Parse("https://app.example")
	require.NoError(t, err)
	w.Meet(world.App{URL: home, Key: "key", Secret: "secret", Manifest: read}, "http://sandbox.example", time.Now, slog.New(slog.DiscardHandler))
	all, err := extension.Read(files)
	require.NoError(t, err)
	b := &bench{T: t, world: w, shop: w.Shops[0]}
	admin, err := merchant.New(merchant.Config{
		World: w, Extensions: all, Logger: slog.New(slog.DiscardHandler),
		Here: func(http.ResponseWriter, *http.Request) *world.Shop { return w.Shops[0] },
		Draw: func(p *world.Product) template.HTML { return template.HTML("<svg " + `role="img"></svg>`) },
		Call: func(_ context.Context, address string, body []byte) int {
			b.called, b.sent = address, string(body)
			return b.answers
		},
	})
	require.NoError(t, err)
	mux := http.NewServeMux()
	admin.Routes(mux)
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	b.url = server.URL
	return b
}

// installed is a bench whose shop has the app.
func installed(t *testing.T) *bench {
	t.Helper()
	b := newBench(t)
	b.world.Install(b.shop)
	return b
}

// get is a page, which must be there.
func (b *bench) get(path string) string {
	b.Helper()
	status, page := b.answer(http.MethodGet, path, nil)
	require.Equal(b, http.StatusOK, status, path)
	return page
}

// post fills in a form and follows to the page it leads to.
func (b *bench) post(path string, pairs ...string) string {
	b.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	status, page := b.answer(http.MethodPost, path, form)
	require.Equal(b, http.StatusOK, status, path)
	return page
}

func (b *bench) answer(method, path string, form url.Values) (int, string) {
	b.Helper()
	var answer *http.Response
	var err error
	if method == http.MethodPost {
		answer, err = http.PostForm(b.url+path, form)
	} else {
		answer, err = http.Get(b.url + path)
	}
	require.NoError(b, err)
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	require.NoError(b, err)
	return answer.StatusCode, string(text)
}

// told are the webhooks of a topic.
func (b *bench) told(topic string) []*world.Webhook {
	b.world.Lock()
	defer b.world.Unlock()
	var out []*world.Webhook
	for _, hook := range b.shop.Webhooks {
		if hook.Topic == topic {
			out = append(out, hook)
		}
	}
	return out
}

func (b *bench) ada() *world.Customer {
	b.world.Lock()
	defer b.world.Unlock()
	return b.shop.CustomerByEmail("ada@example.com")
}
