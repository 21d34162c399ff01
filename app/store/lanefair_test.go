package store_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

// crowdedLane puts many waiting deliveries of a backfill into a shop's lane, and a few of
// answers that came later.
func crowdedLane(t *testing.T, url string, shop app.ShopID, many, few int) {
	insert := `INSERT INTO deliveries (shop_id, id, destination_id, profile_id, cause, run_id, state, next_at, created_at)
		WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
		SELECT '%s', '%s' || i, 'shopify', '%s' || i, '%s', '%s', 'waiting', %d + i, %d + i FROM n`
	storetest.Exec(t, url,
		fmt.Sprintf(insert, many, shop, "b", "p", "backfill", "run", 1000, 1000),
		fmt.Sprintf(insert, few, shop, "f", "q", "answer", "", 2_000_000, 2_000_000),
		fmt.Sprintf("INSERT INTO lanes (shop_id, destination_id, due_at) VALUES ('%s', 'shopify', 1)", shop))
}

// What a hundred thousand of a backfill cost a batch, though no database has statistics of
// them yet: nothing that shows.
func TestFreshDeliveriesGoBeforeAnyBackfillAndAreFoundAtOnce(t *testing.T) {
	t.Parallel()
	for name, make := range map[string]func(testing.TB) string{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			freshBeforeBackfill(t, make(t))
		})
	}
}

func freshBeforeBackfill(t *testing.T, url string) {
	s, err := store.Open(t.Context(), store.Config{URL: url, Keys: storetest.Keys(t)})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	crowdedLane(t, url, "crowded.myshopify.com", 100_000, 10)
	crowdedLane(t, url, "quiet.myshopify.com", 200, 10)
	took := map[app.ShopID][]time.Duration{}
	for range 9 {
		for _, shop := range []app.ShopID{"quiet.myshopify.com", "crowded.myshopify.com"} {
			start := time.Now()
			due, err := s.DueDeliveries(t.Context(), shop, "shopify", 200)
			require.NoError(t, err)
			took[shop] = append(took[shop], time.Since(start))
			for i, d := range due[:11] {
				require.Equal(t, i < 10, d.Cause == app.CauseAnswer)
			}
		}
	}
	for _, list := range took {
		slices.Sort(list)
	}
	quiet, crowded := took["quiet.myshopify.com"][4], took["crowded.myshopify.com"][4]
	t.Logf("a batch is read in %v, beside a hundred thousand in %v", quiet, crowded)
	require.Less(t, crowded, 3*quiet+5*time.Millisecond)
}

// A tool that is down for thousands of shops makes as many lanes due again and again, and
// for longer than any other: one that waits for its turn comes before those that had theirs.
func TestLanesThatRestAgainAndAgainKeepNoOtherFromBeingFound(t *testing.T) {
	t.Parallel()
	for name, make := range map[string]func(testing.TB) string{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			url := make(t)
			s, err := store.Open(t.Context(), store.Config{URL: url, Keys: storetest.Keys(t)})
			require.NoError(t, err)
			t.Cleanup(func() { require.NoError(t, s.Close()) })
			storetest.Exec(t, url,
				`INSERT INTO shops (id, installed_at, salt) WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 50) SELECT 'shop' || i, 1, '' FROM n`,
				"INSERT INTO lanes (shop_id, destination_id, due_at, leased_until) SELECT id, 'down', 1000, 9000 FROM shops WHERE id <> 'shop0'",
				"INSERT INTO lanes (shop_id, destination_id, due_at) VALUES ('shop0', 'up', 5000)")
			due, err := s.DueLanes(t.Context(), time.UnixMilli(10_000), 20)
			require.NoError(t, err)
			require.Len(t, due, 20)
			require.Equal(t, app.ShopID("shop0"), due[0].Shop)
		})
	}
}
