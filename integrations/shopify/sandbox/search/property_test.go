package search_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/askwell/askwell/integrations/shopify/sandbox/search"
)

// fragments make queries that are nearly right more often than noise does.
var fragments = []string{
	"bob", "tag:VIP", "tag:*", "-", "NOT ", "(", ")", " OR ", " AND ", " ", ":", "\\", "\"", "'", "*", ":>", ":<=",
	"2026-01-01", "T00:00:00Z", "created_at", "orders_count:>3", "metafields.$app.color:blue", "é", "\x00", "\t", ",",
}

func query(t *rapid.T) string {
	parts := rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(fragments), rapid.String()), 0, 12).Draw(t, "query")
	var text string
	for _, p := range parts {
		text += p
	}
	return text
}

// term is a well-formed term, so that it can be put in a larger query.
var term = rapid.SampledFrom([]string{
	"bob", "anna", "tag:vip", "tag:x", "'bob norman'", "nor*", "published_at:*", "orders_count:>3", "created_at:>2024", "state:enabled,disabled",
})

func matches(t require.TestingT, query string) bool {
	q, err := search.Parse(query)
	require.NoError(t, err)
	return q.Match(bob, now)
}

func TestNoQueryPanics(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := query(t)
		q, err := search.Parse(text)
		if err != nil {
			return
		}
		found := q.Match(bob, now)
		checked, warnings := q.Check(func(string) bool { return true })
		require.Empty(t, warnings)
		require.Equal(t, found, checked.Match(bob, now))
		require.Equal(t, q.Parsed(time.UTC), checked.Parsed(time.UTC))
		none, warnings := q.Check(func(string) bool { return false })
		require.Equal(t, len(q.Fields()) == 0, len(warnings) == 0)
		require.True(t, none.Match(bob, now), "what is passed over finds everything")
	})
}

func TestConnectivesKeepTheLawsOfLogic(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := term.Draw(t, "a"), term.Draw(t, "b"), term.Draw(t, "c")
		require.Equal(t, matches(t, a) && matches(t, b), matches(t, a+" AND "+b))
		require.Equal(t, matches(t, a+" AND "+b), matches(t, a+" "+b))
		require.Equal(t, matches(t, a) || matches(t, b), matches(t, a+" OR "+b))
		require.Equal(t, !matches(t, a), matches(t, "NOT "+a))
		require.Equal(t, !matches(t, a), matches(t, "-"+a))
		require.Equal(t, matches(t, "-("+a+" OR "+b+")"), matches(t, "-"+a+" -"+b))
		require.Equal(t, matches(t, "-("+a+" "+b+")"), matches(t, "-"+a+" OR -"+b))
		require.Equal(t, matches(t, "("+a+" OR "+b+") AND "+c), matches(t, a+" OR "+b+" AND "+c))
		require.Equal(t, matches(t, a), matches(t, "(("+a+"))"))
	})
}

func FuzzParse(f *testing.F) {
	for _, s := range fragments {
		f.Add(s)
	}
	f.Fuzz(func(_ *testing.T, text string) {
		if q, err := search.Parse(text); err == nil {
			q.Match(bob, now)
			q.Fields()
			q.Parsed(time.UTC)
		}
	})
}
