package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	adminui "github.com/askwell/askwell/admin-ui"
	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/ask"
	"github.com/askwell/askwell/app/capture"
	"github.com/askwell/askwell/app/catalogue"
	"github.com/askwell/askwell/app/delivery"
	"github.com/askwell/askwell/app/install"
	"github.com/askwell/askwell/app/intake"
	"github.com/askwell/askwell/app/learn"
	"github.com/askwell/askwell/app/privacy"
	"github.com/askwell/askwell/app/publish"
	"github.com/askwell/askwell/app/reward"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/web"
	"github.com/askwell/askwell/app/web/admin"
	"github.com/askwell/askwell/app/web/storefront"
	"github.com/askwell/askwell/app/web/webhooks"
	"github.com/askwell/askwell/integrations/all"
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

	now func() time.Time // its clock; nil: time.Now
}

// application is everything, built. The order of its fields is the order in
// which they were built, from the database outward.
type application struct {
	log       *slog.Logger
	store     *store.Store
	queue     *jobs.Queue
	shopify   *shopify.App
	installer *install.Installer
	catalogue *catalogue.Keeper
	publisher *publish.Publisher
	rewards   *reward.Keeper
	learner   *learn.Learner
	deliverer *delivery.Deliverer
	intake    *intake.Intake
	asker     *ask.Asker
	engine    *gin.Engine
	now       func() time.Time
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
	a.shopify, err = shopify.New(shopify.Config{
		APIKey: c.APIKey, Secret: c.APISecret, PreviousSecret: c.PreviousSecret, Base: on.base, Logger: log, Now: a.now,
	})
	if err != nil {
		return nil, err
	}
	a.wireVerbs(c)
	a.wireJobs()
	a.wireDoors(c, on)
	return a, nil
}

