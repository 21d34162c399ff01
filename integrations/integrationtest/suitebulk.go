package integrationtest

import (
	"strconv"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// finished is a job's end: one outcome for each change, in order.
func finished(t *testing.T, target Target, conn integrations.Conn, job string, changes []integrations.Change) []integrations.Outcome {
	t.Helper()
	for range 200 {
		progress, err := conn.(integrations.Bulker).Poll(t.Context(), job, changes)
		require.NoError(t, err)
		require.LessOrEqual(t, progress.Through, len(changes))
		if progress.Done {
			require.Len(t, progress.Outcomes, len(changes))
			for i, o := range progress.Outcomes {
				sound(t, o, changes[i])
			}
			return progress.Outcomes
		}
		require.Empty(t, progress.Outcomes, "until it is done nothing is certain")
		if target.Pass != nil {
			target.Pass(t, 10*time.Second)
		}
		time.Sleep(10 * time.Millisecond)
	}
	require.Fail(t, "the job does not end")
	return nil
}

// many are changes of several people, and what each of them is to hold afterwards.
func (t Target) many() (changes []integrations.Change) {
	spec := t.Provider.Spec()
	people := t.People[:]
	for i := range 5 {
		if spec.ByEmail {
			people = append(people, stranger(i))
		}
	}
	for i, one := range people {
		c := t.anyChange(one)
		if takesProperties(spec) {
			c.Set = append(c.Set, t.choice("size", strconv.Itoa(i)))
		}
		changes = append(changes, c)
	}
	return changes
}

func bulkJob(t *testing.T, target Target, conn integrations.Conn) {
	changes := target.many()
	job, err := conn.(integrations.Bulker).Begin(t.Context(), "one", changes)
	require.NoError(t, err)
	require.NotEmpty(t, job)
	for i, o := range finished(t, target, conn, job, changes) {
		require.Equal(t, integrations.OK, o.Class, "change %d: %s", i, o.Reason)
	}
	got := target.states(t, changes)
	target.made(t, conn, changes...)
	require.Equal(t, target.states(t, changes), got, "it is what single changes come to")
	require.Subset(t, got[0].Tags, changes[0].AddTags)
	for i := range changes {
		for _, p := range changes[i].Set {
			require.JSONEq(t, string(p.Value.JSON), string(got[i].Properties[p.Key].JSON))
		}
	}
}

func (t Target) states(test *testing.T, of []integrations.Change) (all []State) {
	for _, c := range of {
		s := t.State(test, c.Subject)
		s.Events, s.Started = nil, 0 // what happened happens again
		all = append(all, s)
	}
	return all
}

// bulkFound: whether nobody heard that a job has begun, or whoever heard it died, the next
// one finds it and begins no other. Until that can be told it waits.
func bulkFound(t *testing.T, target Target, conn integrations.Conn) {
	name, changes := uuid.Must(uuid.NewV7()).String(), target.many()
	target.Break(t, Deaf)
	_, err := conn.(integrations.Bulker).Begin(t.Context(), name, changes)
	require.True(t, app.Is(err, app.Unavailable), "%v", err)
	target.Break(t, Fine)
	require.Equal(t, 1, target.Jobs(t))
	job := begun(t, target, conn, name, changes)
	again, err := target.Restart().Connect(target.Shop, target.Settings)
	require.NoError(t, err)
	require.Equal(t, job, begun(t, target, again, name, changes))
	for i, o := range finished(t, target, again, job, changes) {
		require.Equal(t, integrations.OK, o.Class, "change %d: %s", i, o.Reason)
	}
	require.Equal(t, 1, target.Jobs(t))
	other, err := again.(integrations.Bulker).Begin(t.Context(), uuid.Must(uuid.NewV7()).String(), changes[:1])
	require.NoError(t, err)
	require.NotEqual(t, job, other)
	require.Equal(t, 2, target.Jobs(t), "another job is another's")
}

// begun is a job, once the destination can tell whether it has begun.
func begun(t *testing.T, target Target, conn integrations.Conn, name string, changes []integrations.Change) string {
	t.Helper()
	for range 100 {
		job, err := conn.(integrations.Bulker).Begin(t.Context(), name, changes)
		if err == nil {
			return job
		}
		require.True(t, app.Is(err, app.Unavailable), "%v", err)
		if target.Pass != nil {
			target.Pass(t, 10*time.Second)
		}
		time.Sleep(10 * time.Millisecond)
	}
	require.Fail(t, "the job does not begin")
	return ""
}

func bulkTwice(t *testing.T, target Target, conn integrations.Conn) {
	by, changes := conn.(integrations.Bulker), target.many()
	first, err := by.Begin(t.Context(), "one", changes)
	require.NoError(t, err)
	again, err := by.Begin(t.Context(), "one", changes)
	require.NoError(t, err)
	require.Equal(t, first, again)
	finished(t, target, conn, first, changes)
	_, err = by.Poll(t.Context(), "never begun", changes)
	require.True(t, app.Is(err, app.NotFound), "%v", err)
	for fault, kind := range map[Fault]app.Kind{Busy: app.Throttled, Revoked: app.Unauthorized, Forbidden: app.Forbidden} {
		target.Break(t, fault)
		_, err = by.Begin(t.Context(), string(fault), changes)
		require.Equal(t, kind, app.KindOf(err), "%s: %v", fault, err)
		target.Break(t, Fine)
	}
}
