package run_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

// told is a world whose destination was told of a crowd.
func (w *world) told(t testingT, people int) {
	w.Undoer = w.lanes
	w.open(t)
	w.crowd(t, people)
	w.deliver(t)
}

func (w *world) beginDeliveries(t testingT, kind app.RunKind, f store.DeliveryFilter) app.Run {
	t.Helper()
	begun, err := w.BeginDeliveries(context.Background(), w.shop, kind, f, "user/7")
	require.NoError(t, err)
	return begun
}

func TestARunTakesEverythingBackAndSaysHowFarItIs(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.told(t, 320)
		counted, err := w.lanes.Undo(t.Context(), w.shop, store.DeliveryFilter{Destination: late}, true)
		require.NoError(t, err)
		for most, want := range map[int]int{0: 320, 100: 100, 1000: 320} {
			n, err := w.store.CountDeliveries(t.Context(), w.shop, store.DeliveryFilter{Destination: late}, true, most)
			require.NoError(t, err)
			require.Equal(t, want, n)
		}
		begun := w.beginDeliveries(t, app.RunUndo, store.DeliveryFilter{Destination: late})
		require.Equal(t, []any{app.RunDeliveries, false, false}, []any{begun.Of, begun.Counted, begun.Leaves})

		_, err = w.Drain(t.Context(), w.shop, begun.ID)
		require.NoError(t, err)
		now, err := w.store.Run(t.Context(), w.shop, begun.ID)
		require.NoError(t, err)
		require.Equal(t, []any{true, 320, 200, 0}, []any{now.Counted, now.Total, now.Planned, now.Done}, "few wait at a time")
		require.Equal(t, []int{200, 400}, []int{now.CameTo.People, now.CameTo.Places})

		ended := w.through(t, begun.ID)
		require.Equal(t, []any{app.RunDone, 320, 320, 320}, []any{ended.State, ended.Total, ended.Planned, ended.Done})
		require.Equal(t, counted, ended.CameTo, "as was counted before")
		require.Equal(t, []int{320, 640}, []int{ended.CameTo.People, ended.CameTo.Places})
		require.Zero(t, w.ours())

		again := w.beginDeliveries(t, app.RunReplay, store.DeliveryFilter{Destination: late, Cause: app.CauseAnswer})
		ended = w.through(t, again.ID)
		require.Equal(t, []any{app.RunDone, 320, 320}, []any{ended.State, ended.Total, ended.Done})
		require.Equal(t, 640, w.ours(), "and it can be said again")
	})
}

func TestASecondRunIsRefusedWhileOneTakesBack(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.told(t, 3)
		begun := w.beginDeliveries(t, app.RunUndo, store.DeliveryFilter{})
		require.Empty(t, begun.Destination, "the shop has others")
		for name, begin := range map[string]func() error{
			"everywhere": func() error {
				_, err := w.BeginDeliveries(t.Context(), w.shop, app.RunUndo, store.DeliveryFilter{}, "")
				return err
			},
			"there": func() error {
				_, err := w.BeginDeliveries(t.Context(), w.shop, app.RunReplay, store.DeliveryFilter{Destination: late}, "")
				return err
			},
			"a backfill": func() error {
				_, err := w.Begin(t.Context(), w.shop, late, app.RunBackfill, store.RunFilter{}, "")
				return err
			},
			"a leave": func() error { _, err := w.Leave(t.Context(), w.shop, late, ""); return err },
		} {
			err := begin()
			require.True(t, app.Is(err, app.Conflict), "%s: %v", name, err)
			require.ErrorContains(t, err, "wait for it, or cancel it", name)
		}
		require.Equal(t, app.RunDone, w.through(t, begun.ID).State)
		_, err := w.Begin(t.Context(), w.shop, late, app.RunBackfill, store.RunFilter{}, "")
		require.NoError(t, err, "and the way is free")
		_, err = w.BeginDeliveries(t.Context(), w.shop, app.RunUndo, store.DeliveryFilter{}, "")
		require.True(t, app.Is(err, app.Conflict), "one that goes everywhere would be in its way")
		_, err = w.BeginDeliveries(t.Context(), w.shop, app.RunUndo, store.DeliveryFilter{Destination: "nothing"}, "")
		require.True(t, app.Is(err, app.NotFound))
	})
}

// What comes later was not chosen.
func TestARunIsAboutWhatThereWasWhenItBegan(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.told(t, 3)
		begun := w.beginDeliveries(t, app.RunUndo, store.DeliveryFilter{})
		w.says(t, 1, map[string]string{"source": "podcast"})
		w.deliver(t)
		ended := w.through(t, begun.ID)
		require.Equal(t, map[string]int{"a later delivery has written there since": 2}, ended.CameTo.Skipped)
		require.Equal(t, 2, w.ours(), "her new answer stays")
		require.Equal(t, 2, ended.CameTo.People)
	})
}

func TestNobodyIsWhomARunOfNobodyIsAbout(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.told(t, 3)
		ended := w.through(t, w.beginDeliveries(t, app.RunUndo, store.DeliveryFilter{People: []app.ProfileID{}}).ID)
		require.Equal(t, []any{app.RunDone, 0, 0}, []any{ended.State, ended.Total, ended.CameTo.Places})
		require.Equal(t, 6, w.ours())
	})
}

func TestWhatIsRefusedIsSaidOfARunThatTakesBack(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.told(t, 3)
		w.refuse(2, true)
		ended := w.through(t, w.beginDeliveries(t, app.RunUndo, store.DeliveryFilter{Destination: late}).ID)
		require.Equal(t, []any{app.RunDone, 1, 3}, []any{ended.State, ended.CameTo.Refused, ended.CameTo.People})
		w.refuse(2, false)
		w.through(t, w.beginDeliveries(t, app.RunReplay, store.DeliveryFilter{Destination: late, State: app.DeliveryParked}).ID)
		require.Zero(t, w.ours())
	})
}

