// Package intake owns what webhooks mean: it takes them from the inbox and
// handles each topic so that their order, repeats and delays do not matter.
package intake

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/catalogue"
	"github.com/askwell/askwell/app/install"
	"github.com/askwell/askwell/app/privacy"
	"github.com/askwell/askwell/app/retention"
	"github.com/askwell/askwell/app/store"
)

// Config is what an Intake works with.
type Config struct {
	Store     *store.Store
	Installer *install.Installer
	Privacy   *privacy.Desk
	Catalogue *catalogue.Keeper                                    // told of products and collections
	Ring      func(context.Context, app.ShopID, app.DestinationID) // told when a lane has something to send
	Logger    *slog.Logger
	Now       func() time.Time
}

// Intake handles webhooks.
type Intake struct {
	Config
	topics map[string]topic
}

// New makes an Intake.
func New(c Config) *Intake {
	if c.Ring == nil {
		c.Ring = func(context.Context, app.ShopID, app.DestinationID) {}
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Catalogue == nil {
		c.Catalogue = &catalogue.Keeper{Store: c.Store, Now: c.Now} // hearing takes no more
	}
	i := &Intake{Config: c}
	i.topics = i.list()
	return i
}

// topic is how one kind of webhook is handled.
type topic struct {
	handle func(context.Context, app.Webhook) error
	early  bool // may come before the install is finished, or after the uninstall, and is handled all the same
	law    bool // is never given up
}

// list is every topic we subscribe to; shopify.app.toml names the same.
func (i *Intake) list() map[string]topic {
	return map[string]topic{
		"app/uninstalled":                              {handle: i.uninstalled, early: true},
		"app/scopes_update":                            {handle: i.scopesUpdated},
		"orders/create":                                {handle: i.order},
		"orders/updated":                               {handle: i.order},
		"customers/create":                             {handle: i.customer},
		"customers/update":                             {handle: i.customer},
		"customers/delete":                             {handle: i.customerDeleted},
		"customers/merge":                              {handle: i.customersMerged},
		"customers/purchasing_summary":                 {handle: i.purchases},
		"customer.tags_added":                          {handle: i.tagsAdded},
		"customer.tags_removed":                        {handle: i.tagsRemoved},
		"customer.joined_segment":                      {handle: i.joinedSegment},
		"customer.left_segment":                        {handle: i.leftSegment},
		"segments/create":                              {handle: i.segment},
		"segments/update":                              {handle: i.segment},
		"segments/delete":                              {handle: i.segmentDeleted},
		"products/create":                              {handle: i.product},
		"products/update":                              {handle: i.product},
		"products/delete":                              {handle: i.productDeleted},
		"collections/create":                           {handle: i.collection},
		"collections/update":                           {handle: i.collection},
		"collections/delete":                           {handle: i.collection},
		"customers_email_marketing_consent/update":     {handle: i.emailConsent},
		"customers_marketing_consent/update":           {handle: i.smsConsent},
		"customers_whats_app_marketing_consent/update": {handle: i.whatsAppConsent},
		"customers/data_request":                       {handle: i.dataRequest, early: true, law: true},
		"customers/redact":                             {handle: i.redactCustomer, early: true, law: true},
		"shop/redact":                                  {handle: i.redactShop, early: true, law: true},
	}
}

const (
	batch     = 20
	lease     = 20 * time.Second // what a killed worker held is taken up again after this
	timeSlice = 5 * time.Second  // then another shop's turn
	giveUp    = 72 * time.Hour
)

// Drain handles the shop's due webhooks. again says that more are waiting.
// Errors: Unavailable when the store does not answer; a webhook's own trouble is
// kept with it and never stops the others.
func (i *Intake) Drain(ctx context.Context, shop app.ShopID) (again bool, err error) {
	end := i.Now().Add(timeSlice)
	for i.Now().Before(end) {
		webhooks, err := i.Store.ClaimWebhooks(ctx, shop, batch, lease)
		if err != nil {
			return false, err
		}
		for _, w := range webhooks {
			if err := ctx.Err(); err != nil {
				return true, err
			}
			if err := i.settle(ctx, w, i.try(ctx, w)); err != nil {
				return true, err
			}
		}
		if len(webhooks) < batch {
			return false, nil
		}
	}
	return true, nil
}

// Prune forgets webhooks that were finished long ago. To be run daily. Errors:
// Unavailable.
func (i *Intake) Prune(ctx context.Context) error {
	return i.Store.PruneInboxes(ctx, i.Now().AddDate(0, 0, -retention.WebhookDays))
}

// try handles one webhook; a panic is its error, not the drain's end.
func (i *Intake) try(ctx context.Context, w app.Webhook) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic while handling a webhook: %v", p)
		}
	}()
	t, known := i.topics[w.Topic]
	if !known {
		return drop("nobody handles this topic")
	}
	if !t.early {
		if err := i.installed(ctx, w); err != nil {
			return err
		}
	}
	return t.handle(ctx, w)
}

