package main

import (
	"context"
	"errors"
	"log/slog"
	"net/url"
	"time"

	"github.com/gin-gonic/gin"

	adminui "github.com/askwell/askwell/admin-ui"
	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/ask"
	"github.com/askwell/askwell/app/capture"
	"github.com/askwell/askwell/app/catalogue"
	"github.com/askwell/askwell/app/connect"
	"github.com/askwell/askwell/app/delivery"
	"github.com/askwell/askwell/app/export"
	"github.com/askwell/askwell/app/freshness"
	"github.com/askwell/askwell/app/identity"
	"github.com/askwell/askwell/app/install"
	"github.com/askwell/askwell/app/intake"
	"github.com/askwell/askwell/app/learn"
	"github.com/askwell/askwell/app/link"
	"github.com/askwell/askwell/app/mapping"
	"github.com/askwell/askwell/app/preference"
	"github.com/askwell/askwell/app/privacy"
	"github.com/askwell/askwell/app/publish"
	"github.com/askwell/askwell/app/recount"
	"github.com/askwell/askwell/app/retention"
	"github.com/askwell/askwell/app/reward"
	"github.com/askwell/askwell/app/run"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/web"
	"github.com/askwell/askwell/app/web/admin"
	centrepages "github.com/askwell/askwell/app/web/centre"
	connectpages "github.com/askwell/askwell/app/web/connect"
	linkpages "github.com/askwell/askwell/app/web/link"
	"github.com/askwell/askwell/app/web/storefront"
	"github.com/askwell/askwell/app/web/webhooks"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/all"
	"github.com/askwell/askwell/integrations/client"
	"github.com/askwell/askwell/integrations/flow"
	"github.com/askwell/askwell/integrations/shopify"
	"github.com/askwell/askwell/jobs"
)

// platform is the Shopify the app works with: the real one, when zero, or the
// sandbox shop. It is the only thing that differs between them.
type platform struct {
	base         *url.URL // where the Admin API and the token endpoint answer
	appBridgeURL string
	polarisURL   string
	frames       []string // origins that may embed the admin
	admin        *url.URL // where the app is in the shop's admin; nil: Shopify's own

	route func(host string) *url.URL // where destinations really are; nil: where they say

	now func() time.Time // its clock; nil: time.Now

	pace func(integrations.Pacer) integrations.Pacer // keeps to that clock; nil: ours goes as fast
}

// application is everything, built. The order of its fields is the order in
// which they were built, from the database outward.
type application struct {
	log         *slog.Logger
	store       *store.Store
	queue       *jobs.Queue
	shopify     *shopify.App
	links       *link.Maker
	installer   *install.Installer
	catalogue   *catalogue.Keeper
	publisher   *publish.Publisher
	rewards     *reward.Keeper
	learner     *learn.Learner
	identities  *identity.Registry
	deliverer   *delivery.Deliverer
	connector   *connect.Connector
	mappings    *mapping.Keeper
	runner      *run.Runner
	tallies     *recount.Keeper
	exporter    *export.Exporter
	privacy     *privacy.Desk
	intake      *intake.Intake
	asker       *ask.Asker
	preferences *preference.Keeper
	engine      *gin.Engine
	now         func() time.Time
}

// build wires the application from top to bottom. Nothing runs yet.
func build(ctx context.Context, c config, on platform, log *slog.Logger) (_ *application, err error) {
	if on.now == nil {
		on.now = time.Now
	}
	a := &application{log: log, now: on.now}
	defer func() {
		if err != nil {
			err = errors.Join(err, a.close())
		}
	}()
	if a.store, err = store.Open(ctx, store.Config{URL: c.DatabaseURL, Keys: c.Keys, Logger: log, Now: a.now}); err != nil {
		return nil, err
	}
	if a.queue, err = jobs.Open(ctx, jobs.Config{RedisURL: c.RedisURL, Logger: log, Now: a.now}); err != nil {
		return nil, err
	}
	pacer := a.queue.Pacer()
	if on.pace != nil {
		pacer = on.pace(pacer)
	}
	a.shopify, err = shopify.New(shopify.Config{
		APIKey: c.APIKey, Secret: c.APISecret, PreviousSecret: c.PreviousSecret, Base: on.base,
		Pacer: pacer, Logger: log, Now: a.now,
	})
	if err != nil {
		return nil, err
	}
	if a.links, err = link.New(a.store, c.Keys, c.AppURL, a.now); err != nil {
		return nil, err
	}
	a.wireVerbs(c, client.New(client.Config{Pacer: pacer, Route: on.route, Logger: log, Now: a.now}))
	a.wireJobs()
	a.wireDoors(c, on)
	return a, nil
}

