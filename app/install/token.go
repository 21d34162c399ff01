package install

import (
	"cmp"
	"context"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

const (
	freshFor  = 5 * time.Minute        // a token with less left is refreshed before it is used
	leaseFor  = time.Minute            // longer than patience: no two refreshes of a shop overlap
	pollEvery = 100 * time.Millisecond // while another process refreshes
)

// Token is an access token of the shop that is good for a while. Errors:
// Unauthorized when there is none any more: the merchant has to open the app.
// Throttled and Unavailable pass.
func (i *Installer) Token(ctx context.Context, shop app.ShopID) (string, error) {
	access, err := i.access(ctx, shop)
	if err != nil {
		return "", err
	}
	if i.fresh(access) {
		return access.Token, nil
	}
	token, err := i.refreshed(ctx, shop, false)
	if err != nil && !app.Is(err, app.Unauthorized) && access.ExpiresAt.After(i.Now()) {
		return access.Token, nil // refreshing failed, but this one still lives
	}
	return token, err
}

func (i *Installer) access(ctx context.Context, shop app.ShopID) (app.Access, error) {
	access, err := i.Store.Access(ctx, shop)
	if app.Is(err, app.NotFound) {
		return app.Access{}, app.Errorf(app.Unauthorized, "there is no access to the shop: the app has to be opened there")
	}
	return access, err
}

func (i *Installer) fresh(a app.Access) bool { return a.ExpiresAt.Sub(i.Now()) >= freshFor }

// Refused says that Shopify did not take this token. It is refreshed before the
// next use; if that is refused too, the access is dead. Errors: Unavailable.
func (i *Installer) Refused(ctx context.Context, shop app.ShopID, token string) error {
	return i.Store.ExpireAccess(ctx, shop, token)
}

// ScopesChanged makes the next use of the shop's access refresh it, which tells
// the scopes it has now. Errors: Unavailable.
func (i *Installer) ScopesChanged(ctx context.Context, shop app.ShopID) error {
	access, err := i.Store.Access(ctx, shop)
	if app.Is(err, app.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	return i.Store.ExpireAccess(ctx, shop, access.Token)
}

// refreshed is a token from a refresh, ours or one that is under way; forced
// even when the present one is fresh.
func (i *Installer) refreshed(ctx context.Context, shop app.ShopID, forced bool) (string, error) {
	return i.once(ctx, "refresh "+string(shop), func(ctx context.Context) (string, error) {
		for {
			lease, won, err := i.Store.LeaseRefresh(ctx, shop, leaseFor)
			if err != nil {
				return "", err
			}
			if won {
				return i.refresh(ctx, shop, lease, forced)
			}
			forced = false // another process does it
			access, err := i.access(ctx, shop)
			if err != nil || i.fresh(access) {
				return access.Token, err
			}
			select {
			case <-ctx.Done():
				return "", app.Errorf(app.Unavailable, "the shop's access is still being refreshed")
			case <-time.After(pollEvery):
			}
		}
	})
}

// refresh trades the pair for a new one. What is stored is read again under the
// lease: whoever had it before us may have done the work.
func (i *Installer) refresh(ctx context.Context, shop app.ShopID, lease store.RefreshLease, forced bool) (string, error) {
	old, err := i.access(ctx, shop)
	if err != nil || (i.fresh(old) && !forced) {
		i.release(ctx, shop, lease)
		return old.Token, err
	}
	fresh, err := i.Shopify.Refresh(ctx, shop, old.RefreshToken)
	switch {
	case app.Is(err, app.Unauthorized):
		dropped := i.Store.DropAccess(ctx, shop, lease)
		if app.Is(dropped, app.Conflict) {
			return i.newest(ctx, shop)
		}
		i.Logger.WarnContext(ctx, "access is dead", "shop", shop, "error", err)
		return "", cmp.Or(dropped, err)
	case err != nil:
		i.release(ctx, shop, lease)
		return "", err
	}
	if len(fresh.Scopes) == 0 {
		fresh.Scopes = old.Scopes
	}
	if err := i.Store.ReplaceAccess(ctx, shop, lease, fresh); !app.Is(err, app.Conflict) {
		return fresh.Token, err
	}
	return i.newest(ctx, shop)
}

// newest is for who lost the lease: an install or another process was faster,
// and theirs is the pair that counts.
func (i *Installer) newest(ctx context.Context, shop app.ShopID) (string, error) {
	access, err := i.access(ctx, shop)
	return access.Token, err
}

func (i *Installer) release(ctx context.Context, shop app.ShopID, lease store.RefreshLease) {
	if err := i.Store.ReleaseRefresh(ctx, shop, lease); err != nil && !app.Is(err, app.Conflict) {
		i.Logger.WarnContext(ctx, "refresh lease not released", "shop", shop, "error", err)
	}
}
