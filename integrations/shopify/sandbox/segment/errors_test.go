package segment_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations/shopify/sandbox/segment"
)

func TestAQueryIsRefusedInShopifysWords(t *testing.T) {
	t.Parallel()
	eleven := strings.TrimSuffix(strings.Repeat("customer_countries CONTAINS 'CA' OR ", 11), " OR ")
	for _, c := range []struct {
		query string
		page  string
		words []string
	}{
		{"", observed, []string{"can't be blank"}},
		{" \n ", observed, []string{"can't be blank"}},
		{strings.Repeat("x", 5001), observed, []string{"is too long (maximum is 5000 characters)"}},
		{"not a valid segment query ???", observed, []string{
			"Line 1 Column 6: 'valid' is unexpected.", "Line 1 Column 4: 'a' filter cannot be found.",
		}},
		{"not another valid segment query ???", observed, []string{
			"Line 1 Column 12: 'valid' is unexpected.", "Line 1 Column 4: 'another' filter cannot be found.",
		}},
		{"email = 'a@b.example'", observed, []string{"Line 1 Column 0: 'email' filter cannot be found."}},
		{"customer_tags = 'x'", observed, []string{"Line 1 Column 14: customer_tags does not support operator '='"}},
		{"a = 1 AND b = 2", observed, []string{
			"Line 1 Column 0: 'a' filter cannot be found.", "Line 1 Column 10: 'b' filter cannot be found.",
		}},
		{"number_of_orders = 1\nAND é = 2", observed, []string{"Line 2 Column 4: 'é' filter cannot be found."}},
		{"number_of_orders", observed, []string{"Line 1 Column 16: '<EOF>' is unexpected."}},
		{"number_of_orders = 1 amount_spent = 2", community, []string{"Line 1 Column 21: 'amount_spent' is unexpected."}},
		{"number_of_orders = 1 AND", community, []string{"Line 1 Column 24: '<EOF>' is unexpected."}},
		{"(number_of_orders = 1", community, []string{"Line 1 Column 21: '<EOF>' is unexpected."}},
		{"number_of_orders = 1)", community, []string{"Line 1 Column 20: ')' is unexpected."}},
		{"number_of_orders = ???", community, []string{"Line 1 Column 19: '?' is unexpected."}},
		{"= 1", community, []string{"Line 1 Column 0: '=' is unexpected."}},
		// which operators and values a filter takes
		{"number_of_orders CONTAINS 1", reference, []string{"Line 1 Column 17: number_of_orders does not support operator 'CONTAINS'"}},
		{"number_of_orders IS NULL", reference, []string{"Line 1 Column 17: number_of_orders does not support operator 'IS NULL'"}},
		{"customer_language > 'a'", reference, []string{"Line 1 Column 18: customer_language does not support operator '>'"}},
		{"customer_account_status IN ('ENABLED')", reference, []string{"Line 1 Column 24: customer_account_status does not support operator 'IN'"}},
		{"number_of_orders = 1.5", reference, []string{"Line 1 Column 19: '1.5' is unexpected."}},
		{"number_of_orders = 9223372036854775808", reference, []string{"Line 1 Column 19: '9223372036854775808' is unexpected."}},
		{"number_of_orders = (1)", reference, []string{"Line 1 Column 19: '(' is unexpected."}},
		{"amount_spent = 1,000", reference, []string{"Line 1 Column 16: ',' is unexpected."}},
		{"amount_spent = +Inf", reference, []string{"Line 1 Column 15: '+Inf' is unexpected."}},
		{"customer_language = \"sv\"", reference, []string{"Line 1 Column 20: '\"' is unexpected."}},
		{"customer_language = sv", reference, []string{"Line 1 Column 20: 'sv' is unexpected."}},
		{"customer_language = 'sv", reference, []string{"Line 1 Column 20: ''sv' is unexpected."}},
		{"customer_account_status = 'enabled'", reference, []string{"Line 1 Column 26: ''enabled'' is unexpected."}},
		{"last_order_date = '2020-05-30'", reference, []string{"Line 1 Column 18: ''2020-05-30'' is unexpected."}},
		{"last_order_date = 30/05/2020", reference, []string{
			"Line 1 Column 20: '/' is unexpected.", "Line 1 Column 18: '30' is unexpected.",
		}},
		{"last_order_date = 2020-5-30", reference, []string{"Line 1 Column 18: '2020-5-30' is unexpected."}},
		{"last_order_date = 2020-05-30T24:00:00", reference, []string{"Line 1 Column 18: '2020-05-30T24:00:00' is unexpected."}},
		{"last_order_date BETWEEN 1pm AND 3pm", reference, []string{"Line 1 Column 24: '1pm' is unexpected."}},
		{"last_order_date BETWEEN 2020-05-30", reference, []string{"Line 1 Column 34: '<EOF>' is unexpected."}},
		{eleven, reference, []string{"Line 1 Column 360: too many clauses (>10)."}},
		// functions
		{"products_purchased = true", reference, []string{"Line 1 Column 19: products_purchased does not support operator '='"}},
		{"number_of_orders MATCHES ()", reference, []string{"Line 1 Column 17: number_of_orders does not support operator 'MATCHES'"}},
		{"number_of_orders() = true", reference, []string{"Line 1 Column 16: '(' is unexpected."}},
		{"products_purchased MATCHES (colour = 'red')", reference, []string{"Line 1 Column 28: 'colour' is unexpected."}},
		{"orders_placed MATCHES (date > 2025-01-01, date < 2025-06-01)", where, []string{"Line 1 Column 42: 'date' is unexpected."}},
		{"orders_placed MATCHES (count CONTAINS 1)", where, []string{"Line 1 Column 29: count does not support operator 'CONTAINS'"}},
		{"products_purchased MATCHES (id IN (" + ids(501) + "))", reference, []string{"Line 1 Column 1927: '501' is unexpected."}},
		{"products_purchased(id: 5) = 1", changes, []string{"Line 1 Column 28: '1' is unexpected."}},
		{"products_purchased(id: 5) > true", changes, []string{"Line 1 Column 26: products_purchased does not support operator '>'"}},
		{"products_purchased(date: > -90d) = true", changes, []string{"Line 1 Column 25: '>' is unexpected."}},
		{"products_purchased('5') = true", changes, []string{"Line 1 Column 19: ''5'' is unexpected."}},
		{"anniversary = today", reference, []string{"Line 1 Column 12: '=' is unexpected."}},
		{"anniversary('metafields.custom.points') = today", reference, []string{"Line 1 Column 12: 'metafields.custom.points' filter cannot be found."}},
		{"anniversary('metafields.facts.birth_date') > today", help, []string{"Line 1 Column 43: anniversary does not support operator '>'"}},
		// metafields: defined, admin filterable and of a type the language holds
		{"metafields.custom.unknown = 'x'", metafield, []string{"Line 1 Column 0: 'metafields.custom.unknown' filter cannot be found."}},
		{"metafields.custom.hidden = 'x'", metafield, []string{"Line 1 Column 0: 'metafields.custom.hidden' filter cannot be found."}},
		{"metafields.custom.answers = 'x'", metafield, []string{"Line 1 Column 0: 'metafields.custom.answers' filter cannot be found."}},
		{"metafields.custom.favourite = 'x'", metafield, []string{"Line 1 Column 0: 'metafields.custom.favourite' filter cannot be found."}},
		{"metafields.points = 1", metafield, []string{"Line 1 Column 0: 'metafields.points' filter cannot be found."}},
		{"metafields.custom.points CONTAINS 1", metafield, []string{"Line 1 Column 25: metafields.custom.points does not support operator 'CONTAINS'"}},
		{"metafields.$app.topics = 'roses'", metafield, []string{"Line 1 Column 23: metafields.$app.topics does not support operator '='"}},
		{"metafields.custom.wants-mail = 'true'", metafield, []string{"Line 1 Column 31: ''true'' is unexpected."}},
		// what is wrong comes before what is missing
		{"rfm_group = 'BEST'", reference, []string{"Line 1 Column 12: ''BEST'' is unexpected."}},
		{"rfm_group = 'LOYAL' AND x = 1", reference, []string{"Line 1 Column 24: 'x' filter cannot be found."}},
	} {
		_, err := segment.Parse(c.query, shop{})
		var refused segment.Errors
		require.ErrorAs(t, err, &refused, c.query)
		var words []string
		for _, e := range refused {
			words = append(words, e.Error())
		}
		require.Equal(t, c.words, words, "%s, says %s", c.query, c.page)
		require.EqualError(t, err, c.words[0])
	}
}

func ids(n int) string {
	list := make([]string, n)
	for i := range list {
		list[i] = fmt.Sprint(i + 1)
	}
	return strings.Join(list, ",")
}

func TestAFilterTheSandboxHasNoFactsForIsNamed(t *testing.T) {
	t.Parallel()
	for query, filter := range map[string]string{
		"rfm_group = 'LOYAL'":                         "rfm_group",
		"number_of_orders = 1 OR rfm_group = 'LOYAL'": "rfm_group",
		"customer_within_distance MATCHES (coordinates = (49.28, -123.12), distance_km = 25)": "customer_within_distance",
	} {
		_, err := segment.Parse(query, shop{})
		require.Equal(t, segment.NotImplementedError{Filter: filter}, err)
		require.EqualError(t, err, "not implemented in the sandbox: segment filter "+filter)
	}
}