func (a *application) wireVerbs(c config, by *client.Client) {
	a.asker = &ask.Asker{Store: a.store, Now: a.now}
	a.preferences = &preference.Keeper{Store: a.store, Ring: a.ringLane, Now: a.now}
	a.installer = install.New(install.Config{
		Store: a.store, Shopify: a.shopify, Logger: a.log, Ring: a.ringShop, Now: a.now,
	})
	a.catalogue = &catalogue.Keeper{
		Store: a.store, Logger: a.log, Ring: a.ringDraw, Publish: a.ringPublish, Now: a.now,
		Admin: func(shop app.ShopID) catalogue.Admin { return a.shopify.Admin(shop, a.installer) },
	}
	a.publisher = &publish.Publisher{
		Store: a.store, AppURL: c.AppURL.String(), Ring: a.ringPublish, Catalogue: a.catalogue,
		Admin: func(shop app.ShopID) publish.Admin { return a.shopify.Admin(shop, a.installer) },
	}
	a.rewards = &reward.Keeper{
		Store: a.store, Logger: a.log, Ring: a.ringReward, Publish: a.ringPublish, Now: a.now,
		Admin: func(shop app.ShopID) reward.Admin { return a.shopify.Admin(shop, a.installer) },
	}
	a.learner = &learn.Learner{
		Store: a.store, Ring: a.ringLane, Now: a.now,
		Admin: func(shop app.ShopID) learn.Admin { return a.shopify.Admin(shop, a.installer) },
	}
	a.identities = &identity.Registry{
		Store: a.store, Logger: a.log, Ring: a.ringLane,
		Admin: func(shop app.ShopID) identity.Admin { return a.shopify.Admin(shop, a.installer) },
	}
	a.connector = &connect.Connector{
		Store: a.store, Providers: all.Tools(by), Ring: a.ringLane, Logger: a.log, Now: a.now,
		Client: by, AppURL: c.AppURL, Registered: c.Registered,
	}
	a.preferences.Title = a.connector.Title
	a.privacy = privacy.New(a.store, a.log, a.now)
	a.privacy.Ring = a.ringLane
	a.deliverer = &delivery.Deliverer{
		Store: a.store, Logger: a.log, Now: a.now, Known: a.asker.Known, Links: a.links.Document, Erased: a.privacy.Erased, Settings: a.connector.Settings,
		Providers: all.Providers(shopify.Provider{App: a.shopify, Tokens: a.installer},
			flow.Provider{Shop: func(shop app.ShopID) flow.Shop { return a.shopify.Admin(shop, a.installer) }}, by),
	}
	a.mappings = &mapping.Keeper{Store: a.store, Deliverer: a.deliverer, Catalogue: a.connector.Catalogue, Now: a.now}
	a.runner = &run.Runner{Store: a.store, Weigher: a.deliverer, Undoer: a.deliverer, Ring: a.ringRun, RingLane: a.ringLane, Bulk: a.deliverer.Bulks, Now: a.now}
	a.exporter = &export.Exporter{Store: a.store, Ring: a.ringExport, Now: a.now}
	a.tallies = &recount.Keeper{Store: a.store, Now: a.now}
	a.intake = intake.New(intake.Config{
		Store: a.store, Installer: a.installer, Privacy: a.privacy, Catalogue: a.catalogue,
		Ring: a.ringLane, Logger: a.log, Now: a.now,
	})
}

