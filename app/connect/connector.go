// Package connect owns how a shop's destinations come and go: what the merchant fills in,
// whether it works, and what becomes of what was written when it ends.
package connect

import (
	"cmp"
	"context"
	"log/slog"
	"net/url"
	"sync"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
)

// mostTitle is how long the merchant's own name for a destination may be, in characters.
const mostTitle = 60

// Connector connects destinations. Safe for concurrent use.
type Connector struct {
	Store     *store.Store
	Providers []integrations.Provider // those that a merchant connects

	// Client, AppURL and Registered are for vendors whose own site a merchant can let us
	// in at: who this app is there, by kind, and where he comes back to.
	Client     *client.Client
	AppURL     *url.URL
	Registered map[string]client.Registered

	// Ring says that a lane may have something to do; nil for nobody to tell.
	Ring   func(ctx context.Context, shop app.ShopID, to app.DestinationID)
	Logger *slog.Logger
	Now    func() time.Time // the clock; time.Now when nil

	mu         sync.Mutex
	catalogues map[store.Place]remembered
}

// Entry is what the merchant says of a destination.
type Entry struct {
	Title    string // his own name for it; "" for the provider's
	Settings map[string]string
}

// Connect proves that what was filled in works, and makes it a destination of the shop.
// What was said before is not told: that is a run. Errors: Invalid with the settings'
// field names, of credentials that were refused, too; NotFound for an unknown kind;
// Conflict when there are too many; Throttled; Rejected while it does not work for
// another reason, in words that say what to do.
func (c *Connector) Connect(ctx context.Context, id app.ShopID, kind string, e Entry) (app.Destination, error) {
	provider, err := c.provider(kind)
	if err != nil {
		return app.Destination{}, err
	}
	spec := provider.Spec()
	if err := checkTitle(e.Title); err != nil {
		return app.Destination{}, err
	}
	settings, err := fill(spec, nil, e.Settings)
	if err != nil {
		return app.Destination{}, err
	}
	proven, err := c.prove(ctx, id, provider, settings)
	if err != nil {
		return app.Destination{}, refusal(spec, err)
	}
	if err := c.want(ctx, id, spec); err != nil {
		return app.Destination{}, err
	}
	made := app.Destination{Kind: kind, Title: e.Title, Settings: settings, Account: proven, CheckedAt: c.now()}
	made.ID, err = c.Store.Connect(ctx, id, made, secrets(spec))
	if err != nil {
		return app.Destination{}, err
	}
	return c.Store.Destination(ctx, id, made.ID)
}

// want has the shop asked how those are reached who have answered, where a destination
// knows people by their address: nobody else can be told about there.
func (c *Connector) want(ctx context.Context, id app.ShopID, spec integrations.Spec) error {
	if !spec.ByEmail {
		return nil
	}
	return c.Store.WantUnreached(ctx, id)
}

// open proves a destination with what opens its account.
func (c *Connector) open(ctx context.Context, by integrations.Provider, d app.Destination) (account string, err error) {
	settings, err := c.Settings(ctx, d)
	if err != nil {
		return "", err
	}
	return c.prove(ctx, d.Shop, by, settings)
}

// prove checks a connection and returns what its account is called, "" when that cannot
// be told.
func (c *Connector) prove(ctx context.Context, id app.ShopID, by integrations.Provider, settings map[string]string) (account string, err error) {
	shop, err := c.Store.Shop(ctx, id)
	if err != nil {
		return "", err
	}
	conn, err := by.Connect(shop, settings)
	if err != nil {
		return "", err
	}
	if err := conn.Check(ctx); err != nil {
		return "", err
	}
	return accountOf(ctx, conn), nil
}

// accountOf asks what the account is called: it is nice to know, and no reason to refuse.
func accountOf(ctx context.Context, conn integrations.Conn) string {
	teller, ok := conn.(integrations.Cataloguer)
	if !ok {
		return ""
	}
	catalogue, err := teller.Catalogue(ctx)
	if err != nil {
		return ""
	}
	return cut(catalogue.Account, mostAccount)
}

// mostAccount is how much of an account's name is kept, in characters.
const mostAccount = 200

func (c *Connector) now() time.Time {
	if c.Now == nil {
		return time.Now()
	}
	return c.Now()
}

func (c *Connector) ring(ctx context.Context, shop app.ShopID, to app.DestinationID) {
	if c.Ring != nil {
		c.Ring(ctx, shop, to)
	}
}

// Specs describes what can be connected, in the order merchants see it.
func (c *Connector) Specs() []integrations.Spec {
	specs := make([]integrations.Spec, len(c.Providers))
	for i, p := range c.Providers {
		specs[i] = p.Spec()
	}
	return specs
}

func (c *Connector) provider(kind string) (integrations.Provider, error) {
	for _, p := range c.Providers {
		if p.Spec().Name == kind {
			return p, nil
		}
	}
	return nil, app.Errorf(app.NotFound, "there is no such kind of destination")
}

// find reads a destination that the merchant has connected. Errors: NotFound.
func (c *Connector) find(ctx context.Context, shop app.ShopID, id app.DestinationID) (app.Destination, integrations.Provider, error) {
	d, err := c.Store.Destination(ctx, shop, id)
	if err != nil {
		return app.Destination{}, nil, err
	}
	provider, err := c.provider(d.Kind)
	return d, provider, err
}

// Spec describes a kind that a merchant connects; ok is false for any other.
func (c *Connector) Spec(kind string) (spec integrations.Spec, ok bool) {
	provider, err := c.provider(kind)
	if err != nil {
		return integrations.Spec{}, false
	}
	return provider.Spec(), true
}

// titles are those of the destinations that come with a shop.
var titles = map[string]string{string(app.ShopifyDestination): "Shopify", string(app.FlowDestination): "Shopify Flow"}

// Title is what people call a kind of destination; its name, for one that is not known.
func (c *Connector) Title(kind string) string {
	if spec, ok := c.Spec(kind); ok {
		return spec.Title
	}
	return cmp.Or(titles[kind], kind)
}