func (a *application) wireVerbs(c config) {
	a.asker = &ask.Asker{Store: a.store, Now: a.now}
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
	a.deliverer = &delivery.Deliverer{
		Store: a.store, Logger: a.log, Now: a.now, Known: a.asker.Known,
		Providers: all.Providers(shopify.Provider{App: a.shopify, Tokens: a.installer}),
	}
	a.intake = intake.New(intake.Config{
		Store: a.store, Installer: a.installer, Privacy: privacy.New(a.store, a.log, a.now), Catalogue: a.catalogue,
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
	a.queue.Handle(jobs.KindCount, func(ctx context.Context, b jobs.Bell) (bool, error) {
		return false, a.publisher.Count(ctx, b.Shop, a.now)
	})
	a.queue.Sweep(2*time.Second, a.due)
	a.queue.Every("keep access alive", 24*time.Hour, a.store.ClaimRecurring, a.installer.KeepAlive)
	a.queue.Every("prune inboxes", 24*time.Hour, a.store.ClaimRecurring, a.intake.Prune)
	a.queue.Every("watch promises", time.Minute, a.store.ClaimRecurring, a.rewards.Watch)
	a.queue.Every("let answers age", time.Minute, a.store.ClaimRecurring, a.deliverer.Age)
}

// sweepPage bounds one sweep: what it leaves is found by the next.
const sweepPage = 1000

// due finds everything that waits, rung for or not.
func (a *application) due(ctx context.Context) ([]jobs.Bell, error) {
	now := a.now()
	lanes, laneErr := a.store.DueLanes(ctx, now, sweepPage)
	inboxes, inboxErr := a.store.DueInboxes(ctx, now, sweepPage)
	publishes, publishErr := a.store.DuePublishes(ctx, now, sweepPage)
	rewards, rewardErr := a.store.DueRewards(ctx, now, sweepPage)
	reads, readErr := a.store.DueReads(ctx, now, sweepPage)
	draws, drawErr := a.store.DueCatalogues(ctx, now, sweepPage)
	counts, countErr := a.store.DueQuotas(ctx, now, sweepPage)
	bells := make([]jobs.Bell, 0, len(lanes)+len(inboxes)+len(publishes)+len(rewards))
	for _, lane := range lanes {
		bells = append(bells, jobs.Bell{Kind: jobs.KindLane, Shop: lane.Shop, ID: string(lane.Destination)})
	}
	for _, shop := range inboxes {
		bells = append(bells, jobs.Bell{Kind: jobs.KindInbox, Shop: shop})
	}
	for _, shop := range publishes {
		bells = append(bells, jobs.Bell{Kind: jobs.KindPublish, Shop: shop})
	}
	for _, due := range rewards {
		bells = append(bells, jobs.Bell{Kind: jobs.KindReward, Shop: due.Shop, ID: due.Handle})
	}
	for _, shop := range reads {
		bells = append(bells, jobs.Bell{Kind: jobs.KindLearn, Shop: shop})
	}
	for _, shop := range draws {
		bells = append(bells, jobs.Bell{Kind: jobs.KindDraw, Shop: shop})
	}
	for _, shop := range counts {
		bells = append(bells, jobs.Bell{Kind: jobs.KindCount, Shop: shop})
	}
	return bells, errors.Join(drawErr, countErr, readErr, laneErr, inboxErr, publishErr, rewardErr)
}

func (a *application) ringLane(_ context.Context, shop app.ShopID, to app.DestinationID) {
	a.queue.Ring(jobs.Bell{Kind: jobs.KindLane, Shop: shop, ID: string(to)})
}

func (a *application) ringInbox(_ context.Context, shop app.ShopID) {
	a.queue.Ring(jobs.Bell{Kind: jobs.KindInbox, Shop: shop})
}

func (a *application) ringPublish(_ context.Context, shop app.ShopID) {
	a.queue.Ring(jobs.Bell{Kind: jobs.KindPublish, Shop: shop})
}

func (a *application) ringReward(_ context.Context, shop app.ShopID, handle string) {
	a.queue.Ring(jobs.Bell{Kind: jobs.KindReward, Shop: shop, ID: handle})
}

func (a *application) ringDraw(_ context.Context, shop app.ShopID) {
	a.queue.Ring(jobs.Bell{Kind: jobs.KindDraw, Shop: shop})
}

// ringShop wakes all that may have waited for a shop's install.
func (a *application) ringShop(ctx context.Context, shop app.ShopID) {
	a.ringInbox(ctx, shop)
	a.ringPublish(ctx, shop)
	a.ringLane(ctx, shop, app.ShopifyDestination)
}

// wireDoors opens the web: Shopify's webhooks, shoppers, merchants, operators.
func (a *application) wireDoors(c config, on platform) {
	a.engine = web.New(a.log)
	(&webhooks.Door{Verify: a.shopify.VerifyWebhook, Store: a.store, Ring: a.ringInbox, Now: a.now}).Mount(a.engine)
	storefront.Mount(a.engine, storefront.Config{
		Store: a.store, Shopify: a.shopify,
		Submitter: &capture.Submitter{Store: a.store, Asker: a.asker, Ring: a.ringLane, Now: a.now},
	})
	admin.Mount(a.engine, admin.Config{
		Store: a.store, Shopify: a.shopify, Installer: a.installer, Publisher: a.publisher, Rewards: a.rewards,
		Asker: a.asker, APIKey: c.APIKey, UI: adminui.Dist,
		AppBridgeURL: on.appBridgeURL, PolarisURL: on.polarisURL, Frames: on.frames, Logger: a.log, Now: a.now,
	})
	operators(a.engine, a)
}

// serve answers on a listener and works off jobs until the context ends; then it
// lets what is under way finish. Either half can be left out.
func (a *application) serve(ctx context.Context, listener net.Listener, only string) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var group sync.WaitGroup
	if only != "web" {
		group.Go(func() {
			if err := a.queue.Run(ctx); err != nil {
				stop(fmt.Errorf("jobs: %w", err))
			}
		})
	}
	if only != "jobs" {
		group.Go(func() {
			if err := serveHTTP(ctx, listener, a.engine); err != nil {
				stop(fmt.Errorf("web: %w", err))
			}
		})
	}
	<-ctx.Done()
	group.Wait()
	if cause := context.Cause(ctx); !errors.Is(cause, context.Canceled) {
		return cause
	}
	return nil
}

// Limits of a connection. Shopify keeps connections open between webhooks, so
// idle ones are kept long.
const (
	headerTimeout   = 5 * time.Second
	readTimeout     = 10 * time.Second
	writeTimeout    = 30 * time.Second
	idleTimeout     = 2 * time.Minute
	shutdownTimeout = 10 * time.Second
)

func serveHTTP(ctx context.Context, listener net.Listener, handler http.Handler) error {
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: headerTimeout, ReadTimeout: readTimeout,
		WriteTimeout: writeTimeout, IdleTimeout: idleTimeout, MaxHeaderBytes: 64 << 10,
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTimeout)
	defer cancel()
	return server.Shutdown(last)
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

// listen opens the port the app answers on.
func listen(ctx context.Context, address string) (net.Listener, error) {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", cmp.Or(address, ":8080"))
	if err != nil {
		return nil, fmt.Errorf("the port is not free: %w", err)
	}
	return listener, nil
}
