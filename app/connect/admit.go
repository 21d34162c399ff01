package connect

import (
	"context"
	"errors"
	"maps"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/integrations"
)

// admit gives a destination a grant instead of its key, and makes it where it is new.
func (c *Connector) admit(ctx context.Context, by integrations.Provider, d app.Destination, g app.Grant) (app.Destination, error) {
	spec := by.Spec()
	settings, err := located(ctx, by, d.Settings, g.Token)
	if err != nil {
		return app.Destination{}, refusal(spec.Granted(), err)
	}
	account, failed := c.prove(ctx, d.Shop, by, integrations.Admit(settings, g.Token, g.Account))
	if failed != nil && !app.Is(failed, app.Invalid) { // something is still to be chosen: that is for later
		return app.Destination{}, refusal(spec.Granted(), failed)
	}
	if failed != nil {
		account = d.Account
	}
	elsewhere := account == "" || account != d.Account // one without a name may be any
	d.Settings, d.Account, d.CheckedAt = settings, account, c.now()
	// The grant before this one is not given back: at some vendors an account has one for
	// each app, and what ends the old one ends the new one.
	if err := c.want(ctx, d.Shop, spec); err != nil {
		return app.Destination{}, err
	}
	if d.ID == "" {
		d.ID, err = c.Store.ConnectGranted(ctx, d.Shop, d, secrets(spec), g)
	} else {
		err = c.Store.ChangeGranted(ctx, d.Shop, d, secrets(spec), elsewhere, g)
	}
	if err != nil {
		return app.Destination{}, err
	}
	c.forget(store.Place{Shop: d.Shop, ID: d.ID})
	if err := c.note(ctx, d.Shop, d.ID, looked(spec.Granted(), account, failed)); err != nil {
		return app.Destination{}, err
	}
	return c.Store.Destination(ctx, d.Shop, d.ID)
}

// located are settings without the key that is not needed any more, and with where the
// account is.
func located(ctx context.Context, by integrations.Provider, settings map[string]string, token string) (map[string]string, error) {
	all := maps.Clone(settings)
	if all == nil {
		all = map[string]string{}
	}
	delete(all, by.Spec().OAuth.Instead)
	locator, needed := by.(integrations.Locator)
	if !needed {
		return all, nil
	}
	where, err := locator.Locate(ctx, token)
	maps.Copy(all, where)
	return all, err
}

// giveBack ends what a merchant has let us in with. Nobody else uses it any more.
func (c *Connector) giveBack(ctx context.Context, shop app.ShopID, id app.DestinationID) error {
	g, err := c.Store.Grant(ctx, shop, id)
	if app.Is(err, app.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	c.revoke(ctx, g)
	return c.Store.ForgetGrant(ctx, shop, id)
}

// giveAllBack ends the grants of destinations that are gone, whoever has disconnected them.
func (c *Connector) giveAllBack(ctx context.Context) error {
	list, err := c.Store.LeftGrants(ctx, checkPage)
	for _, at := range list {
		if err = errors.Join(err, c.giveBack(ctx, at.Shop, at.ID)); ctx.Err() != nil {
			break
		}
	}
	return err
}

// revoke tells the vendor that a grant is not needed any more, where he wants to know. That
// it fails is no reason to keep it, and the merchant can end it there himself.
func (c *Connector) revoke(ctx context.Context, g app.Grant) {
	spec, ok := c.Spec(g.Kind)
	if !ok || spec.OAuth == nil || spec.OAuth.Revoke == "" {
		return
	}
	if err := c.Client.Revoke(ctx, spec.OAuth, c.Registered[g.Kind], g); err != nil && c.Logger != nil {
		c.Logger.WarnContext(ctx, "grant not revoked", "kind", g.Kind, "error", err)
	}
}
