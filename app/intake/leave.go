package intake

import (
	"context"
	"strings"

	"github.com/askwell/askwell/app"
)

// uninstalled stops everything for the shop. The body is signed, but not the
// headers that say whose it is and when: Shopify is asked before it is believed.
func (i *Intake) uninstalled(ctx context.Context, w app.Webhook) error {
	body, err := parse[struct {
		Domain string `json:"myshopify_domain"` // null as a rule
	}](w)
	if err != nil {
		return err
	}
	if body.Domain != "" && !strings.EqualFold(body.Domain, string(w.Shop)) {
		return drop("the body names another shop")
	}
	shop, err := i.Store.Shop(ctx, w.Shop)
	switch {
	case app.Is(err, app.NotFound):
		return drop("the shop is not known")
	case err != nil:
		return err
	case !shop.Installed():
		return nil
	case shop.InstalledAt.After(happened(w)):
		return drop("the shop was installed after that")
	}
	still, err := i.Installer.Installed(ctx, w.Shop)
	switch {
	case err != nil:
		return err
	case still && w.Attempts < 3:
		return wait("Shopify says the app is still installed") // its token may take a moment to die
	case still:
		return drop("Shopify says the app is still installed")
	}
	return i.Installer.Uninstall(ctx, w.Shop, happened(w))
}

// scopesUpdated has the access refreshed: the answer to that says which scopes
// we have, and is not in need of belief.
func (i *Intake) scopesUpdated(ctx context.Context, w app.Webhook) error {
	return i.Installer.ScopesChanged(ctx, w.Shop)
}
