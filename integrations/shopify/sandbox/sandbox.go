// Package sandbox owns the sandbox shop: a small Shopify that runs beside the
// app with no account and no network. It keeps shops, products, customers,
// orders, tags and metafields; answers the Admin GraphQL API by Shopify's own
// schema; issues and rotates tokens; signs session tokens, webhooks and proxied
// requests; draws a storefront, a checkout, an account and an admin frame; and
// obeys a control API under /_sandbox/.
//
// It plays Shopify, so it shares no code with the side of the app that checks
// Shopify's signatures: a mistake on one side shows. It refuses what it does
// not know instead of guessing. It is not Shopify's theme engine, not its UI
// extension runtime and not its risk, tax or payment machinery.
package sandbox

import (
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/askwell/askwell/integrations/shopify/sandbox/admin"
	"github.com/askwell/askwell/integrations/shopify/sandbox/extension"
	"github.com/askwell/askwell/integrations/shopify/sandbox/ledger"
	"github.com/askwell/askwell/integrations/shopify/sandbox/merchant"
	"github.com/askwell/askwell/integrations/shopify/sandbox/site"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// Config is what a sandbox needs to know.
type Config struct {
	AppURL   string // where the app answers: iframe, webhooks, app proxy
	BaseURL  string // where the sandbox itself answers browsers
	APIKey   string
	Secret   string
	Manifest []byte // shopify.app.toml: webhooks, proxy, scopes
	DataDir  string // keeps state between starts; "" forgets
	Logger   *slog.Logger
	Now      func() time.Time // nil: time.Now

	// How large a crowd each shop starts with besides the people with names.
	Customers, Orders int

	Destinations []Destination // the tools beside the shop

	Host       fs.FS // the page host's scripts, served at /_host/; nil: none
	Extensions fs.FS // the app's extensions, served at /_extensions/; nil: none
}

// Sandbox is a small Shopify. Safe for concurrent use.
type Sandbox struct {
	cfg    Config
	log    *slog.Logger
	world  *world.World
	admin  *admin.API
	site   *site.Site
	office *merchant.Admin

	extensions []*extension.Extension
	sender     *http.Client // webhooks
	ledger     *ledger.Ledger
	words      ledger.Words
}

// New reads the manifest and the schema, and the kept state or the seed.
func New(cfg Config) (*Sandbox, error) {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Logger == nil {
		cfg.Logger = slog.New(slog.DiscardHandler)
	}
	s := &Sandbox{cfg: cfg, log: cfg.Logger}
	app, err := theApp(cfg)
	if err != nil {
		return nil, err
	}
	if s.world, err = load(cfg.DataDir); err != nil {
		return nil, err
	}
	if s.world == nil {
		s.world = world.Seed(cfg.Now(), world.Size{Customers: cfg.Customers, Orders: cfg.Orders})
	}
	s.world.Meet(app, cfg.BaseURL, cfg.Now, cfg.Logger)
	s.world.Files = world.NewFiles(cfg.DataDir)
	s.world.Files.Sweep(s.world.KeptFiles())
	s.ledger = s.newLedger()
	s.world.Told = s.noteEvent
	s.sender = s.newSender()
	if s.admin, err = admin.New(s.world); err != nil {
		return nil, err
	}
	s.admin.Answered = s.noteCall
	if s.extensions, err = extension.Read(cfg.Extensions); err != nil {
		return nil, err
	}
	if s.site, err = site.New(site.Config{World: s.world, Host: cfg.Host, Extensions: cfg.Extensions, Logger: cfg.Logger, Transport: s.proxyRecorder()}); err != nil {
		return nil, err
	}
	s.office, err = merchant.New(merchant.Config{World: s.world, Extensions: s.extensions, Logger: cfg.Logger, Here: s.site.Here, Draw: site.Draw, Call: s.call})
	return s, err
}

// theApp is the app under test as the configuration describes it.
func theApp(cfg Config) (world.App, error) {
	address, err := url.Parse(cfg.AppURL)
	if err != nil || address.Host == "" {
		return world.App{}, fmt.Errorf("sandbox: AppURL %q is not a URL", cfg.AppURL)
	}
	m, err := world.ReadManifest(cfg.Manifest)
	if err != nil {
		return world.App{}, err
	}
	triggers, err := world.ReadTriggers(cfg.Extensions)
	if err != nil {
		return world.App{}, err
	}
	callback, err := world.ReadFlowCallback(cfg.Extensions)
	return world.App{URL: address, Key: cfg.APIKey, Secret: cfg.Secret, Manifest: m, Triggers: triggers, FlowCallback: callback}, err
}

// Start sends webhooks and keeps state until ctx ends, then saves once more.
func (s *Sandbox) Start(ctx context.Context) error {
	var group sync.WaitGroup
	group.Go(func() { s.sendWebhooks(ctx) })
	group.Go(func() { s.keepSaving(ctx) })
	group.Go(func() { s.admin.RunBulk(ctx) })
	group.Go(func() {
		<-ctx.Done()
		s.ledger.Close() // its readers would hold the server
	})
	group.Wait()
	s.sender.CloseIdleConnections()
	s.world.Files.Close()
	s.site.Close()
	return s.save()
}
