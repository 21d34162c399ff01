package run_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/delivery"
	"github.com/askwell/askwell/app/run"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/integrationtest"
)

const late app.DestinationID = "late" // it comes when much was said already

// world is a shop whose customers have said much, and a destination that comes late.
type world struct {
	*run.Runner
	store  *store.Store
	lanes  *delivery.Deliverer
	memory *integrationtest.Memory
	shop   app.ShopID
	asked  app.Version
	people int
}

type testingT interface {
	require.TestingT
	Helper()
}

func newWorld(t testingT, s *store.Store) *world {
	ctx := context.Background()
	w := &world{store: s, memory: &integrationtest.Memory{Name: "late"}, shop: app.ShopID("s" + uuid.NewString() + ".myshopify.com")}
	w.lanes = &delivery.Deliverer{Store: s, Providers: []integrations.Provider{w.memory}}
	w.Runner = &run.Runner{Store: s, Weigher: w.lanes}
	expires := time.Now().Add(time.Hour)
	require.NoError(t, s.RecordInstall(ctx, w.shop, app.Shop{Locale: "en"}, app.Access{Token: "t", RefreshToken: "r", ExpiresAt: expires, RefreshExpiresAt: expires}))
	made, err := s.CreateSurvey(ctx, w.shop, app.Document{Handle: "how", Title: "How", Languages: []string{"en"}, Questions: []app.Question{
		{Key: "source", Type: "single_choice", Prompt: app.Text{"en": "Where?"}, Mapping: app.WriteBack{Metafield: true, Tag: true}},
		{Key: "size", Type: "single_choice", Prompt: app.Text{"en": "Which?"}, Mapping: app.WriteBack{Tag: true}},
	}})
	require.NoError(t, err)
	w.asked, err = s.PublishSurvey(ctx, w.shop, made.ID, made.Revision)
	require.NoError(t, err)
	return w
}

func each(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) { test(t, newWorld(t, s)) })
}

// says has a customer answer.
func (w *world) says(t testingT, who app.CustomerID, answers map[string]string) {
	t.Helper()
	r := app.Response{ID: app.ResponseID(uuid.NewString()), Survey: w.asked.Survey, Version: w.asked.Version, Surface: app.SurfaceTheme, Locale: "en", SubmittedAt: time.Now()}
	for key, value := range answers {
		text, err := json.Marshal(value)
		require.NoError(t, err)
		r.Answers = append(r.Answers, app.Answer{Question: key, Value: app.Value{Kind: app.KindChoice, JSON: text}})
	}
	_, err := w.store.RecordResponse(context.Background(), w.shop, store.Submitted{Response: r, Customer: who, Reply: app.Reply{ID: r.ID}, Writes: true})
	require.NoError(t, err)
}

// crowd has so many customers say where they heard of us.
func (w *world) crowd(t testingT, n int) {
	t.Helper()
	for i := range n {
		w.memory.AddCustomer(app.CustomerID(i+1), "theirs")
		w.says(t, app.CustomerID(i+1), map[string]string{"source": "friend"})
	}
	w.people = n
}

func (w *world) open(t testingT) {
	t.Helper()
	require.NoError(t, w.store.AddDestination(context.Background(), w.shop, late, "late"))
}

func (w *world) begin(t testingT, kind app.RunKind) app.Run {
	t.Helper()
	begun, err := w.Begin(context.Background(), w.shop, late, kind, store.RunFilter{}, "user/7")
	require.NoError(t, err)
	return begun
}

// deliver empties the lane as far as anything is due.
func (w *world) deliver(t testingT) {
	t.Helper()
	for range 1000 {
		again, err := w.lanes.Drain(context.Background(), w.shop, late)
		require.NoError(t, err)
		if !again {
			return
		}
	}
	require.Fail(t, "the lane is never done")
}

// through does a run to its end.
func (w *world) through(t testingT, id app.RunID) app.Run {
	t.Helper()
	for range 1000 {
		_, err := w.Drain(context.Background(), w.shop, id)
		require.NoError(t, err)
		w.deliver(t)
		now, err := w.store.Run(context.Background(), w.shop, id)
		require.NoError(t, err)
		if now.State != app.RunRunning {
			return now
		}
	}
	require.Fail(t, "the run is never done")
	return app.Run{}
}

// held counts what the destination holds of everybody.
func (w *world) held() (properties, tags int) {
	for i := range w.people {
		state := w.memory.State(integrations.Subject{Customer: app.CustomerID(i + 1)})
		properties, tags = properties+len(state.Properties), tags+len(state.Tags)
	}
	return properties, tags
}

