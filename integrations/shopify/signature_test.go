package shopify_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"net/url"
	"sort"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations/shopify"
)

const (
	key    = "askwell-key"
	secret = "hush"
	shop   = app.ShopID("shop-name.myshopify.com")
)

// proxied is the moment Shopify's documented proxy example was signed.
var proxied = time.Unix(1317327555, 0)

func newApp(t *testing.T, change ...func(*shopify.Config)) *shopify.App {
	t.Helper()
	config := shopify.Config{APIKey: key, Secret: secret, Now: func() time.Time { return proxied }}
	for _, f := range change {
		f(&config)
	}
	a, err := shopify.New(config)
	require.NoError(t, err)
	return a
}

func sum(secret, message string) []byte {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(message))
	return mac.Sum(nil)
}

func TestAnAppWithoutASecretIsRefused(t *testing.T) {
	t.Parallel()
	_, err := shopify.New(shopify.Config{APIKey: key})
	require.True(t, app.Is(err, app.Invalid))
}

func TestAWebhookIsTakenWithEitherSecretAndNoOther(t *testing.T) {
	t.Parallel()
	a := newApp(t, func(c *shopify.Config) { c.PreviousSecret = "older" })
	body := []byte(`{"id":1}`)
	sign := func(secret string) string { return base64.StdEncoding.EncodeToString(sum(secret, string(body))) }

	require.NoError(t, a.VerifyWebhook(body, sign(secret)))
	require.NoError(t, a.VerifyWebhook(body, sign("older")))
	for name, header := range map[string]string{
		"none": "", "other secret": sign("guess"), "empty secret": sign(""), "not base64": "%%",
		"hex": hex.EncodeToString(sum(secret, string(body))), "cut": sign(secret)[:20],
	} {
		require.True(t, app.Is(a.VerifyWebhook(body, header), app.Unauthorized), name)
	}
	require.Error(t, a.VerifyWebhook(append(body, ' '), sign(secret)))
}

// Shopify's documented example, and the same for a guest.
const (
	proxyQuery = "extra=1&extra=2&shop=shop-name.myshopify.com&logged_in_customer_id=1&path_prefix=%2Fapps%2Fawesome_reviews&timestamp=1317327555"
	proxySign  = "4c68c8624d737112c91818c11017d24d334b524cb5c2b8ba08daa056f7395ddb"
	guestQuery = "extra=1&extra=2&shop=shop-name.myshopify.com&logged_in_customer_id=&path_prefix=%2Fapps%2Fawesome_reviews&timestamp=1317327555"
	guestSign  = "e072b6d7e6622d85912a5214b860d3100dc1e73d9bc29f43796ac8c9ff8093cb"
)

func TestTheDocumentedProxySignaturesAreTaken(t *testing.T) {
	t.Parallel()
	a := newApp(t)
	got, err := a.VerifyProxy(proxyQuery + "&signature=" + proxySign)
	require.NoError(t, err)
	require.Equal(t, shopify.ProxyRequest{Shop: shop, Customer: 1, PathPrefix: "/apps/awesome_reviews"}, got)

	got, err = a.VerifyProxy(guestQuery + "&signature=" + guestSign)
	require.NoError(t, err)
	require.Zero(t, got.Customer)
}

// proxySigned signs a query as Shopify does: sorted "key=values", nothing between.
func proxySigned(query string) string {
	values, _ := url.ParseQuery(query)
	var parts []string
	for k, v := range values {
		parts = append(parts, k+"="+strings.Join(v, ","))
	}
	sort.Strings(parts)
	return query + "&signature=" + hex.EncodeToString(sum(secret, strings.Join(parts, "")))
}

func TestAProxyRequestIsRefused(t *testing.T) {
	t.Parallel()
	a := newApp(t)
	at := func(seconds int64) string { return "&timestamp=" + strconv.FormatInt(proxied.Unix()+seconds, 10) }
	base := "shop=shop-name.myshopify.com&logged_in_customer_id=&path_prefix=%2Fapps%2Faskwell"
	_, err := a.VerifyProxy(proxySigned(base + at(89)))
	require.NoError(t, err)

	for name, query := range map[string]string{
		"without a signature":         base + at(0),
		"with a tampered customer":    strings.Replace(proxyQuery, "id=1", "id=2", 1) + "&signature=" + proxySign,
		"with a repeated customer":    proxySigned("logged_in_customer_id=2&" + base + at(0)),
		"with a repeated shop":        proxySigned("shop=other.myshopify.com&" + base + at(0)),
		"with a repeated path":        proxySigned("path_prefix=%2Fx&" + base + at(0)),
		"with a repeated timestamp":   proxySigned(base + at(0) + at(0)),
		"with a repeated signature":   proxySigned(base+at(0)) + "&signature=00",
		"when it is old":              proxySigned(base + at(-91)),
		"when it is from the future":  proxySigned(base + at(91)),
		"without a time":              proxySigned(base),
		"with another host":           proxySigned("shop=evil.com&logged_in_customer_id=" + at(0)),
		"with a host that pretends":   proxySigned("shop=shop.myshopify.com.evil.com" + at(0)),
		"with a customer of words":    proxySigned("shop=a.myshopify.com&logged_in_customer_id=x" + at(0)),
		"with a negative customer":    proxySigned("shop=a.myshopify.com&logged_in_customer_id=-1" + at(0)),
		"with a path of another host": proxySigned("shop=a.myshopify.com&path_prefix=%2F%2Fevil.com" + at(0)),
		"with a query that is broken": proxySigned(base+at(0)) + "&x=%zz",
	} {
		_, err := a.VerifyProxy(query)
		require.True(t, app.Is(err, app.Unauthorized), name)
	}
}

func TestTheFirstDocumentsQueryIsCheckedAsItWasEncoded(t *testing.T) {
	t.Parallel()
	a := newApp(t)
	query := "embedded=1&host=YWRtaW4%3D&name=a%20b*%7E&shop=shop-name.myshopify.com&timestamp=1317327555"
	signed := query + "&hmac=" + hex.EncodeToString(sum(secret, query))
	got, err := a.VerifyQuery(signed)
	require.NoError(t, err)
	require.Equal(t, shop, got)

	for name, bad := range map[string]string{
		"unsigned":   query,
		"tampered":   strings.Replace(signed, "shop-name", "shop-game", 1),
		"repeated":   signed + "&shop=other.myshopify.com",
		"not in hex": query + "&hmac=zz",
	} {
		_, err := a.VerifyQuery(bad)
		require.True(t, app.Is(err, app.Unauthorized), name)
	}
	old := newApp(t, func(c *shopify.Config) { c.Now = func() time.Time { return proxied.Add(2 * time.Minute) } })
	_, err = old.VerifyQuery(signed)
	require.True(t, app.Is(err, app.Unauthorized))
}

func TestAPageMayBeFramedByItsOwnShopsAdminOnly(t *testing.T) {
	t.Parallel()
	require.Equal(t, "frame-ancestors https://shop-name.myshopify.com https://admin.shopify.com;",
		shopify.DocumentHeaders(shop).Get("Content-Security-Policy"))
	require.Equal(t, "frame-ancestors https://shop-name.myshopify.com http://127.0.0.1:8081;",
		shopify.DocumentHeaders(shop, "http://127.0.0.1:8081").Get("Content-Security-Policy"))
}
