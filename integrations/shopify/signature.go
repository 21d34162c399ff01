package shopify

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/askwell/askwell/app"
)

// A signed URL older or newer than this is not taken: what Shopify's own
// library allows.
const signatureAge = 90 * time.Second

// VerifyWebhook checks X-Shopify-Hmac-Sha256 over the raw body. The signature
// covers the body only: shop, topic and id in the headers are not proven by it.
// Errors: Unauthorized.
func (a *App) VerifyWebhook(body []byte, header string) error {
	given, err := base64.StdEncoding.DecodeString(header)
	if err == nil && a.signed(body, given) {
		return nil
	}
	return app.Errorf(app.Unauthorized, "the webhook is not signed by Shopify")
}

func (a *App) signed(message, given []byte) bool {
	for _, secret := range a.secrets {
		mac := hmac.New(sha256.New, []byte(secret))
		mac.Write(message)
		if hmac.Equal(mac.Sum(nil), given) {
			return true
		}
	}
	return false
}

// ProxyRequest is what Shopify vouches for in a request through the app proxy.
// It says that the request came through this shop's storefront and who is
// logged in there; it does not say that she wanted it.
type ProxyRequest struct {
	Shop       app.ShopID
	Customer   app.CustomerID // 0 for a guest
	PathPrefix string         // the storefront path of the proxy, "/apps/askwell"
}

// A shopper may add parameters of her own and Shopify signs them all, so each
// one we believe must stand there once.
var proxyOnce = []string{"shop", "signature", "timestamp", "logged_in_customer_id", "path_prefix"}

var proxyPath = regexp.MustCompile(`^(/[A-Za-z0-9_.~-]{1,64}){1,4}$`)

// VerifyProxy checks an app-proxy request by its raw query. Errors:
// Unauthorized, whatever is wrong with it.
func (a *App) VerifyProxy(rawQuery string) (ProxyRequest, error) {
	query, err := url.ParseQuery(rawQuery)
	if err != nil || !once(query, proxyOnce) || !a.recent(query.Get("timestamp")) {
		return ProxyRequest{}, errProxy
	}
	u := &url.URL{RawQuery: rawQuery}
	if !a.anySecret(func(secret string) bool { return a.library(secret).VerifySignature(u) }) {
		return ProxyRequest{}, errProxy
	}
	shop, err := app.ParseShop(query.Get("shop"))
	if err != nil {
		return ProxyRequest{}, errProxy
	}
	p := ProxyRequest{Shop: shop, PathPrefix: query.Get("path_prefix")}
	if p.PathPrefix != "" && !proxyPath.MatchString(p.PathPrefix) {
		return ProxyRequest{}, errProxy
	}
	if customer := query.Get("logged_in_customer_id"); customer != "" {
		id, err := strconv.ParseInt(customer, 10, 64)
		if err != nil || id <= 0 {
			return ProxyRequest{}, errProxy
		}
		p.Customer = app.CustomerID(id)
	}
	return p, nil
}

var errProxy = app.Errorf(app.Unauthorized, "the request did not come through Shopify's app proxy")

// VerifyQuery checks the query of the first document load, signed with "hmac",
// and says for which shop it is. Shopify signs the encoded query (go-shopify's
// check decodes it first and refuses values with a "="). Errors: Unauthorized.
func (a *App) VerifyQuery(rawQuery string) (app.ShopID, error) {
	query, err := url.ParseQuery(rawQuery)
	if err != nil || !a.recent(query.Get("timestamp")) {
		return "", errQuery
	}
	for _, values := range query {
		if len(values) != 1 {
			return "", errQuery
		}
	}
	given, err := hex.DecodeString(query.Get("hmac"))
	if err != nil {
		return "", errQuery
	}
	query.Del("hmac")
	query.Del("signature")
	if !a.signed([]byte(asSigned.Replace(query.Encode())), given) {
		return "", errQuery
	}
	shop, err := app.ParseShop(query.Get("shop"))
	if err != nil {
		return "", errQuery
	}
	return shop, nil
}

// asSigned turns Go's encoding of a query into the one Shopify signs.
var asSigned = strings.NewReplacer("+", "%20", "%2A", "*", "~", "%7E")

var errQuery = app.Errorf(app.Unauthorized, "the page was not opened by Shopify")

func (a *App) anySecret(ok func(secret string) bool) bool {
	for _, secret := range a.secrets {
		if ok(secret) {
			return true
		}
	}
	return false
}

func once(query url.Values, keys []string) bool {
	for _, key := range keys {
		if len(query[key]) > 1 {
			return false
		}
	}
	return true
}

func (a *App) recent(timestamp string) bool {
	seconds, err := strconv.ParseInt(timestamp, 10, 64)
	if err != nil || seconds < 0 || len(timestamp) > 12 {
		return false
	}
	return a.now().Sub(time.Unix(seconds, 0)).Abs() <= signatureAge
}
