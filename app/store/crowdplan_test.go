package store_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

// crowd puts people into a shop, each with all that is kept of somebody, her number in it.
func crowd(t *testing.T, url string, shop app.ShopID, people int) {
	t.Helper()
	var statements []string
	for table, row := range map[string]string{
		"profiles (shop_id, id, customer_id, created_at, updated_at)":                                                                         "'p' || i, CASE WHEN i % 10 = 0 THEN 0 ELSE i END, 1, 1",
		"responses (shop_id, id, survey_id, version, surface, profile_id, order_id, reply, submitted_at)":                                     "'r' || i, 's', 1, 'theme', 'p' || i, i, '{}', i",
		"orders (shop_id, id, customer_id)":                                                                                                   "i, i",
		"deliveries (shop_id, id, destination_id, profile_id, cause, state, next_at, created_at)":                                             "'d' || i, 'shopify', 'p' || i, 'answer', 'waiting', i, i",
		"attempts (shop_id, id, delivery_id, number, class, started_at, duration_ms)":                                                         "'a' || i, 'd' || i, 1, 'transient', i, 1",
		"receipts (shop_id, destination_id, subject, property, delivery_id, written_at)":                                                      "'shopify', 'customer/' || i, 'tag:a', 'd' || i, 1",
		"overrides (shop_id, destination_id, subject, property, unwanted_there, unwanted_value, wanted_there, wanted_value, why, since)":      "'shopify', 'customer/' || i, 'tag:b', TRUE, '', FALSE, '', 'undo', 1",
		"checks (shop_id, destination_id, subject, delivery_id, state, due_at)":                                                               "'shopify', 'customer/' || i, 'd' || i, 'verified', 0",
		"refusals (shop_id, destination_id, profile_id, question, purpose, reason, since)":                                                    "'shopify', 'p' || i, 'q', 'p', 'r', 1",
		"consents (shop_id, id, holder, channel, purpose, state, changed_at, source)":                                                         "'c' || i, 'customer/' || i, 'email', 'marketing', 'granted', 1, 'survey'",
		"reaches (shop_id, subject, destination_id, digest, names, since)":                                                                    "'customer/' || i, 'shopify', 'x', '', 1",
		"identities (shop_id, kind, digest, profile_id, proof, value, since)":                                                                 "'phone', 'x' || i, 'p' || i, 'staff', '', 1",
		"writes (shop_id, destination_id, subject, property, delivery_id, before_there, before_value, after_there, after_value, intended_at)": "'shopify', 'customer/' || i, 'tag:a', 'd' || i, FALSE, '', TRUE, '', 1",
	} {
		statements = append(statements, fmt.Sprintf("INSERT INTO %s SELECT '%s', %s FROM generate_series(1, %d) AS n(i)", table, shop, row, people))
	}
	storetest.Exec(t, url, statements...)
}

// of are the first of a crowd, by a name that their numbers are in.
func of[T ~string](n int, name string) []T {
	list := make([]T, n)
	for i := range list {
		list[i] = T(fmt.Sprint(name, i+1))
	}
	return list
}

// numbered is of of numbers.
func numbered[T ~int64](n int) []T {
	list := make([]T, n)
	for i := range list {
		list[i] = T(i + 1)
	}
	return list
}

