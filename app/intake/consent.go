package intake

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"github.com/askwell/askwell/app"
)

type consentState struct {
	State     string `json:"state"`
	OptIn     string `json:"opt_in_level"`
	UpdatedAt moment `json:"consent_updated_at"`
}

// consentBody is the union of the consent topics: each names the customer and
// its channel's state in its own way.
type consentBody struct {
	ID         number        `json:"id"`
	CustomerID number        `json:"customer_id"`
	GID        number        `json:"admin_graphql_api_id"`
	Email      *consentState `json:"email_marketing_consent"`
	SMS        *consentState `json:"sms_marketing_consent"`
	WhatsApp   *consentState `json:"whats_app_marketing_consent"`
}

func (i *Intake) emailConsent(ctx context.Context, w app.Webhook) error {
	return i.consent(ctx, w, app.ChannelEmail, func(b consentBody) *consentState { return b.Email })
}

func (i *Intake) smsConsent(ctx context.Context, w app.Webhook) error {
	return i.consent(ctx, w, app.ChannelSMS, func(b consentBody) *consentState { return b.SMS })
}

func (i *Intake) whatsAppConsent(ctx context.Context, w app.Webhook) error {
	return i.consent(ctx, w, app.ChannelWhatsApp, func(b consentBody) *consentState { return b.WhatsApp })
}

// consentStates are Shopify's words for what a customer has said of a channel.
var consentStates = map[string]app.ConsentState{
	"subscribed": app.ConsentGranted, "pending": app.ConsentPending, "unsubscribed": app.ConsentWithdrawn,
	"not_subscribed": app.ConsentWithdrawn, "redacted": app.ConsentWithdrawn, "invalid": app.ConsentWithdrawn,
}

// consent writes one channel's state into the ledger.
func (i *Intake) consent(ctx context.Context, w app.Webhook, channel app.Channel, of func(consentBody) *consentState) error {
	body, err := parse[consentBody](w)
	if err != nil {
		return err
	}
	customer, said := app.CustomerID(cmp.Or(body.CustomerID, body.ID, body.GID)), of(body)
	if customer == 0 || said == nil {
		return drop("the consent names no customer or no state")
	}
	told := matching(word, strings.ToLower(said.State))
	if told == "" {
		return drop("the consent names no customer or no state")
	}
	state, known := consentStates[told]
	if !known {
		state = app.ConsentWithdrawn // whatever it means, it is no permission
	}
	at := said.UpdatedAt.or(happened(w))
	changed := at
	if changed.After(w.ReceivedAt) {
		changed = w.ReceivedAt // a clock that runs ahead must not outlast what she says next
	}
	return i.Store.RecordConsent(ctx, w.Shop, customer, app.Consent{
		ID: fmt.Sprintf("shopify/%d/%s/%d/%s", customer, channel, at.UnixMilli(), state), Channel: channel, Purpose: app.PurposeMarketing,
		State: state, OptIn: matching(word, strings.ToLower(said.OptIn)), ChangedAt: changed, Source: "shopify",
	})
}
