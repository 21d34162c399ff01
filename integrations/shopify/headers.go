package shopify

import (
	"net/http"
	"strings"

	"github.com/askwell/askwell/app"
)

// AdminOrigin is where Shopify's admin embeds apps.
const AdminOrigin = "https://admin.shopify.com"

// DocumentHeaders are the headers of a page that a shop's admin may embed:
// only that shop's admin may frame it. With admins given, those origins stand
// in for Shopify's. No cookie, no X-Frame-Options.
func DocumentHeaders(shop app.ShopID, admins ...string) http.Header {
	if len(admins) == 0 {
		admins = []string{AdminOrigin}
	}
	header := make(http.Header)
	header.Set("Content-Security-Policy", "frame-ancestors https://"+string(shop)+" "+strings.Join(admins, " ")+";")
	header.Set("Link", `<https://cdn.shopify.com>; rel="preconnect", `+
		`<https://cdn.shopify.com/shopifycloud/app-bridge.js>; rel="preload"; as="script", `+
		`<https://cdn.shopify.com/shopifycloud/polaris.js>; rel="preload"; as="script"`)
	return header
}
