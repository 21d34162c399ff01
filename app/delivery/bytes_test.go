package delivery_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/delivery"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/shopify"
	"github.com/askwell/askwell/integrations/shopify/sandbox"
)

const (
	manyShop = app.ShopID("demo-shop.myshopify.com")
	hurry    = 60 // a minute of Shopify's budget comes back in a second
)

// multitude is a Shopify with many customers, and a deliverer that writes to it.
type multitude struct {
	*delivery.Deliverer
	url  string
	conn integrations.Conn
}

func newMultitude(t *testing.T, customers int) *multitude {
	t.Helper()
	begun := time.Now()
	now := func() time.Time { return begun.Add(time.Since(begun) * hurry) }
	manifest, err := os.ReadFile("../../shopify.app.toml")
	require.NoError(t, err)
	box, err := sandbox.New(sandbox.Config{
		AppURL: "http://127.0.0.1:1", BaseURL: "http://127.0.0.1:1", APIKey: "key", Secret: "secret", Manifest: manifest,
		Customers: customers, Orders: customers / 2, Now: now,
	})
	require.NoError(t, err)
	ctx, stop := context.WithCancel(context.Background())
	stopped := make(chan error, 1)
	go func() { stopped <- box.Start(ctx) }() // bulk jobs are worked off
	t.Cleanup(func() { stop(); require.NoError(t, <-stopped) })
	server := httptest.NewServer(box.Handler())
	t.Cleanup(server.Close)
	base, err := url.Parse(server.URL)
	require.NoError(t, err)
	speaks, err := shopify.New(shopify.Config{APIKey: "key", Secret: "secret", Base: base, Now: now})
	require.NoError(t, err)
	c := &multitude{url: server.URL}
	var minted struct{ Token string }
	require.NoError(t, json.Unmarshal(c.post(t, "/_sandbox/tokens", `{"kind":"admin"}`), &minted))
	access, err := speaks.Exchange(t.Context(), manyShop, minted.Token)
	require.NoError(t, err)
	s, err := store.Open(t.Context(), store.Config{URL: storetest.SQLite(t), Keys: storetest.Keys(t), Now: now})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	require.NoError(t, s.RecordInstall(t.Context(), manyShop, app.Shop{ID: manyShop, Name: "A", Locale: "en", TagPrefix: "askwell:"}, access))
	provider := shopify.Provider{App: speaks, Tokens: shopify.TokenFunc(func(context.Context, app.ShopID) (string, error) { return access.Token, nil })}
	c.conn, err = provider.Connect(app.Shop{ID: manyShop}, nil)
	require.NoError(t, err)
	c.Deliverer = &delivery.Deliverer{Store: s, Providers: []integrations.Provider{provider}, Now: now, Lease: time.Hour, Slice: time.Hour}
	return c
}

func (c *multitude) post(t *testing.T, path, body string) []byte {
	t.Helper()
	response, err := http.Post(c.url+path, "application/json", bytes.NewBufferString(body))
	require.NoError(t, err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	require.Less(t, response.StatusCode, 300, string(text))
	return text
}

// state is what the shop holds of people and orders, to the byte.
func (c *multitude) state(t *testing.T) (customers []struct{ ID string }, text string) {
	t.Helper()
	response, err := http.Get(c.url + "/_sandbox/state?shop=" + string(manyShop))
	require.NoError(t, err)
	defer response.Body.Close()
	var told struct {
		Shops []struct{ Customers, Orders json.RawMessage }
	}
	require.NoError(t, json.NewDecoder(response.Body).Decode(&told))
	require.NoError(t, json.Unmarshal(told.Shops[0].Customers, &customers))
	return customers, string(told.Shops[0].Customers) + string(told.Shops[0].Orders)
}

// tagged makes the merchant's own tags, some of them called as ours will be.
func (c *multitude) tagged(t *testing.T, customers []app.CustomerID) {
	t.Helper()
	var changes []integrations.Change
	for i, id := range customers {
		if i%3 == 0 {
			changes = append(changes, integrations.Change{
				Subject: integrations.Subject{Customer: id}, AddTags: []string{"VIP", []string{"askwell:source:podcast", "Askwell:Source:Friend", "blå"}[i/3%3]},
			})
		}
	}
	for len(changes) > 0 {
		some := changes[:min(len(changes), 50)]
		o := c.conn.Apply(t.Context(), some)
		if o[0].Class != integrations.Throttled {
			require.Equal(t, integrations.OK, o[0].Class, o[0].Reason)
			changes = changes[len(some):]
		}
	}
}

// delivered waits until everything is.
func (c *multitude) delivered(t *testing.T) {
	t.Helper()
	for end := time.Now().Add(5 * time.Minute); ; time.Sleep(10 * time.Millisecond) {
		_, err := c.Drain(t.Context(), manyShop, app.ShopifyDestination)
		require.NoError(t, err)
		waiting, err := c.Store.Deliveries(t.Context(), manyShop, store.DeliveryFilter{State: app.DeliveryWaiting, Limit: 1})
		require.NoError(t, err)
		if len(waiting) == 0 {
			return
		}
		require.True(t, time.Now().Before(end), "%v still waits", waiting)
	}
}

func TestAnUndoLeavesAShopOfAThousandCustomersAsItWasToTheByte(t *testing.T) {
	t.Parallel()
	c := newMultitude(t, 1000)
	listed, _ := c.state(t)
	customers := make([]app.CustomerID, len(listed))
	for i, one := range listed {
		id, err := app.ParseCustomerID(one.ID)
		require.NoError(t, err)
		customers[i] = id
	}
	c.tagged(t, customers)
	_, before := c.state(t)

	draft := app.Document{Handle: "how", Title: "How", Languages: []string{"en"}, Placements: []app.Surface{app.SurfaceTheme}, Questions: []app.Question{
		{Key: "source", Type: "single_choice", Prompt: app.Text{"en": "Which?"}, Mapping: app.WriteBack{Metafield: true, Tag: true}},
	}}
	survey, err := c.Store.CreateSurvey(t.Context(), manyShop, draft)
	require.NoError(t, err)
	_, err = c.Store.PublishSurvey(t.Context(), manyShop, survey.ID, survey.Revision)
	require.NoError(t, err)
	for i, id := range customers {
		said := app.Response{
			ID: app.ResponseID(uuid.NewString()), Survey: survey.ID, Version: 1, Surface: app.SurfaceTheme, Locale: "en", Complete: true, SubmittedAt: c.Now(),
			Answers: []app.Answer{{Question: "source", Value: app.Value{Kind: app.KindChoice, JSON: json.RawMessage([]string{`"podcast"`, `"friend"`}[i%2])}}},
		}
		_, err := c.Store.RecordResponse(t.Context(), manyShop, store.Submitted{Response: said, Customer: id, Reply: app.Reply{ID: said.ID}, Writes: true})
		require.NoError(t, err)
	}
	c.delivered(t)
	_, after := c.state(t)
	require.NotEqual(t, before, after)

	counted, err := c.Undo(t.Context(), manyShop, store.DeliveryFilter{}, true)
	require.NoError(t, err)
	done, err := c.Undo(t.Context(), manyShop, store.DeliveryFilter{}, false)
	require.NoError(t, err)
	require.Equal(t, counted, done)
	require.Equal(t, len(customers), done.People)
	require.Empty(t, done.Skipped)
	c.delivered(t)
	_, undone := c.state(t)
	require.Equal(t, before, undone)
}