// wireJobs says who answers which bell, and what finds the bells nobody rang.
func (a *application) wireJobs() {
	a.queue.Handle(jobs.KindLane, func(ctx context.Context, b jobs.Bell) (bool, error) {
		return a.deliverer.Drain(ctx, b.Shop, app.DestinationID(b.ID))
	})
	a.queue.Handle(jobs.KindInbox, func(ctx context.Context, b jobs.Bell) (bool, error) {
		return a.intake.Drain(ctx, b.Shop)
	})
	a.queue.Handle(jobs.KindPublish, func(ctx context.Context, b jobs.Bell) (bool, error) {
		return a.publisher.Drain(ctx, b.Shop)
	})
	a.queue.Handle(jobs.KindReward, func(ctx context.Context, b jobs.Bell) (bool, error) {
		return false, a.rewards.Drain(ctx, b.Shop, b.ID)
	})
	a.queue.Handle(jobs.KindLearn, func(ctx context.Context, b jobs.Bell) (bool, error) {
		return a.learner.Drain(ctx, b.Shop)
	})
	a.queue.Handle(jobs.KindDraw, func(ctx context.Context, b jobs.Bell) (bool, error) {
		return false, a.catalogue.Drain(ctx, b.Shop)
	})
	a.queue.Handle(jobs.KindRun, func(ctx context.Context, b jobs.Bell) (bool, error) {
		return a.runner.Drain(ctx, b.Shop, app.RunID(b.ID))
	})
	a.queue.Handle(jobs.KindExport, func(ctx context.Context, b jobs.Bell) (bool, error) {
		return a.exporter.Drain(ctx, b.Shop, b.ID)
	})
	a.queue.Handle(jobs.KindWords, func(ctx context.Context, b jobs.Bell) (bool, error) {
		return a.store.TakeWords(ctx, b.Shop)
	})
	a.queue.Handle(jobs.KindCount, func(ctx context.Context, b jobs.Bell) (bool, error) {
		return false, a.publisher.Count(ctx, b.Shop, a.now)
	})
	a.queue.Handle(jobs.KindTally, func(ctx context.Context, b jobs.Bell) (bool, error) {
		return false, a.tallies.Drain(ctx, b.Shop)
	})
	a.queue.Sweep(2*time.Second, a.due)
	a.queue.Every("keep access alive", 24*time.Hour, a.store.ClaimRecurring, a.installer.KeepAlive)
	a.queue.Every("prune inboxes", 24*time.Hour, a.store.ClaimRecurring, a.intake.Prune)
	a.queue.Every("check destinations", time.Hour, a.store.ClaimRecurring, a.connector.Tend)
	a.queue.Every("tend erasures", time.Hour, a.store.ClaimRecurring, a.privacy.Tend)
	a.queue.Every("watch privacy requests", 24*time.Hour, a.store.ClaimRecurring, a.privacy.Watch)
	keeper := &retention.Keeper{Store: a.store, Logger: a.log, Now: a.now}
	a.queue.Every("let answers expire", time.Minute, a.store.ClaimRecurring, keeper.Expire)
	a.queue.Every("forget answers to programs", time.Hour, a.store.ClaimRecurring, keeper.Forget)
	a.queue.Every("keep nothing too long", 24*time.Hour, a.store.ClaimRecurring, keeper.Trim)
	a.queue.Every("watch promises", time.Minute, a.store.ClaimRecurring, a.rewards.Watch)
	a.queue.Every("let answers age", time.Minute, a.store.ClaimRecurring, a.deliverer.Age)
	a.queue.Every("count how fresh answers are", time.Minute, a.store.ClaimRecurring, (&freshness.Keeper{Store: a.store, Now: a.now}).Tend)
	a.queue.Every("renew links", time.Minute, a.store.ClaimRecurring, a.deliverer.Relink)
	a.queue.Every("follow changed purposes", 10*time.Second, a.store.ClaimRecurring, a.deliverer.Repurpose)
}

// wireDoors opens the web: Shopify's webhooks, shoppers, merchants, operators.
func (a *application) wireDoors(c config, on platform) {
	a.engine = web.New(a.log)
	(&webhooks.Door{
		Verify: a.shopify.VerifyWebhook, Store: a.store, Ring: a.ringInbox, Now: a.now,
		Trigger: flow.Named,
	}).Mount(a.engine)
	submitter := &capture.Submitter{Store: a.store, Asker: a.asker, Ring: a.ringLane, Now: a.now}
	linkpages.Mount(a.engine, linkpages.Config{
		Store: a.store, Links: a.links, Submitter: submitter, Centre: centrepages.Pages{Preferences: a.preferences}, Now: a.now,
	})
	storefront.Mount(a.engine, storefront.Config{
		Store: a.store, Shopify: a.shopify, Submitter: submitter,
		Preferences: a.preferences, Privacy: a.privacy, Now: a.now,
	})
	admin.Mount(a.engine, admin.Config{
		Store: a.store, Shopify: a.shopify, Installer: a.installer, Publisher: a.publisher, Rewards: a.rewards,
		Asker: a.asker, Preferences: a.preferences, Identities: a.identities, Links: a.links, Connections: a.connector, Mappings: a.mappings, Runs: a.runner, Exports: a.exporter, Privacy: a.privacy, APIKey: c.APIKey, UI: adminui.Dist,
		AppBridgeURL: on.appBridgeURL, PolarisURL: on.polarisURL, Frames: on.frames, Logger: a.log, Now: a.now,
	})
	connectpages.Mount(a.engine, connectpages.Config{Connections: a.connector, APIKey: c.APIKey, Admin: on.admin, Logger: a.log})
	operators(a.engine, a)
}

// close lets go of everything, in the reverse of the order it was built in.
func (a *application) close() error {
	var errs []error
	if a.queue != nil {
		errs = append(errs, a.queue.Close())
	}
	if a.store != nil {
		errs = append(errs, a.store.Close())
	}
	return errors.Join(errs...)
}
