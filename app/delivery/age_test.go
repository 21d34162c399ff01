package delivery_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
)

const day = 24 * time.Hour

// aging publishes version 3, in which a size is worth half after 30 days.
func (w *world) aging(t testingT) {
	survey, err := w.store.Survey(context.Background(), w.shop, w.survey)
	require.NoError(t, err)
	survey.Draft.Questions[1].HalfLife = 30
	for i := range survey.Draft.Questions {
		survey.Draft.Questions[i].Mapping.Tag = true
	}
	survey, err = w.store.SaveSurvey(context.Background(), w.shop, survey)
	require.NoError(t, err)
	_, err = w.store.PublishSurvey(context.Background(), w.shop, w.survey, survey.Revision)
	require.NoError(t, err)
}

// age lets answers age and tells the destination.
func (w *world) age(t testingT, by time.Duration) {
	w.clock.Advance(by)
	require.NoError(t, w.lanes.Age(context.Background()))
	w.drain(t)
}

func TestAStaleAnswerLeavesTheDestinationAndANewOneComesBack(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.memory.AddCustomer(7, "vip")
		w.memory.AddOrder(70, 7)
		w.aging(t)
		w.answer(t, said{customer: 7, order: 70, version: 3, answers: map[string]string{"source": "podcast", "size": "m"}})
		w.drain(t)
		fresh := []string{"askwell:size:m", "askwell:source:podcast", "vip"}
		require.ElementsMatch(t, fresh, w.customer(7).Tags)

		w.age(t, 29*day)
		require.ElementsMatch(t, fresh, w.customer(7).Tags)
		require.Equal(t, map[string]string{"size": `"m"`, "source": `"podcast"`}, properties(w.customer(7)))

		w.age(t, day)
		require.Equal(t, []string{"askwell:source:podcast", "vip"}, w.customer(7).Tags)
		require.Equal(t, map[string]string{"source": `"podcast"`}, properties(w.customer(7)))
		require.Equal(t, map[string]string{"source": `"podcast"`}, properties(w.order(70)), "an order's own answer stays")
		stale := w.deliveries(t, app.DeliveryDone)[0]
		require.Equal(t, app.CauseStale, stale.Cause)

		planned := len(w.deliveries(t, ""))
		w.age(t, day)
		require.Len(t, w.deliveries(t, ""), planned, "it ages once")

		w.answer(t, said{customer: 7, version: 3, answers: map[string]string{"size": "l"}})
		w.drain(t)
		require.ElementsMatch(t, []string{"askwell:size:l", "askwell:source:podcast", "vip"}, w.customer(7).Tags)
		w.age(t, 30*day)
		require.Equal(t, []string{"askwell:source:podcast", "vip"}, w.customer(7).Tags)
	})
}

func TestAnAnswerGivenAnewInTimeDoesNotAgeWithTheOldOne(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.memory.AddCustomer(7, "vip")
		w.aging(t)
		w.answer(t, said{customer: 7, version: 3, answers: map[string]string{"size": "m"}})
		w.drain(t)
		w.clock.Advance(20 * day)
		w.answer(t, said{customer: 7, version: 3, answers: map[string]string{"size": "m"}})
		w.drain(t)
		w.age(t, 15*day)
		require.Equal(t, []string{"askwell:size:m", "vip"}, w.customer(7).Tags)
		w.age(t, 15*day)
		require.Equal(t, []string{"vip"}, w.customer(7).Tags)
	})
}
