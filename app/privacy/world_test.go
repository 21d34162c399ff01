package privacy_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/delivery"
	"github.com/askwell/askwell/app/intake"
	"github.com/askwell/askwell/app/privacy"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/integrationtest"
)

// world is a shop with several destinations, everything that works for it, and all
// that is logged.
type world struct {
	t      *testing.T
	url    string
	store  *store.Store
	desk   *privacy.Desk
	intake *intake.Intake
	lanes  *delivery.Deliverer
	at     map[app.DestinationID]*integrationtest.Memory
	survey app.SurveyID
	logs   *logs

	mu  sync.Mutex
	now time.Time
}

// logs is what is logged, at every level.
type logs struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logs) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *logs) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

func (w *world) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *world) pass(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
}

// worlds runs a test on SQLite and on PostgreSQL, with Shopify and the destinations
// named beside it; a mute one cannot be told to erase.
func worlds(t *testing.T, destinations []app.DestinationID, test func(w *world)) {
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		test(newWorld(t, storetest.SQLite(t), destinations))
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		test(newWorld(t, storetest.Postgres(t), destinations))
	})
}

func newWorld(t *testing.T, url string, destinations []app.DestinationID) *world {
	w := &world{t: t, url: url, at: map[app.DestinationID]*integrationtest.Memory{}, logs: &logs{}, now: noon}
	log := slog.New(slog.NewTextHandler(w.logs, &slog.HandlerOptions{Level: slog.LevelDebug}))
	var err error
	w.store, err = store.Open(t.Context(), store.Config{URL: url, Keys: storetest.Keys(t), Logger: log, Now: w.clock})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, w.store.Close()) })
	w.install()
	w.desk = privacy.New(w.store, log, w.clock)
	w.lanes = &delivery.Deliverer{Store: w.store, Logger: log, Now: w.clock, Erased: w.desk.Erased}
	for _, id := range append([]app.DestinationID{app.ShopifyDestination}, destinations...) {
		memory := &integrationtest.Memory{Name: string(id)}
		w.at[id] = memory
		if id == "mute" {
			w.lanes.Providers = append(w.lanes.Providers, integrationtest.Mute{Memory: memory})
		} else {
			w.lanes.Providers = append(w.lanes.Providers, integrations.Provider(memory))
		}
		if id != app.ShopifyDestination {
			storetest.Exec(t, url, fmt.Sprintf("INSERT INTO destinations (shop_id, id, kind, settings, created_at) VALUES ('%s', '%s', '%s', '{}', 1)", demo, id, id),
				fmt.Sprintf("INSERT INTO lanes (shop_id, destination_id) VALUES ('%s', '%s')", demo, id))
		}
	}
	w.intake = intake.New(intake.Config{Store: w.store, Privacy: w.desk, Logger: log, Now: w.clock})
	question := func(key, kind string) app.Question {
		return app.Question{Key: key, Type: kind, Prompt: app.Text{"en": key}, Mapping: app.WriteBack{Metafield: true, OrderMetafield: true, Tag: kind != "text"}}
	}
	w.survey = publishedAs(t, w.store, app.Document{
		Handle: "life", Title: "Life", Languages: []string{"en"}, Placements: []app.Surface{app.SurfaceThankYou},
		Questions: []app.Question{question("source", "single_choice"), question("wish", "text")},
	}).Survey
	return w
}

func (w *world) install() {
	require.NoError(w.t, w.store.RecordInstall(w.t.Context(), demo, app.Shop{Name: "Demo", Locale: "en"}, app.Access{
		Token: "t", RefreshToken: "r", ExpiresAt: w.clock().Add(time.Hour), RefreshExpiresAt: w.clock().Add(2000 * time.Hour),
	}))
}

// exists makes a customer and an order of hers known to every destination.
func (w *world) exists(customer app.CustomerID, order app.OrderID) {
	for _, memory := range w.at {
		memory.AddCustomer(customer, "vip")
		memory.AddOrder(order, customer)
	}
}

// says records what somebody answers.
func (w *world) says(customer app.CustomerID, order app.OrderID, source, wish string) app.ResponseID {
	w.t.Helper()
	w.pass(time.Second)
	text := func(s string) json.RawMessage {
		raw, err := json.Marshal(s)
		require.NoError(w.t, err)
		return raw
	}
	id := app.ResponseID(uuid.NewString())
	_, err := w.store.RecordResponse(w.t.Context(), demo, store.Submitted{
		Customer: customer, Visitor: fmt.Sprintf("visitor-%d-%d", customer, order), Writes: true, Reply: app.Reply{ID: id}, Response: app.Response{
			ID: id, Survey: w.survey, Version: 1, Surface: app.SurfaceThankYou, Order: order, Locale: "en", Complete: true,
			Answers:   []app.Answer{answer("source", app.KindChoice, string(text(source))), answer("wish", app.KindText, string(text(wish)))},
			StartedAt: w.clock().Add(-time.Second), SubmittedAt: w.clock(),
		},
	})
	require.NoError(w.t, err)
	return id
}

// drain drains every lane until nothing is due now.
func (w *world) drain() {
	w.t.Helper()
	for id := range w.at {
		for again := true; again; {
			var err error
			again, err = w.lanes.Drain(w.t.Context(), demo, id)
			require.NoError(w.t, err)
		}
	}
}

// hears puts a webhook in the inbox and handles what is due.
func (w *world) hears(topic, body string) {
	w.t.Helper()
	w.pass(time.Second)
	_, err := w.store.ReceiveWebhook(w.t.Context(), demo, app.Webhook{
		ID: uuid.NewString(), Topic: topic, TriggeredAt: w.clock(), ReceivedAt: w.clock(), Payload: []byte(body),
	})
	require.NoError(w.t, err)
	_, err = w.intake.Drain(w.t.Context(), demo)
	require.NoError(w.t, err)
}

// live lets time pass in steps, with all that works for the shop at work.
func (w *world) live(d, step time.Duration) {
	w.t.Helper()
	for range int(d / step) {
		w.pass(step)
		w.drain()
	}
}

func (w *world) erasure() app.Erasure {
	w.t.Helper()
	list, err := w.store.Erasures(context.Background(), demo, store.Before{}, 200)
	require.NoError(w.t, err)
	require.NotEmpty(w.t, list)
	return list[0]
}
