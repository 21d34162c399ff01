package admin_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	adminui "github.com/askwell/askwell/admin-ui"
	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/ask"
	"github.com/askwell/askwell/app/connect"
	"github.com/askwell/askwell/app/delivery"
	"github.com/askwell/askwell/app/identity"
	"github.com/askwell/askwell/app/install"
	"github.com/askwell/askwell/app/link"
	"github.com/askwell/askwell/app/mapping"
	"github.com/askwell/askwell/app/preference"
	"github.com/askwell/askwell/app/publish"
	"github.com/askwell/askwell/app/reward"
	"github.com/askwell/askwell/app/run"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
	"github.com/askwell/askwell/app/web"
	"github.com/askwell/askwell/app/web/admin"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/integrationtest"
	"github.com/askwell/askwell/integrations/shopify"
	"github.com/askwell/askwell/integrations/shopify/sandbox"
)

const (
	key    = "test-key"
	secret = "test-secret"
	demo   = app.ShopID("demo-shop.myshopify.com")
)

// built stands in for the built admin where a test does not look at it.
var built = fstest.MapFS{
	"index.html":       {Data: []byte("<head><!-- shopify --><title>Askwell</title></head>")},
	"assets/main-1.js": {Data: []byte("main()")},
}

// bench is the door with a real store behind it and the sandbox shop beside it.
type bench struct {
	*testing.T
	url    string // the database's
	store  *store.Store
	keeper *reward.Keeper
	log    tape         // what the door wrote down
	rung   atomic.Int64 // lanes
	app    string       // where the door answers
	shop   string       // where the sandbox does
	links  *link.Maker
	tool   *integrationtest.Memory // that can be connected
	lanes  *delivery.Deliverer     // which nobody empties but a test
	runs   *run.Runner
}

// tape keeps what several write.
type tape struct {
	mu   sync.Mutex
	text strings.Builder
}

func (t *tape) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.text.Write(p)
}

func (t *tape) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.text.String()
}

func newBench(t *testing.T, ui fs.FS) *bench {
	t.Helper()
	return newBenchOn(t, storetest.SQLite(t), ui)
}

func newBenchOn(t *testing.T, database string, ui fs.FS) *bench {
	t.Helper()
	b := &bench{T: t, url: database}
	var err error
	b.store, err = store.Open(t.Context(), store.Config{URL: b.url, Keys: storetest.Keys(t)})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, b.store.Close()) })
	engine := web.New(slog.New(slog.NewTextHandler(&b.log, &slog.HandlerOptions{Level: slog.LevelDebug})))
	door := httptest.NewServer(engine)
	t.Cleanup(door.Close)
	var world http.Handler
	shop := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { world.ServeHTTP(w, r) }))
	t.Cleanup(shop.Close)
	b.app, b.shop = door.URL, shop.URL

	manifest, err := os.ReadFile("../../../shopify.app.toml")
	require.NoError(t, err)
	s, err := sandbox.New(sandbox.Config{
		AppURL: b.app, BaseURL: b.shop, APIKey: key, Secret: secret, Manifest: manifest, Host: adminui.Host,
	})
	require.NoError(t, err)
	world = s.Handler()

	base, err := url.Parse(b.shop)
	require.NoError(t, err)
	shops, err := shopify.New(shopify.Config{APIKey: key, Secret: secret, Base: base})
	require.NoError(t, err)
	installer := install.New(install.Config{Store: b.store, Shopify: shops})
	b.keeper = &reward.Keeper{
		Store: b.store, Logger: slog.New(slog.DiscardHandler), Now: time.Now, Ring: func(context.Context, app.ShopID, string) {},
		Publish: func(context.Context, app.ShopID) {},
		Admin:   func(shop app.ShopID) reward.Admin { return shops.Admin(shop, installer) },
	}
	host, err := url.Parse(b.app)
	require.NoError(t, err)
	b.links, err = link.New(b.store, storetest.Keys(t), host, time.Now)
	require.NoError(t, err)
	b.tool = &integrationtest.Memory{Name: "tool", ByEmail: true, Events: true, Lists: []string{"12"}, Consents: []app.Channel{app.ChannelEmail}}
	tools := b.tool
	b.lanes = &delivery.Deliverer{Store: b.store, Providers: []integrations.Provider{tools, shopify.Provider{App: shops, Tokens: installer}}}
	b.runs = &run.Runner{Store: b.store, Weigher: b.lanes, Undoer: b.lanes}
	admin.Mount(engine, admin.Config{
		Runs: b.runs,
		Mappings: &mapping.Keeper{
			Store: b.store, Deliverer: b.lanes,
			Catalogue: func(ctx context.Context, _ app.ShopID, _ app.DestinationID) (integrations.Catalogue, error) {
				return tools.Catalogue(ctx)
			},
		},
		Store: b.store, Connections: &connect.Connector{Store: b.store, Providers: []integrations.Provider{tools}}, Links: b.links, Shopify: shops, Installer: installer, Rewards: b.keeper, Asker: &ask.Asker{Store: b.store},
		Preferences: &preference.Keeper{Store: b.store, Ring: func(context.Context, app.ShopID, app.DestinationID) {}},
		Identities: &identity.Registry{
			Store: b.store, Logger: slog.New(slog.DiscardHandler), Ring: func(context.Context, app.ShopID, app.DestinationID) { b.rung.Add(1) },
			Admin: func(shop app.ShopID) identity.Admin { return shops.Admin(shop, installer) },
		},
		Publisher: &publish.Publisher{Store: b.store, Ring: func(context.Context, app.ShopID) {}}, APIKey: key, UI: ui, Frames: []string{b.shop},
		AppBridgeURL: b.shop + "/_host/app-bridge.js", PolarisURL: b.shop + "/_host/polaris.js",
	})
	return b
}

