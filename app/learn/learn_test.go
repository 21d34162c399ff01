package learn_test

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/learn"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/integrations/shopify"
	"github.com/askwell/askwell/integrations/shopify/sandbox"
)

const demo app.ShopID = sandbox.DemoShop

// town is a learner with a sandbox shop to learn of.
type town struct {
	t       *testing.T
	url     string
	access  app.Access
	store   *store.Store
	learner *learn.Learner
	rung    int
}

func newTown(t *testing.T, s *store.Store) *town {
	t.Helper()
	manifest, err := os.ReadFile("../../shopify.app.toml")
	require.NoError(t, err)
	box, err := sandbox.New(sandbox.Config{
		AppURL: "http://127.0.0.1:1", BaseURL: "http://127.0.0.1:1", APIKey: "key", Secret: "hush", Manifest: manifest,
	})
	require.NoError(t, err)
	server := httptest.NewServer(box.Handler())
	t.Cleanup(server.Close)
	base, err := url.Parse(server.URL)
	require.NoError(t, err)
	speaker, err := shopify.New(shopify.Config{APIKey: "key", Secret: "hush", Base: base})
	require.NoError(t, err)
	w := &town{t: t, url: server.URL, store: s}
	var minted struct{ Token string }
	w.post("/_sandbox/tokens", `{"kind":"admin"}`, &minted)
	w.access, err = speaker.Exchange(t.Context(), demo, minted.Token)
	require.NoError(t, err)
	require.NoError(t, s.RecordInstall(t.Context(), demo, app.Shop{}, w.access))
	w.learner = &learn.Learner{
		Store: s, Now: time.Now,
		Ring: func(context.Context, app.ShopID, app.DestinationID) { w.rung++ },
		Admin: func(shop app.ShopID) learn.Admin {
			return speaker.Admin(shop, shopify.TokenFunc(func(context.Context, app.ShopID) (string, error) { return w.access.Token, nil }))
		},
	}
	return w
}

func (w *town) post(path, body string, out any) {
	w.t.Helper()
	response, err := http.Post(w.url+path, "application/json", bytes.NewBufferString(body))
	require.NoError(w.t, err)
	defer response.Body.Close()
	require.Less(w.t, response.StatusCode, 300, path)
	if out != nil {
		require.NoError(w.t, json.NewDecoder(response.Body).Decode(out))
	}
}

// ask sends a query to the Admin API, as the merchant's own tools would.
func (w *town) ask(query string, out any) {
	w.t.Helper()
	body, err := json.Marshal(map[string]string{"query": query})
	require.NoError(w.t, err)
	request, err := http.NewRequestWithContext(w.t.Context(), http.MethodPost, w.url+"/admin/api/"+shopify.APIVersion+"/graphql.json", bytes.NewReader(body))
	require.NoError(w.t, err)
	request.Host = string(demo)
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("X-Shopify-Access-Token", w.access.Token)
	response, err := http.DefaultClient.Do(request)
	require.NoError(w.t, err)
	defer response.Body.Close()
	require.NoError(w.t, json.NewDecoder(response.Body).Decode(out))
}

// buy has somebody buy a product in the shop and us told of it.
func (w *town) buy(email, product string) (app.CustomerID, app.OrderID) {
	w.t.Helper()
	var bought struct{ Order, Customer string }
	w.post("/_sandbox/orders", `{"customer":"`+email+`","lines":[{"product":"`+product+`","quantity":2}]}`, &bought)
	order, err := app.ParseOrderID(bought.Order)
	require.NoError(w.t, err)
	her, err := app.ParseCustomerID(bought.Customer)
	require.NoError(w.t, err)
	var raw struct {
		Data struct {
			ProductByIdentifier struct {
				LegacyResourceID string `json:"legacyResourceId"`
			} `json:"productByIdentifier"`
		}
	}
	w.ask(`{productByIdentifier(identifier:{handle:"`+product+`"}){legacyResourceId}}`, &raw)
	var id app.ProductID
	require.NoError(w.t, json.Unmarshal([]byte(raw.Data.ProductByIdentifier.LegacyResourceID), &id))
	_, err = w.store.RecordOrder(w.t.Context(), demo, app.Order{
		ID: order, Customer: her, Total: "27.80", Lines: []app.Line{{Product: id, Quantity: 2}}, CreatedAt: time.Now(), UpdatedAt: time.Now(),
	})
	require.NoError(w.t, err)
	return her, order
}

// learn drains until nothing more is said to wait.
func (w *town) learn() {
	w.t.Helper()
	for again := true; again; {
		var err error
		again, err = w.learner.Drain(w.t.Context(), demo)
		require.NoError(w.t, err)
	}
}

func (w *town) facts(customer app.CustomerID, order app.OrderID) map[string]any {
	w.t.Helper()
	all, err := w.store.Facts(w.t.Context(), demo, customer, order)
	require.NoError(w.t, err)
	return all
}
