// Package identity owns who is whom: finding a person by what she goes by, keeping
// what staff prove of her, and parting who was taken for her by mistake.
package identity

import (
	"context"
	"log/slog"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

// Admin is what finding people needs of a shop's Admin API.
type Admin interface {
	// Standings reads customers; who is missing is no customer any more.
	Standings(ctx context.Context, customers []app.CustomerID, segments []app.SegmentID) ([]app.Standing, error)
}

// Registry knows who is whom. Safe for concurrent use.
type Registry struct {
	Store  *store.Store
	Admin  func(app.ShopID) Admin
	Logger *slog.Logger
	Ring   func(context.Context, app.ShopID, app.DestinationID) // told when a lane has something to send
}

// patience bounds how long somebody waits to hear of a customer we never met.
const patience = 5 * time.Second

// Person says who somebody is today: the customer she was merged into, if she was.
// Whom we know nothing of Shopify is asked about. Errors: NotFound for nobody's
// number; Unavailable when Shopify does not answer.
func (r *Registry) Person(ctx context.Context, shop app.ShopID, who store.Whom) (store.Whom, error) {
	now, known, err := r.Store.Known(ctx, shop, who)
	if err != nil || known {
		return now, err
	}
	if now.Customer == 0 {
		return now, nobody()
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	read, err := r.Admin(shop).Standings(ctx, []app.CustomerID{now.Customer}, nil)
	if err != nil {
		return now, &app.Error{Kind: app.Unavailable, Message: "Shopify does not answer whether there is such a customer", Err: err}
	}
	if len(read) == 0 {
		return now, nobody()
	}
	return now, nil
}

func nobody() error { return app.Errorf(app.NotFound, "there is no such person") }

func (r *Registry) ring(ctx context.Context, shop app.ShopID, lanes []app.DestinationID) {
	for _, lane := range lanes {
		r.Ring(ctx, shop, lane)
	}
}
