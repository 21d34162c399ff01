package mapping_test

import (
	"context"
	"encoding/json"
	"flag"
	"os"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/delivery"
	"github.com/askwell/askwell/app/mapping"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/integrationtest"
)

// TestMain makes property checks short unless -rapid.checks says otherwise: some live
// through a shop's life on a real database.
func TestMain(m *testing.M) {
	flag.Parse()
	asked := false
	flag.Visit(func(f *flag.Flag) { asked = asked || f.Name == "rapid.checks" })
	if !asked {
		_ = flag.Set("rapid.checks", "15")
	}
	os.Exit(m.Run())
}

const tool = app.DestinationID("tool")

// world is a shop with a tool in memory that knows people by their address.
type world struct {
	store  *store.Store
	memory *integrationtest.Memory
	keeper *mapping.Keeper
	lanes  *delivery.Deliverer
	shop   app.ShopID
	survey app.Survey
	now    time.Time

	spec      func(*integrations.Spec) // what the tool's rules are, nil for the memory's
	catalogue integrations.Catalogue   // what there is already
	prepared  []integrations.Attribute // what it was to make
}

// testingT is what both a test and a property check can do.
type testingT interface {
	require.TestingT
	Helper()
}

// each runs a test in a world on SQLite and in one on PostgreSQL.
func each(t *testing.T, test func(t *testing.T, w *world)) {
	for name, url := range map[string]func(testing.TB) string{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, newWorld(t, url(t)))
		})
	}
}

func newWorld(t testing.TB, url string) *world {
	w := &world{
		now: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC), shop: app.ShopID("s" + uuid.NewString() + ".myshopify.com"),
		memory: &integrationtest.Memory{Name: "tool", ByEmail: true, Events: true, Lists: []string{"12"}, Consents: []app.Channel{app.ChannelEmail}},
	}
	clock := func() time.Time { return w.now }
	s, err := store.Open(t.Context(), store.Config{URL: url, Keys: storetest.Keys(t), Now: clock})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	w.store = s
	w.lanes = &delivery.Deliverer{Store: s, Providers: []integrations.Provider{w}, Now: clock, Links: links}
	w.keeper = &mapping.Keeper{Store: s, Deliverer: w.lanes, Now: clock, Catalogue: func(context.Context, app.ShopID, app.DestinationID) (integrations.Catalogue, error) {
		return w.catalogue, nil
	}}
	require.NoError(t, s.RecordInstall(t.Context(), w.shop, app.Shop{ID: w.shop, Name: "A", Locale: "sv"}, app.Access{
		Token: "t", RefreshToken: "r", ExpiresAt: w.now.Add(time.Hour), RefreshExpiresAt: w.now.Add(24 * time.Hour),
	}))
	require.NoError(t, s.AddDestination(t.Context(), w.shop, tool, "tool"))
	w.catalogue.Lists = []integrations.List{{ID: "12", Name: "Newsletter", Marks: true}}
	return w
}

func links(_ app.ShopID, profile app.ProfileID) ([]byte, time.Time, error) {
	text, err := json.Marshal(map[string]string{"preferences": "https://a.example/p/" + string(profile)})
	return text, time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC), err
}

// The world is the tool's provider.

func (w *world) Spec() integrations.Spec {
	spec := w.memory.Spec()
	if w.spec != nil {
		w.spec(&spec)
	}
	return spec
}

func (w *world) Connect(app.Shop, map[string]string) (integrations.Conn, error) {
	return maker{w.memory, w}, nil
}

type maker struct {
	*integrationtest.Memory
	world *world
}

func (m maker) Prepare(_ context.Context, attributes []integrations.Attribute) error {
	m.world.prepared = append(m.world.prepared, attributes...)
	m.world.catalogue.Attributes = append(m.world.catalogue.Attributes, attributes...)
	return nil
}

func text(words string) app.Text { return app.Text{"en": words, "sv": words + " (sv)"} }

func options(keys ...string) (all []app.Option) {
	for _, key := range keys {
		all = append(all, app.Option{Key: key, Label: text("The " + key)})
	}
	return all
}

