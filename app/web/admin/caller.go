package admin

import (
	"context"
	"net/url"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/key"
	"github.com/askwell/askwell/app/web"
)

// retryHeader tells App Bridge to try once more with a fresh session token.
const retryHeader = "X-Shopify-Retry-Invalid-Session-Request"

// caller is who makes a request, and for which shop.
type caller struct {
	shop  app.ShopID
	actor string      // "user/7" a member of staff, "key/…" a program
	key   *app.APIKey // nil: staff, who may do everything
	url   url.URL     // of the request
}

type callerKey struct{}

func callerOf(ctx context.Context) caller { return ctx.Value(callerKey{}).(caller) }

// actor is who makes a request, as the log of who did what names them.
func actor(ctx context.Context) string { return callerOf(ctx).actor }

// authorize lets staff and keys in, each to what it may do.
func (d *door) authorize(ctx huma.Context, next func(huma.Context)) {
	who, err := d.caller(ctx.Context(), ctx.Header("Authorization"))
	if err == nil {
		err = d.installed(ctx.Context(), who.shop)
	}
	if err == nil {
		err = d.paced(who)
	}
	if err == nil {
		err = who.allowed(ctx.Operation())
	}
	if err != nil {
		if app.Is(err, app.Unauthorized) {
			humagin.Unwrap(ctx).Header(retryHeader, "1")
		}
		web.Fail(humagin.Unwrap(ctx), err)
		return
	}
	who.url = ctx.URL()
	next(huma.WithValue(ctx, callerKey{}, who))
}

// caller is who a header proves. Errors: Unauthorized.
func (d *door) caller(ctx context.Context, header string) (caller, error) {
	token, _ := strings.CutPrefix(header, "Bearer ")
	if strings.HasPrefix(token, key.Prefix) {
		known, err := d.Keys.Open(ctx, token)
		return caller{shop: known.Shop, actor: known.Actor(), key: &known}, err
	}
	session, err := d.session(token)
	return caller{shop: session.Shop, actor: "user/" + strconv.FormatInt(session.User, 10)}, err
}

// allowed refuses a key what it has no scope for. What names no scope is for staff alone.
func (c caller) allowed(op *huma.Operation) error {
	if c.key == nil {
		return nil
	}
	scopes, known := needed(op)
	if known && c.key.May(scopes...) {
		return nil
	}
	names := make([]string, len(scopes))
	for i, scope := range scopes {
		names[i] = string(scope)
	}
	return app.Errorf(app.Forbidden, "this API key lacks a scope: the operation needs %s", strings.Join(names, " and "))
}

// How many requests in a minute one key may make, and all keys of a shop.
const (
	mostOfKey  = 300
	mostOfShop = 900
)

// paced refuses a program that asks too often. Staff click, and are not counted.
func (d *door) paced(c caller) error {
	if c.key == nil {
		return nil
	}
	wait := d.keyPace.Wait(c.key.ID, d.Now())
	if wait == 0 {
		wait = d.shopPace.Wait(string(c.shop), d.Now())
	}
	if wait > 0 {
		return app.ThrottledFor(wait, "too many requests: a key may make 300 in a minute, and all keys of a shop 900")
	}
	return nil
}

// installed refuses a session that outlived its shop's uninstall.
func (d *door) installed(ctx context.Context, id app.ShopID) error {
	shop, err := d.Store.Shop(ctx, id)
	if app.Is(err, app.NotFound) || (err == nil && !shop.Installed()) {
		return app.Errorf(app.Forbidden, "Askwell is not installed in this shop")
	}
	return err
}