// What it has come to is written down as taken back: it is, and the rest stays.
func TestARunOfUndosThatIsCancelledLeavesNobodyHalfway(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.told(t, 320)
		before := w.ours()
		begun := w.beginDeliveries(t, app.RunUndo, store.DeliveryFilter{Destination: late})
		_, err := w.Drain(t.Context(), w.shop, begun.ID)
		require.NoError(t, err)
		require.NoError(t, w.Pause(t.Context(), w.shop, begun.ID))
		w.deliver(t)
		require.Equal(t, before, w.ours(), "paused, nothing is taken back")
		require.NoError(t, w.Cancel(t.Context(), w.shop, begun.ID, "user/8"))
		w.deliver(t)
		ended, err := w.store.Run(t.Context(), w.shop, begun.ID)
		require.NoError(t, err)
		require.Equal(t, []any{app.RunCancelled, 200, 200, 320}, []any{ended.State, ended.Planned, ended.Done, ended.Total})
		require.Equal(t, before-ended.CameTo.Places, w.ours())
		require.Equal(t, 240, w.ours())
		runs, err := w.store.Runs(t.Context(), w.shop, late, "", 5)
		require.NoError(t, err)
		require.Len(t, runs, 1, "nothing is told again")

		rest := w.through(t, w.beginDeliveries(t, app.RunUndo, store.DeliveryFilter{Destination: late}).ID)
		require.Equal(t, 240, rest.CameTo.Places)
		require.Zero(t, w.ours())
	})
}

func TestARunThatSendsAgainAndIsCancelledSendsWhatItHasComeTo(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.told(t, 250)
		begun := w.beginDeliveries(t, app.RunReplay, store.DeliveryFilter{Destination: late})
		_, err := w.Drain(t.Context(), w.shop, begun.ID)
		require.NoError(t, err)
		require.NoError(t, w.Cancel(t.Context(), w.shop, begun.ID, "user/8"))
		w.deliver(t)
		waiting, err := w.store.Deliveries(t.Context(), w.shop, store.DeliveryFilter{Destination: late, State: app.DeliveryWaiting})
		require.NoError(t, err)
		require.Empty(t, waiting)
		done, err := w.store.Deliveries(t.Context(), w.shop, store.DeliveryFilter{Destination: late, State: app.DeliveryDone, Limit: 500})
		require.NoError(t, err)
		require.Len(t, done, 250, "none of them is dropped")
	})
}

func TestALeaveThatIsCancelledSaysWhatTellingAgainComesTo(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		begun := w.leaving(t, 5)
		_, err := w.Drain(t.Context(), w.shop, begun.ID)
		require.NoError(t, err)
		w.deliver(t)
		require.NoError(t, w.Cancel(t.Context(), w.shop, begun.ID, "user/8"))
		runs, err := w.store.Runs(t.Context(), w.shop, late, "", 5)
		require.NoError(t, err)
		require.False(t, runs[0].Counted)
		_, err = w.Drain(t.Context(), w.shop, runs[0].ID)
		require.NoError(t, err)
		again, err := w.store.Run(t.Context(), w.shop, runs[0].ID)
		require.NoError(t, err)
		require.Equal(t, []any{true, 5, 5, 5, 5}, []any{again.Counted, again.Total, again.Effect.People, again.Effect.Set, again.Effect.AddTags})
	})
}

// Whatever happens to a run meanwhile, it ends with the destination as it was, and counts
// as an undo in one go would.
func TestWhateverHappensARunOfUndosLeavesTheDestinationAsItWas(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t, s)
		w.open(t)
		w.people = rapid.IntRange(1, 8).Draw(t, "people")
		for i := range w.people {
			w.memory.AddCustomer(app.CustomerID(i+1), rapid.SampledFrom([]string{"vip", "askwell:source:friend", "askwell:size:m"}).Draw(t, "theirs"))
		}
		before := w.census()
		for i := range rapid.IntRange(1, 3*w.people).Draw(t, "answers") {
			key := rapid.SampledFrom([]string{"source", "size"}).Draw(t, "key")
			w.says(t, app.CustomerID(i%w.people+1), map[string]string{key: rapid.SampledFrom([]string{"friend", "podcast", "m"}).Draw(t, "answer")})
			if rapid.Bool().Draw(t, "told") {
				w.deliver(t)
			}
		}
		w.deliver(t)
		f := store.DeliveryFilter{Destination: late}
		counted, err := w.lanes.Undo(context.Background(), w.shop, f, true)
		require.NoError(t, err)
		begun := w.beginDeliveries(t, app.RunUndo, f)
		for range rapid.IntRange(0, 6).Draw(t, "turns") {
			switch rapid.SampledFrom([]string{"drain", "deliver", "pause", "resume"}).Draw(t, "turn") {
			case "drain":
				_, err = w.Drain(context.Background(), w.shop, begun.ID)
				require.NoError(t, err)
			case "deliver":
				w.deliver(t)
			case "pause":
				_ = w.Pause(context.Background(), w.shop, begun.ID)
			case "resume":
				_ = w.Resume(context.Background(), w.shop, begun.ID)
			}
		}
		_ = w.Resume(context.Background(), w.shop, begun.ID)
		ended := w.through(t, begun.ID)
		require.Equal(t, counted, ended.CameTo)
		for i, now := range w.census() {
			require.Equal(t, fmt.Sprint(before[i].Properties, before[i].Tags), fmt.Sprint(now.Properties, now.Tags), "customer %d", i+1)
		}
	})
}
