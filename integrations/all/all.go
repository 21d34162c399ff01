// Package all owns the one list of destinations.
package all

import (
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/shopify"
)

// Providers are all kinds of destination, in the order merchants see them.
// Shopify comes made, because it needs the app and its tokens.
func Providers(shop shopify.Provider) []integrations.Provider {
	return []integrations.Provider{
		shop,
	}
}
