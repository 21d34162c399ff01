// Package shopify owns everything that is spoken with Shopify: proof of who
// speaks (webhooks, app proxy, session tokens), access (token exchange and
// refresh), the Admin GraphQL API within each shop's budget, and the write-back
// of answers as metafields and tags. It is the only importer of go-shopify.
package shopify

import (
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	goshopify "github.com/bold-commerce/go-shopify/v4"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// APIVersion is the one Admin API version we speak; the schema, the manifest
// and the sandbox follow it.
const APIVersion = "2026-10"

// Config is what an App is made of.
type Config struct {
	APIKey         string
	Secret         string
	PreviousSecret string             // still accepted in signatures while the secret is rotated, "" when it is not
	Base           *url.URL           // where requests go instead of the shops themselves; the Host stays the shop's. nil: the shops
	Transport      http.RoundTripper  // nil: our own, sized for many shops
	Pacer          integrations.Pacer // keeps calls within each shop's budget; nil for no limit
	Logger         *slog.Logger
	Now            func() time.Time // nil: time.Now
}

// App is our app as Shopify knows it. Safe for concurrent use.
type App struct {
	key     string
	secrets []string // the first signs; all are accepted
	http    *http.Client
	base    *url.URL // nil: the shops themselves
	log     *slog.Logger
	now     func() time.Time
	pacer   integrations.Pacer
}

// New makes an App. Errors: Invalid without key or secret, because an empty
// secret would accept any signature made with an empty one.
func New(c Config) (*App, error) {
	if c.APIKey == "" || c.Secret == "" {
		return nil, app.Errorf(app.Invalid, "Shopify's API key and secret are needed")
	}
	secrets := []string{c.Secret}
	if c.PreviousSecret != "" {
		secrets = append(secrets, c.PreviousSecret)
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	return &App{
		key:     c.APIKey,
		secrets: secrets,
		http:    newClient(c.Base, c.Transport),
		base:    c.Base,
		log:     c.Logger,
		now:     c.Now,
		pacer:   c.Pacer,
	}, nil
}

// Key is the app's public API key (client id).
func (a *App) Key() string { return a.key }

// library is go-shopify's view of us with one of the secrets.
func (a *App) library(secret string) goshopify.App {
	return goshopify.App{ApiKey: a.key, ApiSecret: secret}
}

// AdminOrigin is where Shopify's admin embeds apps.
const AdminOrigin = "https://admin.shopify.com"

// DocumentHeaders are the headers of a page that a shop's admin may embed:
// only that shop's admin may frame it. With admins given, those origins stand
// in for Shopify's. No cookie, no X-Frame-Options.
func DocumentHeaders(shop app.ShopID, admins ...string) http.Header {
	if len(admins) == 0 {
		admins = []string{AdminOrigin}
	}
	header := make(http.Header)
	header.Set("Content-Security-Policy", "frame-ancestors https://"+string(shop)+" "+strings.Join(admins, " ")+";")
	header.Set("Link", `<https://cdn.shopify.com>; rel="preconnect", `+
		`<https://cdn.shopify.com/shopifycloud/app-bridge.js>; rel="preload"; as="script", `+
		`<https://cdn.shopify.com/shopifycloud/polaris.js>; rel="preload"; as="script"`)
	return header
}
