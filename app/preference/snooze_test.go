package preference_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/preference"
)

func TestSheIsNotAskedWhatSheDoesNotWantToBeAsked(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		w.applies(customer(ada), preference.Change{Snooze: []preference.Snooze{{Question: "wish"}, {Question: "way", Never: true}}})
		wish, way := w.question(customer(ada), "wish").Snoozed, w.question(customer(ada), "way").Snoozed
		require.WithinDuration(w, time.Now().Add(14*24*time.Hour), wish.Until, time.Hour)
		require.False(w, wish.Never)
		require.True(w, way.Never)
		next, err := w.submitter.Next(w.Context(), customer(ada), where("thank-you"))
		require.NoError(w, err)
		require.NotContains(w, next.Ask, "wish")
		require.NotContains(w, next.Ask, "way")
		require.Equal(w, []app.Cause{app.CauseAsked}, w.planned())
	})
}

func TestWhatSheWantsToBeAskedAgainIsAskedAgain(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		for _, by := range []app.Speaker{customer(ada), guest(newID())} {
			w.applies(by, preference.Change{Snooze: []preference.Snooze{{Question: "wish", Never: true}, {Question: "way", Never: true}}})
			w.applies(by, preference.Change{Wake: []string{"wish", "source", "wish"}})
			require.Nil(w, w.question(by, "wish").Snoozed)
			require.True(w, w.question(by, "way").Snoozed.Never, "the others stand")
			w.applies(by, preference.Change{Wake: []string{"way"}, Snooze: []preference.Snooze{{Question: "way"}}})
			require.False(w, w.question(by, "way").Snoozed.Never, "never becomes later")
		}
		next, err := w.submitter.Next(w.Context(), customer(ada), where("thank-you"))
		require.NoError(w, err)
		require.Contains(w, next.Ask, "wish")
		require.Equal(w, []app.Cause{app.CauseAsked, app.CauseAsked, app.CauseAsked}, w.planned(), "the blocks are told each time")
	})
}

func TestNobodyLiftsWhatSomebodyElsePutOff(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		w.applies(customer(ada), preference.Change{Snooze: []preference.Snooze{{Question: "wish", Never: true}}})
		w.applies(customer(grace), preference.Change{Wake: []string{"wish"}})
		w.applies(guest(newID()), preference.Change{Wake: []string{"wish"}})
		require.True(w, w.question(customer(ada), "wish").Snoozed.Never)
		require.Equal(w, map[string]string{"wake.0": "unknown"}, w.refuses(customer(ada), preference.Change{Wake: []string{"nothing"}}))
		require.Equal(w, map[string]string{"wake": "count"}, w.refuses(customer(ada), preference.Change{Wake: make([]string, 201)}))
	})
}
