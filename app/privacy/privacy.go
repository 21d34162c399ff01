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

// warning is how long before a request's time is over we say that it is not done yet.
const warning = 7 * 24 * time.Hour

// Desk answers privacy requests.
type Desk struct {
	Store  *store.Store
	Ring   func(context.Context, app.ShopID, app.DestinationID) // told when a lane has somebody to forget
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
	ring := func(context.Context, app.ShopID, app.DestinationID) {}
	return &Desk{Store: s, Ring: ring, Logger: log, Now: now}
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
	read := d.Now() // before anything is read: an erasure since then empties it
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
		ID: r.ID, Topic: "customers/data_request", Customer: r.Customer, RequestedAt: r.At, FinishedAt: read, Export: text, Page: page,
	})
}

func (d *Desk) known(ctx context.Context, shop app.ShopID) (bool, error) {
	_, err := d.Store.Shop(ctx, shop)
	if app.Is(err, app.NotFound) {
		return false, nil
	}
	return err == nil, err
}

func (d *Desk) record(ctx context.Context, shop app.ShopID, r app.PrivacyRequest) error {
	r.DueAt = r.RequestedAt.Add(app.PrivacyTerm)
	if err := d.Store.RecordPrivacyRequest(ctx, shop, r); err != nil {
		return err
	}
	d.Logger.InfoContext(ctx, "privacy request done", "shop", shop, "topic", r.Topic, "request", r.ID)
	return nil
}