func TestWhatWasSaidBeforeIsToldByABackfill(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.crowd(t, 7)
		w.open(t)
		w.deliver(t)
		require.Zero(t, w.memory.Calls(), "a destination is told what is news")

		begun := w.begin(t, app.RunBackfill)
		require.Equal(t, []int{7, 7, 7, 7}, []int{begun.Total, begun.Effect.People, begun.Effect.Set, begun.Effect.AddTags})
		ended := w.through(t, begun.ID)
		require.Equal(t, app.RunDone, ended.State)
		require.Equal(t, []int{7, 7}, []int{ended.Planned, ended.Done})
		properties, tags := w.held()
		require.Equal(t, []int{7, 14}, []int{properties, tags}, "and nobody's own tags are lost")

		again, total, err := w.Plan(t.Context(), w.shop, late, app.Draft{}, store.RunFilter{})
		require.NoError(t, err)
		require.Equal(t, 7, total)
		require.Zero(t, again.People, "there is nothing left to do")
		calls := w.memory.Calls()
		w.through(t, w.begin(t, app.RunBackfill).ID)
		require.Equal(t, calls, w.memory.Calls())
		w.through(t, w.begin(t, app.RunReplay).ID)
		require.Greater(t, w.memory.Calls(), calls, "a replay says it all the same")
	})
}

func TestFewOfARunWaitAtATime(t *testing.T) {
	t.Parallel()
	w := newWorld(t, storetest.New(t))
	w.crowd(t, 450)
	w.open(t)
	begun := w.begin(t, app.RunBackfill)
	for range 3 {
		_, err := w.Drain(t.Context(), w.shop, begun.ID)
		require.NoError(t, err)
	}
	waiting, err := w.store.CountRunWaiting(t.Context(), w.shop, begun.ID)
	require.NoError(t, err)
	require.Equal(t, 200, waiting)
	require.Equal(t, app.RunDone, w.through(t, begun.ID).State)
	properties, _ := w.held()
	require.Equal(t, 450, properties)
}

func TestAPausedRunSendsNothingUntilItGoesOn(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.crowd(t, 5)
		w.open(t)
		begun := w.begin(t, app.RunBackfill)
		_, err := w.Drain(t.Context(), w.shop, begun.ID)
		require.NoError(t, err)
		require.NoError(t, w.Pause(t.Context(), w.shop, begun.ID))
		require.True(t, app.Is(w.Pause(t.Context(), w.shop, begun.ID), app.Conflict))
		w.deliver(t)
		require.Zero(t, w.memory.Calls())
		_, err = w.Drain(t.Context(), w.shop, begun.ID)
		require.NoError(t, err)

		require.NoError(t, w.Resume(t.Context(), w.shop, begun.ID))
		require.Equal(t, app.RunDone, w.through(t, begun.ID).State)
		properties, _ := w.held()
		require.Equal(t, 5, properties)
	})
}

// The call that is under way as it is paused fails, and would be tried again.
func TestWhatFailsAsItsRunIsPausedWaitsWithIt(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.crowd(t, 5)
		w.open(t)
		begun := w.begin(t, app.RunBackfill)
		_, err := w.Drain(t.Context(), w.shop, begun.ID)
		require.NoError(t, err)
		w.memory.OnApply(func() {
			w.memory.OnApply(nil)
			w.memory.Break(integrationtest.Down)
			require.NoError(t, w.Pause(t.Context(), w.shop, begun.ID))
		})
		w.deliver(t)
		waiting, err := w.store.Deliveries(t.Context(), w.shop, store.DeliveryFilter{Run: begun.ID, State: app.DeliveryWaiting})
		require.NoError(t, err)
		require.Len(t, waiting, 5)
		for _, one := range waiting {
			require.Equal(t, 9999, one.NextAt.Year(), one.Reason)
		}
		w.memory.Break(integrationtest.Fine)
		require.NoError(t, w.Resume(t.Context(), w.shop, begun.ID))
		held, err := w.store.Deliveries(t.Context(), w.shop, store.DeliveryFilter{Run: begun.ID, State: app.DeliveryWaiting})
		require.NoError(t, err)
		require.False(t, held[0].NextAt.After(time.Now()))
	})
}

func TestACancelledRunDropsWhatItHasNotSent(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.crowd(t, 5)
		w.open(t)
		begun := w.begin(t, app.RunBackfill)
		_, err := w.Begin(t.Context(), w.shop, late, app.RunReplay, store.RunFilter{}, "user/7")
		require.True(t, app.Is(err, app.Conflict), "one at a time")
		_, err = w.Drain(t.Context(), w.shop, begun.ID)
		require.NoError(t, err)
		require.NoError(t, w.Cancel(t.Context(), w.shop, begun.ID, "user/7"))
		require.True(t, app.Is(w.Resume(t.Context(), w.shop, begun.ID), app.Conflict))
		w.deliver(t)
		require.Zero(t, w.memory.Calls())
		ended, err := w.store.Run(t.Context(), w.shop, begun.ID)
		require.NoError(t, err)
		require.Equal(t, []any{app.RunCancelled, "cancelled by user/7", 5}, []any{ended.State, ended.Reason, ended.Done})
	})
}

