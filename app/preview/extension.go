package preview

import (
	"cmp"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations/shopify/sandbox/extension"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// target is where Shopify runs an extension, and whom its tokens speak for.
type target struct{ name, kind string }

var targets = map[app.Surface]target{
	app.SurfaceThankYou:    {"purchase.thank-you.block.render", "checkout"},
	app.SurfaceOrderStatus: {"customer-account.order-status.block.render", "account"},
	app.SurfaceAccount:     {"customer-account.profile.block.render", "account"},
}

// somebody is whose account is shown: nobody of the shop's.
const somebody = "gid://shopify/Customer/1"

// extension tells the page host what to run, and what Shopify would tell it of an order that
// nobody placed (admin-ui/src/host/extension/contract.ts).
func (d *Drawer) extension(p page, on app.Surface, at target) Drawing {
	found := extension.At(d.all, at.name)
	if len(found) == 0 {
		return Drawing{} // it is not built
	}
	e := found[0]
	session := map[string]string{"kind": at.kind, "shop": string(p.shop.ID)}
	api := map[string]any{
		"settings": map[string]any{}, "lines": []any{}, "discountCodes": []any{}, "checkoutToken": "preview",
		"shop":          map[string]string{"id": world.GID("Shop", 1), "name": p.shop.Name, "myshopifyDomain": string(p.shop.ID)},
		"localization":  p.localization(),
		"appMetafields": []any{p.published()},
		"cost":          map[string]any{"subtotalAmount": p.nothing(), "totalAmount": p.nothing()},
	}
	switch on {
	case app.SurfaceThankYou:
		api["orderConfirmation"] = map[string]any{"order": map[string]string{"id": world.GID("OrderIdentity", 1)}, "number": "PREVIEW", "isFirstOrder": true}
	case app.SurfaceOrderStatus:
		api["order"], api["authenticationState"] = map[string]any{"id": world.GID("Order", 1), "name": "#1001"}, "pre_authenticated"
	case app.SurfaceAccount:
		session["customer"] = somebody
		api["authenticatedAccount"] = map[string]any{"customer": map[string]string{"id": somebody}}
	}
	return Drawing{Extension: map[string]any{
		"target": at.name, "src": d.assets + e.Bundle, "session": session, "locale": p.language, "locales": e.Locales, "apiVersion": e.APIVersion,
		"capabilities": e.Capabilities, "app": "https://preview.invalid", "editor": true, "api": api,
	}}
}

func (p page) localization() map[string]any {
	return map[string]any{
		"language": map[string]string{"isoCode": p.language}, "country": map[string]string{"isoCode": "SE"},
		"currency": map[string]string{"isoCode": p.currency()}, "timezone": cmp.Or(p.shop.Timezone, "UTC"),
	}
}

func (p page) currency() string { return cmp.Or(p.shop.Currency, "EUR") }

func (p page) nothing() map[string]any {
	return map[string]any{"amount": 0, "currencyCode": p.currency()}
}

// published is the shop's metafield as an extension is handed it.
func (p page) published() map[string]any {
	return map[string]any{
		"target":    map[string]string{"type": "shop", "id": "1"},
		"metafield": map[string]string{"namespace": "$app", "key": "surveys", "value": p.document, "valueType": "json_string", "type": "json"},
	}
}
