package store_test

import (
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

var (
	change = app.AuditEntry{Actor: "key/k1", Operation: "post-surveys"}
	claim  = store.Claim{ID: "hash-of-a-key", Fingerprint: "hash-of-a-request"}
)

// ended ends a change as it was answered.
func ended(t *testing.T, s *store.Store, id string, e store.Ended) {
	t.Helper()
	e.Entry, e.Claim = change, &claim
	e.Entry.Outcome = app.AuditDone
	require.NoError(t, s.EndChange(t.Context(), demo, id, e))
}

// clocked is a store whose clock the test turns.
func clocked(t *testing.T, url string) (*store.Store, *atomic.Int64) {
	t.Helper()
	var at atomic.Int64
	at.Store(noon.UnixMilli())
	s, err := store.Open(t.Context(), store.Config{URL: url, Keys: storetest.Keys(t), Now: func() time.Time { return time.UnixMilli(at.Load()) }})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	installed(t, s, demo)
	return s, &at
}

func eachClocked(t *testing.T, test func(t *testing.T, s *store.Store, at *atomic.Int64)) {
	t.Helper()
	for name, url := range map[string]func(testing.TB) string{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, at := clocked(t, url(t))
			test(t, s, at)
		})
	}
}

func TestWhatWasAnsweredOnceIsAnsweredAgainForADay(t *testing.T) {
	t.Parallel()
	eachClocked(t, func(t *testing.T, s *store.Store, at *atomic.Int64) {
		id, before, err := s.BeginChange(t.Context(), demo, change, &claim)
		require.NoError(t, err)
		require.Nil(t, before)
		answer := store.Answer{Status: 201, Header: http.Header{"Etag": {"r1"}}, Body: []byte(`{"id":"a"}`)}
		ended(t, s, id, store.Ended{Answer: &answer})
		require.Zero(t, store.Count(t, s, "SELECT COUNT(*) FROM idempotency_keys WHERE answer LIKE '%\"id\"%'"), "it is sealed")

		_, before, err = s.BeginChange(t.Context(), demo, change, &claim)
		require.NoError(t, err)
		require.Equal(t, &answer, before)
		_, _, err = s.BeginChange(t.Context(), demo, change, &store.Claim{ID: claim.ID, Fingerprint: "another request"})
		require.True(t, app.Is(err, app.Invalid), err)
		_, before, err = s.BeginChange(t.Context(), demo, change, &store.Claim{ID: "another key", Fingerprint: claim.Fingerprint})
		require.NoError(t, err)
		require.Nil(t, before)

		at.Add((24 * time.Hour).Milliseconds())
		_, before, err = s.BeginChange(t.Context(), demo, change, &claim)
		require.NoError(t, err)
		require.Nil(t, before, "a day has passed")
	})
}

func TestAChangeThatWasCutOffIsNotDoneAgain(t *testing.T) {
	t.Parallel()
	eachClocked(t, func(t *testing.T, s *store.Store, at *atomic.Int64) {
		_, _, err := s.BeginChange(t.Context(), demo, change, &claim)
		require.NoError(t, err)
		_, _, err = s.BeginChange(t.Context(), demo, change, &claim)
		require.ErrorContains(t, err, "under way")
		require.True(t, app.Is(err, app.Conflict))
		at.Add((6 * time.Minute).Milliseconds())
		_, _, err = s.BeginChange(t.Context(), demo, change, &claim)
		require.ErrorContains(t, err, "cut off")
		require.True(t, app.Is(err, app.Conflict))
	})
}

func TestAKeyIsGivenBackWhereNothingWasDoneAndToldOnceWhatIsSecret(t *testing.T) {
	t.Parallel()
	eachClocked(t, func(t *testing.T, s *store.Store, _ *atomic.Int64) {
		id, _, err := s.BeginChange(t.Context(), demo, change, &claim)
		require.NoError(t, err)
		ended(t, s, id, store.Ended{})
		id, before, err := s.BeginChange(t.Context(), demo, change, &claim)
		require.NoError(t, err)
		require.Nil(t, before, "it was given back")
		ended(t, s, id, store.Ended{Answer: &store.Answer{Status: 201, Body: []byte("secret")}, Once: true})
		_, _, err = s.BeginChange(t.Context(), demo, change, &claim)
		require.ErrorContains(t, err, "not kept")
	})
}

// Of those who send the same at once, one begins.
func TestOneOfManyBegins(t *testing.T) {
	t.Parallel()
	eachClocked(t, func(t *testing.T, s *store.Store, _ *atomic.Int64) {
		var begun, refused atomic.Int64
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				_, before, err := s.BeginChange(t.Context(), demo, change, &claim)
				switch {
				case err == nil && before == nil:
					begun.Add(1)
				case app.Is(err, app.Conflict):
					refused.Add(1)
				}
			})
		}
		all.Wait()
		require.Equal(t, []int64{1, 7}, []int64{begun.Load(), refused.Load()})
	})
}

func TestAnswersAreDroppedAfterADaySomeAtATime(t *testing.T) {
	t.Parallel()
	eachClocked(t, func(t *testing.T, s *store.Store, at *atomic.Int64) {
		for _, id := range []string{"a", "b", "c"} {
			_, _, err := s.BeginChange(t.Context(), demo, change, &store.Claim{ID: id})
			require.NoError(t, err)
		}
		more, err := s.DropAnswers(t.Context(), 2)
		require.NoError(t, err)
		require.False(t, more)
		require.Equal(t, 3, store.Count(t, s, "SELECT COUNT(*) FROM idempotency_keys"))
		at.Add((24 * time.Hour).Milliseconds())
		more, err = s.DropAnswers(t.Context(), 2)
		require.NoError(t, err)
		require.True(t, more)
		more, err = s.DropAnswers(t.Context(), 2)
		require.NoError(t, err)
		require.False(t, more)
		require.Zero(t, store.Count(t, s, "SELECT COUNT(*) FROM idempotency_keys"))
	})
}
