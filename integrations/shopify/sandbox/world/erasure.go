package world

import (
	"encoding/json"
	"slices"
	"time"
)

// Shopify erases ten days after it was asked, and not before an order is half a
// year old: until then it could still be charged back.
const (
	eraseAfter      = 10 * 24 * time.Hour
	eraseAfterOrder = 180 * 24 * time.Hour
)

// RequestErasure has the app told to forget a customer, once Shopify would. The
// caller holds the lock.
func (w *World) RequestErasure(shop *Shop, c *Customer) {
	if !c.EraseAfter.IsZero() {
		return
	}
	c.EraseAfter = w.Now().Add(eraseAfter)
	if o := shop.NewestOrder(c.ID); o != nil && o.CreatedAt.Add(eraseAfterOrder).After(c.EraseAfter) {
		c.EraseAfter = o.CreatedAt.Add(eraseAfterOrder)
	}
	before := len(shop.Webhooks)
	w.Announce(shop, "customers/redact", Payload{
		"shop_id": shop.ID, "shop_domain": shop.Domain, "customer": person(c), "orders_to_redact": shop.orderIDs(c),
	})
	for _, hook := range shop.Webhooks[min(before, len(shop.Webhooks)):] {
		hook.NextAt, hook.Triggered = c.EraseAfter, c.EraseAfter
	}
}

// CancelErasure takes a request back that was not yet carried out.
func (w *World) CancelErasure(shop *Shop, c *Customer) {
	shop.Webhooks = slices.DeleteFunc(shop.Webhooks, func(h *Webhook) bool {
		if h.Topic != "customers/redact" || h.Attempts > 0 || h.Busy || !h.NextAt.After(w.Now()) {
			return false
		}
		var body struct{ Customer struct{ ID int64 } }
		return json.Unmarshal(h.Body, &body) == nil && body.Customer.ID == c.ID
	})
	c.EraseAfter = time.Time{}
}
