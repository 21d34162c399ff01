package site

import (
	"encoding/json"
	"html/template"
	"slices"

	"github.com/askwell/askwell/integrations/shopify/sandbox/extension"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// hosted is one of the app's extensions on a page: what the page host needs to
// run it (admin-ui/src/host/extension/contract.ts).
type hosted struct {
	Name   string
	Config template.JS
}

// guest is whom a page with extensions was drawn for.
type guest struct {
	frame
	kind  string // of session token: checkout or account
	order *world.Order
	page  string // where a full page stands
}

// hosting is what stands at a target, with the data of its API.
func (s *Site) hosting(target string, g guest, api map[string]any) []hosted {
	if g.Shop.Installed == nil {
		return nil
	}
	var out []hosted
	for _, e := range extension.At(s.extensions, target) {
		if g.page != "" && g.page != e.Handle {
			continue
		}
		text, err := json.Marshal(s.config(e, target, g, api))
		if err != nil {
			s.log.Error("sandbox: extension not hosted", "extension", e.Handle, "error", err)
			continue
		}
		out = append(out, hosted{e.Name, template.JS(text)}) // json.Marshal escapes what could end the script element
	}
	return out
}

func (s *Site) config(e *extension.Extension, target string, g guest, api map[string]any) map[string]any {
	session := map[string]string{"kind": g.kind, "shop": g.Shop.Domain}
	if g.Customer != nil && s.reads("customers", g.Shop) {
		session["customer"] = world.GID("Customer", g.Customer.ID)
	}
	if g.order != nil {
		session["order"] = world.GID("Order", g.order.ID)
	}
	data := map[string]any{
		"settings": s.settings(g.Shop, target, e), "shop": shopData(g.Shop), "localization": localization(g.frame),
		"appMetafields": s.appMetafields(e, g),
	}
	for name, value := range api {
		data[name] = value
	}
	out := map[string]any{
		"target": target, "src": extensionPath + e.Bundle, "session": session, "locale": g.Locale, "locales": e.Locales, "apiVersion": e.APIVersion,
		"capabilities": e.Capabilities, "app": s.world.App.URL.Scheme + "://" + s.world.App.URL.Host, "login": "/account/login", "api": data,
	}
	if g.page != "" {
		out["page"] = "/account/pages/" + e.Handle
	}
	return out
}

// reads reports whether the app may read what a merchant granted it.
func (s *Site) reads(resource string, shop *world.Shop) bool {
	granted := shop.Installed.Scopes
	return slices.Contains(granted, "read_"+resource) || slices.Contains(granted, "write_"+resource)
}

// settings are what the merchant chose for the extension in the checkout editor,
// which the theme's arrangement keeps under its target.
func (s *Site) settings(shop *world.Shop, target string, e *extension.Extension) map[string]any {
	for _, placed := range shop.Theme[target] {
		if placed.Type == e.Handle && placed.Settings != nil {
			return placed.Settings
		}
	}
	return map[string]any{}
}

// appMetafields are those the extension's manifest declares and no others, of the
// records the page is about.
func (s *Site) appMetafields(e *extension.Extension, g guest) []any {
	type record struct {
		kind   string
		id     int64
		fields world.Metafields
	}
	records := []record{{"shop", g.Shop.ID, g.Shop.Metafields}}
	if g.Customer != nil {
		records = append(records, record{"customer", g.Customer.ID, g.Customer.Metafields})
	}
	if g.order != nil && g.kind == "account" {
		records = append(records, record{"order", g.order.ID, g.order.Metafields})
	}
	if g.order != nil {
		for _, l := range g.order.Lines {
			if p, v := g.Shop.Sold(l); p != nil {
				records = append(records, record{"product", p.ID, p.Metafields}, record{"variant", v.ID, v.Metafields})
			}
		}
	}
	out := []any{}
	for _, r := range records {
		for _, wanted := range e.Metafields {
			m := r.fields[world.Namespace(wanted.Namespace)+"."+wanted.Key]
			if m == nil {
				continue
			}
			out = append(out, map[string]any{
				"target":    map[string]string{"type": r.kind, "id": world.Number(r.id)},
				"metafield": map[string]string{"namespace": wanted.Namespace, "key": m.Key, "value": m.Value, "valueType": valueType(m), "type": m.Type},
			})
		}
	}
	return out
}

// valueType is the older name of a metafield's type, which extensions get as well.
func valueType(m *world.Metafield) string {
	switch m.Type {
	case "json":
		return "json_string"
	case "number_integer":
		return "integer"
	}
	return "string"
}

func shopData(shop *world.Shop) map[string]string {
	return map[string]string{"id": world.GID("Shop", shop.ID), "name": shop.Name, "myshopifyDomain": shop.Domain}
}

func localization(f frame) map[string]any {
	code := func(text string) map[string]string { return map[string]string{"isoCode": text} }
	return map[string]any{
		"language": code(f.Locale), "country": code(f.Country), "currency": code(f.Shop.Currency), "timezone": f.Shop.Timezone,
		"market": map[string]string{"id": world.GID("Market", f.Shop.ID), "handle": "primary"},
	}
}

// bought is what the APIs of both order pages tell of an order.
func (s *Site) bought(p orderPage) map[string]any {
	o := p.Order
	amount := func(n int64) map[string]any {
		return map[string]any{"amount": float64(n) / 100, "currencyCode": p.Shop.Currency}
	}
	lines := make([]any, len(o.Lines))
	for i, l := range o.Lines {
		merchandise := map[string]any{"type": "variant", "id": world.GID("ProductVariant", l.Variant), "title": l.Title}
		if product, v := p.Shop.Sold(l); product != nil {
			merchandise["sku"] = v.SKU
			merchandise["product"] = map[string]string{"id": world.GID("Product", product.ID), "vendor": product.Vendor, "productType": product.Type}
		}
		lines[i] = map[string]any{
			"id": world.GID("CartLine", l.ID), "quantity": l.Quantity, "merchandise": merchandise, "cost": map[string]any{"totalAmount": amount(l.Sum())},
			"attributes": []any{}, "discountAllocations": []any{}, "lineComponents": []any{},
		}
	}
	codes := []any{}
	if o.Discount != "" {
		codes = append(codes, map[string]string{"code": o.Discount})
	}
	return map[string]any{
		"lines": lines, "discountCodes": codes, "checkoutToken": o.Token,
		"cost": map[string]any{"subtotalAmount": amount(o.Gross()), "totalShippingAmount": amount(0), "totalTaxAmount": amount(0), "totalAmount": amount(o.Total())},
	}
}

func (s *Site) thankYouExtensions(p orderPage) []hosted {
	api := s.bought(p)
	confirmation := map[string]any{
		// Until the Admin API knows the order, Shopify names it OrderIdentity.
		"order": map[string]string{"id": world.GID("OrderIdentity", p.Order.ID)}, "number": p.Order.Token[:9], "isFirstOrder": len(p.Shop.OrdersOf(p.Order.Customer)) <= 1,
	}
	api["orderConfirmation"] = confirmation
	s.identify(api, p)
	return s.hosting("purchase.thank-you.block.render", guest{frame: p.frame, kind: "checkout", order: p.Order}, api)
}

// identify adds who buys, which an app sees only when Shopify approved it for
// protected data.
func (s *Site) identify(api map[string]any, p orderPage) {
	if s.world.Faults.DenyProtected || !s.reads("customers", p.Shop) {
		return
	}
	who := map[string]any{"email": p.Order.Email}
	if p.Customer != nil {
		who["customer"] = map[string]any{"id": world.GID("Customer", p.Customer.ID), "email": p.Customer.Email}
	}
	api["buyerIdentity"] = who
}

func (s *Site) orderStatusExtensions(p orderPage) []hosted {
	api := s.bought(p)
	api["order"] = map[string]any{
		"id": world.GID("Order", p.Order.ID), "name": p.Order.Name(), "confirmationNumber": p.Order.Token[:9], "processedAt": world.Stamp(p.Order.CreatedAt),
	}
	// Anybody else who is logged in is, to this order, a holder of its link.
	if api["authenticationState"] = "pre_authenticated"; p.Hers() {
		api["authenticationState"] = "fully_authenticated"
		s.identify(api, p)
		api["authenticatedAccount"] = authenticated(p.Customer)
	} else {
		p.Customer = nil
	}
	return s.hosting("customer-account.order-status.block.render", guest{frame: p.frame, kind: "account", order: p.Order}, api)
}

func authenticated(c *world.Customer) map[string]any {
	return map[string]any{"customer": map[string]string{"id": world.GID("Customer", c.ID)}}
}
