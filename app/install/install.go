// Package install owns the way into a shop: installing through token exchange,
// an access token that is always fresh, noticing scopes and uninstalls.
package install

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"time"

	"golang.org/x/sync/singleflight"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/integrations/shopify"
)

// Config is what an Installer works with.
type Config struct {
	Store   *store.Store
	Shopify *shopify.App
	Ring    func(context.Context, app.ShopID) // told after an install: webhooks and surveys may wait
	Logger  *slog.Logger
	Now     func() time.Time
}

// Installer installs shops and keeps their access alive. Safe for concurrent use.
type Installer struct {
	Config
	flights singleflight.Group // one exchange or refresh per shop in this process
}

// New makes an Installer.
func New(c Config) *Installer {
	if c.Ring == nil {
		c.Ring = func(context.Context, app.ShopID) {}
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	return &Installer{Config: c}
}

// patience bounds one exchange or refresh, whoever waits for it: they share it,
// so no single caller's going away may end it.
const patience = 20 * time.Second

// once runs fn for a key one caller at a time; the others get its result.
func (i *Installer) once(ctx context.Context, key string, fn func(context.Context) (string, error)) (string, error) {
	done := i.flights.DoChan(key, func() (any, error) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
		defer cancel()
		return fn(ctx)
	})
	select {
	case result := <-done:
		token, _ := result.Val.(string)
		return token, result.Err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// Ensure makes sure the shop is installed with a living access that has every
// scope, and its lane to Shopify open, using a session token of its admin that the caller has verified. It
// costs three reads when nothing is to be done. Errors: Unauthorized when the
// session token is stale, Forbidden, Throttled, Unavailable.
func (i *Installer) Ensure(ctx context.Context, shop app.ShopID, sessionToken string) error {
	complete, err := i.complete(ctx, shop)
	if err != nil || complete {
		return err
	}
	_, err = i.once(ctx, "install "+string(shop), func(ctx context.Context) (string, error) {
		return "", i.install(ctx, shop, sessionToken)
	})
	return err
}

func (i *Installer) complete(ctx context.Context, shop app.ShopID) (bool, error) {
	known, err := i.Store.Shop(ctx, shop)
	if app.Is(err, app.NotFound) || (err == nil && !known.Installed()) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	// A lane waits for the merchant to open the app, who may have put right what
	// paused it.
	lanes, err := i.Store.Lanes(ctx, shop)
	if err != nil || slices.ContainsFunc(lanes, func(l app.Lane) bool {
		return l.Destination == app.ShopifyDestination && l.PausedReason != "" && l.PausedReason != app.PausedByHand
	}) {
		return false, err
	}
	access, err := i.Store.Access(ctx, shop)
	if app.Is(err, app.NotFound) {
		return false, nil
	}
	return err == nil && len(shopify.MissingScopes(access.Scopes)) == 0 && access.RefreshExpiresAt.After(i.Now()), err
}

func (i *Installer) install(ctx context.Context, shop app.ShopID, sessionToken string) error {
	access, err := i.Shopify.Exchange(ctx, shop, sessionToken)
	if err != nil {
		return err
	}
	details, err := i.info(ctx, shop, access.Token)
	if err != nil {
		return err
	}
	if err := i.Store.RecordInstall(ctx, shop, details, access); err != nil {
		return err
	}
	i.Logger.InfoContext(ctx, "shop installed", "shop", shop, "scopes", access.Scopes)
	i.Ring(ctx, shop)
	return nil
}

func (i *Installer) info(ctx context.Context, shop app.ShopID, token string) (app.Shop, error) {
	fixed := shopify.TokenFunc(func(context.Context, app.ShopID) (string, error) { return token, nil })
	return i.Shopify.Admin(shop, fixed).ShopInfo(ctx)
}

// Installed asks Shopify itself whether we are still in the shop. Who is told of
// an end by an unsigned header does well to ask. Errors: Throttled, Unavailable.
func (i *Installer) Installed(ctx context.Context, shop app.ShopID) (bool, error) {
	var err error
	for range 2 { // a token may be revoked alone: a refreshed one tells the truth
		var token string
		if token, err = i.Token(ctx, shop); err != nil {
			break
		}
		if _, err = i.info(ctx, shop, token); !app.Is(err, app.Unauthorized) {
			break
		}
		if err := i.Refused(ctx, shop, token); err != nil {
			return false, err
		}
	}
	switch app.KindOf(err) {
	case app.Unauthorized, app.NotFound:
		return false, nil
	case app.Forbidden:
		return true, nil // frozen, but still there
	default:
		return err == nil, err
	}
}

// Uninstall records that the shop has left us at a time, unless it has come back
// since. Errors: Unavailable.
func (i *Installer) Uninstall(ctx context.Context, shop app.ShopID, at time.Time) error {
	return i.Store.RecordUninstall(ctx, shop, at)
}

// keepAlive is how long before its end a refresh token is renewed: half its
// life, so that many daily runs may fail first.
const keepAlive = 45 * 24 * time.Hour

// KeepAlive refreshes the access of idle shops before it dies. To be run daily.
// Errors: Unavailable; one shop's trouble does not stop the others.
func (i *Installer) KeepAlive(ctx context.Context) error {
	const page = 100
	var failed []error
	for last := app.ShopID(""); ; {
		shops, err := i.Store.ShopsToRefresh(ctx, i.Now().Add(keepAlive), last, page)
		if err != nil {
			return errors.Join(append(failed, err)...)
		}
		for _, shop := range shops {
			if _, err := i.refreshed(ctx, shop, true); err != nil {
				i.Logger.WarnContext(ctx, "access not kept alive", "shop", shop, "error", err)
				if !app.Is(err, app.Unauthorized) {
					failed = append(failed, err)
				}
			}
			last = shop
		}
		if len(shops) < page {
			return errors.Join(failed...)
		}
	}
}
