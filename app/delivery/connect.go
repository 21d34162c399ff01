package delivery

import (
	"context"
	"errors"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/integrations"
)

// Connect makes a connection to a destination, with what opens its account now. Errors:
// Invalid with the settings' field names; Unauthorized and Forbidden where the merchant has
// to let us in again; Throttled, Unavailable.
func (d *Deliverer) Connect(ctx context.Context, by integrations.Provider, shop app.Shop, to app.Destination) (integrations.Conn, error) {
	settings := to.Settings
	if d.Settings != nil {
		var err error
		if settings, err = d.Settings(ctx, to); err != nil {
			return nil, err
		}
	}
	return by.Connect(shop, settings)
}

// shut pauses a lane whose destination cannot be connected to before the merchant acts.
// Whatever passes is an error. Errors: Unavailable, Throttled, Internal.
func (d *Deliverer) shut(ctx context.Context, shop app.ShopID, lane app.Lane, err error) error {
	switch app.KindOf(err) {
	case app.Throttled, app.Unavailable, app.Internal:
		return err
	case app.Unauthorized, app.Forbidden:
		var known *app.Error
		errors.As(err, &known) // only ours has a kind
		return d.Store.Settle(ctx, shop, lane, store.Settlement{Pause: clean(known.Message)})
	default:
		return d.Store.Settle(ctx, shop, lane, store.Settlement{Pause: clean("the settings are wrong: " + err.Error())})
	}
}
