package connect

import (
	"context"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

// Disconnect ends a destination that the merchant has connected. What was written there
// stays. Errors: NotFound.
func (c *Connector) Disconnect(ctx context.Context, shop app.ShopID, id app.DestinationID) error {
	d, err := c.Store.Destination(ctx, shop, id)
	if err != nil {
		return err
	}
	if d.Kind == string(app.ShopifyDestination) || d.Kind == string(app.FlowDestination) {
		return app.Errorf(app.Conflict, "this destination comes with the shop and cannot be disconnected: pause it")
	}
	c.forget(store.Place{Shop: shop, ID: id})
	if err := c.Store.Disconnect(ctx, shop, id); err != nil {
		return err
	}
	return c.giveBack(ctx, shop, id)
}