// ask publishes a survey of these questions, as its next version.
func (w *world) ask(t testingT, questions ...app.Question) {
	t.Helper()
	for i := range questions {
		if questions[i].Prompt == nil {
			questions[i].Prompt = text("Which " + questions[i].Key + "?")
		}
	}
	d := app.Document{Handle: "how", Title: "How", Languages: []string{"en", "sv"}, Placements: []app.Surface{app.SurfaceTheme}, Questions: questions}
	var err error
	if w.survey.ID == "" {
		w.survey, err = w.store.CreateSurvey(context.Background(), w.shop, d)
	} else {
		w.survey.Draft = d
		w.survey, err = w.store.SaveSurvey(context.Background(), w.shop, w.survey)
	}
	require.NoError(t, err)
	v, err := w.store.PublishSurvey(context.Background(), w.shop, w.survey.ID, w.survey.Revision)
	require.NoError(t, err)
	w.survey.Version = v.Version
}

func (w *world) board(t testingT) mapping.Board {
	t.Helper()
	b, err := w.keeper.Board(context.Background(), w.shop, tool)
	require.NoError(t, err)
	return b
}

// save keeps a mapping, as the revision there is.
func (w *world) save(t testingT, m app.Mapping) mapping.Saved {
	t.Helper()
	m.Destination = tool
	saved, err := w.keeper.Save(context.Background(), w.shop, m, w.board(t).Mapping.Revision)
	require.NoError(t, err)
	return saved
}

// said is one submission.
type said struct {
	customer app.CustomerID
	order    app.OrderID
	answers  map[string]app.Value
	consents []app.Consent
}

func choice(key string) app.Value { return value(app.KindChoice, key) }

func value(kind app.ValueKind, of any) app.Value {
	text, _ := json.Marshal(of)
	return app.Value{Kind: kind, JSON: text}
}

func (w *world) answer(t testingT, s said) app.ProfileID {
	t.Helper()
	w.now = w.now.Add(time.Second)
	r := app.Response{
		ID: app.ResponseID(uuid.NewString()), Survey: w.survey.ID, Version: w.survey.Version, Surface: app.SurfaceTheme,
		Order: s.order, Locale: "en", Complete: true, SubmittedAt: w.now,
	}
	for key, v := range s.answers {
		r.Answers = append(r.Answers, app.Answer{Question: key, Value: v})
	}
	_, err := w.store.RecordResponse(context.Background(), w.shop, store.Submitted{
		Response: r, Customer: s.customer, Reply: app.Reply{ID: r.ID}, Writes: true, Consents: s.consents,
	})
	require.NoError(t, err)
	h, err := w.store.History(context.Background(), w.shop, store.Whom{Customer: s.customer, Order: s.order})
	require.NoError(t, err)
	return h.Profile
}

// reach is what Shopify says of how a customer is reached.
func (w *world) reach(t testingT, customer app.CustomerID, email string) {
	t.Helper()
	w.now = w.now.Add(time.Second)
	require.NoError(t, w.store.LearnContact(context.Background(), w.shop, store.Contact{Customer: customer, Email: email, At: w.now}))
}

func (w *world) drain(t testingT) {
	t.Helper()
	for range 50 {
		again, err := w.lanes.Drain(context.Background(), w.shop, tool)
		require.NoError(t, err)
		if !again {
			return
		}
	}
	require.Fail(t, "the lane is never done")
}

func (w *world) person(email string) integrationtest.State {
	return w.memory.State(integrations.Subject{Email: email})
}

// held are a person's properties as text.
func (w *world) held(email string) map[string]string {
	list := map[string]string{}
	for key, v := range w.person(email).Properties {
		list[key] = string(v.JSON)
	}
	return list
}

func (w *world) deliveries(t testingT, state app.DeliveryState) []app.Delivery {
	list, err := w.store.Deliveries(context.Background(), w.shop, store.DeliveryFilter{State: state, Destination: tool, Limit: 500})
	require.NoError(t, err)
	return list
}

func find(t testingT, m app.Mapping, question string) app.Target {
	t.Helper()
	for _, one := range m.Targets {
		if one.Question == question {
			return one
		}
	}
	require.Fail(t, "not mapped", question)
	return app.Target{}
}
