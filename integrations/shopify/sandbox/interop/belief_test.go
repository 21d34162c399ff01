package interop_test

import (
	"encoding/json"
	"html"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations/shopify"
)

// visit reads a page of the sandbox's, as a shopper when one is given.
func (b *bench) visit(path string, customer app.CustomerID) (int, string) {
	b.Helper()
	request, err := http.NewRequest(http.MethodGet, b.shop+path, nil)
	require.NoError(b, err)
	if customer != 0 {
		request.AddCookie(&http.Cookie{Name: "sandbox_customer", Value: url.QueryEscape(demo + "/" + strconv.FormatInt(int64(customer), 10))})
	}
	answer, err := http.DefaultClient.Do(request)
	require.NoError(b, err)
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	require.NoError(b, err)
	return answer.StatusCode, string(text)
}

var grant = regexp.MustCompile(`<form method="post" action="([^"]+/install)"`)

var frame = regexp.MustCompile(`<iframe[^>]* src="([^"]+)"`)

func TestTheAppIsInstalledByOpeningItInTheAdmin(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	_, page := b.visit("/admin", 0)
	agree := grant.FindStringSubmatch(page)
	require.NotNil(t, agree, "the merchant is asked first")
	answered, err := http.PostForm(b.shop+html.UnescapeString(agree[1]), nil)
	require.NoError(t, err)
	require.NoError(t, answered.Body.Close())
	_, page = b.visit("/admin", 0)
	source := frame.FindStringSubmatch(page)
	require.NotNil(t, source)
	address := html.UnescapeString(source[1])
	answer, err := http.Get(address)
	require.NoError(t, err)
	opened := decode[outcome[struct {
		Signed  bool
		Claims  map[string]any
		Home    string
		Session session
	}]](t, answer)
	require.Nil(t, opened.Refused)
	require.True(t, opened.Result.Signed)
	require.Equal(t, "https://"+demo, opened.Result.Claims["dest"])
	require.Equal(t, "https://admin.shopify.com/store/demo-shop/apps/"+key, opened.Result.Home)
	require.True(t, b.works(opened.Result.Session))

	// Ours believes the same document.
	u, err := url.Parse(address)
	require.NoError(t, err)
	shop, err := b.askwell.VerifyQuery(u.RawQuery)
	require.NoError(t, err)
	require.Equal(t, app.ShopID(demo), shop)
	who, err := b.askwell.VerifySession(u.Query().Get("id_token"))
	require.NoError(t, err)
	require.Equal(t, shopify.FlavourAdmin, who.Flavour)
}

// verdict is what webhooks.validate says of a webhook.
type verdict struct {
	Valid                      bool
	Reason, Topic, Domain      string
	APIVersion                 string
	WebhookID, WebhookType     string
	EventID, TriggeredAt, HMAC string
}

func TestTheLibraryAndAskwellBelieveTheSandboxsWebhooks(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.install()
	hooks := func(topic string) []heard {
		return slices.DeleteFunc(b.heard("/webhooks/shopify"), func(h heard) bool { return h.Headers["x-shopify-topic"] != topic })
	}

	t.Run("an order's", func(t *testing.T) {
		var order struct{ Order string }
		b.in(t).control("orders", map[string]any{"customer": "ada@example.com"}, &order)
		require.Eventually(t, func() bool { return len(hooks("orders/create")) == 1 }, 10*time.Second, 10*time.Millisecond)
		hook := hooks("orders/create")[0]
		require.True(t, hook.Valid)
		require.NoError(t, b.askwell.VerifyWebhook([]byte(hook.Body), hook.Headers["x-shopify-hmac-sha256"]))
		var v verdict
		require.NoError(t, json.Unmarshal(hook.Verdict, &v))
		require.Equal(t, "webhooks", v.WebhookType)
		require.Equal(t, "ORDERS_CREATE", v.Topic)
		require.Equal(t, demo, v.Domain)
		require.Equal(t, "2026-10", v.APIVersion)
		require.NotEmpty(t, v.WebhookID)
		require.NotEmpty(t, v.EventID)
		_, err := time.Parse(time.RFC3339Nano, v.TriggeredAt)
		require.NoError(t, err)
		require.Contains(t, hook.Body, order.Order)
	})

	var out struct{ Deliveries []struct{ Status int } }
	send := func(topic string, payload any, headers map[string]string) int {
		b.control("webhooks", map[string]any{"topic": topic, "payload": payload, "headers": headers}, &out)
		return out.Deliveries[0].Status
	}
	t.Run("one of each topic", func(t *testing.T) {
		for _, topic := range []string{
			"app/uninstalled", "customers/update", "customers/redact", "customers/data_request", "shop/redact", "app/scopes_update",
		} {
			payload := map[string]any{"shop_domain": demo, "name": "Żółć & <ünïcode> \u2028 🕯", "id": uint64(706405506930370084)}
			require.Equal(t, http.StatusOK, send(topic, payload, nil), topic)
			hook := hooks(topic)[0]
			require.NoError(t, b.askwell.VerifyWebhook([]byte(hook.Body), hook.Headers["x-shopify-hmac-sha256"]), topic)
		}
	})

	t.Run("and no forged one", func(t *testing.T) {
		forged := get[string](b.in(t).library, "signBody", map[string]any{"body": `{"other": "body"}`})
		for name, header := range map[string]string{"nonsense": "nonsense", "another body's": forged} {
			require.Equal(t, http.StatusUnauthorized, send("customers/redact", map[string]any{"forged": name}, map[string]string{"X-Shopify-Hmac-Sha256": header}), name)
			got := hooks("customers/redact")
			hook := got[len(got)-1]
			require.Contains(t, hook.Body, "forged")
			require.JSONEq(t, `{"valid": false, "reason": "invalid_hmac"}`, string(hook.Verdict))
			require.True(t, app.Is(b.askwell.VerifyWebhook([]byte(hook.Body), hook.Headers["x-shopify-hmac-sha256"]), app.Unauthorized))
		}
	})
}
