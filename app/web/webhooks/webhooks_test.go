package webhooks_test

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
	"github.com/askwell/askwell/app/web"
	"github.com/askwell/askwell/app/web/webhooks"
	"github.com/askwell/askwell/integrations/flow"
	"github.com/askwell/askwell/integrations/shopify"
)

const (
	demo     = app.ShopID("demo-shop.myshopify.com")
	secret   = "hush"
	previous = "the secret before"
)

type bundle struct {
	store *store.Store
	url   string
	rung  atomic.Int32
}

func setup(t *testing.T) *bundle {
	t.Helper()
	b := &bundle{store: storetest.New(t)}
	speaker, err := shopify.New(shopify.Config{APIKey: "key", Secret: secret, PreviousSecret: previous})
	require.NoError(t, err)
	engine := web.New(slog.New(slog.DiscardHandler))
	(&webhooks.Door{
		Verify: speaker.VerifyWebhook, Store: b.store, Ring: func(context.Context, app.ShopID) { b.rung.Add(1) }, Trigger: flow.Named,
	}).Mount(engine)
	server := httptest.NewServer(engine)
	t.Cleanup(server.Close)
	b.url = server.URL
	return b
}

func sign(key string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(key))
	mac.Write(body)
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

func headers(body []byte) map[string]string {
	return map[string]string{
		"X-Shopify-Hmac-Sha256": sign(secret, body), "X-Shopify-Shop-Domain": string(demo), "X-Shopify-Topic": "orders/create",
		"X-Shopify-Webhook-Id": "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043", "X-Shopify-Event-Id": "98880550-7158-44d4-b7cd-2c97c8a091b5",
		"X-Shopify-Triggered-At": "2026-01-22T10:00:00.123456789Z",
	}
}

func (b *bundle) post(t *testing.T, path string, body io.Reader, headers map[string]string) int {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, b.url+path, body)
	require.NoError(t, err)
	for name, value := range headers {
		request.Header.Set(name, value)
	}
	// A redirect counts as failed with Shopify: it must be seen, not followed.
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	response, err := client.Do(request)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	return response.StatusCode
}

func (b *bundle) recorded(t *testing.T) []app.Webhook {
	t.Helper()
	list, err := b.store.ClaimWebhooks(t.Context(), demo, 100, time.Minute)
	require.NoError(t, err)
	return list
}

func TestASignedWebhookIsInTheInboxBeforeIts200(t *testing.T) {
	t.Parallel()
	b := setup(t)
	body := []byte("{\"name\":\"\xff\xfe not UTF-8\"}")
	require.Equal(t, http.StatusOK, b.post(t, webhooks.Path, bytes.NewReader(body), headers(body)))
	require.Equal(t, http.StatusOK, b.post(t, webhooks.Path, bytes.NewReader(body), headers(body)), "a repeat is fine")
	got := b.recorded(t)
	require.Len(t, got, 1)
	require.Equal(t, body, got[0].Payload)
	require.Equal(t, "orders/create", got[0].Topic)
	require.Equal(t, "98880550-7158-44d4-b7cd-2c97c8a091b5", got[0].EventID)
	require.Equal(t, time.Date(2026, 1, 22, 10, 0, 0, 123_000_000, time.UTC), got[0].TriggeredAt)
	require.EqualValues(t, 1, b.rung.Load())
}

func TestBothSecretsAreAcceptedWhileOneIsRotated(t *testing.T) {
	t.Parallel()
	b := setup(t)
	body := []byte(`{}`)
	h := headers(body)
	h["X-Shopify-Hmac-Sha256"] = sign(previous, body)
	require.Equal(t, http.StatusOK, b.post(t, webhooks.Path, bytes.NewReader(body), h))
}

