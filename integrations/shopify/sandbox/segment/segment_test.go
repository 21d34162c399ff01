package segment_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations/shopify/sandbox/segment"
)

func TestACustomerBelongsAsShopifyDocuments(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		query   string
		belongs bool
		page    string
	}{
		// enums
		{"email_subscription_status = 'SUBSCRIBED'", true, reference},
		{"email_subscription_status != 'SUBSCRIBED'", false, reference},
		{"sms_subscription_status = 'SUBSCRIBED'", false, help},
		{"customer_account_status != 'DISABLED'", true, reference},
		{"predicted_spend_tier = 'HIGH'", false, reference},
		{"predicted_spend_tier != 'HIGH'", true, where}, // having none, she is not excluded
		// numbers
		{"number_of_orders >= 1", true, reference},
		{"number_of_orders = 10", false, reference},
		{"number_of_orders BETWEEN 1 AND 2", true, reference},
		{"number_of_orders BETWEEN 3 AND 1000", false, reference},
		{"amount_spent > 10.99", true, reference},
		{"amount_spent = 110.99", true, reference},
		{"amount_spent BETWEEN 10 AND 100", false, reference},
		{"amount_spent BETWEEN 1 AND 999.99", true, help},
		// texts
		{"customer_email_domain = 'example.com'", true, reference},
		{"customer_email_domain = 'EXAMPLE.com'", false, reference},
		{"customer_language = 'sv'", true, help},
		{"customer_language = ''", false, reference},
		// lists
		{"customer_tags CONTAINS 'vip'", true, reference},
		{"customer_tags NOT CONTAINS 'vip'", false, reference},
		{"customer_tags CONTAINS 'vi'", false, reference},
		{`customer_tags CONTAINS '\'quoted\''`, true, reference},
		{"customer_countries CONTAINS 'CA'", true, reference},
		{"customer_countries CONTAINS 'ca'", false, reference},
		{"customer_countries NOT CONTAINS 'US'", true, reference},
		{"customer_cities CONTAINS 'US-CA-LosAngeles'", true, reference},
		{"companies IS NULL", true, observed},
		{"companies IS NOT NULL", false, help},
		{"companies CONTAINS 5", false, help},
		{"customer_regions IS NULL", true, help},
		// dates: whole days of the shop
		{"last_order_date = 2026-10-10", true, reference},
		{"last_order_date = 2026-10-11", false, reference}, // UTC's day
		{"last_order_date != 2026-10-10", false, reference},
		{"last_order_date > 2026-10-10", false, reference},
		{"last_order_date >= 2026-10-10", true, reference},
		{"last_order_date <= 2026-10-10", true, reference},
		{"last_order_date < 2026-10-10", false, reference},
		{"last_order_date > -30d", true, reference},
		{"last_order_date > -5d", false, reference},
		{"last_order_date = -5d", true, reference},
		{"last_order_date >= -2w", true, reference},
		{"first_order_date < -1m", true, reference},
		{"first_order_date < -1y", false, reference},
		{"customer_added_date < -1y", true, reference},
		{"last_order_date = today", false, reference},
		{"last_order_date < yesterday", true, reference},
		{"last_order_date >= 7_days_ago", true, reference},
		{"first_order_date >= 30_days_ago", false, reference},
		{"first_order_date >= 90_days_ago", true, reference},
		{"customer_added_date >= 12_months_ago", false, reference},
		{"last_order_date BETWEEN 2021-01-01 AND today", true, reference},
		{"last_order_date BETWEEN 2020-01-01 AND -7d", false, reference},
		{"last_order_date BETWEEN -5d AND -5d", true, reference},
		{"last_order_date > 2026-10-10T16:00:00", true, reference},
		{"last_order_date < 2026-10-10T23:30:00", false, reference},
		{"last_order_date = 2026-10-10T23:30:00", true, reference},
		{"abandoned_checkout_date >= -30d", false, observed},
		{"abandoned_checkout_date IS NULL", true, help},
		{"abandoned_checkout_date != 2026-10-10", true, where},
		{"last_order_date IS NOT NULL", true, help},
		// functions
		{"products_purchased MATCHES ()", true, reference},
		{"products_purchased NOT MATCHES ()", false, reference},
		{"products_purchased MATCHES (id = 2012162031638)", true, reference},
		{"products_purchased MATCHES (tag = 'Sports wear')", true, reference},
		{"products_purchased MATCHES (id IN (1, 1012132033639))", true, reference},
		{"products_purchased MATCHES (id IN (32421429314657))", false, reference},
		{"products_purchased MATCHES (id NOT IN (1012132033639))", true, reference},
		{"products_purchased MATCHES (id = 1012132033639, date > -30d)", true, reference},
		{"products_purchased MATCHES (id = 2012162031638, date > -30d)", false, reference},
		{"products_purchased NOT MATCHES (date > -3m)", false, reference},
		{"products_purchased MATCHES (tag = 'Sports wear', date >= -12m)", true, reference},
		{"products_purchased MATCHES (id = 1012132033639, date BETWEEN -12m AND today)", true, reference},
		{"products_purchased MATCHES (id = 1012132033639, count > 1)", false, reference},
		{"products_purchased MATCHES (quantity = 5)", false, changes},
		{"products_purchased MATCHES (quantity != 5)", true, changes},
		{"products_purchased MATCHES (sum_quantity >= 3)", true, reference},
		{"products_purchased MATCHES (tag != 'all')", false, reference},
		{"orders_placed MATCHES (date > 2025-01-01)", true, where},
		{"orders_placed MATCHES (count >= 2)", true, where},
		{"orders_placed MATCHES (count >= 2, date > -30d)", false, where},
		{"orders_placed MATCHES (count = 0, amount > 500)", true, where},
		{"orders_placed MATCHES (sum_amount BETWEEN 110 AND 111)", true, where},
		{"orders_placed MATCHES (amount >= 100, location_id = 7)", true, where},
		{"shopify_email.opened MATCHES ()", true, changes},
		{"shopify_email.opened MATCHES (activity_id IN (5240029206, 1932881090))", true, reference},
		{"shopify_email.opened NOT MATCHES (activity_id = 5240029206)", false, reference},
		{"shopify_email.delivered MATCHES (activity_id = 5240029206, date = 2022-01-01)", false, reference},
		{"storefront_event.product_viewed MATCHES (id = 1)", false, reference},
		{"store_credit_accounts MATCHES (balance > 0)", false, help},
		// functions as they were written before
		{"shopify_email.opened() = true", true, changes},
		{"shopify_email.opened() = false", false, changes},
		{"shopify_email.opened() != true", false, changes},
		{"products_purchased(quantity: 5) = true", false, changes},
		{"products_purchased(id: (1012132033639, 2012162031638)) = true", true, changes},
		{"products_purchased(tag: 'Sports wear') = false", false, changes},
		// anniversaries
		{"anniversary('metafields.facts.birth_date') = today", false, reference},
		{"anniversary ('metafields.facts.birth_date') = +5d", true, reference},
		{"anniversary(date: 'metafields.facts.birth_date') BETWEEN today AND +30d", true, help},
		{"anniversary('metafields.facts.birth_date') BETWEEN today AND +3d", false, help},
		{"anniversary('metafields.facts.birth_date') = 2019-10-20", true, help}, // the year is ignored
		{"anniversary('metafields.facts.birth_date') BETWEEN 2025-12-01 AND 2026-02-01", false, help},
		{"anniversary('metafields.facts.birth_date') BETWEEN -2y AND today", true, help},
		// metafields
		{"metafields.$app.delivery_day = 'friday'", true, metafield},
		{"metafields.$app.delivery_day = 'Friday'", false, metafield},
		{"metafields.$app.delivery_day != 'friday'", false, metafield},
		{"metafields.$app.topics CONTAINS 'roses'", true, metafield},
		{"metafields.$app.topics NOT CONTAINS 'roses'", false, metafield},
		{"metafields.$app.topics CONTAINS 'rose'", false, metafield},
		{"metafields.$app:survey.nps >= 9", true, metafield},
		{"metafields.custom.points >= 100", true, metafield},
		{"metafields.custom.points BETWEEN 101 AND 200", false, metafield},
		{"metafields.custom.prices CONTAINS 1.5", true, metafield},
		{"metafields.custom.prices CONTAINS 2", true, metafield},
		{"metafields.custom.prices NOT CONTAINS 3", true, metafield},
		{"metafields.custom.wants-mail = true", true, metafield},
		{"metafields.custom.wants-mail != true", false, metafield},
		{"metafields.custom.absent IS NULL", true, metafield},
		{"metafields.custom.absent IS NOT NULL", false, metafield},
		{"metafields.custom.absent != 'x'", true, where},
		{"metafields.facts.met = 2026-10-10", true, metafield},
		{"metafields.facts.birth_date <= 1815-10-20", true, metafield},
		{"metafields.facts.broken > 0", false, metafield},
		{"metafields.facts.broken_numbers IS NULL", true, metafield},
		// clauses together: AND before OR
		{"email_subscription_status = 'SUBSCRIBED' AND customer_countries CONTAINS 'CA'", true, reference},
		{"email_subscription_status = 'PENDING' OR customer_countries CONTAINS 'CA'", true, reference},
		{"email_subscription_status = 'SUBSCRIBED' AND customer_countries CONTAINS 'US' OR amount_spent > 99.99", true, reference},
		{"email_subscription_status = 'PENDING' AND (customer_countries CONTAINS 'US' OR amount_spent > 99.99)", false, reference},
		{"amount_spent > 99.99 OR email_subscription_status = 'PENDING' AND customer_countries CONTAINS 'US'", true, reference},
		{"(number_of_orders >= 1) OR (number_of_orders = 0)", true, observed},
		{"NOT number_of_orders = 2", false, where},
		{"not (number_of_orders = 2 and amount_spent > 999)", true, observed},
		{"\n number_of_orders\n>=\t1 ", true, observed},
	} {
		q, err := segment.Parse(c.query, shop{})
		require.NoError(t, err, "%s, says %s", c.query, c.page)
		require.Equal(t, c.belongs, q.Match(ada{}, now), "%s, says %s", c.query, c.page)
	}
}

func TestTheZeroQueryHasNoMembers(t *testing.T) {
	t.Parallel()
	require.False(t, segment.Query{}.Match(ada{}, now))
}
