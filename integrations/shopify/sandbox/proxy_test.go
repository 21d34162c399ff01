package sandbox_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAProxiedRequestIsSignedNamesTheShopperAndCarriesNoCookies(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	status, _ := b.get("/apps/askwell/next")
	require.Equal(t, http.StatusNotFound, status, "nothing is proxied before the app is installed")
	b.install()
	ada := b.ada()
	status, _ = b.get("/apps/askwell/next?extra=2&extra=1&logged_in_customer_id=7", loggedIn(ada))
	require.Equal(t, http.StatusOK, status)
	got := b.requests("")[0]
	require.Equal(t, "/proxy/next", got.URL.Path)
	require.Empty(t, got.Header.Get("Cookie"))
	query := got.URL.Query()
	require.Equal(t, demo, query.Get("shop"))
	require.Equal(t, "/apps/askwell", query.Get("path_prefix"))
	require.Equal(t, []string{"7", ada.ID[len("gid://shopify/Customer/"):]}, query["logged_in_customer_id"], "a shopper's own parameter is signed along, as Shopify does")

	signature := query.Get("signature")
	query.Del("signature")
	var pairs []string
	for name, values := range query {
		pairs = append(pairs, name+"="+strings.Join(values, ","))
	}
	slices.Sort(pairs)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(strings.Join(pairs, "")))
	require.Equal(t, hex.EncodeToString(mac.Sum(nil)), signature)
}

func TestAGuestIsAnEmptyCustomer(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.install()
	b.get("/apps/askwell/next")
	values := b.requests("")[0].URL.Query()["logged_in_customer_id"]
	require.Equal(t, []string{""}, values)
}

func TestAPublishedSurveyIsDrawnOnTheProductAndThankYouPages(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.install()
	shop := b.graphql(`{ shop { id } }`, nil).Data["shop"].(map[string]any)["id"]
	b.graphql(setMetafields, map[string]any{"m": []any{map[string]any{"ownerId": shop, "key": "surveys", "type": "json", "value": `{
		"app_url": "http://app.example", "proxy_path": "/apps/askwell", "surveys": [{"handle": "hello", "version": 3, "languages": ["en", "sv"],
		"placements": ["theme", "thank-you"], "questions": [{"key": "source", "type": "single_choice", "prompt": {"en": "Where <from>?", "sv": "Varifrån?"},
		"options": [{"key": "podcast", "label": {"en": "A podcast"}}]}]}]}`}}})
	_, page := b.get("/products/first-light")
	require.Contains(t, page, "Where &lt;from&gt;?")
	require.Contains(t, page, `action="/apps/askwell/responses"`)
	require.Contains(t, page, `name="version" value="3"`)
	require.NotContains(t, page, "translation missing")
	require.NotContains(t, page, "Liquid error")
	_, page = b.get("/products/first-light?locale=sv")
	require.Contains(t, page, "Varifrån?")
}
