// Package merchant owns the admin as a merchant sees it: the frame around the
// app, what she agrees to before it is installed, and the pages of her
// customers, orders, products and settings. What she does there goes through the
// world's own verbs, so that the app is told of it as of anything else.
package merchant

import (
	"context"
	"html/template"
	"log/slog"
	"net/http"

	"github.com/askwell/askwell/integrations/shopify/sandbox/extension"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// Config is what the admin needs.
type Config struct {
	World      *world.World
	Extensions []*extension.Extension
	Logger     *slog.Logger

	Here func(http.ResponseWriter, *http.Request) *world.Shop // the shop a browser is in
	Draw func(*world.Product) template.HTML                   // a product's picture, as SVG

	// Call posts a signed body to the app and returns the status, 0 for no answer.
	Call func(ctx context.Context, address string, body []byte) int
}

// Admin draws the admin. Safe for concurrent use.
type Admin struct {
	world      *world.World
	extensions []*extension.Extension
	pages      *pages
	here       func(http.ResponseWriter, *http.Request) *world.Shop
	draw       func(*world.Product) template.HTML
	call       func(ctx context.Context, address string, body []byte) int
	log        *slog.Logger
}

// New reads the templates.
func New(cfg Config) (*Admin, error) {
	pages, err := newPages(cfg.Draw)
	return &Admin{cfg.World, cfg.Extensions, pages, cfg.Here, cfg.Draw, cfg.Call, cfg.Logger}, err
}

// Routes adds the admin to mux.
func (a *Admin) Routes(mux *http.ServeMux) {
	for pattern, draw := range map[string]func(*visit){
		"GET /admin/home":                     a.home,
		"GET /admin/search":                   a.search,
		"GET /admin/orders":                   a.orders,
		"GET /admin/orders/{id}":              a.order,
		"GET /admin/products":                 a.products,
		"GET /admin/products/{id}":            a.product,
		"GET /admin/customers":                a.customers,
		"GET /admin/customers/{id}":           a.customer,
		"GET /admin/segments":                 a.segments,
		"GET /admin/segments/{id}":            a.segment,
		"GET /admin/discounts":                a.discounts,
		"GET /admin/discounts/{id}":           a.discount,
		"GET /admin/flow":                     a.flow,
		"GET /admin/themes":                   a.themes,
		"GET /admin/themes/current/editor":    a.editor,
		"GET /admin/apps":                     a.apps,
		"GET /admin/apps/{app}":               a.app,
		"GET /admin/apps/{app}/{path...}":     a.app,
		"GET /admin/settings":                 a.settings,
		"GET /admin/settings/checkout/editor": a.checkoutEditor,
		"GET /admin/webhooks":                 a.webhooks,
		"GET /admin/webhooks/{id}":            a.webhook,
		"GET /admin/{rest...}":                a.missing,

		"POST /admin/apps/{app}/install":     a.install,
		"POST /admin/apps/{app}/uninstall":   a.uninstall,
		"POST /admin/apps/{app}/scopes":      a.changeScopes,
		"POST /admin/customers/{id}/tags":    a.tagCustomer,
		"POST /admin/customers/{id}/consent": a.changeConsent,
		"POST /admin/customers/{id}/merge":   a.merge,
		"POST /admin/customers/{id}/request": a.requestData,
		"POST /admin/customers/{id}/erase":   a.erase,
		"POST /admin/customers/{id}/keep":    a.keep,
		"POST /admin/customers/{id}/delete":  a.remove,
		"POST /admin/themes/current/editor":  a.arrange,
		"POST /admin/orders/{id}/tags":       a.tagOrder,
		"POST /admin/webhooks/{id}/resend":   a.resend,
		"POST /admin/flow/{trigger}":         a.turnWorkflow,
	} {
		mux.HandleFunc(pattern, a.visited(draw))
	}
	mux.HandleFunc("GET /admin", a.enter)
	mux.HandleFunc("GET /admin/products/{id}/picture.svg", a.picture)
	mux.Handle("GET /admin/static/", http.StripPrefix("/admin/static/", http.FileServerFS(a.pages.static)))
}

// enter is the front door. The sandbox is about the app, so it leads there and
// not to Home.
func (a *Admin) enter(w http.ResponseWriter, r *http.Request) {
	a.world.Lock()
	defer a.world.Unlock()
	a.here(w, r) // keeps the shop that ?shop= names
	http.Redirect(w, r, a.world.App.Manifest.AdminPath(), http.StatusSeeOther)
}
