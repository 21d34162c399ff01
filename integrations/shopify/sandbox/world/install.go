package world

// Declare makes the metafield definitions shopify.app.toml declares, as
// Shopify does when an app is installed. The caller holds the lock.
func (w *World) Declare(shop *Shop) {
	for kind, d := range map[string]declared{"Customer": w.App.Manifest.Customer, "Order": w.App.Manifest.Order, "Shop": w.App.Manifest.Shop} {
		for _, key := range Sorted(d.Metafields.App) {
			if shop.Definition(kind, OwnNamespace, key) != nil {
				continue
			}
			given := d.Metafields.App[key]
			shop.Definitions = append(shop.Definitions, &Definition{
				ID: w.NewID(), Owner: kind, Namespace: OwnNamespace,
				Key: key, Name: given.Name, Type: given.Type, Access: map[string]string{},
			})
		}
	}
}

// Uninstall kills the tokens, forgets the app's data and tells the app; two
// days later the shop asks to be forgotten. The caller holds the lock.
func (w *World) Uninstall(shop *Shop) {
	if shop.Installed == nil {
		return
	}
	shop.Installed = nil
	w.Announce(shop, "app/uninstalled", w.shopPayload(shop))
	before := len(shop.Webhooks)
	w.Announce(shop, "shop/redact", Payload{"shop_id": shop.ID, "shop_domain": shop.Domain})
	for _, hook := range shop.Webhooks[min(before, len(shop.Webhooks)):] {
		hook.NextAt = w.Now().Add(redactAfter)
		hook.Triggered = hook.NextAt
	}
}

// Installation is the app's seat in a shop.
type Installation struct {
	ID         int64
	Scopes     []string
	Grants     []*Grant
	Metafields Metafields
}
