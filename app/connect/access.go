package connect

import (
	"cmp"
	"context"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/integrations"
)

const (
	freshFor  = 5 * time.Minute        // a token with less left is refreshed before it is used
	leaseFor  = time.Minute            // longer than a call may take: no two refreshes of one grant overlap
	pollEvery = 100 * time.Millisecond // while another process refreshes
)

// Settings are a destination's settings with what opens its account, where the merchant
// has let us in: a token that is good for a while. They are not to be kept. Errors:
// Unauthorized when he has to connect it again; Forbidden when the vendor does not know us;
// Throttled and Unavailable pass.
func (c *Connector) Settings(ctx context.Context, d app.Destination) (map[string]string, error) {
	spec, ok := c.Spec(d.Kind)
	if !ok || spec.OAuth == nil || d.Settings[spec.OAuth.Instead] != "" {
		return d.Settings, nil
	}
	g, err := c.grant(ctx, d)
	if err != nil {
		return nil, err
	}
	return integrations.Admit(d.Settings, g.Token, g.Account), nil
}

// grant is what opens a destination's account now.
func (c *Connector) grant(ctx context.Context, d app.Destination) (app.Grant, error) {
	g, err := c.granted(ctx, d)
	if err != nil || c.fresh(g) {
		return g, err
	}
	fresh, err := c.refreshed(ctx, d)
	if err != nil && !app.Is(err, app.Unauthorized) && g.ExpiresAt.After(c.now()) {
		return g, nil // refreshing failed, but this one still lives
	}
	return fresh, err
}

func (c *Connector) granted(ctx context.Context, d app.Destination) (app.Grant, error) {
	g, err := c.Store.Grant(ctx, d.Shop, d.ID)
	if app.Is(err, app.NotFound) {
		return app.Grant{}, app.Errorf(app.Unauthorized, "%s does not let Askwell in any more: connect it again", c.Title(d.Kind))
	}
	return g, err
}

func (c *Connector) fresh(g app.Grant) bool {
	return g.ExpiresAt.IsZero() || g.ExpiresAt.Sub(c.now()) >= freshFor
}

// refreshed is a grant from a refresh, ours or one that is under way.
func (c *Connector) refreshed(ctx context.Context, d app.Destination) (app.Grant, error) {
	for {
		lease, won, err := c.Store.LeaseGrant(ctx, d.Shop, d.ID, leaseFor)
		if err != nil {
			return app.Grant{}, err
		}
		if won {
			return c.refresh(ctx, d, lease)
		}
		g, err := c.granted(ctx, d)
		if err != nil || c.fresh(g) {
			return g, err
		}
		select {
		case <-ctx.Done():
			return app.Grant{}, app.Errorf(app.Unavailable, "the destination's access is still being refreshed")
		case <-time.After(pollEvery):
		}
	}
}

// refresh trades the grant for the next one. What is stored is read again under the lease:
// whoever had it before us may have done the work. A new refresh token may be the only one
// that is good: once it is here it is kept, whoever has stopped waiting for it.
func (c *Connector) refresh(ctx context.Context, d app.Destination, lease store.RefreshLease) (app.Grant, error) {
	old, err := c.granted(ctx, d)
	if err != nil || c.fresh(old) {
		c.release(ctx, d, lease)
		return old, err
	}
	fresh, err := c.next(ctx, d.Kind, old)
	ctx = context.WithoutCancel(ctx)
	switch {
	case app.Is(err, app.Unauthorized):
		dropped := c.Store.DropGrant(ctx, d.Shop, d.ID, lease)
		if app.Is(dropped, app.Conflict) {
			return c.granted(ctx, d)
		}
		c.warn(ctx, "grant is dead", d, err)
		_, none := c.granted(ctx, d)
		return app.Grant{}, cmp.Or(dropped, none, err)
	case err != nil:
		c.release(ctx, d, lease)
		return app.Grant{}, err
	}
	if err := c.Store.ReplaceGrant(ctx, d.Shop, d.ID, lease, fresh); !app.Is(err, app.Conflict) {
		return fresh, err
	}
	return c.granted(ctx, d) // connected anew meanwhile: that is the one that counts
}

func (c *Connector) next(ctx context.Context, kind string, old app.Grant) (app.Grant, error) {
	spec, _ := c.Spec(kind)
	if old.RefreshToken == "" {
		return app.Grant{}, app.Errorf(app.Unauthorized, "the token has expired and there is none to get another with")
	}
	return c.Client.Refresh(ctx, spec.OAuth, c.Registered[kind], old)
}

func (c *Connector) release(ctx context.Context, d app.Destination, lease store.RefreshLease) {
	if err := c.Store.ReleaseGrant(ctx, d.Shop, d.ID, lease); err != nil && !app.Is(err, app.Conflict) {
		c.warn(ctx, "refresh lease not released", d, err)
	}
}

func (c *Connector) warn(ctx context.Context, what string, d app.Destination, err error) {
	if c.Logger != nil {
		c.Logger.WarnContext(ctx, what, "shop", d.Shop, "destination", d.ID, "error", err)
	}
}
