package shopify_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/integrationtest"
	"github.com/askwell/askwell/integrations/shopify"
	"github.com/askwell/askwell/integrations/shopify/sandbox"
)

const demo = app.ShopID("demo-shop.myshopify.com")

// town is a sandbox shop with our app installed in it.
type town struct {
	app     *shopify.App
	url     string
	access  atomic.Pointer[app.Access]
	refuses atomic.Bool        // answers the Admin API with 403, as for a frozen shop
	watch   func(query string) // is told what the Admin API is asked, nil for nobody
}

func newTown(t *testing.T) *town {
	t.Helper()
	manifest, err := os.ReadFile("../../shopify.app.toml")
	require.NoError(t, err)
	box, err := sandbox.New(sandbox.Config{
		AppURL: "http://127.0.0.1:1", BaseURL: "http://127.0.0.1:1", APIKey: key, Secret: secret, Manifest: manifest,
	})
	require.NoError(t, err)
	town, handler := new(town), box.Handler()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if town.refuses.Load() && strings.HasPrefix(r.URL.Path, "/admin/api/") {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		if town.watch != nil && strings.HasPrefix(r.URL.Path, "/admin/api/") {
			body, _ := io.ReadAll(r.Body)
			town.watch(string(body))
			r.Body = io.NopCloser(bytes.NewReader(body))
		}
		handler.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	ctx, stop := context.WithCancel(context.Background())
	stopped := make(chan error, 1)
	go func() { stopped <- box.Start(ctx) }() // bulk jobs are worked off
	t.Cleanup(func() { stop(); require.NoError(t, <-stopped) })
	town.url = server.URL
	base, err := url.Parse(server.URL)
	require.NoError(t, err)
	town.app = newApp(t, func(c *shopify.Config) { c.Base, c.Now = base, time.Now })
	town.install(t)
	return town
}

func (w *town) post(t *testing.T, path, body string, out any) {
	t.Helper()
	response, err := http.Post(w.url+path, "application/json", bytes.NewBufferString(body))
	require.NoError(t, err)
	defer response.Body.Close()
	require.Less(t, response.StatusCode, 300, path)
	if out != nil {
		require.NoError(t, json.NewDecoder(response.Body).Decode(out))
	}
}

func (w *town) install(t *testing.T) {
	t.Helper()
	var minted struct{ Token string }
	w.post(t, "/_sandbox/tokens", `{"kind":"admin"}`, &minted)
	session, err := w.app.VerifySession(minted.Token)
	require.NoError(t, err)
	require.Equal(t, demo, session.Shop)
	access, err := w.app.Exchange(t.Context(), demo, minted.Token)
	require.NoError(t, err)
	require.Empty(t, shopify.MissingScopes(access.Scopes))
	w.access.Store(&access)
}

func (w *town) token(context.Context, app.ShopID) (string, error) { return w.access.Load().Token, nil }

type fieldState struct{ Type, Value string }

type townState struct {
	Shops []struct {
		Domain    string
		Customers []struct {
			ID, Email  string
			Tags       []string
			Metafields map[string]fieldState
		}
		Orders []struct {
			ID         string
			Customer   *string
			Metafields map[string]fieldState
		}
		Metafields  map[string]fieldState
		Definitions []struct {
			Owner, Key, Name, Type string
			Filterable             bool
		}
	}
}

func (w *town) state(t *testing.T) townState {
	t.Helper()
	response, err := http.Get(w.url + "/_sandbox/state?shop=" + string(demo))
	require.NoError(t, err)
	defer response.Body.Close()
	var state townState
	require.NoError(t, json.NewDecoder(response.Body).Decode(&state))
	require.Len(t, state.Shops, 1)
	return state
}

// holds reads a subject's answers back out of their metafields.
func (w *town) holds(t *testing.T, s integrations.Subject) integrationtest.State {
	t.Helper()
	held := integrationtest.State{Properties: map[string]app.Value{}}
	shop := w.state(t).Shops[0]
	fields := map[string]fieldState{}
	for _, c := range shop.Customers {
		if s.Order == 0 && c.ID == s.Customer.GID() {
			fields, held.Tags = c.Metafields, c.Tags
		}
	}
	for _, o := range shop.Orders {
		if s.Order != 0 && o.ID == s.Order.GID() {
			fields = o.Metafields
		}
	}
	for name, field := range fields {
		text, _ := json.Marshal(field.Value)
		value := map[string]app.Value{
			"single_line_text_field":      {Kind: app.KindChoice, JSON: text},
			"multi_line_text_field":       {Kind: app.KindText, JSON: text},
			"list.single_line_text_field": {Kind: app.KindChoices, JSON: []byte(field.Value)},
		}[field.Type]
		held.Properties[strings.TrimPrefix(name, "$app.")] = value
	}
	slices.Sort(held.Tags)
	held.Consents = w.consents(t, s.Customer)
	return held
}

// consents reads how a customer's consents stand at Shopify.
func (w *town) consents(t *testing.T, id app.CustomerID) map[app.Channel]integrations.Consent {
	t.Helper()
	type consent struct {
		State     string
		UpdatedAt time.Time
	}
	var out struct {
		Customer *struct {
			Email *consent
			Phone *struct{ SMS consent }
		}
	}
	admin := w.app.Admin(demo, shopify.TokenFunc(w.token))
	require.NoError(t, admin.Do(t.Context(), shopify.Operation{Name: "Consent", Text: `query Consent($id: ID!) { customer(id: $id) {
		email: defaultEmailAddress { state: marketingState updatedAt: marketingUpdatedAt }
		phone: defaultPhoneNumber { sms: smsMarketingConsent { state updatedAt } }
	} }`}, map[string]any{"id": id.GID()}, &out))
	held := map[app.Channel]integrations.Consent{}
	note := func(channel app.Channel, c consent) {
		states := map[string]app.ConsentState{"SUBSCRIBED": app.ConsentGranted, "PENDING": app.ConsentPending, "UNSUBSCRIBED": app.ConsentWithdrawn}
		held[channel] = integrations.Consent{Channel: channel, State: states[c.State], At: c.UpdatedAt}
	}
	if out.Customer != nil && out.Customer.Email != nil {
		note(app.ChannelEmail, *out.Customer.Email)
	}
	if out.Customer != nil && out.Customer.Phone != nil {
		note(app.ChannelSMS, out.Customer.Phone.SMS)
	}
	return held
}

func (w *town) fault(t *testing.T, f integrationtest.Fault) {
	t.Helper()
	w.refuses.Store(f == integrationtest.Forbidden)
	w.post(t, "/_sandbox/faults", map[integrationtest.Fault]string{
		integrationtest.Fine:      `{}`,
		integrationtest.Forbidden: `{}`,
		integrationtest.Down:      `{"error_rate":1}`,
		integrationtest.Lossy:     `{"drop_after_commit_rate":1}`,
		integrationtest.Busy:      `{"throttle":{"restore_rate":1,"bucket":1}}`,
		integrationtest.Revoked:   `{"revoke_token":true}`,
	}[f], nil)
	if f == integrationtest.Fine {
		w.install(t)
	}
}

func TestShopifyKeepsTheContractOfDestinations(t *testing.T) {
	t.Parallel()
	integrationtest.Run(t, func(t *testing.T) integrationtest.Target {
		w := newTown(t)
		shop := w.state(t).Shops[0]
		var people [2]integrations.Subject
		for i := range people {
			id, err := app.ParseCustomerID(shop.Customers[i].ID)
			require.NoError(t, err)
			people[i].Customer = id
		}
		order, err := app.ParseOrderID(shop.Orders[0].ID)
		require.NoError(t, err)
		return integrationtest.Target{
			Provider: shopify.Provider{App: w.app, Tokens: shopify.TokenFunc(w.token)}, Shop: app.Shop{ID: demo},
			People: people, Missing: integrations.Subject{Customer: 42}, Order: order, State: w.holds, Break: w.fault,
			Spoil: func(c *integrations.Change) string {
				long := strings.Repeat("x", 256)
				c.AddTags = append(c.AddTags, long)
				return "tag:" + long
			},
		}
	})
}

func TestTheSandboxTellsOfShopOrderAndScopes(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	admin := w.app.Admin(demo, shopify.TokenFunc(w.token))
	info, err := admin.ShopInfo(t.Context())
	require.NoError(t, err)
	require.Equal(t, demo, info.ID)
	require.Contains(t, info.GID, "gid://shopify/Shop/")
	require.Contains(t, info.Installation, "gid://shopify/AppInstallation/")
	require.NotEmpty(t, info.Currency)

	var bought struct{ Order, Customer string }
	w.post(t, "/_sandbox/orders", `{"customer":"ada@example.com","lines":[{"product":"first-light","quantity":1}]}`, &bought)
	order, err := app.ParseOrderID(bought.Order)
	require.NoError(t, err)
	her, err := app.ParseCustomerID(bought.Customer)
	require.NoError(t, err)
	got, err := admin.OrderCustomer(t.Context(), order)
	require.NoError(t, err)
	require.Equal(t, her, got)
	_, err = admin.OrderCustomer(t.Context(), 42)
	require.True(t, app.Is(err, app.NotFound))
}

func TestAPublishReachesTheShopAndDefinesWhatItMaps(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	admin := w.app.Admin(demo, shopify.TokenFunc(w.token))
	info, err := admin.ShopInfo(t.Context())
	require.NoError(t, err)
	for range 2 {
		require.NoError(t, admin.EnsureDefinitions(t.Context(), []shopify.Definition{
			{Owner: shopify.OwnerCustomer, Key: "source", Name: "How did you hear of us?", Kind: app.KindChoice},
			{Owner: shopify.OwnerOrder, Key: "wish", Name: "A wish?", Kind: app.KindText},
		}))
		require.NoError(t, admin.PublishSurveys(t.Context(), info.GID, []byte(`{"surveys":[]}`)))
	}
	shop := w.state(t).Shops[0]
	require.Equal(t, fieldState{"json", `{"surveys":[]}`}, shop.Metafields["$app.surveys"])
	var defined []string
	for _, d := range shop.Definitions {
		defined = append(defined, fmt.Sprint(d.Owner, " ", d.Key, " ", d.Type, " ", d.Filterable))
	}
	require.Contains(t, defined, "CUSTOMER source single_line_text_field true")
	require.Contains(t, defined, "ORDER wish multi_line_text_field false")
}

func TestARefreshTokenIsGoodUntilItsSuccessorIsRefreshed(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	old := *w.access.Load()
	lost, err := w.app.Refresh(t.Context(), demo, old.RefreshToken)
	require.NoError(t, err, "a refresh whose answer is lost in a crash")
	require.NotEmpty(t, lost.Token)
	fresh, err := w.app.Refresh(t.Context(), demo, old.RefreshToken)
	require.NoError(t, err)
	w.access.Store(&fresh)
	_, err = w.app.Admin(demo, shopify.TokenFunc(w.token)).ShopInfo(t.Context())
	require.NoError(t, err)
	_, err = w.app.Refresh(t.Context(), demo, fresh.RefreshToken)
	require.NoError(t, err)
	_, err = w.app.Refresh(t.Context(), demo, old.RefreshToken)
	require.True(t, app.Is(err, app.Unauthorized), "its successor was refreshed")
}
