package store_test

import (
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

// PostgreSQL lets two that wait for each other wait for a second, and whoever answered
// waits with them.
func TestAnswersAndLanesNeverWaitForEachOtherInACircle(t *testing.T) {
	t.Parallel()
	url := storetest.PostgresURL(t)
	var processes []*store.Store
	for range 2 {
		s, err := store.Open(t.Context(), store.Config{URL: url, Keys: storetest.Keys(t)})
		require.NoError(t, err)
		t.Cleanup(func() { require.NoError(t, s.Close()) })
		require.NoError(t, s.Migrate(t.Context()))
		processes = append(processes, s)
	}
	installed(t, processes[0], demo)
	v := published(t, processes[0], demo, "a")
	const crowd = 40
	for i := range crowd { // those who came first have the highest numbers
		_, err := processes[0].RecordResponse(t.Context(), demo, said(v, app.CustomerID(crowd-i), "podcast", noon))
		require.NoError(t, err)
	}
	ids, err := processes[0].PeoplePage(t.Context(), demo, store.RunFilter{}, "", crowd)
	require.NoError(t, err)
	people, err := processes[0].People(t.Context(), demo, ids)
	require.NoError(t, err)
	require.Len(t, people, crowd)
	lane, err := processes[0].LeaseLane(t.Context(), demo, app.ShopifyDestination, noon.AddDate(100, 0, 0))
	require.NoError(t, err)
	var group sync.WaitGroup
	for i := range 8 * crowd {
		group.Go(func() {
			at := noon.Add(time.Duration(i) * time.Second)
			_, err := processes[i%2].RecordResponse(t.Context(), demo, said(v, app.CustomerID(1+i%crowd), []string{"podcast", "friend"}[i/crowd%2], at))
			require.NoError(t, err)
		})
	}
	for range 2 {
		group.Go(func() {
			for range 40 {
				require.NoError(t, processes[0].Intend(t.Context(), demo, lane, store.Intention{People: people, Until: noon.AddDate(100, 0, 0)}))
			}
		})
	}
	group.Wait()
	require.Eventually(t, func() bool { // PostgreSQL counts a little later
		return store.Count(t, processes[0], "SELECT COUNT(*) FROM pg_stat_database WHERE datname = current_database() AND xact_commit > 100") == 1
	}, 10*time.Second, 100*time.Millisecond)
	require.Zero(t, store.Count(t, processes[0], "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"))
}
