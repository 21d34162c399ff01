package sandbox_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/extensions"
	"github.com/askwell/askwell/integrations/shopify/sandbox"
)

const (
	key    = "test-key"
	secret = "test-secret"
	demo   = "demo-shop.myshopify.com"
)

const manifest = `
name = "Askwell"
[access_scopes]
scopes = "read_customers,write_customers,read_orders,write_orders,write_app_proxy"
optional_scopes = ["read_products"]
[auth]
redirect_urls = ["https://app.example/back"]
[app_proxy]
url = "/proxy"
prefix = "apps"
subpath = "askwell"
[webhooks]
api_version = "2026-10"
[[webhooks.subscriptions]]
topics = ["orders/create", "customers/create", "customers/update", "customers/merge", "app/uninstalled", "app/scopes_update", "bulk_operations/finish"]
uri = "/webhooks/shopify"
[[webhooks.subscriptions]]
compliance_topics = ["shop/redact"]
uri = "/webhooks/shopify"
[shop.metafields.app.surveys]
type = "json"
name = "Surveys"
`

// heard is a request the app got.
type heard struct {
	*http.Request
	Body []byte
}

// bench is a sandbox with an app beside it that records what it hears.
type bench struct {
	*testing.T
	sandbox *sandbox.Sandbox
	url     string
	token   string

	mu     sync.Mutex
	heard  []heard
	answer int // the app's status
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{T: t, answer: http.StatusOK}
	app := httptest.NewServer(http.HandlerFunc(b.hear))
	t.Cleanup(app.Close)
	shop := httptest.NewUnstartedServer(nil)
	s, err := sandbox.New(sandbox.Config{
		AppURL: app.URL, BaseURL: "http://" + shop.Listener.Addr().String(), APIKey: key, Secret: secret,
		Manifest: []byte(manifest), Extensions: extensions.FS,
	})
	require.NoError(t, err)
	shop.Config.Handler = s.Handler()
	shop.Start()
	t.Cleanup(shop.Close)
	b.sandbox, b.url = s, shop.URL
	done := make(chan error, 1)
	go func() { done <- s.Start(t.Context()) }()
	t.Cleanup(func() { require.NoError(t, <-done) })
	return b
}

func (b *bench) hear(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	b.mu.Lock()
	defer b.mu.Unlock()
	b.heard = append(b.heard, heard{r, body})
	w.WriteHeader(b.answer)
}

// requests are what the app heard, of one webhook topic when given.
func (b *bench) requests(topic string) []heard {
	b.mu.Lock()
	defer b.mu.Unlock()
	var out []heard
	for _, h := range b.heard {
		if topic == "" || h.Header.Get("X-Shopify-Topic") == topic {
			out = append(out, h)
		}
	}
	return out
}

func jsonBody(t *testing.T, v any) io.Reader {
	t.Helper()
	text, err := json.Marshal(v)
	require.NoError(t, err)
	return bytes.NewReader(text)
}

