package merchant

import (
	"slices"
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// person is the customer of the address and where her page is; nil after it was
// answered that there is none.
func (v *visit) person() (*world.Customer, string) {
	c := v.shop.Customer(v.id())
	if c == nil {
		v.missing()
		return nil, ""
	}
	return c, customerAddress(c)
}

func customerAddress(c *world.Customer) string { return "/admin/customers/" + world.Number(c.ID) }

// tagCustomer adds and removes tags, as the chips on her page ask.
func (a *Admin) tagCustomer(v *visit) {
	c, page := v.person()
	if c == nil {
		return
	}
	next, ok := v.retagged(c.Tags, world.MaxTagCustomer)
	if !ok {
		v.back(page, "too-many")
		return
	}
	if before := c.Tags; !slices.Equal(next, before) {
		c.Tags = next
		a.world.Touch(v.shop, c)
		a.world.AnnounceTags(v.shop, c, before)
	}
	v.done(page, "tags")
}

// retagged are tags with the form's "add" and without its "remove".
func (v *visit) retagged(tags []string, limit int) ([]string, bool) {
	next := world.AddTags(tags, []string{v.r.PostFormValue("add")})
	if unwanted := v.r.PostFormValue("remove"); unwanted != "" {
		next = world.RemoveTags(next, []string{unwanted})
	}
	return next, world.TagProblem(next, limit) == ""
}

// changeConsent subscribes and unsubscribes a customer in the merchant's name.
func (a *Admin) changeConsent(v *visit) {
	c, page := v.person()
	if c == nil {
		return
	}
	channel := v.r.PostFormValue("channel")
	reach, old := c.Email, c.EmailConsent
	if channel == "sms" {
		reach, old = c.Phone, c.SMSConsent
	}
	next := world.Consent{State: "SUBSCRIBED", OptIn: "SINGLE_OPT_IN", UpdatedAt: a.world.Now()}
	if v.r.PostFormValue("subscribe") == "" {
		next.State, next.OptIn = "UNSUBSCRIBED", old.OptIn
	}
	if reach != "" && (channel == "email" || channel == "sms") && next.State != old.State {
		a.world.SetConsent(v.shop, c, channel, next)
	}
	v.done(page, "consent")
}

// merge makes another customer part of this one.
func (a *Admin) merge(v *visit) {
	kept, page := v.person()
	if kept == nil {
		return
	}
	lost := v.shop.CustomerByEmail(strings.TrimSpace(v.r.PostFormValue("with")))
	if lost == nil || lost == kept || !lost.EraseAfter.IsZero() || !kept.EraseAfter.IsZero() {
		v.back(page, "no-merge")
		return
	}
	merged := world.Merged(kept, lost)
	if world.TagProblem(merged.Tags, world.MaxTagCustomer) != "" {
		v.back(page, "too-many")
		return
	}
	a.world.MergeCustomers(v.shop, kept, lost, merged)
	v.done(page, "merged")
}

func (a *Admin) requestData(v *visit) {
	if c, page := v.person(); c != nil {
		a.world.RequestData(v.shop, c)
		v.done(page, "requested")
	}
}

// erase has the app told to forget a customer, when Shopify would tell it.
func (a *Admin) erase(v *visit) {
	if c, page := v.person(); c != nil {
		a.world.RequestErasure(v.shop, c)
		v.done(page, "erased")
	}
}

// keep takes an erasure back that was not yet carried out.
func (a *Admin) keep(v *visit) {
	if c, page := v.person(); c != nil {
		a.world.CancelErasure(v.shop, c)
		v.done(page, "kept")
	}
}

// remove deletes a customer who never bought: Shopify keeps the others.
func (a *Admin) remove(v *visit) {
	c, page := v.person()
	switch {
	case c == nil:
	case len(v.shop.OrdersOf(c.ID)) > 0:
		v.back(page, "has-orders")
	default:
		a.world.RemoveCustomer(v.shop, c)
		v.done("/admin/customers", "deleted")
	}
}
