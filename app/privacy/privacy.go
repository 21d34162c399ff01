// Package privacy owns what the law asks for: telling a customer everything we
// hold about her, and erasing her, or a whole shop, for good.
package privacy

import (
	"context"
	"log/slog"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

// within is how long Shopify gives us for a request.
const within = 30 * 24 * time.Hour

// Desk answers privacy requests.
type Desk struct {
	Store  *store.Store
	Logger *slog.Logger
	Now    func() time.Time
}

// New makes a Desk; a nil logger is silent, a nil clock is time.Now.
func New(s *store.Store, log *slog.Logger, now func() time.Time) *Desk {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	if now == nil {
		now = time.Now
	}
	return &Desk{Store: s, Logger: log, Now: now}
}

// Request is what a privacy request is about.
type Request struct {
	ID       string // the same for a repeat of the request
	Customer app.CustomerID
	Orders   []app.OrderID // named with her: a guest's answers hang on them
	At       time.Time
}

// Answer keeps an export for a data request, for the merchant to hand on. A shop
// we know nothing of has nothing to tell. Errors: Unavailable.
func (d *Desk) Answer(ctx context.Context, shop app.ShopID, r Request) error {
	if known, err := d.known(ctx, shop); err != nil || !known {
		return err
	}
	data, err := d.Export(ctx, shop, r.Customer, r.Orders)
	if err != nil {
		return err
	}
	text, err := JSON(data)
	if err != nil {
		return err
	}
	page, err := d.Page(ctx, data, "")
	if err != nil {
		return err
	}
	return d.record(ctx, shop, app.PrivacyRequest{
		ID: r.ID, Topic: "customers/data_request", Customer: r.Customer, RequestedAt: r.At, Export: text, Page: page,
	})
}

// EraseCustomer erases a customer and the named orders. That it was asked for
// and done is kept; who she was is not. Errors: Unavailable.
func (d *Desk) EraseCustomer(ctx context.Context, shop app.ShopID, r Request) error {
	if known, err := d.known(ctx, shop); err != nil || !known {
		return err
	}
	if _, err := d.Store.Erase(ctx, shop, r.order()); err != nil {
		return err
	}
	return d.record(ctx, shop, app.PrivacyRequest{ID: r.ID, Topic: "customers/redact", RequestedAt: r.At})
}

// EraseGuest erases what a guest's own browser said, and nothing of an order's or a
// customer's. Errors: Unavailable.
func (d *Desk) EraseGuest(ctx context.Context, shop app.ShopID, visitor string, r Request) error {
	if known, err := d.known(ctx, shop); err != nil || !known {
		return err
	}
	if _, err := d.Store.EraseGuest(ctx, shop, visitor, r.order()); err != nil {
		return err
	}
	return d.record(ctx, shop, app.PrivacyRequest{ID: r.ID, Topic: "customers/redact", RequestedAt: r.At})
}

func (r Request) order() store.ErasureOrder {
	return store.ErasureOrder{Request: r.ID, Customer: r.Customer, Orders: r.Orders, RequestedAt: r.At, DueAt: r.At.Add(within)}
}

// EraseShop erases everything of a shop that has left. Errors: Conflict while it
// is installed, Unavailable.
func (d *Desk) EraseShop(ctx context.Context, shop app.ShopID) error {
	if err := d.Store.EraseShop(ctx, shop); err != nil {
		return err
	}
	d.Logger.InfoContext(ctx, "shop erased", "shop", shop)
	return nil
}

func (d *Desk) known(ctx context.Context, shop app.ShopID) (bool, error) {
	_, err := d.Store.Shop(ctx, shop)
	if app.Is(err, app.NotFound) {
		return false, nil
	}
	return err == nil, err
}

func (d *Desk) record(ctx context.Context, shop app.ShopID, r app.PrivacyRequest) error {
	r.DueAt, r.FinishedAt = r.RequestedAt.Add(within), d.Now()
	if err := d.Store.RecordPrivacyRequest(ctx, shop, r); err != nil {
		return err
	}
	d.Logger.InfoContext(ctx, "privacy request done", "shop", shop, "topic", r.Topic, "request", r.ID)
	return nil
}