// send posts JSON to a path, on a shop's domain when host is given.
func (b *bench) send(host, path string, body any, into any, headers ...string) int {
	b.Helper()
	r, err := http.NewRequestWithContext(b.Context(), http.MethodPost, b.url+path, jsonBody(b.T, body))
	require.NoError(b, err)
	r.Header.Set("Content-Type", "application/json")
	if host != "" {
		r.Host = host
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	answer, err := http.DefaultClient.Do(r)
	require.NoError(b, err)
	defer answer.Body.Close()
	got, err := io.ReadAll(answer.Body)
	require.NoError(b, err)
	if into != nil {
		require.NoError(b, json.Unmarshal(got, into), string(got))
	}
	return answer.StatusCode
}

// get reads a page.
func (b *bench) get(path string, cookies ...*http.Cookie) (int, string) {
	b.Helper()
	r, err := http.NewRequestWithContext(b.Context(), http.MethodGet, b.url+path, nil)
	require.NoError(b, err)
	for _, c := range cookies {
		r.AddCookie(c)
	}
	answer, err := http.DefaultClient.Do(r)
	require.NoError(b, err)
	defer answer.Body.Close()
	got, err := io.ReadAll(answer.Body)
	require.NoError(b, err)
	return answer.StatusCode, string(got)
}

// pair is the token endpoint's answer.
type pair struct {
	Access  string `json:"access_token"`
	Refresh string `json:"refresh_token"`
	Expires int    `json:"expires_in"`
	Scope   string
	Error   string
}

func (b *bench) sessionToken(kind string) string {
	b.Helper()
	var out struct{ Token string }
	require.Equal(b, http.StatusOK, b.send("", "/_sandbox/tokens", map[string]any{"kind": kind}, &out))
	return out.Token
}

// exchange trades a session token for a pair.
func (b *bench) exchange(token, expiring string) (pair, int) {
	b.Helper()
	var out pair
	status := b.send(demo, "/admin/oauth/access_token", map[string]string{
		"client_id": key, "client_secret": secret, "grant_type": "urn:ietf:params:oauth:grant-type:token-exchange",
		"subject_token": token, "subject_token_type": "urn:ietf:params:oauth:token-type:id_token",
		"requested_token_type": "urn:shopify:params:oauth:token-type:offline-access-token", "expiring": expiring,
	}, &out)
	return out, status
}

func (b *bench) refresh(token string) (pair, int) {
	b.Helper()
	var out pair
	status := b.send(demo, "/admin/oauth/access_token", map[string]string{
		"client_id": key, "client_secret": secret,
		"grant_type": "refresh_token", "refresh_token": token,
	}, &out)
	return out, status
}

// install installs the app into the demo shop.
func (b *bench) install() {
	b.Helper()
	got, status := b.exchange(b.sessionToken("admin"), "1")
	require.Equal(b, http.StatusOK, status)
	b.token = got.Access
}

// answer is a GraphQL response.
type answer struct {
	Data   map[string]any
	Errors []struct {
		Message    string
		Path       []any
		Extensions map[string]any
	}
	Extensions struct {
		Cost struct {
			Requested int  `json:"requestedQueryCost"`
			Actual    *int `json:"actualQueryCost"`
			Status    struct {
				Maximum   float64 `json:"maximumAvailable"`
				Available float64 `json:"currentlyAvailable"`
				Rate      float64 `json:"restoreRate"`
			} `json:"throttleStatus"`
		}
	}
}

func (b *bench) graphql(query string, variables map[string]any) answer {
	b.Helper()
	var out answer
	status := b.send(demo, "/admin/api/2026-10/graphql.json", map[string]any{"query": query, "variables": variables}, &out,
		"X-Shopify-Access-Token", b.token)
	require.Equal(b, http.StatusOK, status)
	return out
}

// customer is a customer of GET /_sandbox/state.
type customer struct {
	ID, Email  string
	Tags       []string
	Metafields map[string]struct{ Type, Value string }
}

type state struct {
	Shops []struct {
		Domain    string
		Installed bool
		Scopes    []string
		Customers []customer
		Orders    []struct{ ID, Name string }
		Webhooks  []struct {
			ID, Topic        string
			Status, Attempts int
			Waiting          bool
		}
		Calls []struct {
			Operation string
			Actual    int `json:"actual_cost"`
			Throttled bool
			Errors    []string
		}
	}
}

func (b *bench) state() state {
	b.Helper()
	status, text := b.get("/_sandbox/state?shop=" + demo)
	require.Equal(b, http.StatusOK, status)
	var out state
	require.NoError(b, json.Unmarshal([]byte(text), &out))
	return out
}

func (b *bench) ada() customer {
	b.Helper()
	for _, c := range b.state().Shops[0].Customers {
		if c.Email == "ada@example.com" {
			return c
		}
	}
	b.Fatal("no ada")
	return customer{}
}

// loggedIn is the cookie of a shopper.
func loggedIn(c customer) *http.Cookie {
	return &http.Cookie{Name: "sandbox_customer", Value: url.QueryEscape(demo + "/" + c.ID[strings.LastIndex(c.ID, "/")+1:])}
}
