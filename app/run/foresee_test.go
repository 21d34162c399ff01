package run_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/run"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

// draft is the survey as it would be published with other places for its answers.
func (w *world) draft(t testingT, places map[string]app.WriteBack) app.Survey {
	t.Helper()
	survey, err := w.store.Survey(context.Background(), w.shop, w.asked.Survey)
	require.NoError(t, err)
	for i, q := range survey.Draft.Questions {
		if to, changed := places[q.Key]; changed {
			survey.Draft.Questions[i].Mapping = to
		}
	}
	return survey
}

func (w *world) foresee(t testingT, survey app.Survey) []run.Foreseen {
	t.Helper()
	foreseen, err := w.Foresee(context.Background(), w.shop, app.Draft{Survey: survey.ID, Document: &survey.Draft})
	require.NoError(t, err)
	return slices.DeleteFunc(foreseen, func(f run.Foreseen) bool { return f.Destination.ID != late })
}

func (w *world) publish(t testingT, survey app.Survey) {
	t.Helper()
	saved, err := w.store.SaveSurvey(context.Background(), w.shop, survey)
	require.NoError(t, err)
	w.asked, err = w.store.PublishSurvey(context.Background(), w.shop, saved.ID, saved.Revision)
	require.NoError(t, err)
}

// backfill tells everybody who has answered the survey.
func (w *world) backfill(t testingT) app.Run {
	t.Helper()
	begun, err := w.Begin(context.Background(), w.shop, late, app.RunBackfill, store.RunFilter{Survey: w.asked.Survey}, "user/7")
	require.NoError(t, err)
	return w.through(t, begun.ID)
}

func TestWhatPublishingChangesForThoseWhoHaveAnsweredIsSaidBefore(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.crowd(t, 3)
		w.open(t)
		w.backfill(t)
		require.Empty(t, w.foresee(t, w.draft(t, nil)), "a survey that says the same changes nothing")

		edited := w.draft(t, map[string]app.WriteBack{"source": {Metafield: true}})
		foreseen := w.foresee(t, edited)
		require.Len(t, foreseen, 1)
		require.Equal(t, late, foreseen[0].Destination.ID)
		require.Equal(t, []int{3, 3, 0, 0, 3}, []int{
			foreseen[0].Total, foreseen[0].Effect.People, foreseen[0].Effect.Set, foreseen[0].Effect.AddTags, foreseen[0].Effect.RemoveTags,
		})
		w.publish(t, edited)
		w.deliver(t)
		properties, tags := w.held()
		require.Equal(t, []int{3, 6}, []int{properties, tags}, "nothing is written before somebody speaks, or the merchant has it written")
		w.says(t, 1, map[string]string{"source": "friend"})
		w.deliver(t)
		_, tags = w.held()
		require.Equal(t, 5, tags, "what she says next brings the rest in line")
		require.Equal(t, 2, w.backfill(t).Effect.People)
		properties, tags = w.held()
		require.Equal(t, []int{3, 3}, []int{properties, tags})
	})
}

func TestWhatIsAskedNoMoreStaysWhereItWasWrittenLast(t *testing.T) {
	t.Parallel()
	w := newWorld(t, storetest.New(t))
	w.crowd(t, 2)
	w.open(t)
	w.publish(t, w.draft(t, map[string]app.WriteBack{"source": {Metafield: true}}))
	w.backfill(t)
	less := w.draft(t, nil)
	less.Draft.Questions = less.Draft.Questions[1:]
	require.Empty(t, w.foresee(t, less))
	w.publish(t, less)
	require.Zero(t, w.backfill(t).Effect.People)
	properties, tags := w.held()
	require.Equal(t, []int{2, 2}, []int{properties, tags}, "each has a tag of her own")
}

func TestADraftThatHasNoTimeToBeCountedSaysThatThereAreMore(t *testing.T) {
	t.Parallel()
	w := newWorld(t, storetest.New(t))
	w.crowd(t, 201)
	w.open(t)
	w.PlanTime = time.Nanosecond
	foreseen := w.foresee(t, w.draft(t, map[string]app.WriteBack{"source": {}}))
	require.True(t, foreseen[0].Effect.CutShort)
	require.Equal(t, []int{200, 201}, []int{foreseen[0].Effect.Counted, foreseen[0].Total})
}

func TestWhatIsForeseenOfPublishingIsWhatABackfillDoes(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t, s)
		w.people = rapid.IntRange(0, 8).Draw(t, "people")
		for i := range w.people {
			w.memory.AddCustomer(app.CustomerID(i+1), "theirs")
		}
		w.open(t)
		for version := range rapid.IntRange(1, 3).Draw(t, "versions") {
			for i := range w.people {
				answers := map[string]string{}
				for _, key := range []string{"source", "size"} {
					if value := rapid.SampledFrom([]string{"", "podcast", "friend"}).Draw(t, fmt.Sprint(key, version, i)); value != "" {
						answers[key] = value
					}
				}
				if len(answers) > 0 {
					w.says(t, app.CustomerID(i+1), answers)
				}
			}
			w.deliver(t)
			if rapid.Bool().Draw(t, "written before") {
				w.backfill(t)
			}
			places := map[string]app.WriteBack{}
			for _, key := range []string{"source", "size"} {
				places[key] = app.WriteBack{Metafield: rapid.Bool().Draw(t, key+" metafield"), Tag: rapid.Bool().Draw(t, key+" tag")}
			}
			edited := w.draft(t, places)
			var effect app.Effect
			foreseen := w.foresee(t, edited)
			for _, f := range foreseen {
				effect = f.Effect
			}
			before := w.census()
			w.publish(t, edited)
			if len(foreseen) > 0 {
				w.backfill(t)
			}
			set, unset, added, removed, touched := w.differs(before)
			require.Equal(t, []int{set, unset, added, removed, touched}, []int{effect.Set, effect.Unset, effect.AddTags, effect.RemoveTags, effect.People})
		}
	})
}
