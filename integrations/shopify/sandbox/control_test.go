package sandbox_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations/shopify/sandbox"
)

func TestAControlCallWithAnImpossibleNumberIsRefused(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	type call struct {
		path string
		body map[string]any
	}
	line := func(quantity int) []any { return []any{map[string]any{"product": "low-tide", "quantity": quantity}} }
	for _, c := range []call{
		{"/_sandbox/faults", map[string]any{"error_rate": 1.5}},
		{"/_sandbox/faults", map[string]any{"drop_after_commit_rate": -0.1}},
		{"/_sandbox/faults", map[string]any{"latency_ms": -1}},
		{"/_sandbox/faults", map[string]any{"latency_ms": 1 << 60}},
		{"/_sandbox/faults", map[string]any{"duplicate_webhooks": 1 << 40}},
		{"/_sandbox/faults", map[string]any{"throttle": map[string]any{"restore_rate": -1, "bucket": 100}}},
		{"/_sandbox/webhooks", map[string]any{"topic": "orders/create", "times": 1 << 60}},
		{"/_sandbox/webhooks", map[string]any{"topic": "orders/create", "times": -1}},
		{"/_sandbox/tokens", map[string]any{"kind": "admin", "ttl_s": 1 << 60}},
		{"/_sandbox/clock", map[string]any{"advance_s": -1}},
		{"/_sandbox/clock", map[string]any{"advance_s": 1e300}},
		{"/_sandbox/orders", map[string]any{"lines": line(-1)}},
		{"/_sandbox/orders", map[string]any{"lines": line(1 << 60)}},
		{"/_sandbox/orders", map[string]any{"country": "Sweden"}},
		{"/_sandbox/products", map[string]any{"title": strings.Repeat("x", 256)}},
		{"/_sandbox/products", map[string]any{"title": "x", "vendor": strings.Repeat("x", 256)}},
		{"/_sandbox/products", map[string]any{"title": "x", "status": "SOLD"}},
		{"/_sandbox/orders", map[string]any{"landing": strings.Repeat("/", 3000)}},
	} {
		var out struct{ Error string }
		require.Equal(t, http.StatusBadRequest, b.send("", c.path, c.body, &out), "%s %v", c.path, c.body)
		require.NotEmpty(t, out.Error)
	}
	require.Equal(t, http.StatusNotFound, b.send("", "/_sandbox/orders", map[string]any{"customer": "Ada <new@example.com>"}, nil))
	require.Equal(t, http.StatusNotFound, b.send("", "/_sandbox/products", map[string]any{"handle": "nothing", "remove": true}, nil))
	require.Len(t, b.state().Shops[0].Orders, 1)
}

func TestEveryControlCallRefusesAnUnknownShop(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	for _, path := range []string{"orders", "tokens", "webhooks", "scopes", "uninstall", "products"} {
		body := map[string]any{"shop": "none.myshopify.com"}
		switch path {
		case "tokens":
			body["kind"] = "admin"
		case "webhooks":
			body["topic"] = "orders/create"
		}
		require.Equal(t, http.StatusNotFound, b.send("", "/_sandbox/"+path, body, nil), path)
	}
	for _, path := range []string{"state", "scopes", "extensions", "catalogue"} {
		status, _ := b.get("/_sandbox/" + path + "?type=product&shop=none.myshopify.com")
		require.Equal(t, http.StatusNotFound, status, path)
	}
}

func TestAStormWithoutABucketHoldsTwentySecondsOfItsRate(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.install()
	require.Equal(t, http.StatusOK, b.send("", "/_sandbox/faults", map[string]any{"throttle": map[string]any{"restore_rate": 3}}, nil))
	cost := b.graphql(`{ shop { name } }`, nil).Extensions.Cost
	require.InDelta(t, 60, cost.Status.Maximum, 0)
	require.InDelta(t, 3, cost.Status.Rate, 0)
	require.Equal(t, http.StatusOK, b.send("", "/_sandbox/faults", map[string]any{"throttle": map[string]any{"bucket": 0}}, nil))
	got := b.graphql(`{ shop { name } }`, nil)
	require.Equal(t, "THROTTLED", got.Errors[0].Extensions["code"], "an empty bucket is not one left out")
	require.InDelta(t, 100, got.Extensions.Cost.Status.Rate, 0, "the plan's rate")
}

// stalled is a body that never comes.
type stalled struct {
	asked chan struct{}
	end   <-chan struct{}
}

func (s *stalled) Read([]byte) (int, error) {
	close(s.asked)
	<-s.end
	return 0, io.ErrUnexpectedEOF
}

func TestABrowserThatStallsInTheMiddleOfAFormHoldsUpNobody(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	for _, path := range []string{"/cart/add", "/localization", "/account/login", "/admin/webhooks/1/resend", "/admin/apps/askwell/scopes", "/_sandbox/theme"} {
		body := &stalled{make(chan struct{}), t.Context().Done()}
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, path, body)
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		go b.sandbox.Handler().ServeHTTP(httptest.NewRecorder(), r)
		<-body.asked
		require.Len(t, b.state().Shops, 1)
	}
}

func TestAWebhookUnderWayWhenTheSandboxIsKilledIsSentAgain(t *testing.T) {
	t.Parallel()
	app := httptest.NewUnstartedServer(nil)
	heard, letGo := make(chan string), make(chan struct{})
	app.Config.Handler = http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		select {
		case heard <- r.Header.Get("X-Shopify-Webhook-Id"):
			<-letGo
		case <-letGo:
		}
	})
	app.Start()
	t.Cleanup(app.Close)
	t.Cleanup(func() { close(letGo) })
	dir := t.TempDir()
	start := func(dir string) (*bench, func()) {
		s, err := sandbox.New(sandbox.Config{AppURL: app.URL, BaseURL: "http://127.0.0.1:2", APIKey: key, Secret: secret, Manifest: []byte(manifest), DataDir: dir})
		require.NoError(t, err)
		server := httptest.NewServer(s.Handler())
		t.Cleanup(server.Close)
		b := &bench{T: t, sandbox: s, url: server.URL}
		return b, b.live()
	}
	first, end := start(dir)
	first.install()
	first.send("", "/_sandbox/orders", map[string]any{}, nil)
	id := <-heard
	// What the disk holds now, while the app has not answered, is what a kill leaves.
	left := t.TempDir()
	require.Eventually(t, func() bool {
		text, err := os.ReadFile(filepath.Join(dir, "sandbox.json"))
		return err == nil && strings.Contains(string(text), id) && os.WriteFile(filepath.Join(left, "sandbox.json"), text, 0o600) == nil
	}, 10*time.Second, 10*time.Millisecond)
	end()
	_, endAgain := start(left)
	require.Equal(t, id, <-heard)
	endAgain()
}
