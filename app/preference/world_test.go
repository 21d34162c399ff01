package preference_test

import (
	"context"
	"encoding/json"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/ask"
	"github.com/askwell/askwell/app/capture"
	"github.com/askwell/askwell/app/preference"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

const (
	demo  app.ShopID     = "demo-shop.myshopify.com"
	ada   app.CustomerID = 42
	grace app.CustomerID = 43
)

// world is a shop that asks, and keeps preferences.
type world struct {
	*testing.T
	store     *store.Store
	keeper    *preference.Keeper
	submitter *capture.Submitter

	mu   sync.Mutex
	rung []app.DestinationID
}

// each runs a test in a world on either database.
func each(t *testing.T, test func(w *world)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := &world{T: t, store: s}
		ring := func(_ context.Context, _ app.ShopID, lane app.DestinationID) {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.rung = append(w.rung, lane)
		}
		w.keeper = &preference.Keeper{Store: s, Ring: ring}
		w.submitter = &capture.Submitter{Store: s, Asker: &ask.Asker{Store: s}, Ring: ring}
		require.NoError(t, s.RecordInstall(t.Context(), demo, app.Shop{Name: "Demo", Locale: "en"}, app.Access{
			Token: "t", RefreshToken: "r", ExpiresAt: time.Now(), RefreshExpiresAt: time.Now(),
		}))
		w.publish(welcome())
		test(w)
	})
}

func words(s string) app.Text { return app.Text{"en": s, "sv": s + " (sv)"} }

// welcome is a survey with a question of each section.
func welcome() app.Document {
	owed := func(q app.Question) app.Question {
		q.Why, q.Get, q.Use = words("Why "+q.Key), words("Get "+q.Key), words("Use "+q.Key)
		return q
	}
	return app.Document{
		Handle: "welcome", Title: "W", Languages: []string{"en", "sv"}, Placements: []app.Surface{app.SurfaceThankYou},
		Questions: []app.Question{
			owed(app.Question{
				Key: "source", Type: "single_choice", Prompt: words("How did you hear of us?"), KeepDays: 30, HalfLife: 10,
				Options: []app.Option{{Key: "podcast", Label: words("A podcast")}, {Key: "friend", Label: words("A friend")}},
				Mapping: app.WriteBack{Metafield: true, Tag: true, OrderMetafield: true},
			}),
			owed(app.Question{Key: "wish", Type: "text", Prompt: words("A wish?"), Mapping: app.WriteBack{Metafield: true}}),
			owed(app.Question{Key: "mobile", Type: "phone", Prompt: words("Your number?"), Purpose: "marketing"}),
			owed(app.Question{Key: "email_marketing", Type: "consent", Prompt: words("Yes, write to me."), Channel: app.ChannelEmail, Purpose: "marketing"}),
			owed(app.Question{
				Key: "way", Type: "single_choice", Prompt: words("Which way?"), Purpose: "marketing",
				Options: []app.Option{{Key: "email", Label: words("Email")}, {Key: "sms", Label: words("SMS")}},
			}),
		},
	}
}

// body is a survey with a sensitive question behind its consent.
func body() app.Document {
	return app.Document{
		Handle: "body", Title: "B", Languages: []string{"en"}, Placements: []app.Surface{app.SurfaceThankYou},
		Questions: []app.Question{
			{Key: "health_ok", Type: "consent", Prompt: words("Yes, keep what I say of my skin."), Purpose: "research"},
			{Key: "skin", Type: "text", Prompt: words("Your skin?"), Purpose: "research", Sensitive: true, Consent: "health_ok"},
		},
	}
}

func (w *world) publish(d app.Document) {
	w.Helper()
	made, err := w.store.CreateSurvey(w.Context(), demo, d)
	require.NoError(w, err)
	_, err = w.store.PublishSurvey(w.Context(), demo, made.ID, made.Revision)
	require.NoError(w, err)
}

// customer is somebody who is proven.
func customer(id app.CustomerID) app.Speaker {
	return app.Speaker{Shop: demo, Customer: id, Door: app.DoorAccount}
}

