package graphql_test

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
)

// numbers is a page of a list of numbers, its end cursor, and what is beyond.
func numbers(t *testing.T, rows []int64, args map[string]any) (page []int64, end string, before, after bool) {
	t.Helper()
	got, err := graphql.Page("NumberConnection", rows,
		func(n int64) graphql.Mark { return graphql.Mark{ID: n, Value: n} },
		func(n int64) any { page = append(page, n); return strconv.FormatInt(n, 10) })(args)
	require.NoError(t, err)
	info := got.(graphql.Object)["pageInfo"].(graphql.Object)
	end, _ = info["endCursor"].(string)
	return page, end, info["hasPreviousPage"].(bool), info["hasNextPage"].(bool)
}

func TestAPageGoesOnWhereTheLastOneEnded(t *testing.T) {
	t.Parallel()
	rows := []int64{1, 3, 5, 7}
	page, end, before, after := numbers(t, rows, map[string]any{"first": 2})
	require.Equal(t, []int64{1, 3}, page)
	require.False(t, before)
	require.True(t, after)
	page, _, before, after = numbers(t, rows, map[string]any{"first": 2, "after": end})
	require.Equal(t, []int64{5, 7}, page)
	require.True(t, before)
	require.False(t, after)
	page, _, _, _ = numbers(t, rows, map[string]any{"last": 1, "before": end})
	require.Equal(t, []int64{1}, page)
}

func TestAPageGoesOnAlsoWhenItsLastRowIsGone(t *testing.T) {
	t.Parallel()
	_, end, _, _ := numbers(t, []int64{1, 3, 5, 7}, map[string]any{"first": 2})
	page, _, _, _ := numbers(t, []int64{1, 5, 7}, map[string]any{"first": 2, "after": end})
	require.Equal(t, []int64{5, 7}, page)
	page, _, _, _ = numbers(t, []int64{7, 5, 1}, map[string]any{"first": 2, "after": end})
	require.Equal(t, []int64{1}, page, "downwards")
	page, _, _, after := numbers(t, []int64{1}, map[string]any{"first": 2, "after": end})
	require.Empty(t, page)
	require.False(t, after)
}

func TestAListOfNamesGoesOnWhenOneIsGone(t *testing.T) {
	t.Parallel()
	names := func(rows []string, args map[string]any) (page []any, end any) {
		got, err := graphql.Page("StringConnection", rows, func(s string) graphql.Mark { return graphql.Mark{Value: s} }, func(s string) any { return s })(args)
		require.NoError(t, err)
		c := got.(graphql.Object)
		return c["nodes"].([]any), c["pageInfo"].(graphql.Object)["endCursor"]
	}
	_, end := names([]string{"a", "b", "c", "d"}, map[string]any{"first": 2})
	page, _ := names([]string{"a", "c", "d"}, map[string]any{"first": 2, "after": end})
	require.Equal(t, []any{"c", "d"}, page)
}

func TestOnlyThePageIsShown(t *testing.T) {
	t.Parallel()
	shown := 0
	_, err := graphql.Page("NumberConnection", make([]int64, 5000),
		func(n int64) graphql.Mark { return graphql.Mark{ID: n, Value: n} },
		func(int64) any { shown++; return nil })(map[string]any{"first": 3})
	require.NoError(t, err)
	require.Equal(t, 3, shown)
}

func TestAPageNeedsOneBoundAndACursorOfOurs(t *testing.T) {
	t.Parallel()
	ask := graphql.Connection("PetConnection", nil)
	for _, c := range []struct {
		args map[string]any
		want string
	}{
		{map[string]any{}, "you must provide one of first or last"},
		{map[string]any{"first": 1, "last": 1}, "providing both first and last is not supported"},
		{map[string]any{"first": 251}, "first and last must be between 0 and 250"},
		{map[string]any{"first": 1, "after": "?"}, "Invalid cursor for current pagination sort."},
		{map[string]any{"last": 1, "before": "bm9uZQ=="}, "Invalid cursor for current pagination sort."},
	} {
		_, err := ask(c.args)
		require.EqualError(t, err, c.want)
	}
}

func TestAValueIsToldWhereItStands(t *testing.T) {
	t.Parallel()
	op, errs := graphql.Prepare(schema, graphql.Request{Query: `{ mine: pet { name } }`})
	require.Empty(t, errs)
	var at []any
	result := op.Run(func(string) (graphql.Field, bool) {
		return func(map[string]any) (any, error) {
			return graphql.Located{Value: dog("Rex"), Tell: func(path []any) { at = path }}, nil
		}, true
	}, func(string) *graphql.Error { return nil })
	require.Empty(t, result.Errors)
	require.Equal(t, []any{"mine"}, at)
}
