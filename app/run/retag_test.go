package run_test

import (
	"context"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/run"
	"github.com/askwell/askwell/app/settings"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/integrations"
)

// tagged is what somebody is tagged with.
func (w *world) tagged(who app.CustomerID) []string {
	return slices.Sorted(slices.Values(w.memory.State(integrations.Subject{Customer: who}).Tags))
}

func (w *world) retag(t testingT, prefix string) {
	t.Helper()
	require.NoError(t, settings.Save(context.Background(), w.store, w.shop, settings.Wish{TagPrefix: &prefix}, nil))
}

func TestTagsThatBeginOtherwiseAreForeseenRewrittenAndGoneBackTo(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.told(t, 3)
		require.Equal(t, []string{"askwell:source:friend", "theirs"}, w.tagged(1))
		foreseen, err := w.Foresee(t.Context(), w.shop, app.Draft{TagPrefix: "zpd:"})
		require.NoError(t, err)
		foreseen = slices.DeleteFunc(foreseen, func(f run.Foreseen) bool { return f.Destination.ID != late })
		require.Len(t, foreseen, 1)
		require.Equal(t, []int{3, 3, 3, 0}, []int{foreseen[0].Effect.People, foreseen[0].Effect.AddTags, foreseen[0].Effect.RemoveTags, foreseen[0].Effect.Set})

		w.retag(t, "zpd:")
		w.deliver(t)
		require.Equal(t, []string{"askwell:source:friend", "theirs"}, w.tagged(1), "nobody's change before she answers or a run comes by")
		w.says(t, 2, map[string]string{"size": "large"})
		w.deliver(t)
		require.Equal(t, []string{"theirs", "zpd:size:large", "zpd:source:friend"}, w.tagged(2))
		done := w.through(t, w.begin(t, app.RunBackfill).ID)
		require.Equal(t, app.RunDone, done.State)
		for who := range app.CustomerID(3) {
			require.Contains(t, w.tagged(who+1), "zpd:source:friend")
			require.NotContains(t, w.tagged(who+1), "askwell:source:friend")
		}

		w.retag(t, "other_one:")
		done = w.through(t, w.begin(t, app.RunBackfill).ID)
		require.Equal(t, []string{"other_one:source:friend", "theirs"}, w.tagged(3), "a third beginning leaves nothing of the second")
		w.through(t, w.beginDeliveries(t, app.RunUndo, store.DeliveryFilter{Destination: late, Run: done.ID}).ID)
		require.Equal(t, []string{"theirs", "zpd:source:friend"}, w.tagged(1), "as it was before the run")
		require.Equal(t, []string{"theirs", "zpd:size:large", "zpd:source:friend"}, w.tagged(2))
	})
}
