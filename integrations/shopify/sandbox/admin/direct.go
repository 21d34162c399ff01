package admin

import (
	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// Direct answers the Admin API for the app's own pages in a shop's admin, which
// ask it without a token: Shopify knows who looks at them and for which app
// (shopify.dev/docs/api/admin-extensions, "Direct API access"). It is false when
// the app is not installed. The caller holds the world's lock.
func (a *API) Direct(shop *world.Shop, req graphql.Request) (any, bool) {
	if shop.Installed == nil {
		return nil, false
	}
	run := &run{API: a, shop: shop, grant: &world.Grant{Scopes: shop.Installed.Scopes, Online: true}, asked: req}
	return run.execute(), true
}
