package store_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

// What a batch came to is written down without reading what so many others were told,
// though PostgreSQL has no statistics of them yet and would rather read all of it.
func TestABatchIsSettledWithoutReadingWhatOthersWereTold(t *testing.T) {
	t.Parallel()
	const others, batch = 20_000, 200
	url := storetest.Postgres(t)
	s, err := store.Open(t.Context(), store.Config{URL: url, Keys: storetest.Keys(t)})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	require.NoError(t, s.RecordInstall(t.Context(), demo, app.Shop{ID: demo}, app.Access{}))
	told := fmt.Sprintf(` WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
		SELECT '%s', 'shopify', 'customer/' || i, 'tag:a', 'd', CASE WHEN i <= %d THEN 0 ELSE 1 END, `, others, demo, batch)
	storetest.Exec(t, url,
		`INSERT INTO receipts (shop_id, destination_id, subject, property, delivery_id, written_at, value)`+told+`'' FROM n`,
		`INSERT INTO writes (shop_id, destination_id, subject, property, delivery_id, written_at, before_there, before_value, after_there, after_value, intended_at)`+
			told+`FALSE, '', TRUE, '', 1 FROM n`,
		"UPDATE lanes SET due_at = 1")
	lane, err := s.LeaseLane(t.Context(), demo, app.ShopifyDestination, time.Now().Add(time.Hour))
	require.NoError(t, err)
	read := func(table string) int {
		return storetest.Count(t, url, "SELECT seq_tup_read + COALESCE(idx_tup_fetch, 0) FROM pg_stat_user_tables WHERE relname = '"+table+"'")
	}
	changed := func(table string) int {
		return storetest.Count(t, url, "SELECT n_tup_upd + n_tup_del FROM pg_stat_user_tables WHERE relname = '"+table+"'")
	}
	before := map[string]int{"receipts": read("receipts"), "writes": read("writes")}
	for round := range 5 {
		done := store.Settlement{Until: time.Now().Add(time.Hour)}
		for i := range batch / 5 {
			one := app.Receipt{Destination: app.ShopifyDestination, Subject: fmt.Sprint("customer/", batch/5*round+i+1), Property: "tag:a"}
			if done.Confirmed = append(done.Confirmed, one); i%2 == 0 {
				done.Gone = append(done.Gone, one)
			}
		}
		require.NoError(t, s.Settle(t.Context(), demo, lane, done))
	}
	for _, table := range []string{"receipts", "writes"} {
		require.Eventually(t, func() bool { return changed(table) >= batch/2 }, time.Minute, 100*time.Millisecond, "PostgreSQL counts a little later")
		require.Less(t, read(table)-before[table], 20*batch, table)
	}
}
