package connect_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/connect"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
)

const (
	demo  = app.ShopID("demo-shop.myshopify.com")
	other = app.ShopID("slow-wick.myshopify.com")
	key   = "pk_0123456789abcdef"
)

// office is a vendor with one account, which may misbehave.
type office struct {
	mu      sync.Mutex
	key     string
	account string
	status  int // of every answer, 0: as it should be
	calls   int
}

func (o *office) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.calls++
	switch {
	case o.status != 0:
		w.WriteHeader(o.status)
	case r.Header.Get("Authorization") != o.key:
		w.WriteHeader(http.StatusUnauthorized)
	default:
		_, _ = w.Write([]byte(o.account))
	}
}

func (o *office) set(change func(o *office)) {
	o.mu.Lock()
	defer o.mu.Unlock()
	change(o)
}

// tool connects to the office.
type tool struct{ by *client.Client }

func (tool) Spec() integrations.Spec {
	return integrations.Spec{Name: "tool", Title: "The Tool", Fields: []integrations.Field{
		{Key: "api_key", Label: "API key", Secret: true, Required: true},
		{Key: "region", Label: "Region", Choices: []integrations.Choice{{Value: "eu", Label: "Europe"}, {Value: "us", Label: "America"}}},
		{Key: "list", Label: "List", List: true, Required: true},
	}}
}

func (t tool) Connect(_ app.Shop, settings map[string]string) (integrations.Conn, error) {
	if settings["region"] == "us" {
		return nil, app.InvalidFields([]app.FieldError{{Field: "region", Code: "closed", Message: "America is closed."}})
	}
	return conn{t.by, settings["api_key"]}, nil
}

type conn struct {
	by  *client.Client
	key string
}

func (c conn) ask(ctx context.Context) (client.Response, error) {
	answer, err := c.by.Do(ctx, client.Request{
		Method: http.MethodGet, URL: "https://tool.example/account", Header: http.Header{"Authorization": {c.key}},
	})
	return answer, client.Error(client.Outcome(answer, err))
}

func (c conn) Check(ctx context.Context) error {
	_, err := c.ask(ctx)
	return err
}

func (c conn) Catalogue(ctx context.Context) (integrations.Catalogue, error) {
	answer, err := c.ask(ctx)
	return integrations.Catalogue{Account: string(answer.Body), Lists: []integrations.List{{ID: "7", Name: "Readers"}}}, err
}

func (conn) Apply(context.Context, []integrations.Change) []integrations.Outcome { return nil }

// world is two shops and the tool they can connect.
type world struct {
	*connect.Connector
	office *office
	store  *store.Store
	now    time.Time
	rung   []app.DestinationID
}

func newWorld(t *testing.T, s *store.Store) *world {
	t.Helper()
	w := &world{office: &office{key: key, account: "Acme"}, store: s, now: time.Now()}
	vendor := httptest.NewServer(w.office)
	t.Cleanup(vendor.Close)
	to, err := url.Parse(vendor.URL)
	require.NoError(t, err)
	w.Connector = &connect.Connector{
		Store: s, Logger: slog.New(slog.DiscardHandler), Now: func() time.Time { return w.now },
		Providers: []integrations.Provider{tool{client.New(client.Config{Route: func(string) *url.URL { return to }})}},
		Ring:      func(_ context.Context, _ app.ShopID, to app.DestinationID) { w.rung = append(w.rung, to) },
	}
	for _, shop := range []app.ShopID{demo, other} {
		access := app.Access{Token: "t", RefreshToken: "r", ExpiresAt: w.now, RefreshExpiresAt: w.now}
		require.NoError(t, s.RecordInstall(t.Context(), shop, app.Shop{}, access))
	}
	return w
}

// each runs a test on both databases.
func each(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) { test(t, newWorld(t, s)) })
}

func good() connect.Entry {
	return connect.Entry{Settings: map[string]string{"api_key": key, "list": "7"}}
}

func (w *world) connected(t *testing.T) app.Destination {
	t.Helper()
	made, err := w.Connect(t.Context(), demo, "tool", good())
	require.NoError(t, err)
	return made
}

// paused is why the lane is, "" while it is open.
func (w *world) paused(t *testing.T, id app.DestinationID) string {
	t.Helper()
	lanes, err := w.store.Lanes(t.Context(), demo)
	require.NoError(t, err)
	for _, lane := range lanes {
		if lane.Destination == id {
			return lane.PausedReason
		}
	}
	require.Fail(t, "there is no such lane")
	return ""
}

// fields are what an error finds wrong, by field.
func fields(t *testing.T, err error) map[string]string {
	t.Helper()
	var known *app.Error
	require.ErrorAs(t, err, &known)
	require.Equal(t, app.Invalid, known.Kind, err)
	wrong := map[string]string{}
	for _, f := range known.Fields {
		wrong[f.Field] = f.Code
	}
	return wrong
}
