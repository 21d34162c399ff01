package conformance_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations/shopify/sandbox"
)

const (
	key      = "test-key"
	secret   = "test-secret"
	demo     = "demo-shop.myshopify.com"
	version  = "2026-10"
	patience = 8 * time.Second // for what the app should hear
)

const defaultScopes = "read_customers,write_customers,read_orders,write_orders,read_products,write_products," +
	"read_discounts,write_discounts,write_app_proxy,read_customer_merge,write_customer_merge"

// bench is one sandbox with one app, and the variables of one line.
type bench struct {
	*testing.T
	url    string
	app    *app
	client *http.Client // keeps cookies, follows nothing
	doing  string       // for failures
	vars   map[string]any
}

// run plays a line against a sandbox of its own.
func (l line) run(t *testing.T) {
	b := newBench(t, l)
	for i, s := range l.steps() {
		b.doing = fmt.Sprintf("%s\nsee %s\nstep %d: %s", l.Says, l.Source, i+1, clip(b.fill(s.Query+s.Send+s.Hears+s.JWT)))
		var got any
		switch {
		case s.App != nil:
			b.app.behave(*s.App)
			continue
		case s.JWT != "":
			got = takeApart(t, b.fill(s.JWT))
		case s.Hears != "":
			got = b.app.heard(t, s.Hears, max(1, s.Nth), b.doing)
		case s.Until != "":
			b.wait(s)
		default:
			got = b.send(s)
		}
		b.judge(s, got)
	}
}

// judge holds an answer against the expectation and keeps what later steps need.
func (b *bench) judge(s step, got any) {
	b.Helper()
	if s.Want != "" {
		if wrong := differences("answer", b.parse(s.Want), got); len(wrong) > 0 {
			b.Errorf("%s\n%s\nthe whole answer: %s", b.doing, strings.Join(wrong, "\n"), clip(show(got)))
		}
	}
	for name, path := range s.Save {
		b.vars[name] = dig(got, path)
		require.NotNil(b, b.vars[name], "%s\nnothing at %s in %s", b.doing, path, clip(show(got)))
	}
}

// wait asks again until the answer is what the step waits for.
func (b *bench) wait(s step) {
	b.Helper()
	want := b.parse(s.Until)
	var wrong []string
	for end := time.Now().Add(patience); ; time.Sleep(10 * time.Millisecond) {
		if wrong = differences("answer", want, b.send(s)); len(wrong) == 0 || time.Now().After(end) {
			break
		}
	}
	require.Empty(b, wrong, b.doing)
}

func (b *bench) parse(text string) (v any) {
	b.Helper()
	require.NoError(b, json.Unmarshal([]byte(b.fill(text)), &v), "an expectation that is not JSON")
	return v
}

func newBench(t *testing.T, l line) *bench {
	t.Helper()
	cookies, _ := cookiejar.New(nil) // never fails
	b := &bench{
		T: t, app: newApp(t), vars: map[string]any{"key": key, "secret": secret, "token": "", "none": ""},
		client: &http.Client{Jar: cookies, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }},
	}
	shop := httptest.NewUnstartedServer(nil)
	s, err := sandbox.New(sandbox.Config{
		AppURL: b.app.url, BaseURL: "http://" + shop.Listener.Addr().String(), APIKey: key, Secret: secret, Manifest: []byte(l.manifest()),
	})
	require.NoError(t, err)
	shop.Config.Handler = s.Handler()
	shop.Start()
	b.url = shop.URL
	done := make(chan error, 1)
	go func() { done <- s.Start(t.Context()) }()
	t.Cleanup(func() {
		shop.Close()
		require.NoError(t, <-done)
	})
	b.know()
	if !l.Strangers {
		b.install()
	}
	return b
}

// manifest is the app's shopify.app.toml, with what the line adds.
func (l line) manifest() string {
	scopes := l.Scopes
	if scopes == "" {
		scopes = defaultScopes
	}
	return `
name = "Askwell"
[access_scopes]
scopes = "` + scopes + `"
[app_proxy]
url = "/proxy"
prefix = "apps"
subpath = "askwell"
[webhooks]
api_version = "` + version + `"
` + l.Manifest
}

// know names the seeded people and orders: .ada, .zofia, .mateo, .order.
func (b *bench) know() {
	state := b.send(step{Send: "GET /_sandbox/state?shop=" + demo})
	for _, c := range dig(state, "shops.0.customers").([]any) {
		name, _, _ := strings.Cut(dig(c, "email").(string), "@")
		b.vars[name] = dig(c, "id")
	}
	b.vars["order"] = dig(state, "shops.0.orders.0.id")
}

// install trades a merchant's session token for the app's access.
func (b *bench) install() {
	b.vars["session"] = dig(b.send(step{Send: "POST /_sandbox/tokens", JSON: `{"kind":"admin"}`}), "token")
	answer := b.send(step{Send: "POST /admin/oauth/access_token", Host: demo, Form: map[string]string{
		"client_id": key, "client_secret": secret, "expiring": "1", "subject_token": "«.session»",
		"grant_type":           "urn:ietf:params:oauth:grant-type:token-exchange",
		"subject_token_type":   "urn:ietf:params:oauth:token-type:id_token",
		"requested_token_type": "urn:shopify:params:oauth:token-type:offline-access-token",
	}})
	b.vars["token"], b.vars["refresh"] = dig(answer, "access_token"), dig(answer, "refresh_token")
}

// clip keeps a failure readable.
func clip(text string) string {
	if len(text) <= 3000 {
		return text
	}
	return text[:3000] + "…"
}
