// Package all owns the one list of destinations.
package all

import (
	"time"

	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/brevo"
	"github.com/askwell/askwell/integrations/client"
	"github.com/askwell/askwell/integrations/flow"
	"github.com/askwell/askwell/integrations/hubspot"
	"github.com/askwell/askwell/integrations/klaviyo"
	"github.com/askwell/askwell/integrations/mailchimp"
	"github.com/askwell/askwell/integrations/mailerlite"
	"github.com/askwell/askwell/integrations/omnisend"
	"github.com/askwell/askwell/integrations/salesmanago"
	"github.com/askwell/askwell/integrations/shopify"
	"github.com/askwell/askwell/integrations/webhook"
)

// Providers are all kinds of destination, in the order merchants see them.
// Shopify and its Flow come made, because they need the app and its tokens; everything
// else is called through the client.
func Providers(shop shopify.Provider, flow flow.Provider, by *client.Client) []integrations.Provider {
	return append([]integrations.Provider{
		shop,
		flow,
	}, Tools(by)...)
}

// Tools are the destinations that a merchant connects.
func Tools(by *client.Client) []integrations.Provider {
	return []integrations.Provider{
		webhook.Provider{Client: by},
		klaviyo.New(by, time.Now),
		omnisend.New(by),
		mailchimp.Provider{Client: by},
		brevo.Provider{Client: by},
		hubspot.Provider{Client: by},
		salesmanago.Provider{Client: by},
		mailerlite.Provider{Client: by},
	}
}
