package run_test

import (
	"context"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/purpose"
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
		require.Equal(t, []string{"askwell:source:friend", "theirs"}, w.tagged(1), "nobody's change before something is written of her")
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
		w.says(t, 1, map[string]string{"source": "podcast"})
		w.deliver(t)
		require.Equal(t, []string{"other_one:source:podcast", "theirs"}, w.tagged(1), "a new answer leaves nothing of the old one, however that began")
	})
}

// What was undone is not undone by tags that begin otherwise.
func TestWhatWasUndoneStaysSoWhenTagsBeginOtherwise(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.told(t, 4)
		undo := func(who app.CustomerID) { // what she said last
			told, err := w.store.Told(t.Context(), w.shop, store.DeliveryFilter{Destination: late, Limit: 100})
			require.NoError(t, err)
			at := slices.IndexFunc(told, func(one store.Told) bool { return one.About.Customer == who })
			w.through(t, w.beginDeliveries(t, app.RunUndo, store.DeliveryFilter{IDs: []app.DeliveryID{told[at].ID}}).ID)
		}
		undo(1)
		require.Equal(t, []string{"theirs"}, w.tagged(1))
		w.says(t, 2, map[string]string{"source": "podcast"})
		w.deliver(t)
		undo(2)
		require.Equal(t, []string{"askwell:source:friend", "theirs"}, w.tagged(2))

		w.retag(t, "zpd:")
		undo(3)
		require.Equal(t, []string{"theirs"}, w.tagged(3), "though nothing was rewritten yet")
		w.through(t, w.begin(t, app.RunBackfill).ID)
		require.Equal(t, []string{"theirs"}, w.tagged(1))
		require.Equal(t, []string{"theirs", "zpd:source:friend"}, w.tagged(2), "what she went back to, as tags begin now")
		require.Equal(t, []string{"theirs"}, w.tagged(3))
		require.Equal(t, []string{"theirs", "zpd:source:friend"}, w.tagged(4))

		w.says(t, 1, map[string]string{"source": "podcast"})
		w.deliver(t)
		require.Equal(t, []string{"theirs", "zpd:source:podcast"}, w.tagged(1), "until she says something else")
	})
}

// rewritten has everybody's tags begin so.
func (w *world) rewritten(t testingT, prefix string) app.Run {
	t.Helper()
	w.retag(t, prefix)
	return w.through(t, w.begin(t, app.RunBackfill).ID)
}

func (w *world) goesBack(t testingT, from app.Run) {
	t.Helper()
	w.through(t, w.beginDeliveries(t, app.RunUndo, store.DeliveryFilter{Destination: late, Run: from.ID}).ID)
}

func TestTagsThatWentBackMayBeginInAThirdWay(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.told(t, 1)
		w.goesBack(t, w.rewritten(t, "zpd:"))
		require.Equal(t, []string{"askwell:source:friend", "theirs"}, w.tagged(1))
		third := w.rewritten(t, "third:")
		require.Equal(t, []string{"theirs", "third:source:friend"}, w.tagged(1))
		w.goesBack(t, third)
		require.Equal(t, []string{"askwell:source:friend", "theirs"}, w.tagged(1))
		w.rewritten(t, "zpd:")
		require.Equal(t, []string{"theirs", "zpd:source:friend"}, w.tagged(1))
	})
}

func TestTagsThatBeginAsTheyDidAreWhatSheSaysNow(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.told(t, 1)
		w.goesBack(t, w.rewritten(t, "zpd:"))
		w.retag(t, app.DefaultTagPrefix)
		w.says(t, 1, map[string]string{"source": "podcast"})
		w.deliver(t)
		require.Equal(t, []string{"askwell:source:podcast", "theirs"}, w.tagged(1))
	})
}

func TestTagsThatBeginOtherwiseGoBackThoughAPurposeChangedWithThem(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.told(t, 1)
		shop, err := w.store.Shop(t.Context(), w.shop)
		require.NoError(t, err)
		prefix, purposes := "zpd:", slices.Clone(purpose.Of(shop))
		purposes[0].Title = "Something else"
		require.NoError(t, settings.Save(t.Context(), w.store, w.shop, settings.Wish{TagPrefix: &prefix, Purposes: purposes}, nil))
		began := w.begin(t, app.RunBackfill)
		_, err = w.store.PlanPurposes(t.Context(), w.shop, 100)
		require.NoError(t, err)
		w.through(t, began.ID)
		require.Equal(t, []string{"theirs", "zpd:source:friend"}, w.tagged(1))
		w.through(t, w.beginDeliveries(t, app.RunUndo, store.DeliveryFilter{Destination: late, Cause: app.CausePurpose}).ID)
		require.Equal(t, []string{"askwell:source:friend", "theirs"}, w.tagged(1))
	})
}
