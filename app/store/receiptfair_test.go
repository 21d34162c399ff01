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

// What a batch came to is written down as fast where twenty thousand were told of
// before, though no database has statistics of them yet.
func TestABatchIsSettledAtOnceHoweverManyWereToldOf(t *testing.T) {
	t.Parallel()
	for name, make := range map[string]func(testing.TB) string{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			url := make(t)
			s, err := store.Open(t.Context(), store.Config{URL: url, Keys: storetest.Keys(t)})
			require.NoError(t, err)
			t.Cleanup(func() { require.NoError(t, s.Close()) })
			few, many := settling(t, s, url, "quiet.myshopify.com", 200), settling(t, s, url, "crowded.myshopify.com", 20_000)
			t.Logf("a batch is settled in %v, beside twenty thousand in %v", few, many)
			require.Less(t, many, 3*few+10*time.Millisecond)
		})
	}
}

// settling is how long it takes to settle a batch of a shop where so many were told of.
func settling(t *testing.T, s *store.Store, url string, shop app.ShopID, many int) time.Duration {
	require.NoError(t, s.RecordInstall(t.Context(), shop, app.Shop{ID: shop}, app.Access{}))
	insert := ` WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
		SELECT '%s', 'shopify', 'customer/' || i, 'tag:a', 'd', CASE WHEN i <= 200 THEN 0 ELSE 1 END, `
	storetest.Exec(t, url,
		fmt.Sprintf(`INSERT INTO receipts (shop_id, destination_id, subject, property, delivery_id, written_at, value)`+insert+`'' FROM n`, many, shop),
		fmt.Sprintf(`INSERT INTO writes (shop_id, destination_id, subject, property, delivery_id, written_at, before_there, before_value, after_there, after_value, intended_at)`+
			insert+`FALSE, '', TRUE, '', 1 FROM n`, many, shop),
		fmt.Sprintf("UPDATE lanes SET due_at = 1 WHERE shop_id = '%s'", shop))
	lane, err := s.LeaseLane(t.Context(), shop, app.ShopifyDestination, time.Now().Add(time.Hour))
	require.NoError(t, err)
	var took []time.Duration
	for round := range 5 {
		done := store.Settlement{Until: time.Now().Add(time.Hour)}
		for i := range 40 {
			one := app.Receipt{Destination: app.ShopifyDestination, Subject: fmt.Sprint("customer/", 40*round+i+1), Property: "tag:a"}
			if done.Confirmed = append(done.Confirmed, one); i%2 == 0 {
				done.Gone = append(done.Gone, one)
			}
		}
		start := time.Now()
		require.NoError(t, s.Settle(t.Context(), shop, lane, done))
		took = append(took, time.Since(start))
	}
	require.Equal(t, many-100, storetest.Count(t, url, fmt.Sprintf("SELECT COUNT(*) FROM writes WHERE shop_id = '%s' AND written_at > 0", shop)))
	slices.Sort(took)
	return took[2]
}
