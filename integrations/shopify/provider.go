package shopify

import (
	"context"
	"slices"
	"strings"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// Provider makes Shopify itself a destination: every shop has it, and it needs
// no settings.
type Provider struct {
	App    *App
	Tokens Tokens
}

// Enough people that metafields fill their calls (50 × 3 answers = 6 calls of
// 25), and few enough that a small shop, at 100 points a second, pays for all
// their changed tags (20 points each) in ten seconds, well within a lane's lease.
const applyBatch = 50

// Spec implements integrations.Provider.
func (Provider) Spec() integrations.Spec {
	return integrations.Spec{
		Name: string(app.ShopifyDestination), Title: "Shopify", Batch: applyBatch, Orders: true, Known: true, Consents: app.ShopifyConsents,
		BulkFrom: bulkFrom, BulkMost: bulkMost,
	}
}

// Connect implements integrations.Provider.
func (p Provider) Connect(shop app.Shop, _ map[string]string) (integrations.Conn, error) {
	return conn{admin: p.App.Admin(shop.ID, p.Tokens)}, nil
}

// conn is one shop's Shopify as a destination.
type conn struct{ admin *Admin }

// OrderCustomer implements integrations.Resolver.
func (c conn) OrderCustomer(ctx context.Context, order app.OrderID) (app.CustomerID, error) {
	return c.admin.OrderCustomer(ctx, order)
}

type connection struct {
	CurrentAppInstallation struct {
		AccessScopes []struct {
			Handle string `json:"handle"`
		} `json:"accessScopes"`
	} `json:"currentAppInstallation"`
}

// Check implements integrations.Conn.
func (c conn) Check(ctx context.Context) error { return c.admin.Connected(ctx) }

// Connected proves that the shop lets us in and grants every scope we ask for. Errors:
// Unauthorized, Forbidden, Throttled, Unavailable.
func (a *Admin) Connected(ctx context.Context) error {
	var out connection
	if err := a.Do(ctx, opConnection, nil, &out); err != nil {
		return err
	}
	var granted []string
	for _, scope := range out.CurrentAppInstallation.AccessScopes {
		granted = append(granted, scope.Handle)
	}
	if missing := MissingScopes(granted); len(missing) > 0 {
		return app.Errorf(app.Forbidden, "the shop does not grant %s", strings.Join(missing, ", "))
	}
	return nil
}

// Scopes are what we ask of a shop; shopify.app.toml says the same and why.
var Scopes = []string{
	"customer_read_customers", "read_customer_merge", "read_customers", "read_discounts", "read_orders", "read_products",
	"write_app_proxy", "write_customers", "write_discounts", "write_orders",
}

// customerScope begins the names of the Customer Account API's scopes.
const customerScope = "customer_"

// MissingScopes are the scopes a grant lacks. A write scope includes its read
// scope, and Shopify then often names the first only. Those of the Customer
// Account API do not count: they are our blocks' alone, no delivery needs them.
func MissingScopes(granted []string) []string {
	var missing []string
	for _, scope := range Scopes {
		write := "write_" + strings.TrimPrefix(scope, "read_")
		if !strings.HasPrefix(scope, customerScope) && !slices.Contains(granted, scope) && !slices.Contains(granted, write) {
			missing = append(missing, scope)
		}
	}
	return missing
}
