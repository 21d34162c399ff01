package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"time"

	adminui "github.com/askwell/askwell/admin-ui"
	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/extensions"
	"github.com/askwell/askwell/integrations/all"
	"github.com/askwell/askwell/integrations/double"
	"github.com/askwell/askwell/integrations/shopify/sandbox"
)

type sandboxCommand struct {
	AppAddr  string `help:"Where the app answers." default:"127.0.0.1:8080"`
	ShopAddr string `help:"Where the sandbox shop answers." default:"127.0.0.1:8081"`
	Data     string `help:"Folder that keeps state between starts; a temporary one when left out." type:"path"`
	Manifest string `help:"The app's manifest." default:"shopify.app.toml" type:"path"`

	Customers int `help:"How many more customers each shop starts with." default:"0"`
	Orders    int `help:"How many orders those made in each shop." default:"0"`
}

// Run plays Shopify on one port and serves the app on the other, through the
// same doors and signatures as in production.
func (cmd *sandboxCommand) Run(p *process) error {
	kept := cmd.Data != ""
	if !kept {
		folder, err := os.MkdirTemp("", "askwell-sandbox-")
		if err != nil {
			return fmt.Errorf("a folder for the sandbox: %w", err)
		}
		defer os.RemoveAll(folder) //nolint:errcheck // a temporary folder
		cmd.Data = folder
	}
	world, err := cmd.open(p, kept)
	if err != nil {
		return err
	}
	defer world.app.close() //nolint:errcheck // the process ends here
	return world.run(p)
}

// world is an app and a shop, side by side.
type world struct {
	app                       *application
	shop                      *sandbox.Sandbox
	appListener, shopListener net.Listener
	appURL, shopURL           *url.URL
	doubles                   []all.Double
	log                       *slog.Logger
}

func (cmd *sandboxCommand) open(p *process, kept bool) (*world, error) {
	w := &world{}
	manifest, err := os.ReadFile(cmd.Manifest)
	if err != nil {
		return nil, fmt.Errorf("the manifest (start in the project's folder, or name it with --manifest): %w", err)
	}
	if w.appListener, err = listen(p.ctx, cmd.AppAddr); err != nil {
		return nil, err
	}
	if w.shopListener, err = listen(p.ctx, cmd.ShopAddr); err != nil {
		return nil, err
	}
	w.appURL, w.shopURL = urlOf(w.appListener), urlOf(w.shopListener)
	identity, err := sandboxIdentity(cmd.Data)
	if err != nil {
		return nil, err
	}
	own := map[string]string{"APP_URL": w.appURL.String(), "DATABASE_URL": "sqlite:" + filepath.Join(cmd.Data, "askwell.db")}
	for _, vendor := range []string{"KLAVIYO", "OMNISEND", "MAILCHIMP", "HUBSPOT"} {
		own[vendor+"_CLIENT_ID"], own[vendor+"_CLIENT_SECRET"] = double.ClientID, double.ClientSecret
	}
	c, err := loadConfig(identity.over(p.env, own))
	if err != nil {
		return nil, err
	}
	w.log = newLogger(p.stdout, max(c.LogLevel, slog.LevelWarn))
	stateDir := ""
	if kept {
		stateDir = cmd.Data
	}
	w.doubles = all.Doubles(func() time.Time { return w.shop.Now() })
	w.shop, err = sandbox.New(sandbox.Config{
		AppURL: w.appURL.String(), BaseURL: w.shopURL.String(), APIKey: c.APIKey, Secret: c.APISecret,
		Manifest: manifest, DataDir: stateDir, Logger: w.log, Host: adminui.Host, Extensions: extensions.FS,
		Customers: cmd.Customers, Orders: cmd.Orders, Destinations: w.destinations(),
	})
	if err != nil {
		return nil, err
	}
	w.app, err = build(p.ctx, c, w.platform(), w.log)
	return w, err
}

func urlOf(l net.Listener) *url.URL { return &url.URL{Scheme: "http", Host: l.Addr().String()} }

// destinations are the doubles as the sandbox lists them.
func (w *world) destinations() []sandbox.Destination {
	list := make([]sandbox.Destination, len(w.doubles))
	for i, d := range w.doubles {
		list[i] = sandbox.Destination{Name: d.Name, Title: d.Title, Double: d.Double}
	}
	return list
}

// platform points the app at the sandbox instead of at Shopify.
func (w *world) platform() platform {
	return platform{
		base:         w.shopURL,
		appBridgeURL: w.shopURL.String() + "/_host/app-bridge.js",
		polarisURL:   w.shopURL.String() + "/_host/polaris.js",
		frames:       []string{w.shopURL.String()},
		admin:        w.shopURL.JoinPath(w.shop.AdminPath()),
		now:          w.shop.Now,
		route:        all.Route(w.doubles, w.shopURL.JoinPath("_sandbox", "destinations")),
	}
}

// run serves both until told to stop, and readies the first shop meanwhile.
func (w *world) run(p *process) error {
	ctx, stop := context.WithCancelCause(p.ctx)
	defer stop(nil)
	if err := w.app.store.Migrate(ctx); err != nil {
		return err
	}
	var group sync.WaitGroup
	for _, part := range []func() error{
		func() error { return serveHTTP(ctx, w.shopListener, w.shop.Handler()) },
		func() error { return w.shop.Start(ctx) },
		func() error { return w.app.serve(ctx, w.appListener, "") },
	} {
		group.Go(func() {
			if err := part(); err != nil && !errors.Is(err, http.ErrServerClosed) {
				stop(err)
			}
		})
	}
	if err := w.firstShop(ctx); err != nil {
		stop(err)
	} else {
		fmt.Fprintf(p.stdout, "\n  The shop   %s\n  Its admin  %s/admin\n  The app    %s\n\n  Open the shop, buy something and answer. Ctrl-C ends it.\n\n", w.shopURL, w.shopURL, w.appURL)
	}
	<-ctx.Done()
	group.Wait()
	if cause := context.Cause(ctx); !errors.Is(cause, context.Canceled) {
		return cause
	}
	return nil
}

// firstShop installs the app in the demo shop, as a merchant who opens it, and
// publishes the first surveys there.
func (w *world) firstShop(ctx context.Context) error {
	const shop = app.ShopID(sandbox.DemoShop)
	if err := w.shop.Open(ctx, sandbox.DemoShop); err != nil {
		return fmt.Errorf("install the app in %s: %w", shop, err)
	}
	documents, err := firstSurveys()
	if err != nil {
		return err
	}
	for _, document := range documents {
		_, err := w.app.store.SurveyByHandle(ctx, shop, document.Handle)
		if app.Is(err, app.NotFound) {
			err = publishFirst(ctx, w.app.publisher, shop, document)
		}
		if err != nil {
			return fmt.Errorf("publish %s: %w", document.Handle, err)
		}
	}
	_, err = w.app.publisher.Drain(ctx, shop)
	return err
}
