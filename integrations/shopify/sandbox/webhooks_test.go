package sandbox_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// eventually waits for something the sender does in its own time.
func eventually(t *testing.T, ok func() bool) {
	t.Helper()
	require.Eventually(t, ok, 10*time.Second, 10*time.Millisecond)
}

func (b *bench) say(status int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.answer = status
}

func TestARefusedWebhookIsTriedEightTimesMoreOverFourHoursWithTheSameID(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.install()
	b.say(http.StatusFound) // a redirect is a failure too
	b.send("", "/_sandbox/orders", map[string]any{}, nil)
	for tries := 1; tries <= 9; tries++ {
		eventually(t, func() bool { return len(b.requests("orders/create")) == tries })
		eventually(t, func() bool { return b.state().Shops[0].Webhooks[0].Attempts == tries })
		b.send("", "/_sandbox/clock", map[string]any{"advance_s": 2 * 3600}, nil)
	}
	hook := b.state().Shops[0].Webhooks[0]
	require.False(t, hook.Waiting)
	require.Equal(t, http.StatusFound, hook.Status)
	for _, r := range b.requests("orders/create") {
		require.Equal(t, hook.ID, r.Header.Get("X-Shopify-Webhook-Id"))
		require.Equal(t, b.requests("orders/create")[0].Body, r.Body)
	}
}

func TestFaultsSendWebhooksTwice(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.install()
	require.Equal(t, http.StatusOK, b.send("", "/_sandbox/faults", map[string]any{"duplicate_webhooks": 2, "reorder_webhooks": true}, nil))
	b.send("", "/_sandbox/orders", map[string]any{"customer": "new@example.com"}, nil)
	eventually(t, func() bool { return len(b.requests("orders/create")) == 3 && len(b.requests("customers/create")) == 3 })
}

func TestFaultsHoldWebhooksBack(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.install()
	require.Equal(t, http.StatusOK, b.send("", "/_sandbox/faults", map[string]any{"hold_webhooks": []string{"orders/create"}}, nil))
	b.send("", "/_sandbox/orders", map[string]any{"customer": "new@example.com"}, nil)
	eventually(t, func() bool { return len(b.requests("customers/create")) == 1 })
	require.Empty(t, b.requests("orders/create"))
	require.Equal(t, http.StatusOK, b.send("", "/_sandbox/faults", map[string]any{}, nil))
	eventually(t, func() bool { return len(b.requests("orders/create")) == 1 })
}

func TestAHandmadeWebhookReportsWhatTheAppAnswered(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.say(http.StatusTeapot)
	var out struct {
		Deliveries []struct {
			ID     string
			Status int
		}
	}
	require.Equal(t, http.StatusOK, b.send("", "/_sandbox/webhooks", map[string]any{
		"topic": "customers/redact", "times": 3,
		"payload": map[string]any{"shop_domain": demo, "big": uint64(706405506930370084)},
		"headers": map[string]string{"x-shopify-hmac-sha256": "wrong"},
	}, &out))
	require.Len(t, out.Deliveries, 3)
	require.Equal(t, http.StatusTeapot, out.Deliveries[2].Status)
	require.Equal(t, out.Deliveries[0].ID, out.Deliveries[2].ID)
	heard := b.requests("customers/redact")
	require.Len(t, heard, 3)
	require.Equal(t, []string{"wrong"}, heard[0].Header.Values("X-Shopify-Hmac-Sha256"))
	require.Contains(t, string(heard[0].Body), "706405506930370084")
	require.Equal(t, http.StatusBadRequest, b.send("", "/_sandbox/webhooks", map[string]any{"topic": "no/such"}, nil))
}

func TestEveryTopicHasAnExample(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	for _, topic := range []string{
		"app/uninstalled", "app/scopes_update", "orders/create", "orders/updated", "customers/create", "customers/update",
		"customers/delete", "customers_email_marketing_consent/update", "customers_marketing_consent/update",
		"customers/data_request", "customers/redact", "shop/redact",
	} {
		require.Equal(t, http.StatusOK, b.send("", "/_sandbox/webhooks", map[string]any{"topic": topic}, nil), topic)
		require.Len(t, b.requests(topic), 1, topic)
	}
}

func TestAnUninstallIsToldAtOnceAndTheErasureTwoDaysLater(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.install()
	b.send("", "/_sandbox/uninstall", map[string]any{"shop": demo}, nil)
	eventually(t, func() bool { return len(b.requests("app/uninstalled")) == 1 })
	require.Empty(t, b.requests("shop/redact"))
	b.send("", "/_sandbox/clock", map[string]any{"advance_s": 48*3600 + 1}, nil)
	eventually(t, func() bool { return len(b.requests("shop/redact")) == 1 })
}
