package sandbox_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestAnOrderIsAnnouncedSignedAndShowsItsThankYouPage(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.install()
	var order struct {
		Order, Name, Customer string
		ThankYou              string `json:"thank_you_url"`
		Status                string `json:"order_status_url"`
	}
	require.Equal(t, http.StatusOK, b.send("", "/_sandbox/orders", map[string]any{
		"customer": "ada@example.com",
		"lines":    []any{map[string]any{"product": "low-tide", "quantity": 2}},
	}, &order))
	require.Equal(t, b.ada().ID, order.Customer)

	require.Eventually(t, func() bool { return len(b.requests("orders/create")) == 1 }, 5*time.Second, 10*time.Millisecond)
	hook := b.requests("orders/create")[0]
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(hook.Body)
	require.Equal(t, base64.StdEncoding.EncodeToString(mac.Sum(nil)), hook.Header.Get("X-Shopify-Hmac-Sha256"))
	require.Equal(t, demo, hook.Header.Get("X-Shopify-Shop-Domain"))
	var body struct {
		ID       string `json:"admin_graphql_api_id"`
		Customer struct {
			ID string `json:"admin_graphql_api_id"`
		}
		Total string `json:"total_price"`
	}
	require.NoError(t, json.Unmarshal(hook.Body, &body))
	require.Equal(t, order.Order, body.ID)
	require.Equal(t, order.Customer, body.Customer.ID)
	require.Equal(t, "27.80", body.Total)

	for _, address := range []string{order.ThankYou, order.Status} {
		status, page := b.get(address[len(b.url):])
		require.Equal(t, http.StatusOK, status)
		require.Contains(t, page, order.Name)
		require.Contains(t, page, "Low Tide")
	}
}

func TestEveryPageIsDrawn(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.install()
	id := b.ada().ID[len("gid://shopify/Customer/"):]
	for _, path := range []string{
		"/", "/products/first-light", "/cart", "/account", "/account/login", "/admin", "/admin/customers",
		"/admin/customers/" + id, "/admin/orders", "/admin/settings", "/?shop=slow-wick.myshopify.com", "/_static/shop.css",
		"/_sandbox/panel?shop=" + demo + "&customer=" + id,
	} {
		status, page := b.get(path, loggedIn(b.ada()))
		require.Equal(t, http.StatusOK, status, path)
		require.NotContains(t, page, "could not draw", path)
	}
	status, drawing := b.get("/cdn/products/low-tide.svg?shop=" + demo)
	require.Equal(t, http.StatusOK, status)
	require.Contains(t, drawing, `xmlns="http://www.w3.org/2000/svg"`)
	for _, path := range []string{"/cdn/products/none.svg", "/products/none", "/nothing", "/checkouts/none/thank-you"} {
		status, _ := b.get(path)
		require.Equal(t, http.StatusNotFound, status, path)
	}
}
