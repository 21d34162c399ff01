// Package admin owns the merchant's door: the document Shopify embeds in its
// admin, and the API the document works with.
package admin

import (
	"io/fs"
	"log/slog"
	"slices"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/askwell/askwell/app/ask"
	"github.com/askwell/askwell/app/connect"
	"github.com/askwell/askwell/app/export"
	"github.com/askwell/askwell/app/identity"
	"github.com/askwell/askwell/app/install"
	"github.com/askwell/askwell/app/key"
	"github.com/askwell/askwell/app/link"
	"github.com/askwell/askwell/app/mapping"
	"github.com/askwell/askwell/app/preference"
	"github.com/askwell/askwell/app/preview"
	"github.com/askwell/askwell/app/privacy"
	"github.com/askwell/askwell/app/publish"
	"github.com/askwell/askwell/app/reward"
	"github.com/askwell/askwell/app/run"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/web"
	"github.com/askwell/askwell/integrations/shopify"
)

// Shopify requires that both scripts come from its CDN, App Bridge first.
const (
	DefaultAppBridgeURL = "https://cdn.shopify.com/shopifycloud/app-bridge.js"
	DefaultPolarisURL   = "https://cdn.shopify.com/shopifycloud/polaris.js"
)

// Config is what the door works with.
type Config struct {
	Store       *store.Store
	Shopify     *shopify.App
	Installer   *install.Installer
	Publisher   *publish.Publisher
	Rewards     *reward.Keeper
	Asker       *ask.Asker
	Preferences *preference.Keeper
	Identities  *identity.Registry
	Links       *link.Maker
	Connections *connect.Connector
	Mappings    *mapping.Keeper
	Runs        *run.Runner
	Exports     *export.Exporter // nil: one of Store, which rings nobody
	Keys        *key.Keeper      // nil: one of Store
	Privacy     *privacy.Desk    // nil: one of Store, which rings nobody
	APIKey      string
	UI          fs.FS // the built admin: index.html and assets/

	AppBridgeURL string   // "": Shopify's
	PolarisURL   string   // "": Shopify's
	Frames       []string // origins that may embed the document; none: Shopify's admin

	Logger *slog.Logger
	Now    func() time.Time
}

// screens are the paths of the admin's screens: Shopify may open any of them.
var screens = []string{
	"/", "/hearing", "/start/:template", "/surveys", "/surveys/:id", "/responses", "/responses/:response", "/deliveries", "/deliveries/:delivery", "/differences", "/surfaces", "/insight", "/rewards", "/rewards/:handle", "/people", "/people/:customer", "/privacy", "/settings", "/settings/keys", "/settings/audit",
	"/destinations", "/destinations/:id", "/destinations/:id/:what",
}

// Screens are the paths of the admin's screens, where :name is of many.
func Screens() []string { return slices.Clone(screens) }

type door struct {
	Config
	keyPace, shopPace web.Pace
	drawer            func() (*preview.Drawer, error)

	summaries map[string]string // of the operations, by their ids
}

// Mount adds the door's routes to the engine:
//
//	GET /  /surveys  /rewards  /people  …    the document
//	GET /assets/*                            its scripts
//	GET /preview  /preview/*                 the frame of a draft, and the blocks in it
//	    /api/v1/*  /openapi.json             the API
func Mount(e *gin.Engine, c Config) {
	if c.AppBridgeURL == "" {
		c.AppBridgeURL = DefaultAppBridgeURL
	}
	if c.PolarisURL == "" {
		c.PolarisURL = DefaultPolarisURL
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Exports == nil {
		c.Exports = &export.Exporter{Store: c.Store, Now: c.Now}
	}
	if c.Keys == nil {
		c.Keys = &key.Keeper{Store: c.Store, Now: c.Now}
	}
	if c.Privacy == nil {
		c.Privacy = privacy.New(c.Store, c.Logger, c.Now)
	}
	d := &door{Config: c, keyPace: web.Pace{Most: mostOfKey}, shopPace: web.Pace{Most: mostOfShop}, drawer: c.readBlocks(), summaries: map[string]string{}}
	for _, path := range screens {
		e.GET(path, d.document)
	}
	e.GET("/assets/*file", d.asset)
	e.GET(previewPath, d.frame)
	e.GET(previewPath+"/*file", d.frameFile)
	d.mountAPI(e)
}
