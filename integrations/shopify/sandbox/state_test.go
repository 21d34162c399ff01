package sandbox_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations/shopify/sandbox"
)

func TestAResetBringsNewPeopleAndKeepsTheInstallation(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.install()
	before := b.ada()
	b.send("", "/_sandbox/faults", map[string]any{"error_rate": 1}, nil)
	require.Equal(t, http.StatusInternalServerError, b.shopStatus(b.token))
	b.send("", "/_sandbox/reset", map[string]any{}, nil)
	require.NotEqual(t, before.ID, b.ada().ID)
	require.Equal(t, []string{"vip"}, b.ada().Tags)
	require.Equal(t, http.StatusOK, b.shopStatus(b.token))
	require.Len(t, b.state().Shops[0].Orders, 1)
}

func TestAControlRequestWithATypingErrorIsRefused(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	require.Equal(t, http.StatusBadRequest, b.send("", "/_sandbox/faults", map[string]any{"latency": 5}, nil))
	require.Equal(t, http.StatusNotFound, b.send("", "/_sandbox/orders", map[string]any{"shop": "none.myshopify.com"}, nil))
	require.Equal(t, http.StatusBadRequest, b.send("", "/_sandbox/orders", map[string]any{"lines": []any{map[string]any{"product": "none"}}}, nil))
	require.Equal(t, http.StatusNotFound, b.send("", "/_sandbox/tokens", map[string]any{"kind": "checkout", "customer": "none@example.com"}, nil))
}

func TestAnAnswerLostOnItsWayWasStillCarriedOut(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.install()
	b.send("", "/_sandbox/faults", map[string]any{"drop_after_commit_rate": 1}, nil)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, b.url+"/admin/api/2026-10/graphql.json",
		jsonBody(t, map[string]any{"query": `mutation { tagsAdd(id: "` + b.ada().ID + `", tags: ["lost"]) { node { id } } }`}))
	require.NoError(t, err)
	r.Host = demo
	r.Header.Set("X-Shopify-Access-Token", b.token)
	answer, err := http.DefaultClient.Do(r)
	if err == nil {
		_ = answer.Body.Close()
	}
	require.Error(t, err)
	require.Contains(t, b.ada().Tags, "lost")
}

func TestStateIsKeptBetweenStarts(t *testing.T) {
	t.Parallel()
	cfg := sandbox.Config{AppURL: "http://127.0.0.1:1", BaseURL: "http://127.0.0.1:2", APIKey: key, Secret: secret, Manifest: []byte(manifest), DataDir: t.TempDir()}
	first, err := sandbox.New(cfg)
	require.NoError(t, err)
	server := httptest.NewServer(first.Handler())
	defer server.Close()
	b := &bench{T: t, sandbox: first, url: server.URL}
	b.install()
	b.graphql(`mutation { tagsAdd(id: "`+b.ada().ID+`", tags: ["kept"]) { node { id } } }`, nil)
	ended, end := context.WithCancel(t.Context())
	end()
	require.NoError(t, first.Start(ended))

	second, err := sandbox.New(cfg)
	require.NoError(t, err)
	again := httptest.NewServer(second.Handler())
	defer again.Close()
	b.url = again.URL
	require.Contains(t, b.ada().Tags, "kept")
	require.Equal(t, http.StatusOK, b.shopStatus(b.token))
}

func TestOpeningTheAppFailsWhenItDoesNotInstallItself(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	require.Equal(t, sandbox.DemoShop, b.sandbox.Shops()[0])
	require.Error(t, b.sandbox.Open(t.Context(), sandbox.DemoShop))
	document := b.requests("")[0].URL.Query()
	require.Equal(t, demo, document.Get("shop"))
	require.NotEmpty(t, document.Get("hmac"))
	_, status := b.exchange(document.Get("id_token"), "1")
	require.Equal(t, http.StatusOK, status, "the document's own token installs")
	require.NoError(t, b.sandbox.Open(t.Context(), sandbox.DemoShop))
}
