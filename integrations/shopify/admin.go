package shopify

import (
	"context"
	"errors"
	"net/http"
	"time"

	goshopify "github.com/bold-commerce/go-shopify/v4"

	"github.com/askwell/askwell/app"
)

// Tokens gives shops' access tokens, refreshed when they have to be.
type Tokens interface {
	// Token is a token for the shop. Errors: Unauthorized when there is none.
	Token(ctx context.Context, shop app.ShopID) (string, error)
	// Refused tells that Shopify turned a token down, so that the next Token is
	// another one.
	Refused(ctx context.Context, shop app.ShopID, token string) error
}

// TokenFunc is a source of tokens that cannot replace one.
type TokenFunc func(ctx context.Context, shop app.ShopID) (string, error)

// Token implements Tokens.
func (f TokenFunc) Token(ctx context.Context, shop app.ShopID) (string, error) { return f(ctx, shop) }

// Refused implements Tokens: there is nothing to be done.
func (TokenFunc) Refused(context.Context, app.ShopID, string) error { return nil }

// Admin is one shop's Admin GraphQL API. Safe for concurrent use.
type Admin struct {
	app    *App
	shop   app.ShopID
	tokens Tokens
}

// Admin makes the Admin API of a shop.
func (a *App) Admin(shop app.ShopID, tokens Tokens) *Admin {
	return &Admin{app: a, shop: shop, tokens: tokens}
}

// Do sends one operation and decodes its data into out. What the shop's budget
// does not allow yet waits. userErrors are part of the data and the caller's to
// read. Errors: Throttled; Unauthorized, Forbidden (ACCESS_DENIED, shop
// frozen), Unavailable, Internal with GraphErrors as the cause. When an error
// hits a part only, out holds the rest.
func (a *Admin) Do(ctx context.Context, op Operation, vars map[string]any, out any) error {
	_, err := a.do(ctx, op, vars, out)
	return err
}

// do is Do and what the call cost.
func (a *Admin) do(ctx context.Context, op Operation, vars map[string]any, out any) (Cost, error) {
	token, err := a.tokens.Token(ctx, a.shop)
	if err != nil {
		return Cost{}, err
	}
	cost, err := a.attempt(ctx, token, op, vars, out)
	if !app.Is(err, app.Unauthorized) {
		return cost, err
	}
	// It may have been revoked before its time, or replaced by another worker
	// while we waited our turn: one more try with another token.
	if err := a.tokens.Refused(ctx, a.shop, token); err != nil {
		return cost, err
	}
	fresh, again := a.tokens.Token(ctx, a.shop)
	if again != nil {
		return cost, again // what passes by itself is no dead access
	}
	if fresh == token {
		return cost, err
	}
	cost, err = a.attempt(ctx, fresh, op, vars, out)
	if app.Is(err, app.Unauthorized) {
		// Whether an access is dead says who gives it. This one may have been too old
		// when it came there: a clock was put forward, or it was on its way for long.
		err = app.Errorf(app.Unavailable, "Shopify does not accept an access it has just given")
	}
	return cost, err
}

func (a *Admin) attempt(ctx context.Context, token string, op Operation, vars map[string]any, out any) (Cost, error) {
	ticket, err := a.book(ctx, op.Cost)
	if err != nil {
		return Cost{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	ctx, seen := withCall(ctx)
	start := time.Now()
	err = a.query(ctx, token, op, vars, out)
	ticket.Return(context.WithoutCancel(ctx), seen.told())
	err = seen.err(err)
	a.app.log.DebugContext(ctx, "shopify call", "shop", a.shop, "operation", op.Name, "status", seen.status,
		"request", seen.requestID, "requested_cost", seen.cost.Requested, "actual_cost", seen.cost.Actual,
		"available", seen.cost.Status.Available, "duration", time.Since(start), "error", err)
	if seen.version != "" && seen.version != APIVersion {
		a.app.log.WarnContext(ctx, "shopify answered with another API version", "asked", APIVersion, "got", seen.version)
	}
	return seen.cost, err
}

// query sends through a client of its own: go-shopify's client keeps the last
// call's limits without a lock. Its retry sleeps through ctx, so it stays off,
// and its logger would print tokens.
func (a *Admin) query(ctx context.Context, token string, op Operation, vars map[string]any, out any) error {
	if _, err := app.ParseShop(string(a.shop)); err != nil {
		return err // go-shopify builds a URL out of any name
	}
	client, err := goshopify.NewClient(a.app.library(a.app.secrets[0]), string(a.shop), token,
		goshopify.WithVersion(APIVersion), goshopify.WithHTTPClient(a.app.http), goshopify.WithLogger(silent{}))
	if err != nil {
		return err
	}
	return client.GraphQL.Query(ctx, op.Text, vars, out)
}

// err turns what came back into our vocabulary; queried is what go-shopify made
// of it.
func (c *call) err(queried error) error {
	switch {
	case c.status == 0 && queried != nil && app.KindOf(queried) != app.Internal:
		return queried
	case c.status == 0:
		return unreachable(queried)
	case c.status != http.StatusOK:
		return statusError(c)
	case !c.decoded:
		return app.Errorf(app.Unavailable, "Shopify answered with something that is not JSON")
	case c.errors.has("THROTTLED"):
		return app.ThrottledFor(c.refill(), "the shop's Shopify budget is used up")
	case len(c.errors) > 0:
		return c.errors.err()
	case queried != nil:
		return &app.Error{Kind: app.Internal, Message: "Shopify's answer does not fit", Err: queried}
	}
	return nil
}

// refill is how long until the bucket holds what the throttled call asked for.
func (c *call) refill() time.Duration {
	status := c.cost.Status
	short := min(float64(c.cost.Requested), status.Maximum) - status.Available
	if status.Rate <= 0 || short <= 0 {
		return time.Second
	}
	return time.Duration(short / status.Rate * float64(time.Second))
}

// partial reports whether err concerns parts of the call only, and which.
func partial(err error) (GraphErrors, bool) {
	var parts GraphErrors
	if !errors.As(err, &parts) {
		return nil, false
	}
	for _, one := range parts {
		if len(one.Path) == 0 {
			return nil, false
		}
	}
	return parts, true
}

// silent keeps go-shopify from logging: it would write down bodies and tokens.
type silent struct{}

func (silent) Debugf(string, ...any) {}
func (silent) Infof(string, ...any)  {}
func (silent) Warnf(string, ...any)  {}
func (silent) Errorf(string, ...any) {}
