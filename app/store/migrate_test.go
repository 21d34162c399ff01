package store_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

// beforeIdentity is the last migration before people could be parted.
const beforeIdentity = 8

func TestWhatWasKeptBeforePeopleCouldBePartedIsStillThere(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		store.MigrateDown(t, s, beforeIdentity)
		for _, statement := range []string{
			"INSERT INTO profiles (shop_id, id, customer_id, created_at, updated_at) VALUES ('demo', 'p', 7, 1, 1)",
			"INSERT INTO responses (shop_id, id, survey_id, version, surface, profile_id, reply, submitted_at) VALUES ('demo', 'r', 's', 1, 'theme', 'p', '{}', 5)",
			"INSERT INTO former_customers (shop_id, customer_id, kept_id, left_at) VALUES ('demo', 8, 7, 1)",
			"INSERT INTO former_customers (shop_id, customer_id, profile_id, left_at) VALUES ('demo', 9, 'guest', 1)",
			"INSERT INTO consents (shop_id, customer_id, channel, changed_at, state, source) VALUES ('demo', 7, 'email', 3, 'subscribed', 'shopify')",
			"INSERT INTO consents (shop_id, customer_id, channel, changed_at, state, source) VALUES ('demo', 7, 'email', 4, 'not_subscribed', 'shopify')",
			"INSERT INTO visitors (shop_id, visitor, profile_id, since) VALUES ('demo', 'v', 'p', 2)",
			"INSERT INTO askings (shop_id, profile_id, question, order_id, asked_at) VALUES ('demo', 'p', 'q', 5, 60000)",
			"INSERT INTO snoozes (shop_id, profile_id, question, until_at, since) VALUES ('demo', 'p', 'q', 0, 4)",
			"INSERT INTO doubts (shop_id, profile_id, question, since) VALUES ('demo', 'p', 'q', 4)",
			"INSERT INTO orders (shop_id, id, customer_id, created_at, updated_at) VALUES ('demo', 5, 7, 1, 1)",
			"INSERT INTO response_repeats (shop_id, id, response_id) VALUES ('demo', 'x', 'r')",
		} {
			store.Exec(t, s, statement)
		}
		for range 2 { // there and back, and there again
			require.NoError(t, s.Migrate(t.Context()))
			require.Equal(t, []string{"8 7 customer-8", "9 0 guest"},
				store.Strings(t, s, "SELECT customer_id || ' ' || kept_id || ' ' || profile_id FROM former_customers ORDER BY customer_id"))
			require.Equal(t, []string{"customer/7 marketing granted", "customer/7 marketing withdrawn"},
				store.Strings(t, s, "SELECT holder || ' ' || purpose || ' ' || state FROM consents ORDER BY changed_at"))
			require.Equal(t, "shopify/7/email/3/granted", store.Strings(t, s, "SELECT id FROM consents ORDER BY changed_at")[0], "as the same news would be told again")
			for _, table := range []string{"visitors", "askings", "snoozes", "doubts", "responses", "orders"} {
				origin := "origin_id = ''"
				if table == "orders" {
					origin = "origin_customer_id = 0"
				}
				require.Equal(t, 1, store.Count(t, s, "SELECT COUNT(*) FROM "+table+" WHERE "+origin), table)
			}
			require.Equal(t, 1, store.Count(t, s, "SELECT COUNT(*) FROM responses WHERE keep_until > 0"), "each is looked at once")
			store.MigrateDown(t, s, beforeIdentity)
			require.Equal(t, 2, store.Count(t, s, "SELECT COUNT(*) FROM consents WHERE customer_id = 7"))
		}
	})
}