func TestARunIsPlannedOnceByHoweverMany(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.crowd(t, 30)
		w.open(t)
		begun := w.begin(t, app.RunBackfill)
		failed := make(chan error, 4)
		for range cap(failed) {
			go func() {
				_, err := w.Drain(context.Background(), w.shop, begun.ID)
				failed <- err
			}()
		}
		for range cap(failed) {
			require.NoError(t, <-failed)
		}
		ended := w.through(t, begun.ID)
		require.Equal(t, []int{30, 30}, []int{ended.Planned, ended.Done})
	})
}

func TestWhoAnsweredSinceIsWhomARunIsAbout(t *testing.T) {
	t.Parallel()
	w := newWorld(t, storetest.New(t))
	w.crowd(t, 3)
	w.open(t)
	_, total, err := w.Plan(t.Context(), w.shop, late, app.Draft{}, store.RunFilter{Since: time.Now().Add(time.Hour)})
	require.NoError(t, err)
	require.Zero(t, total)
	_, total, err = w.Plan(t.Context(), w.shop, late, app.Draft{}, store.RunFilter{Since: time.Now().Add(-time.Hour)})
	require.NoError(t, err)
	require.Equal(t, 3, total)
}

func TestAPlanThatHasNoTimeSaysThatThereAreMore(t *testing.T) {
	t.Parallel()
	w := newWorld(t, storetest.New(t))
	w.crowd(t, 201)
	w.open(t)
	w.PlanTime = time.Nanosecond
	effect, total, err := w.Plan(t.Context(), w.shop, late, app.Draft{}, store.RunFilter{})
	require.NoError(t, err)
	require.True(t, effect.CutShort)
	require.Equal(t, []int{200, 200, 201}, []int{effect.Counted, effect.People, total}, "a page is counted whatever the time")
	_, _, err = w.Plan(t.Context(), w.shop, "nothing", app.Draft{}, store.RunFilter{})
	require.True(t, app.Is(err, app.NotFound))
}

func TestAPlansNumbersAreTheEffect(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t, s)
		w.people = rapid.IntRange(0, 12).Draw(t, "people")
		answer := rapid.SampledFrom([]string{"", "podcast", "friend", "ad"})
		say := func(when string) {
			for i := range w.people {
				answers := map[string]string{}
				for _, key := range []string{"source", "size"} {
					if value := answer.Draw(t, fmt.Sprint(when, key, i)); value != "" {
						answers[key] = value
					}
				}
				if len(answers) > 0 {
					w.says(t, app.CustomerID(i+1), answers)
				}
			}
		}
		for i := range w.people {
			w.memory.AddCustomer(app.CustomerID(i+1), "theirs")
		}
		say("before")
		w.open(t)
		if rapid.Bool().Draw(t, "told before") {
			w.through(t, w.begin(t, app.RunBackfill).ID)
		}
		say("after") // with a lane, this waits: the plan counts it, too

		before := w.census()
		begun := w.begin(t, app.RunBackfill)
		w.through(t, begun.ID)
		set, unset, added, removed, touched := w.differs(before)
		require.Equal(t, []int{set, unset, added, removed, touched},
			[]int{begun.Effect.Set, begun.Effect.Unset, begun.Effect.AddTags, begun.Effect.RemoveTags, begun.Effect.People})
	})
}

func (w *world) census() []integrationtest.State {
	all := make([]integrationtest.State, w.people)
	for i := range all {
		all[i] = w.memory.State(integrations.Subject{Customer: app.CustomerID(i + 1)})
	}
	return all
}

// differs counts what is not as it was.
func (w *world) differs(before []integrationtest.State) (set, unset, added, removed, touched int) {
	for i, now := range w.census() {
		was, changes := before[i], 0
		for key, value := range now.Properties {
			if string(was.Properties[key].JSON) != string(value.JSON) {
				set, changes = set+1, changes+1
			}
		}
		for key := range was.Properties {
			if _, there := now.Properties[key]; !there {
				unset, changes = unset+1, changes+1
			}
		}
		more, fewer := without(now.Tags, was.Tags), without(was.Tags, now.Tags)
		added, removed = added+more, removed+fewer
		if changes+more+fewer > 0 {
			touched++
		}
	}
	return set, unset, added, removed, touched
}

// without counts what is in one list and not in another.
func without(list, other []string) (n int) {
	for _, one := range list {
		if !slices.Contains(other, one) {
			n++
		}
	}
	return n
}
