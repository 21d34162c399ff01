package catalogue_test

import (
	"context"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/catalogue"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// fake is a shop's catalogue as far as drawing goes.
type fake struct {
	mu      sync.Mutex
	shelves map[string][]app.Drawn
	down    bool
	looks   int
}

// put replaces what a place in the catalogue holds.
func (f *fake) put(shelf string, labels ...string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.shelves[shelf] = nil
	for _, label := range labels {
		f.shelves[shelf] = append(f.shelves[shelf], app.Drawn{Name: strings.ToLower(label), Label: label})
	}
}

func (f *fake) Draw(_ context.Context, from app.Source, most int) ([]app.Drawn, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.looks++
	if f.down {
		return nil, app.Errorf(app.Unavailable, "Shopify could not be reached")
	}
	found := f.shelves[from.Shelf()]
	return found[:min(len(found), most)], nil
}

// scene is a shop, its keeper and a clock.
type scene struct {
	id        app.ShopID
	shop      *fake
	keeper    *catalogue.Keeper
	now       time.Time
	published int
}

func newScene(t *testing.T) *scene {
	t.Helper()
	s := &scene{id: "demo-shop.myshopify.com", now: noon, shop: &fake{shelves: map[string][]app.Drawn{}}}
	clock := func() time.Time { return s.now }
	db, err := store.Open(t.Context(), store.Config{URL: storetest.SQLite(t), Keys: storetest.Keys(t), Now: clock})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, db.Close()) })
	s.keeper = &catalogue.Keeper{
		Store: db, Admin: func(app.ShopID) catalogue.Admin { return s.shop }, Now: clock, Logger: slog.New(slog.DiscardHandler),
		Ring: func(context.Context, app.ShopID) {}, Publish: func(context.Context, app.ShopID) { s.published++ },
	}
	access := app.Access{Token: "t", RefreshToken: "r", ExpiresAt: s.now, RefreshExpiresAt: s.now}
	require.NoError(t, db.RecordInstall(t.Context(), s.id, app.Shop{}, access))
	return s
}

// survey publishes a document as a survey of the shop.
func (s *scene) survey(t *testing.T, d app.Document) app.Survey {
	t.Helper()
	made, err := s.keeper.Store.CreateSurvey(t.Context(), s.id, d)
	require.NoError(t, err)
	require.NoError(t, s.keeper.Want(t.Context(), s.id, d))
	_, err = s.keeper.Store.PublishSurvey(t.Context(), s.id, made.ID, made.Revision)
	require.NoError(t, err)
	return made
}

// settle looks at the catalogue for as long as that is due within a while.
func (s *scene) settle(t *testing.T) {
	t.Helper()
	for range 100 {
		due, err := s.keeper.Store.DueCatalogues(t.Context(), s.now, 10)
		require.NoError(t, err)
		for _, shop := range due {
			_ = s.keeper.Drain(t.Context(), shop) // it stays due
		}
		if due, err = s.keeper.Store.DueCatalogues(t.Context(), s.now.Add(time.Hour), 10); err == nil && len(due) == 0 {
			return
		}
		s.now = s.now.Add(time.Second)
	}
	require.FailNow(t, "a catalogue is due for ever")
}

// hear has it heard that something is new, and looked at.
func (s *scene) hear(t *testing.T) {
	t.Helper()
	require.NoError(t, s.keeper.Hear(t.Context(), s.id, catalogue.News{Product: &catalogue.Product{ID: "1", Vendor: "never heard of", OnSale: true}}))
	s.settle(t)
}

func (s *scene) drawn(t *testing.T, shelf string) []app.Drawn {
	t.Helper()
	all, err := s.keeper.Store.Drawn(t.Context(), s.id, []string{shelf})
	require.NoError(t, err)
	return all[shelf]
}