// installed lets webhooks wait for the shop's own install, and drops those from
// before it left.
func (i *Intake) installed(ctx context.Context, w app.Webhook) error {
	shop, err := i.Store.Shop(ctx, w.Shop)
	switch {
	case app.Is(err, app.NotFound):
		return wait("the shop's install is not finished")
	case err != nil || shop.Installed():
		return err
	case !happened(w).After(shop.UninstalledAt):
		return drop("the shop has uninstalled the app")
	default:
		return wait("the shop's install is not finished")
	}
}

// happened is when the webhook's cause was, as far as is told.
func happened(w app.Webhook) time.Time {
	if w.TriggeredAt.IsZero() {
		return w.ReceivedAt
	}
	return w.TriggeredAt
}

// exactly is when something happened by a body that tells the second only: what the
// webhook's own time adds to it decides between news and what was read just before.
func exactly(told moment, w app.Webhook) time.Time {
	if at := happened(w); told.IsZero() || at.Truncate(time.Second).Equal(told.Time) {
		return at
	}
	return told.Time
}

// A verdict ends a webhook without its being done.
type verdict struct {
	reason string
	final  bool
}

func (v *verdict) Error() string { return v.reason }

// drop gives a webhook up for good; wait lets it come again. Reasons are kept and
// shown: they hold no personal data.
func drop(reason string) error { return &verdict{reason, true} }
func wait(reason string) error { return &verdict{reason, false} }

// settle writes down what became of a webhook.
func (i *Intake) settle(ctx context.Context, w app.Webhook, err error) error {
	var v *verdict
	switch {
	case err == nil:
		return i.finish(ctx, w, "")
	case !errors.As(err, &v):
		v = &verdict{reason: app.KindOf(err).String()}
		i.Logger.WarnContext(ctx, "webhook failed", "shop", w.Shop, "webhook", w.ID, "topic", w.Topic, "attempt", w.Attempts, "error", err)
	case v.final:
		return i.finish(ctx, w, v.reason)
	}
	if i.Now().Sub(w.ReceivedAt) > giveUp && !i.topics[w.Topic].law {
		return i.finish(ctx, w, "not done within 72 hours: "+v.reason)
	}
	return i.Store.DeferWebhook(ctx, w.Shop, w.ID, i.Now().Add(backOff(w.Attempts)), v.reason)
}

func (i *Intake) finish(ctx context.Context, w app.Webhook, dropped string) error {
	if err := i.Store.FinishWebhook(ctx, w.Shop, w.ID, dropped); err != nil {
		return err
	}
	i.Logger.InfoContext(ctx, "webhook handled", "shop", w.Shop, "webhook", w.ID, "topic", w.Topic, "event", w.EventID,
		"attempt", w.Attempts, "dropped", dropped, "after", i.Now().Sub(w.ReceivedAt))
	return nil
}

// backOff is 5 s, doubled with every attempt up to an hour, give or take a fifth.
func backOff(attempts int) time.Duration {
	d := min(5*time.Second<<min(max(attempts-1, 0), 10), time.Hour)
	return d - d/5 + rand.N(2*d/5)
}

func (i *Intake) ring(ctx context.Context, shop app.ShopID, lanes []app.DestinationID) {
	for _, lane := range lanes {
		i.Ring(ctx, shop, lane)
	}
}