// token asks the sandbox for a session token, as its admin frame does.
func (b *bench) token(kind string, shop app.ShopID) string {
	b.Helper()
	status, body := b.send(http.MethodPost, b.shop+"/_sandbox/tokens", "", map[string]any{"kind": kind, "shop": shop})
	require.Equal(b, http.StatusOK, status, string(body))
	var answer struct{ Token string }
	require.NoError(b, json.Unmarshal(body, &answer))
	return answer.Token
}

// open opens a page of the door with a query.
func (b *bench) open(path string, query url.Values) (*http.Response, string) {
	b.Helper()
	req, err := http.NewRequestWithContext(b.Context(), http.MethodGet, b.app+path+"?"+query.Encode(), nil)
	require.NoError(b, err)
	answer, err := http.DefaultClient.Do(req)
	require.NoError(b, err)
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	require.NoError(b, err)
	return answer, string(body)
}

// install opens the document as Shopify does, which installs the shop.
func (b *bench) install(shop app.ShopID) {
	b.Helper()
	answer, body := b.open("/", url.Values{"shop": {string(shop)}, "id_token": {b.token("admin", shop)}})
	require.Equal(b, http.StatusOK, answer.StatusCode, body)
}

// call calls the API as a shop's staff and reads the answer into out.
func (b *bench) call(method, path string, as app.ShopID, body, out any) int {
	b.Helper()
	status, answer := b.send(method, b.app+"/api/v1"+path, b.token("admin", as), body)
	if out != nil {
		require.NoError(b, json.Unmarshal(answer, out), string(answer))
	}
	return status
}

func (b *bench) send(method, address, token string, body any) (int, []byte) {
	b.Helper()
	var content io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		require.NoError(b, err)
		content = bytes.NewReader(text)
	}
	req, err := http.NewRequestWithContext(b.Context(), method, address, content)
	require.NoError(b, err)
	req.Header.Set("Content-Type", "application/json")
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	answer, err := http.DefaultClient.Do(req)
	require.NoError(b, err)
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	require.NoError(b, err)
	return answer.StatusCode, text
}

// document is a survey with one question.
func document(handle string) app.Document {
	return app.Document{
		Handle: handle, Title: "How did you hear about us?", Languages: []string{"en"}, Placements: []app.Surface{app.SurfaceThankYou},
		Questions: []app.Question{{
			Key: "source", Type: "single_choice", Prompt: app.Text{"en": "How did you hear about us?"},
			Why: app.Text{"en": "To thank the right people."}, Get: app.Text{"en": "Fewer ads."}, Use: app.Text{"en": "We count."},
			Options: []app.Option{
				{Key: "podcast", Label: app.Text{"en": "A podcast"}},
				{Key: "friend", Label: app.Text{"en": "A friend"}},
			},
			Other:   &app.Other{Label: app.Text{"en": "Other"}},
			Mapping: app.WriteBack{Tag: true, Metafield: true},
		}},
	}
}

// answered records a response of a customer.
func (b *bench) answered(survey app.SurveyID, id app.ResponseID, customer app.CustomerID, value string, at time.Time) {
	b.Helper()
	_, err := b.store.RecordResponse(b.Context(), demo, store.Submitted{
		Response: app.Response{
			ID: id, Survey: survey, Version: 1, Surface: app.SurfaceThankYou, Locale: "en", SubmittedAt: at, Complete: true,
			Answers: []app.Answer{{Question: "source", Value: app.Value{Kind: app.KindChoice, JSON: json.RawMessage(value)}}},
		},
		Customer: customer, Writes: true,
	})
	require.NoError(b, err)
}
