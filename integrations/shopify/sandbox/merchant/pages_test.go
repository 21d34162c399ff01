package merchant_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

func TestALongListIsTurnedAndSearched(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.world.Lock()
	for i := range 1000 {
		b.world.Buyer(b.shop, fmt.Sprintf("number%d@crowd.example", i), "", "")
	}
	all := len(b.shop.Customers)
	b.world.Unlock()
	rows := regexp.MustCompile(`href="/admin/customers/\d+"`)
	first := b.get("/admin/customers")
	require.Len(t, rows.FindAllString(first, -1), 50)
	require.Contains(t, first, fmt.Sprintf("1–50 of %d", all))
	require.Contains(t, first, "number999@crowd.example", "the newest come first")
	second := b.get("/admin/customers?page=2")
	require.Contains(t, second, fmt.Sprintf("51–100 of %d", all))
	require.Contains(t, b.get("/admin/customers?page=99999"), fmt.Sprintf("of %d", all), "a page too far is the last one")
	require.Contains(t, b.get("/admin/customers?query=number99"), "1–11 of 11", "the last word may be half written")
	require.Contains(t, b.get("/admin/customers?query=tag:vip"), "ada@example.com")
	require.Contains(t, b.get("/admin/customers?query=zzz"), "Nothing found")
	require.Contains(t, b.get("/admin/search?query=ada"), "Ada Lindqvist")
}

func TestEveryPageIsDrawn(t *testing.T) {
	t.Parallel()
	b := installed(t)
	b.world.Lock()
	order, product := b.shop.Orders[len(b.shop.Orders)-1], b.shop.Products[0]
	b.world.TouchOrder(b.shop, order)
	g, made := b.world.AddSegment(b.shop, "Tagged", "customer_tags CONTAINS 'vip'")
	require.True(t, made)
	hook := b.shop.Webhooks[0]
	b.world.Unlock()
	for path, words := range map[string]string{
		"/admin/home": "Latest orders", "/admin/orders": order.Name(), fmt.Sprintf("/admin/orders/%d", order.ID): "Landing page",
		"/admin/products": product.Title, fmt.Sprintf("/admin/products/%d", product.ID): product.Variants[0].SKU,
		"/admin/segments": "Tagged", fmt.Sprintf("/admin/segments/%d", g.ID): "ada@example.com",
		"/admin/discounts": "Discounts", "/admin/themes": "Sandbox theme", "/admin/settings": "customers/redact",
		"/admin/webhooks": "orders/updated", "/admin/webhooks/" + hook.ID: "admin_graphql_api_id", "/admin/search": "Search",
	} {
		require.Contains(t, b.get(path), words, path)
	}
	for _, path := range []string{"/admin/orders/1", "/admin/orders/x", "/admin/products/1", "/admin/segments/1", "/admin/customers/1", "/admin/webhooks/1"} {
		status, _ := b.answer(http.MethodGet, path, nil)
		require.Equal(t, http.StatusNotFound, status, path)
	}
	status, picture := b.answer(http.MethodGet, fmt.Sprintf("/admin/products/%d/picture.svg", product.ID), nil)
	require.Equal(t, http.StatusOK, status)
	require.Contains(t, picture, `<svg xmlns="http://www.w3.org/2000/svg" `)
}

func TestTheFlowLogShowsWhatTheAppTold(t *testing.T) {
	t.Parallel()
	b := installed(t)
	require.Contains(t, b.get("/admin/flow"), "declares no trigger")
	ada := b.ada()
	b.world.Lock()
	b.world.App.Triggers = []world.Trigger{{Handle: "answered", Name: "A survey was answered", Fields: []world.TriggerField{{Type: "customer_reference"}, {Type: "single_line_text_field", Key: "answer"}}}}
	require.Empty(t, b.world.FireTrigger(b.shop, "answered", map[string]any{"customer_id": ada.ID, "answer": "podcast"}))
	b.world.Unlock()
	page := b.get("/admin/flow")
	for _, words := range []string{"A survey was answered", "answered", "Ada Lindqvist", "&#34;answer&#34;: &#34;podcast&#34;"} {
		require.Contains(t, page, words)
	}
}

func TestAWorkflowIsOnlyOnWhenTheAppTookTheCall(t *testing.T) {
	t.Parallel()
	b := installed(t)
	b.world.Lock()
	b.world.App.Triggers = []world.Trigger{{Handle: "answered", Name: "A survey was answered"}}
	b.world.App.FlowCallback = "https://deployed.example.com/webhooks/flow"
	b.world.Unlock()
	b.answers = http.StatusBadGateway
	require.Contains(t, b.post("/admin/flow/answered", "on", "1"), "did not take")
	require.False(t, b.shop.Uses("answered"))
	b.answers = http.StatusOK
	require.Contains(t, b.post("/admin/flow/answered", "on", "1"), "Turn off")
	require.True(t, b.shop.Uses("answered"))
	require.True(t, strings.HasSuffix(b.called, "/webhooks/flow"), b.called)
	require.NotContains(t, b.called, "deployed.example.com", "the app runs elsewhere")
	require.JSONEq(t, fmt.Sprintf(`{"flow_trigger_definition_id":"A survey was answered","has_enabled_flow":true,"shop_id":"%d","shopify_domain":"%s","timestamp":"%s"}`,
		b.shop.ID, b.shop.Domain, regexp.MustCompile(`"timestamp":"([^"]+)"`).FindStringSubmatch(b.sent)[1]), b.sent)
	require.Contains(t, b.post("/admin/flow/answered"), "Turn on")
	require.False(t, b.shop.Uses("answered"))
}

func TestAFinishedWebhookIsSentAgain(t *testing.T) {
	t.Parallel()
	b := installed(t)
	b.world.Lock()
	b.world.TouchOrder(b.shop, b.shop.Orders[0])
	hook := b.shop.Webhooks[0]
	first := hook.NextAt
	b.world.Unlock()
	b.post("/admin/webhooks/" + hook.ID + "/resend")
	require.Equal(t, first, hook.NextAt, "what waits is not hurried")
	hook.Attempts, hook.Status = 9, 503
	hook.NextAt = world.Webhook{}.NextAt
	require.Contains(t, b.get("/admin/webhooks/"+hook.ID), "Given up")
	require.Contains(t, b.post("/admin/webhooks/"+hook.ID+"/resend"), "sent again")
	require.False(t, hook.NextAt.IsZero())
}

func TestWhatAPageSaysIsNotTheAddresss(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	require.NotContains(t, b.get("/admin/home?said=You+won"), "You won")
}
