package shopify

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// consentMutation is how one channel's consent is written.
type consentMutation struct {
	name, input, field string
	reach              string // what a customer needs for it, in words
}

var consentMutations = map[app.Channel]consentMutation{
	app.ChannelEmail: {
		"customerEmailMarketingConsentUpdate", "CustomerEmailMarketingConsentUpdateInput", "emailMarketingConsent", "email address",
	},
	app.ChannelSMS: {
		"customerSmsMarketingConsentUpdate", "CustomerSmsMarketingConsentUpdateInput", "smsMarketingConsent", "phone number",
	},
}

// The words of Shopify for what was said.
var consentStates = map[app.ConsentState]string{
	app.ConsentGranted: "SUBSCRIBED", app.ConsentPending: "PENDING", app.ConsentWithdrawn: "UNSUBSCRIBED",
}

type consentInput struct {
	State     string `json:"marketingState"`
	OptIn     string `json:"marketingOptInLevel,omitempty"`
	UpdatedAt string `json:"consentUpdatedAt"`
}

// consentWrite is the mutation that says one consent of one customer.
func consentWrite(change int, customer app.CustomerID, c integrations.Consent) write {
	m := consentMutations[c.Channel]
	said := consentInput{State: consentStates[c.State], OptIn: strings.ToUpper(c.OptIn), UpdatedAt: c.At.UTC().Format(time.RFC3339)}
	switch c.State { // Shopify has its own ideas of which level goes with which state
	case app.ConsentGranted:
		said.OptIn = cmp.Or(said.OptIn, "SINGLE_OPT_IN")
	case app.ConsentPending:
		said.OptIn = "CONFIRMED_OPT_IN"
	}
	return write{mutation: m.name, kind: m.input, change: change, channel: c.Channel, consent: map[string]any{"customerId": customer.GID(), m.field: said}}
}

type consentsHeld struct {
	Nodes []*consentHolder `json:"nodes"`
}

type consentHolder struct {
	ID    string `json:"id"`
	Email *struct {
		State     string     `json:"marketingState"`
		UpdatedAt *time.Time `json:"marketingUpdatedAt"`
	} `json:"defaultEmailAddress"`
	Phone *struct {
		SMS struct {
			State     string     `json:"state"`
			UpdatedAt *time.Time `json:"updatedAt"`
		} `json:"smsMarketingConsent"`
	} `json:"defaultPhoneNumber"`
}

// at is how a channel's consent stands; reached says whether there is anything to
// write to.
func (h *consentHolder) at(channel app.Channel) (state string, at time.Time, reached bool) {
	var updated *time.Time
	switch {
	case channel == app.ChannelEmail && h.Email != nil:
		state, updated, reached = h.Email.State, h.Email.UpdatedAt, true
	case channel == app.ChannelSMS && h.Phone != nil:
		state, updated, reached = h.Phone.SMS.State, h.Phone.SMS.UpdatedAt, true
	}
	if updated != nil {
		at = *updated
	}
	return state, at, reached
}

// mostConsenting is how many customers one question about consents is about: at four
// points each a small shop's budget is not spent on it.
const mostConsenting = 25

// consents reads how people's consents stand and leaves of what is to be said only what
// is news: Shopify takes an older word over a newer one without a complaint. It comes
// before everything else, and when it cannot be had nothing is sent.
func (c conn) consents(ctx context.Context, b *batch, changes []integrations.Change) error {
	var asking []int
	for i, one := range changes {
		if one.Subject.Customer != 0 && len(one.Consents) > 0 {
			asking = append(asking, i)
		}
	}
	for some := range slices.Chunk(asking, mostConsenting) {
		ids := make([]app.CustomerID, len(some))
		for n, i := range some {
			ids[n] = changes[i].Subject.Customer
		}
		var out consentsHeld
		cost, err := c.admin.do(ctx, opConsents, map[string]any{"ids": gids(ids)}, &out)
		for _, i := range some {
			b.costs[i] += cost.Actual / float64(len(some))
		}
		if err == nil && len(out.Nodes) != len(some) {
			err = app.Errorf(app.Unavailable, "Shopify's answer is not whole")
		}
		if err != nil {
			return err
		}
		for n, i := range some {
			changes[i].Consents = b.news(i, out.Nodes[n], changes[i].Consents, c.admin.app.now())
		}
	}
	return nil
}

// news are the consents that a customer's holder has yet to be told. What was dated by a
// clock that was ahead was said by now: Shopify takes nothing from the future.
func (b *batch) news(change int, held *consentHolder, said []integrations.Consent, now time.Time) (news []integrations.Consent) {
	if held == nil || number(held.ID) == 0 {
		b.mark(change, integrations.Outcome{Class: integrations.Missing, Reason: "consent: there is no such customer (yet)"})
		return nil
	}
	for _, one := range said {
		m, known := consentMutations[one.Channel]
		if !known || consentStates[one.State] == "" {
			continue
		}
		state, at, reached := held.at(one.Channel)
		switch {
		case !reached && one.State == app.ConsentWithdrawn: // nothing is sent to nowhere
		case !reached:
			b.part(change, "consent:"+string(one.Channel), integrations.Outcome{
				Class: integrations.Rejected, Reason: "consent: the customer has no " + m.reach + " at Shopify, so there is nothing to consent to",
			})
		case outdated(one, state, at):
		default:
			if one.At.After(now) {
				one.At = now
			}
			news = append(news, one)
		}
	}
	return news
}

// outdated reports whether what is held counts for more: it is newer, or as new and
// gives no more. Shopify keeps whole seconds.
func outdated(said integrations.Consent, state string, at time.Time) bool {
	by := said.At.Truncate(time.Second).Compare(at.Truncate(time.Second))
	gives := []string{"UNSUBSCRIBED", "PENDING", "SUBSCRIBED"}
	return by < 0 || by == 0 && slices.Index(gives, state) <= slices.Index(gives, consentStates[said.State])
}

// consentWrites are what was taken back, or given, of all changes.
func consentWrites(changes []integrations.Change, given bool) (writes []write) {
	for i, c := range changes {
		for _, one := range c.Consents {
			if (one.State == app.ConsentGranted) == given {
				writes = append(writes, consentWrite(i, c.Subject.Customer, one))
			}
		}
	}
	return writes
}

// consentRefusal says what a refused consent means. Our own clock may be ahead of theirs
// by a little: a moment later it is not the future any more.
func consentRefusal(e UserError) integrations.Outcome {
	o := refusal(e, "consent")
	if n := len(e.Field); n > 0 && e.Field[n-1] == "consentUpdatedAt" {
		o.Class = integrations.Transient
	}
	return o
}