// asks are what a lane, and whoever answers, asks of the database about so many people.
func asks(t *testing.T, n int, lane app.Lane) map[string]func(s *store.Store) error {
	people, subjects, ids, orders := of[app.ProfileID](n, "p"), of[string](n, "customer/"), of[app.DeliveryID](n, "d"), numbered[app.OrderID](n)
	ctx, at, later := t.Context(), app.ShopifyDestination, time.Now().Add(time.Hour)
	var settled []app.Delivery
	var touched []app.Receipt
	var wrote []app.Write
	refused := map[app.ProfileID][]app.Refusal{}
	for i, id := range ids {
		settled = append(settled, app.Delivery{ID: id, State: app.DeliveryWaiting, NextAt: time.UnixMilli(int64(1 + i%7))})
		touched = append(touched, app.Receipt{Destination: at, Subject: subjects[i], Property: "tag:c", Delivery: id})
		wrote = append(wrote, app.Write{Destination: at, Delivery: id, Subject: subjects[i], Property: "tag:c", After: app.Stand{There: true}})
		refused[people[i]] = nil
	}
	return map[string]func(s *store.Store) error{
		"people":     func(s *store.Store) error { _, err := s.People(ctx, demo, people); return err },
		"called":     func(s *store.Store) error { _, err := s.PeopleCalled(ctx, demo, subjects); return err },
		"addresses":  func(s *store.Store) error { _, err := s.Addresses(ctx, demo, people); return err },
		"said":       func(s *store.Store) error { _, err := s.SaidByPeople(ctx, demo, people); return err },
		"of orders":  func(s *store.Store) error { _, err := s.SaidOnOrders(ctx, demo, orders); return err },
		"theirs":     func(s *store.Store) error { _, err := s.WrittenOrders(ctx, demo, at, people); return err },
		"consents":   func(s *store.Store) error { _, err := s.ConsentsOf(ctx, demo, people); return err },
		"refusals":   func(s *store.Store) error { _, err := s.Refusals(ctx, demo, people); return err },
		"refuse":     func(s *store.Store) error { return s.NoteRefusals(ctx, demo, at, refused) },
		"receipts":   func(s *store.Store) error { _, err := s.Receipts(ctx, demo, at, subjects); return err },
		"overrides":  func(s *store.Store) error { _, err := s.Overrides(ctx, demo, at, subjects); return err },
		"checks":     func(s *store.Store) error { _, err := s.ChecksOf(ctx, demo, at, subjects); return err },
		"attempts":   func(s *store.Store) error { _, err := s.Attempts(ctx, demo, ids); return err },
		"writes":     func(s *store.Store) error { _, err := s.Writes(ctx, demo, ids); return err },
		"due":        func(s *store.Store) error { _, err := s.DueDeliveries(ctx, demo, at, n); return err },
		"join a job": func(s *store.Store) error { _, err := s.JoinBulk(ctx, demo, at, ids); return err },
		"again": func(s *store.Store) error {
			_, err := s.ReplayDeliveries(ctx, demo, store.DeliveryFilter{IDs: ids})
			return err
		},
		"back": func(s *store.Store) error {
			_, err := s.Undo(ctx, demo, store.DeliveryFilter{IDs: ids}, true)
			return err
		},
		"forget": func(s *store.Store) error { return s.ForgetWrites(ctx, demo, at, subjects) },
		"intend": func(s *store.Store) error {
			known, err := s.People(ctx, demo, people)
			if err != nil {
				return err
			}
			return s.Intend(ctx, demo, lane, store.Intention{People: known, Touched: touched, Writes: wrote, Until: later})
		},
		"settle": func(s *store.Store) error {
			return s.Settle(ctx, demo, lane, store.Settlement{Deliveries: settled, Confirmed: touched, Until: later})
		},
		"doubt": func(s *store.Store) error {
			return s.Doubt(ctx, demo, app.Lane{Destination: "another"}, ids, touched, wrote)
		},
		"answer": func(s *store.Store) error { return answerAtOnce(t, s, n) },
	}
}

// answerAtOnce lets so many of a crowd answer again.
func answerAtOnce(t *testing.T, s *store.Store, n int) error {
	v := published(t, s, demo, "a")
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() {
			_, err := s.RecordResponse(t.Context(), demo, said(v, app.CustomerID(i/9*10+i%9+1), "podcast", time.Now()))
			require.NoError(t, err)
		})
	}
	all.Wait()
	return nil
}

// What is asked about a few people reads hardly more than what is kept of them, however
// many there are: PostgreSQL may know nothing of a crowd yet, or what was true before it.
func TestAFewPeopleOfACrowdAreReadWithoutTheCrowd(t *testing.T) {
	t.Parallel()
	const others, few = 20_000, 100
	for name, known := range map[string]bool{"without statistics": false, "with statistics from before": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			url := storetest.Postgres(t)
			if known {
				crowd(t, url, "before.myshopify.com", 2000)
				storetest.Exec(t, url, "ANALYZE")
			}
			var lane app.Lane
			using(t, url, func(s *store.Store) error {
				require.NoError(t, s.RecordInstall(t.Context(), demo, app.Shop{ID: demo}, app.Access{}))
				crowd(t, url, demo, others)
				storetest.Exec(t, url, "UPDATE lanes SET due_at = 1")
				var err error
				lane, err = s.LeaseLane(t.Context(), demo, app.ShopifyDestination, time.Now().Add(time.Hour))
				return err
			})
			var crowded []string
			for what, ask := range asks(t, few, lane) {
				before := rowsRead(t, url)
				using(t, url, ask)
				for table, n := range rowsRead(t, url) {
					if n -= before[table]; n > others/4 {
						crowded = append(crowded, fmt.Sprintf("%s: %d of %s", what, n, table))
					}
				}
			}
			require.Empty(t, crowded)
		})
	}
}

// using is a store that is closed when something was done: PostgreSQL has counted then what
// was read for it.
func using(t *testing.T, url string, do func(s *store.Store) error) {
	t.Helper()
	s, err := store.Open(t.Context(), store.Config{URL: url, Keys: storetest.Keys(t)})
	require.NoError(t, err)
	require.NoError(t, do(s))
	require.NoError(t, s.Close())
	require.Eventually(t, func() bool {
		return storetest.Count(t, url, "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()") == 0
	}, time.Minute, 10*time.Millisecond)
}

// rowsRead counts what was read of each table so far, in whichever way.
func rowsRead(t *testing.T, url string) map[string]int {
	t.Helper()
	read := map[string]int{}
	for _, table := range strings.Fields("profiles responses orders deliveries attempts receipts overrides checks refusals consents reaches identities writes") {
		read[table] = storetest.Count(t, url, fmt.Sprintf(`SELECT (SELECT seq_tup_read FROM pg_stat_user_tables WHERE relname = '%[1]s') +
			(SELECT SUM(idx_tup_read) FROM pg_stat_user_indexes WHERE relname = '%[1]s')`, table))
	}
	return read
}
