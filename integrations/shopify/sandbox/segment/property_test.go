package segment_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/askwell/askwell/integrations/shopify/sandbox/segment"
)

// fragments make queries that are nearly right more often than noise does.
var fragments = []string{
	"number_of_orders", "customer_tags", "last_order_date", "products_purchased", "anniversary", "metafields.$app.topics",
	"=", "!=", ">", "BETWEEN", "AND", "OR", "NOT", "IS", "NULL", "IN", "CONTAINS", "MATCHES", "(", ")", ",", ":", "()",
	"1", "-30d", "2026-01-01", "today", "'vip'", "'", "\\", "true", "id", "date", "count", "'metafields.facts.birth_date'", "é\n",
}

// clause is a well-formed clause, so that it can be put in a larger query.
var clause = rapid.SampledFrom([]string{
	"number_of_orders >= 1", "amount_spent > 9999", "customer_tags CONTAINS 'vip'", "companies IS NOT NULL",
	"products_purchased MATCHES (count > 1)", "metafields.$app.delivery_day = 'friday'", "last_order_date BETWEEN -90d AND -30d",
})

func belongs(t require.TestingT, query string) bool {
	q, err := segment.Parse(query, shop{})
	require.NoError(t, err, query)
	return q.Match(ada{}, now)
}

func TestNoQueryPanics(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(fragments), rapid.String()), 0, 12).Draw(t, "query")
		q, err := segment.Parse(strings.Join(parts, rapid.SampledFrom([]string{"", " "}).Draw(t, "space")), shop{})
		if err != nil {
			require.NotEmpty(t, err.Error())
			return
		}
		q.Match(ada{}, now)
	})
}

func TestConnectivesKeepTheLawsOfLogic(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := clause.Draw(t, "a"), clause.Draw(t, "b"), clause.Draw(t, "c")
		require.Equal(t, belongs(t, a) && belongs(t, b), belongs(t, a+" AND "+b))
		require.Equal(t, belongs(t, a) || belongs(t, b), belongs(t, a+" OR "+b))
		require.Equal(t, !belongs(t, a), belongs(t, "NOT "+a))
		require.Equal(t, belongs(t, "NOT ("+a+" OR "+b+")"), belongs(t, "NOT "+a+" AND NOT "+b))
		require.Equal(t, belongs(t, "NOT ("+a+" AND "+b+")"), belongs(t, "NOT "+a+" OR NOT "+b))
		require.Equal(t, belongs(t, a+" OR ("+b+" AND "+c+")"), belongs(t, a+" OR "+b+" AND "+c))
		require.Equal(t, belongs(t, "("+a+" OR "+b+") AND "+c), belongs(t, a+" AND "+c+" OR "+b+" AND "+c))
	})
}

// one has ordered once, at the given time.
type one struct {
	ada
	at time.Time
}

func (o one) Fact(string) []segment.Value { return []segment.Value{segment.Date(o.at)} }

func TestEveryMomentIsBeforeWithinOrAfterADate(t *testing.T) {
	t.Parallel()
	dates := []string{"today", "yesterday", "-1m", "+13m", "-30d", "-2w", "-1y", "2024-02-29", "2026-10-10T23:30:00", "12_months_ago"}
	rapid.Check(t, func(t *rapid.T) {
		date := rapid.SampledFrom(dates).Draw(t, "date")
		c := one{at: now.Add(time.Duration(rapid.Int64Range(-800, 800).Draw(t, "hours")) * time.Hour)}
		is := func(operator string) bool {
			q, err := segment.Parse("last_order_date "+operator+" "+date, shop{})
			require.NoError(t, err)
			return q.Match(c, now)
		}
		held := 0
		for _, operator := range []string{"<", "=", ">"} {
			if is(operator) {
				held++
			}
		}
		require.Equal(t, 1, held)
		require.Equal(t, is("<") || is("="), is("<="))
		require.Equal(t, is(">") || is("="), is(">="))
		require.Equal(t, is("="), !is("!="))
	})
}

func TestAMonthAgoStaysWithinTheMonth(t *testing.T) {
	t.Parallel()
	lastOfMarch := time.Date(2026, 3, 31, 9, 0, 0, 0, newYork)
	q, err := segment.Parse("last_order_date = -1m", shop{})
	require.NoError(t, err)
	require.True(t, q.Match(one{at: time.Date(2026, 2, 28, 9, 0, 0, 0, newYork)}, lastOfMarch))
	require.False(t, q.Match(one{at: time.Date(2026, 3, 3, 9, 0, 0, 0, newYork)}, lastOfMarch))
}

func FuzzParse(f *testing.F) {
	for _, s := range fragments {
		f.Add(s)
	}
	f.Fuzz(func(_ *testing.T, query string) {
		if q, err := segment.Parse(query, shop{}); err == nil {
			q.Match(ada{}, now)
		}
	})
}