func TestWhatIsNotSignedByShopifyIs401AndLeavesNothing(t *testing.T) {
	t.Parallel()
	b := setup(t)
	body := []byte(`{"id": 1}`)
	good := sign(secret, body)
	raw, err := base64.StdEncoding.DecodeString(good)
	require.NoError(t, err)
	for name, signature := range map[string]string{
		"missing": "", "another secret": sign("other", body), "another body": sign(secret, []byte(`{"id":1}`)),
		"hex": hex.EncodeToString(raw), "doubled": good + good, "padded": good + "=", "spaced": "no " + good, "short": good[:8],
		"an empty secret": sign("", body),
	} {
		h := headers(body)
		h["X-Shopify-Hmac-Sha256"] = signature
		require.Equal(t, http.StatusUnauthorized, b.post(t, webhooks.Path, bytes.NewReader(body), h), name)
	}
	require.Empty(t, b.recorded(t))
	require.Zero(t, b.rung.Load())
}

func TestABodyOverTheLimitIs413AndLeavesNothing(t *testing.T) {
	t.Parallel()
	b := setup(t)
	body := bytes.Repeat([]byte(" "), 2<<20+1)
	require.Equal(t, http.StatusRequestEntityTooLarge, b.post(t, webhooks.Path, bytes.NewReader(body), headers(body)))
	chunked := io.MultiReader(bytes.NewReader(body)) // of unknown length
	require.Equal(t, http.StatusRequestEntityTooLarge, b.post(t, webhooks.Path, chunked, headers(body)))
	require.Empty(t, b.recorded(t))
	exactly := body[:2<<20]
	require.Equal(t, http.StatusOK, b.post(t, webhooks.Path, io.MultiReader(bytes.NewReader(exactly)), headers(exactly)))
}

func TestHeadersThatNoShopifySendsAre400AndLeaveNothing(t *testing.T) {
	t.Parallel()
	b := setup(t)
	body := []byte(`{}`)
	for _, wrong := range []struct{ header, value string }{
		{"X-Shopify-Shop-Domain", ""},
		{"X-Shopify-Shop-Domain", "evil.com"},
		{"X-Shopify-Shop-Domain", "demo-shop.myshopify.com.evil.com"},
		{"X-Shopify-Shop-Domain", "a b.myshopify.com"},
		{"X-Shopify-Topic", ""},
		{"X-Shopify-Topic", "orders"},
		{"X-Shopify-Topic", strings.Repeat("a", 500) + "/create"},
		{"X-Shopify-Webhook-Id", ""},
		{"X-Shopify-Webhook-Id", strings.Repeat("a", 129)},
		{"X-Shopify-Webhook-Id", "a\tb"},
		{"X-Shopify-Event-Id", strings.Repeat("a", 129)},
	} {
		h := headers(body)
		h[wrong.header] = wrong.value
		require.Equal(t, http.StatusBadRequest, b.post(t, webhooks.Path, bytes.NewReader(body), h), wrong)
	}
	require.Empty(t, b.recorded(t))
}

func TestAWrongTriggeredAtIsTheTimeOfReceipt(t *testing.T) {
	t.Parallel()
	for _, value := range []string{"", "soon", "9999-01-01T00:00:00Z", "0001-01-01T00:00:00Z"} {
		b := setup(t)
		body := []byte(`{}`)
		h := headers(body)
		h["X-Shopify-Triggered-At"] = value
		require.Equal(t, http.StatusOK, b.post(t, webhooks.Path, bytes.NewReader(body), h))
		require.WithinDuration(t, time.Now(), b.recorded(t)[0].TriggeredAt, time.Minute)
	}
}

func TestOnlyThePathItselfAnswersAndNothingRedirects(t *testing.T) {
	t.Parallel()
	b := setup(t)
	body := []byte(`{}`)
	require.Equal(t, http.StatusNotFound, b.post(t, webhooks.Path+"/", bytes.NewReader(body), headers(body)))
}

func TestWithoutADatabaseTheAnswerIs503(t *testing.T) {
	t.Parallel()
	b := setup(t)
	require.NoError(t, b.store.Close())
	body := []byte(`{}`)
	require.Equal(t, http.StatusServiceUnavailable, b.post(t, webhooks.Path, bytes.NewReader(body), headers(body)))
	require.Zero(t, b.rung.Load())
}
