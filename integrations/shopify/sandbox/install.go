package sandbox

// declare makes the metafield definitions shopify.app.toml declares, as
// Shopify does when an app is installed. Needs mu.
func (s *Sandbox) declare(shop *shop) {
	for kind, d := range map[string]declared{"Customer": s.manifest.Customer, "Order": s.manifest.Order, "Shop": s.manifest.Shop} {
		for _, key := range sorted(d.Metafields.App) {
			if shop.definition(kind, ownNamespace, key) != nil {
				continue
			}
			given := d.Metafields.App[key]
			shop.Definitions = append(shop.Definitions, &definition{
				ID: s.world.newID(), Owner: kind, Namespace: ownNamespace,
				Key: key, Name: given.Name, Type: given.Type, Access: map[string]string{},
			})
		}
	}
}

// uninstall kills the tokens, forgets the app's data and tells the app; two
// days later the shop asks to be forgotten. Needs mu.
func (s *Sandbox) uninstall(shop *shop) {
	if shop.Installed == nil {
		return
	}
	shop.Installed = nil
	s.announce(shop, "app/uninstalled", s.shopPayload(shop))
	before := len(shop.Webhooks)
	s.announce(shop, "shop/redact", payload{"shop_id": shop.ID, "shop_domain": shop.Domain})
	for _, w := range shop.Webhooks[min(before, len(shop.Webhooks)):] {
		w.NextAt = s.now().Add(redactAfter)
		w.Triggered = w.NextAt
	}
}
