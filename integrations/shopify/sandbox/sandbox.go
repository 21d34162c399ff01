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
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/askwell/askwell/integrations/shopify/schema"
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

	Host       fs.FS // the page host's scripts, served at /_host/; nil: none
	Extensions fs.FS // the app's extensions, served at /_extensions/; nil: none
}

// Sandbox is a small Shopify. Safe for concurrent use.
type Sandbox struct {
	cfg      Config
	log      *slog.Logger
	app      *url.URL
	manifest manifest
	schema   *ast.Schema
	access   schema.Access
	pages    *pages
	blocks   *blocks
	sender   *http.Client // webhooks
	forward  *http.Client // app proxy

	mu    sync.Mutex // guards world
	world *world

	wake  chan struct{} // a webhook became due
	dirty chan struct{} // the world changed and wants saving
}

// New reads the manifest and the schema, and the kept state or the seed.
func New(cfg Config) (*Sandbox, error) {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Logger == nil {
		cfg.Logger = slog.New(slog.DiscardHandler)
	}
	s := &Sandbox{cfg: cfg, log: cfg.Logger, wake: make(chan struct{}, 1), dirty: make(chan struct{}, 1)}
	var err error
	if s.app, err = url.Parse(cfg.AppURL); err != nil || s.app.Host == "" {
		return nil, fmt.Errorf("sandbox: AppURL %q is not a URL", cfg.AppURL)
	}
	if s.manifest, err = readManifest(cfg.Manifest); err != nil {
		return nil, err
	}
	if s.schema, err = schema.Admin(); err != nil {
		return nil, err
	}
	if s.access, err = schema.AdminAccess(); err != nil {
		return nil, err
	}
	if s.pages, err = newPages(); err != nil {
		return nil, err
	}
	if s.blocks, err = newBlocks(cfg.Extensions); err != nil {
		return nil, err
	}
	s.sender, s.forward = newSender(), newForwarder()
	if s.world, err = load(cfg.DataDir); err != nil {
		return nil, err
	}
	if s.world == nil {
		s.world = seed(cfg.Now())
	}
	return s, nil
}

// Start sends webhooks and keeps state until ctx ends, then saves once more.
func (s *Sandbox) Start(ctx context.Context) error {
	var group sync.WaitGroup
	group.Go(func() { s.sendWebhooks(ctx) })
	group.Go(func() { s.keepSaving(ctx) })
	group.Wait()
	s.sender.CloseIdleConnections()
	s.forward.CloseIdleConnections()
	if err := s.save(); err != nil && !errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}

// now is the sandbox's clock: the machine's plus what was advanced. Needs mu.
func (s *Sandbox) now() time.Time { return s.cfg.Now().Add(s.world.Ahead) }

// changed wakes the saver. Needs no lock.
func (s *Sandbox) changed() {
	select {
	case s.dirty <- struct{}{}:
	default:
	}
}
