// Package all owns the one list of destinations.
package all

import (
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/flow"
	"github.com/askwell/askwell/integrations/shopify"
)

// Providers are all kinds of destination, in the order merchants see them.
// Shopify and its Flow come made, because they need the app and its tokens.
func Providers(shop shopify.Provider, flow flow.Provider) []integrations.Provider {
	return []integrations.Provider{
		shop,
		flow,
	}
}
