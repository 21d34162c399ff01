package admin_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
)

func TestOpeningTheDocumentInstallsTheShop(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	_, err := b.store.Shop(t.Context(), demo)
	require.True(t, app.Is(err, app.NotFound))

	answer, page := b.open("/surveys/x", url.Values{"shop": {string(demo)}, "id_token": {b.token("admin", demo)}})
	require.Equal(t, http.StatusOK, answer.StatusCode, page)
	shop, err := b.store.Shop(t.Context(), demo)
	require.NoError(t, err)
	require.True(t, shop.Installed())
	access, err := b.store.Access(t.Context(), demo)
	require.NoError(t, err)
	require.NotEmpty(t, access.RefreshToken)

	require.Regexp(t, `^<head><meta name="shopify-api-key" content="test-key">\s*<script src="[^"]*/_host/app-bridge.js"></script>\s*<script src="[^"]*/_host/polaris.js"></script>`, page)
	policy := answer.Header.Get("Content-Security-Policy")
	require.Contains(t, policy, "frame-ancestors https://"+string(demo)+" "+b.shop)
	require.Contains(t, policy, "script-src 'self' "+b.shop)
	require.NotContains(t, policy, "script-src 'unsafe-inline'")
	require.Empty(t, answer.Header.Get("X-Frame-Options"))
	require.Equal(t, "no-store", answer.Header.Get("Cache-Control"))
	require.Contains(t, answer.Header.Get("Link"), `/_host/app-bridge.js>; rel="preload"`)
}

func TestADocumentWithoutAProofBouncesOnce(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	tokens := map[string]string{
		"missing":             "",
		"nonsense":            "a.b.c",
		"not of a staff":      b.token("checkout", demo),
		"longer than allowed": strings.Repeat("a", 10_000),
	}
	for name, token := range tokens {
		query := url.Values{"shop": {string(demo)}, "id_token": {token}}
		answer, page := b.open("/", query)
		require.Equal(t, http.StatusOK, answer.StatusCode, name)
		require.Contains(t, page, "/assets/bounce.js", name)
		require.NotContains(t, page, "<title>Askwell</title></head>"+"<div", name)

		query.Set("bounced", "1")
		answer, page = b.open("/", query)
		require.Equal(t, http.StatusUnauthorized, answer.StatusCode, name)
		require.NotContains(t, page, "bounce.js", name)
	}
	_, err := b.store.Shop(t.Context(), demo)
	require.True(t, app.Is(err, app.NotFound), "nobody is installed by a page that bounces")
}

func TestADocumentOfNoShopSaysWhereToOpenIt(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	for _, shop := range []string{"", "evil.example.com", "demo-shop.myshopify.com.evil.example"} {
		answer, page := b.open("/", url.Values{"shop": {shop}})
		require.Equal(t, http.StatusBadRequest, answer.StatusCode)
		require.Contains(t, page, "Open Askwell from the apps of your Shopify admin.")
		require.Contains(t, answer.Header.Get("Content-Security-Policy"), "frame-ancestors 'none'")
	}
}

func TestADocumentThatIsNotBuiltSaysSo(t *testing.T) {
	t.Parallel()
	b := newBench(t, fstest.MapFS{})
	answer, page := b.open("/", url.Values{"shop": {string(demo)}, "id_token": {b.token("admin", demo)}})
	require.Equal(t, http.StatusServiceUnavailable, answer.StatusCode)
	require.Contains(t, page, "make build")
}

func TestAssetsAreKeptForEverAndNothingElseIsServed(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	answer, body := b.open("/assets/main-1.js", nil)
	require.Equal(t, "main()", body)
	require.Contains(t, answer.Header.Get("Cache-Control"), "immutable")
	answer, body = b.open("/assets/bounce.js", nil)
	require.Contains(t, body, "shopify.idToken()")
	require.Contains(t, answer.Header.Get("Content-Type"), "javascript")
	for _, path := range []string{"/assets/", "/assets/none.js", "/assets/../index.html", "/assets/%2e%2e/index.html"} {
		answer, _ = b.open(path, nil)
		require.Equal(t, http.StatusNotFound, answer.StatusCode, path)
	}
}
