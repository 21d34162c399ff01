package world

import (
	"fmt"
	"slices"
	"unicode/utf8"
)

// What a merchant does in her admin that no API call does. The caller holds the lock.

// RequestData asks the app what it keeps about a customer, in her name.
func (w *World) RequestData(shop *Shop, c *Customer) {
	w.Announce(shop, "customers/data_request", Payload{
		"shop_id": shop.ID, "shop_domain": shop.Domain, "customer": person(c), "orders_requested": shop.orderIDs(c),
		"data_request": Payload{"id": w.NewID()},
	})
}

// Shopify's limits on tags.
const (
	MaxTags        = 250
	MaxTagCustomer = 255 // characters
	MaxTagOrder    = 40
)

// TagProblem says what is wrong with tags of at most limit characters each, ""
// for nothing.
func TagProblem(tags []string, limit int) string {
	if len(tags) > MaxTags {
		return fmt.Sprintf("There can be at most %d tags", MaxTags)
	}
	if slices.ContainsFunc(tags, func(tag string) bool { return utf8.RuneCountInString(tag) > limit }) {
		return fmt.Sprintf("A tag can have at most %d characters", limit)
	}
	return ""
}

// Resend has a webhook sent once more, with its id and body; nothing for one
// that is under way.
func (w *World) Resend(hook *Webhook) {
	if hook.Busy || !hook.NextAt.IsZero() {
		return
	}
	hook.NextAt = w.Now()
	w.Ring()
}

// Webhook finds a delivery by its id, nil when there is none or it was forgotten.
func (s *Shop) Webhook(id string) *Webhook {
	i := slices.IndexFunc(s.Webhooks, func(hook *Webhook) bool { return hook.ID == id })
	if i < 0 {
		return nil
	}
	return s.Webhooks[i]
}
