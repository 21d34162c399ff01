// Package interop_test holds Shopify's official library for Node against the
// sandbox shop and against Askwell's own checks. An app written on that library
// runs in the sandbox as it would run in a shop, so what passes here passes with
// an implementation that none of ours was copied from.
package interop_test

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations/shopify"
	"github.com/askwell/askwell/integrations/shopify/sandbox"
)

const (
	key    = "interop-key"
	secret = "shpss_0123456789abcdef0123456789abcdef"
	demo   = "demo-shop.myshopify.com"
)

// scopes are the ones of shopify.app.toml, which the sandbox grants.
var scopes = strings.Split("read_customer_merge,read_customers,read_orders,write_app_proxy,write_customers,write_orders", ",")

// bench is a sandbox with the library's app in the place of ours, and our own
// checks beside it.
type bench struct {
	library
	shop    string // where the sandbox answers
	askwell *shopify.App
}

func newBench(t *testing.T) *bench {
	t.Helper()
	server := httptest.NewUnstartedServer(nil)
	address := "http://" + server.Listener.Addr().String()
	b := &bench{library: startLibrary(t, address), shop: address}
	box, err := sandbox.New(sandbox.Config{AppURL: b.url, BaseURL: address, APIKey: key, Secret: secret, Manifest: manifest(t, b.url)})
	require.NoError(t, err)
	server.Config.Handler = box.Handler()
	server.Start()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- box.Start(ctx) }()
	t.Cleanup(func() {
		cancel()
		require.NoError(t, <-done)
		server.Close()
	})
	b.askwell, err = shopify.New(shopify.Config{APIKey: key, Secret: secret})
	require.NoError(t, err)
	return b
}

// manifest is shopify.app.toml for an app at that address, as `shopify app dev`
// changes it.
func manifest(t *testing.T, app string) []byte {
	t.Helper()
	text, err := os.ReadFile("../../../../shopify.app.toml")
	require.NoError(t, err)
	const released = "https://askwell.example.com"
	require.Contains(t, string(text), `redirect_urls = ["`+released)
	text = bytes.Replace(text, []byte(`redirect_urls = ["`+released+"/"), []byte(`redirect_urls = ["`+app+"/auth/callback"), 1)
	return bytes.ReplaceAll(text, []byte(released), []byte(app))
}

// in is the bench for a sub test.
func (b *bench) in(t *testing.T) *bench {
	return &bench{library{t, b.url}, b.shop, b.askwell}
}

// control posts to the sandbox's control API.
func (b *bench) control(path string, body map[string]any, into any) {
	b.Helper()
	text, err := json.Marshal(body)
	require.NoError(b, err)
	answer, err := http.Post(b.shop+"/_sandbox/"+path, "application/json", bytes.NewReader(text))
	require.NoError(b, err)
	defer answer.Body.Close()
	require.Equal(b, http.StatusOK, answer.StatusCode, path)
	if into != nil {
		require.NoError(b, json.NewDecoder(answer.Body).Decode(into))
	}
}

// token is a session token of the sandbox's.
func (b *bench) token(kind, customer string, ttl int) string {
	b.Helper()
	var out struct{ Token string }
	b.control("tokens", map[string]any{"kind": kind, "customer": customer, "ttl_s": ttl}, &out)
	return out.Token
}

// install has the library trade a session token for a pair.
func (b *bench) install() session {
	b.Helper()
	return get[session](b.library, "exchange", map[string]any{"shop": demo, "token": b.token("admin", "", 60), "expiring": true})
}

// ada is the shopper the sandbox is seeded with.
func (b *bench) ada() app.CustomerID {
	b.Helper()
	answer, err := http.Get(b.shop + "/_sandbox/state?shop=" + demo)
	require.NoError(b, err)
	for _, c := range decode[struct {
		Shops []struct{ Customers []struct{ ID, Email string } }
	}](b.T, answer).Shops[0].Customers {
		if c.Email == "ada@example.com" {
			id, err := app.ParseCustomerID(c.ID)
			require.NoError(b, err)
			return id
		}
	}
	b.Fatal("no ada")
	return 0
}
