package learn_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

// publish puts a survey with one question in the shop.
func (w *town) publish(key, doubt string) {
	w.t.Helper()
	made, err := w.store.CreateSurvey(w.t.Context(), demo, app.Document{
		Handle: "about-" + key, Title: key, Languages: []string{"en"}, Placements: []app.Surface{app.SurfaceTheme},
		Questions: []app.Question{{Key: key, Type: "text", Prompt: app.Text{"en": "?"}, Doubt: app.Rule(doubt)}},
	})
	require.NoError(w.t, err)
	_, err = w.store.PublishSurvey(w.t.Context(), demo, made.ID, made.Revision)
	require.NoError(w.t, err)
}

// say records an answer of a customer's.
func (w *town) say(customer app.CustomerID, question, value string, at time.Time) {
	w.t.Helper()
	text, err := json.Marshal(value)
	require.NoError(w.t, err)
	_, err = w.store.RecordResponse(w.t.Context(), demo, store.Submitted{Customer: customer, Response: app.Response{
		ID: app.ResponseID(uuid.NewString()), Survey: "s", Version: 1, Surface: app.SurfaceTheme,
		Answers: []app.Answer{{Question: question, Value: app.Value{Kind: app.KindText, JSON: text}}}, SubmittedAt: at,
	}})
	require.NoError(w.t, err)
}

// doubted are the questions whose answers of hers are in doubt.
func (w *town) doubted(customer app.CustomerID) []string {
	w.t.Helper()
	data, err := w.store.ExportCustomer(w.t.Context(), demo, customer, nil)
	require.NoError(w.t, err)
	var keys []string
	for _, one := range data.Doubts {
		keys = append(keys, one.Question)
	}
	return keys
}

const boughtTide = `{"and":[{"!=":[{"var":"answers.drink"},"Low Tide"]},{"in":["low-tide",{"var":"order.products"}]}]}`

func TestADeedThatContradictsAnAnswerRaisesADoubtAndChangesNothing(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newTown(t, s)
		w.publish("drink", boughtTide)
		w.publish("undoubted", "")
		her, _ := w.buy("new@example.com", "first-light")
		w.say(her, "drink", "anything else", time.Now().Add(-time.Hour))
		w.say(her, "undoubted", "so it is", time.Now().Add(-time.Hour))
		w.learn()
		require.Empty(t, w.doubted(her), "first-light contradicts nothing")

		w.buy("new@example.com", "low-tide")
		w.learn()
		require.Equal(t, []string{"drink"}, w.doubted(her), "and what has no doubt never comes into it")
		require.Positive(t, w.rung)
		said, err := s.Preferences(t.Context(), demo, her)
		require.NoError(t, err)
		require.Equal(t, `"anything else"`, string(said[0].Value.JSON))
		due, err := s.DueReads(t.Context(), time.Now(), 1)
		require.NoError(t, err)
		require.Empty(t, due, "it has been weighed")
	})
}

func TestAnAnswerNewerThanTheDeedIsNotDoubted(t *testing.T) {
	t.Parallel()
	w := newTown(t, storetest.New(t))
	w.publish("drink", boughtTide)
	her, _ := w.buy("new@example.com", "low-tide")
	w.say(her, "drink", "it was a gift", time.Now().Add(time.Second))
	w.learn()
	require.Empty(t, w.doubted(her))
}

func TestATagContradictsToo(t *testing.T) {
	t.Parallel()
	w := newTown(t, storetest.New(t))
	w.publish("diet", `{"and":[{"==":[{"var":"answers.diet"},"vegan"]},{"in":["cheese club",{"var":"shopper.tags"}]}]}`)
	her, _ := w.buy("new@example.com", "first-light")
	w.say(her, "diet", "vegan", time.Now().Add(-time.Hour))
	w.learn()
	require.Empty(t, w.doubted(her))
	require.NoError(t, w.store.RecordTags(t.Context(), demo, her, []string{"Cheese Club"}, true, time.Now()))
	w.learn()
	require.Equal(t, []string{"diet"}, w.doubted(her))
}