// guest is somebody at a browser.
func guest(visitor string) app.Speaker {
	return app.Speaker{Shop: demo, Visitor: visitor, Door: app.DoorProxy}
}

func newID() string { return uuid.NewString() }

// answers says something on the thank-you page.
func (w *world) answers(by app.Speaker, order string, said map[string]any) {
	w.Helper()
	sub := app.Submission{
		ID: newID(), Survey: "welcome", Version: 1, Surface: app.SurfaceThankYou, Order: order, Visitor: by.Visitor, Locale: "en",
		Answers: raw(w, said),
	}
	by.Door = app.DoorCheckout
	_, _, err := w.submitter.Submit(w.Context(), by, sub)
	require.NoError(w, err)
}

func raw(t require.TestingT, values map[string]any) map[string]json.RawMessage {
	all := map[string]json.RawMessage{}
	for key, value := range values {
		text, err := json.Marshal(value)
		require.NoError(t, err)
		all[key] = text
	}
	return all
}

// applies does a change, under a new id unless it has one, and returns the id.
func (w *world) applies(by app.Speaker, c preference.Change) string {
	w.Helper()
	if c.ID == "" {
		c.ID = newID()
	}
	c.Visitor = by.Visitor
	require.NoError(w, w.keeper.Apply(w.Context(), by, c))
	return c.ID
}

// refuses tries a change and returns what is wrong with it, by field.
func (w *world) refuses(by app.Speaker, c preference.Change) map[string]string {
	w.Helper()
	if c.ID == "" {
		c.ID = newID()
	}
	err := w.keeper.Apply(w.Context(), by, c)
	var known *app.Error
	require.ErrorAs(w, err, &known)
	require.Equal(w, app.Invalid, known.Kind, "%v", err)
	codes := map[string]string{}
	for _, f := range known.Fields {
		codes[f.Field] = f.Code
	}
	return codes
}

func (w *world) known(by app.Speaker) preference.Known {
	w.Helper()
	k, err := w.keeper.Known(w.Context(), by, "en")
	require.NoError(w, err)
	return k
}

// values are the answers that somebody sees of herself.
func (w *world) values(by app.Speaker) map[string]string {
	w.Helper()
	all := map[string]string{}
	for _, s := range w.known(by).Sections {
		for _, q := range s.Questions {
			if q.Answer != nil {
				all[q.Key] = string(q.Answer.Value)
			}
		}
	}
	return all
}

// question is one that somebody sees.
func (w *world) question(by app.Speaker, key string) preference.Item {
	w.Helper()
	for _, s := range w.known(by).Sections {
		for _, q := range s.Questions {
			if q.Key == key {
				return q
			}
		}
	}
	require.Fail(w, "no such question", key)
	return preference.Item{}
}

// planned are the causes of all deliveries there are, in the order they were made.
func (w *world) planned() []app.Cause {
	w.Helper()
	list, err := w.store.Deliveries(w.Context(), demo, store.DeliveryFilter{})
	require.NoError(w, err)
	slices.SortFunc(list, func(a, b app.Delivery) int { return a.CreatedAt.Compare(b.CreatedAt) })
	causes := []app.Cause{}
	for _, d := range list {
		causes = append(causes, d.Cause)
	}
	return causes
}

// responses are what a profile's customer has ever said to a question, the newest first.
func (w *world) ever(who store.Whom, question string) []string {
	w.Helper()
	h, err := w.store.History(w.Context(), demo, who)
	require.NoError(w, err)
	said := []string{}
	for _, r := range h.Responses {
		for _, a := range r.Answers {
			if a.Question == question {
				said = append(said, string(a.Value.JSON))
			}
		}
	}
	return said
}

// states are what counts of her ledger.
func (w *world) states(by app.Speaker) map[string]app.ConsentState {
	w.Helper()
	all := map[string]app.ConsentState{}
	for _, c := range w.known(by).Consents {
		if c.State != "" {
			all[string(c.Channel)+" "+c.Purpose.Key] = c.State
		}
	}
	return all
}
