package delivery_test

import (
	"context"
	"encoding/json"
	"fmt"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/delivery"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/integrationtest"
)

const lease = 30 * time.Second

// clock is a clock that only tests move.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock() *clock { return &clock{now: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// world is a shop with a published survey, a destination in memory and a lane
// between them. Its first survey maps answers to tags, too, and a second one only to
// metafields.
type world struct {
	store  *store.Store
	clock  *clock
	memory *integrationtest.Memory
	lanes  *delivery.Deliverer
	shop   app.ShopID
	survey app.SurveyID
	plain  app.SurveyID

	asking time.Duration // how long the destination takes to say whose an order is

	mu            sync.Mutex
	before, after func() // of every Apply
}

// each runs a test in a world on SQLite and in one on PostgreSQL.
func each(t *testing.T, test func(t *testing.T, w *world)) {
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		s, c := openStore(t, storetest.SQLite(t))
		test(t, newWorld(t, s, c))
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		s, c := openStore(t, storetest.Postgres(t))
		test(t, newWorld(t, s, c))
	})
}

func openStore(t *testing.T, url string) (*store.Store, *clock) {
	c := newClock()
	s, err := store.Open(t.Context(), store.Config{URL: url, Keys: storetest.Keys(t), Now: c.Now})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	return s, c
}

// testingT is what both a test and a property check can do.
type testingT interface {
	require.TestingT
	Helper()
}

func newWorld(t testingT, s *store.Store, c *clock) *world {
	w := &world{
		store: s, clock: c, memory: &integrationtest.Memory{Name: "shopify"},
		shop: app.ShopID("s" + uuid.NewString() + ".myshopify.com"),
	}
	w.lanes = w.deliverer()
	w.install(t)
	draft := app.Document{Handle: "how", Title: "How", Languages: []string{"en"}, Placements: []app.Surface{app.SurfaceTheme}}
	for _, key := range []string{"source", "size"} {
		draft.Questions = append(draft.Questions, app.Question{
			Key: key, Type: "single_choice", Prompt: app.Text{"en": "Which " + key + "?"},
			Mapping: app.WriteBack{Metafield: true, OrderMetafield: key == "source", Tag: true},
		})
	}
	w.survey = w.publish(t, draft)
	draft.Handle = "plain"
	for i := range draft.Questions {
		draft.Questions[i].Mapping.Tag = false
	}
	w.plain = w.publish(t, draft)
	return w
}

// publish makes a survey and publishes it.
func (w *world) publish(t testingT, draft app.Document) app.SurveyID {
	survey, err := w.store.CreateSurvey(context.Background(), w.shop, draft)
	require.NoError(t, err)
	_, err = w.store.PublishSurvey(context.Background(), w.shop, survey.ID, survey.Revision)
	require.NoError(t, err)
	return survey.ID
}

// asked are the survey and its version that tests call by one number: 1 writes tags, 2
// does not, and 3 is what a test makes of the first.
func (w *world) asked(version int) (app.SurveyID, int) {
	switch version {
	case 2:
		return w.plain, 1
	case 3:
		return w.survey, 2
	default:
		return w.survey, 1
	}
}

func (w *world) install(t testingT) {
	require.NoError(t, w.store.RecordInstall(context.Background(), w.shop, app.Shop{ID: w.shop, Name: "A", Locale: "en"}, app.Access{
		Token: "t", RefreshToken: "r", ExpiresAt: w.clock.Now().Add(time.Hour), RefreshExpiresAt: w.clock.Now().Add(24 * time.Hour),
	}))
}

// deliverer is one more process that drains lanes.
func (w *world) deliverer() *delivery.Deliverer {
	return &delivery.Deliverer{Store: w.store, Providers: []integrations.Provider{w}, Now: w.clock.Now, Lease: lease}
}

// The world is the memory's provider, with its own hooks around every call.

func (w *world) Spec() integrations.Spec { return w.memory.Spec() }

func (w *world) Connect(app.Shop, map[string]string) (integrations.Conn, error) {
	return hooked{w.memory, w}, nil
}

type hooked struct {
	*integrationtest.Memory
	world *world
}

func (h hooked) Apply(ctx context.Context, changes []integrations.Change) []integrations.Outcome {
	h.world.run(&h.world.before)
	outcomes := h.Memory.Apply(ctx, changes)
	h.world.run(&h.world.after)
	return outcomes
}

func (h hooked) OrderCustomer(ctx context.Context, order app.OrderID) (app.CustomerID, error) {
	h.world.clock.Advance(h.world.asking)
	return h.Memory.OrderCustomer(ctx, order)
}

// run runs a hook once.
func (w *world) run(hook *func()) {
	w.mu.Lock()
	do := *hook
	*hook = nil
	w.mu.Unlock()
	if do != nil {
		do()
	}
}

func (w *world) hook(hook *func(), do func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	*hook = do
}

// said is one submission.
type said struct {
	id       string
	customer app.CustomerID
	order    app.OrderID
	version  int
	answers  map[string]string
	consents []app.Consent
}

// answer submits, as capture would.
func (w *world) answer(t testingT, s said) store.Recorded {
	t.Helper()
	if s.id == "" {
		s.id = uuid.NewString()
	}
	if s.version == 0 {
		s.version = 1
	}
	w.clock.Advance(time.Second)
	survey, version := w.asked(s.version)
	response := app.Response{
		ID: app.ResponseID(s.id), Survey: survey, Version: version, Surface: app.SurfaceTheme, Order: s.order,
		Locale: "en", Complete: true, SubmittedAt: w.clock.Now(),
	}
	for key, value := range s.answers {
		text, err := json.Marshal(value)
		require.NoError(t, err)
		response.Answers = append(response.Answers, app.Answer{Question: key, Value: app.Value{Kind: app.KindChoice, JSON: text}})
	}
	recorded, err := w.store.RecordResponse(context.Background(), w.shop, store.Submitted{
		Response: response, Customer: s.customer, Reply: app.Reply{ID: response.ID}, Writes: true, Consents: s.consents,
	})
	require.NoError(t, err)
	return recorded
}

// drain drains until nothing more is due now.
func (w *world) drain(t testingT) {
	t.Helper()
	for range 100 {
		again, err := w.lanes.Drain(context.Background(), w.shop, app.ShopifyDestination)
		require.NoError(t, err)
		if !again {
			return
		}
	}
	require.Fail(t, "the lane is never done")
}

// drainAndDie drains in a process that may die in one of the hooks.
func (w *world) drainAndDie() {
	var process sync.WaitGroup
	process.Go(func() { _, _ = w.lanes.Drain(context.Background(), w.shop, app.ShopifyDestination) })
	process.Wait()
}

var die = func() { runtime.Goexit() }

func (w *world) deliveries(t testingT, state app.DeliveryState) []app.Delivery {
	list, err := w.store.Deliveries(context.Background(), w.shop, store.DeliveryFilter{State: state, Limit: 500})
	require.NoError(t, err)
	return list
}

func (w *world) customer(id app.CustomerID) integrationtest.State {
	return w.memory.State(integrations.Subject{Customer: id})
}

func (w *world) order(id app.OrderID) integrationtest.State {
	return w.memory.State(integrations.Subject{Order: id})
}

// properties are a state's properties as text.
func properties(s integrationtest.State) map[string]string {
	list := map[string]string{}
	for key, value := range s.Properties {
		list[key] = string(value.JSON)
	}
	return list
}

func quoted(value string) string { return fmt.Sprintf("%q", value) }
