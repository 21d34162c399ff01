package shopify_test

import (
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/shopify"
)

// crowd are the customers of the town, and one who is not there.
func (w *town) crowd(t *testing.T) (people []integrations.Subject) {
	t.Helper()
	for _, c := range w.state(t).Shops[0].Customers {
		id, err := app.ParseCustomerID(c.ID)
		require.NoError(t, err)
		people = append(people, integrations.Subject{Customer: id})
	}
	return people
}

func answered(people []integrations.Subject, value string, questions int) (changes []integrations.Change) {
	for i, one := range people {
		change := integrations.Change{Subject: one, AddTags: []string{"askwell:source:" + value}}
		for n := range questions {
			text := fmt.Sprintf(`"%s %d"`, value, i)
			change.Set = append(change.Set, integrations.Property{
				Key: fmt.Sprint("q", n), Value: app.Value{Kind: app.KindChoice, JSON: []byte(text)},
			})
		}
		changes = append(changes, change)
	}
	return changes
}

func done(t *testing.T, by integrations.Bulker, job string, changes []integrations.Change) []integrations.Outcome {
	t.Helper()
	for range 500 {
		progress, err := by.Poll(t.Context(), job, changes)
		require.NoError(t, err)
		if progress.Done {
			return progress.Outcomes
		}
		time.Sleep(10 * time.Millisecond)
	}
	require.Fail(t, "the job does not end")
	return nil
}

func (w *town) bulker(t *testing.T) integrations.Bulker {
	conn, err := shopify.Provider{App: w.app, Tokens: shopify.TokenFunc(w.token)}.Connect(app.Shop{ID: demo}, nil)
	require.NoError(t, err)
	return conn.(integrations.Bulker)
}

// Whoever is not there is Missing; those who shared a line with her go again, all others
// are through.
func TestABulkJobTellsOfEachWhatBecameOfHer(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	by, people := w.bulker(t), w.crowd(t)
	require.GreaterOrEqual(t, len(people), 3)
	people[0].Customer = 42
	changes := answered(people, "podcast", 13) // a line takes 25 metafields: those of the first and nearly all of the second
	job, err := by.Begin(t.Context(), "01993f7c-0000-7000-8000-000000000001", changes)
	require.NoError(t, err)
	for i, o := range done(t, by, job, changes) {
		switch i {
		case 0:
			require.Equal(t, integrations.Missing, o.Class, o.Reason)
		case 1:
			require.Equal(t, integrations.Transient, o.Class, "%d: %s", i, o.Reason)
		default:
			require.Equal(t, integrations.OK, o.Class, "%d: %s", i, o.Reason)
		}
	}
	held := w.holds(t, people[len(people)-1])
	require.Contains(t, held.Tags, "askwell:source:podcast")
	require.Len(t, held.Properties, 13)
}

// A crash between two parts of a job, or before their ids were known: whoever begins the
// job again finds what runs already, and begins the rest alone.
func TestABulkJobBegunTwiceRunsOnce(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	var begun atomic.Int32
	w.watch = func(query string) {
		if strings.Contains(query, "mutation RunBulk") {
			begun.Add(1)
		}
	}
	by, changes := w.bulker(t), answered(w.crowd(t), "friend", 4)
	first, err := by.Begin(t.Context(), "01993f7c-0000-7000-8000-000000000002", changes)
	require.NoError(t, err)
	again, err := by.Begin(t.Context(), "01993f7c-0000-7000-8000-000000000002", changes)
	require.NoError(t, err)
	require.Equal(t, first, again)
	require.EqualValues(t, 2, begun.Load(), "metafields and tags")
	for _, o := range done(t, by, first, changes) {
		require.Equal(t, integrations.OK, o.Class, o.Reason)
	}
	other, err := by.Begin(t.Context(), "01993f7c-0000-7000-8000-000000000003", changes)
	require.NoError(t, err)
	require.NotEqual(t, first, other)
}

// Five run at once: one more has to wait.
func TestABulkJobTooManyIsAConflict(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	by, people := w.bulker(t), w.crowd(t)
	for i := 0; ; i++ { // some may be over before the next begins
		_, err := by.Begin(t.Context(), fmt.Sprint("01993f7c-0000-7000-8000-00000000", i), answered(people, fmt.Sprint("v", i), 25))
		if err != nil {
			require.True(t, app.Is(err, app.Conflict), err)
			return
		}
		require.Less(t, i, 200)
	}
}
