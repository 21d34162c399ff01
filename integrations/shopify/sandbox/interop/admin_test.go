package interop_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
)

// answer is what the library makes of a GraphQL response.
type answer struct {
	Data       map[string]any
	Headers    map[string][]string
	Extensions struct {
		Cost struct {
			Requested int `json:"requestedQueryCost"`
			Actual    int `json:"actualQueryCost"`
			Status    struct {
				Maximum float64 `json:"maximumAvailable"`
				Rate    float64 `json:"restoreRate"`
			} `json:"throttleStatus"`
		}
	}
}

func TestTheLibraryQueriesAndChangesTheShop(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	token := b.install().AccessToken
	run := func(t *testing.T, query string, variables map[string]any, retries int) outcome[answer] {
		return ask[answer](b.in(t).library, "graphql", map[string]any{
			"shop": demo, "token": token, "query": query, "variables": variables, "retries": retries,
		})
	}

	t.Run("a query is answered with its cost and the version that answered", func(t *testing.T) {
		out := run(t, `{ shop { myshopifyDomain } currentAppInstallation { id } }`, nil, 0)
		require.Nil(t, out.Refused)
		require.Equal(t, map[string]any{"myshopifyDomain": demo}, out.Result.Data["shop"])
		require.Equal(t, []string{"2026-10"}, out.Result.Headers["X-Shopify-Api-Version"])
		cost := out.Result.Extensions.Cost
		require.Positive(t, cost.Requested)
		require.LessOrEqual(t, cost.Actual, cost.Requested)
		require.InDelta(t, 20*cost.Status.Rate, cost.Status.Maximum, 0)
	})

	t.Run("a mutation changes a customer", func(t *testing.T) {
		found := run(t, `query($q: String!) { customers(first: 1, query: $q) { nodes { id tags } } }`, map[string]any{"q": "email:ada@example.com"}, 0)
		require.Nil(t, found.Refused)
		ada := found.Result.Data["customers"].(map[string]any)["nodes"].([]any)[0].(map[string]any)
		require.Equal(t, []any{"vip"}, ada["tags"])
		changed := run(t, `mutation($id: ID!) { tagsAdd(id: $id, tags: ["interop"]) { node { id } userErrors { field message } } }`, map[string]any{"id": ada["id"]}, 0)
		require.Nil(t, changed.Refused)
		require.Equal(t, map[string]any{"tagsAdd": map[string]any{"node": map[string]any{"id": ada["id"]}, "userErrors": []any{}}}, changed.Result.Data)
		again := run(t, `query($id: ID!) { customer(id: $id) { tags } }`, map[string]any{"id": ada["id"]}, 0)
		require.Equal(t, map[string]any{"customer": map[string]any{"tags": []any{"interop", "vip"}}}, again.Result.Data)
	})

	t.Run("user errors are data, not an error", func(t *testing.T) {
		out := run(t, `mutation { tagsAdd(id: "gid://shopify/Customer/1", tags: ["x"]) { userErrors { message } } }`, nil, 0)
		require.Nil(t, out.Refused)
		require.NotEmpty(t, out.Result.Data["tagsAdd"].(map[string]any)["userErrors"])
	})

	t.Run("an unknown field is an error of the query", func(t *testing.T) {
		out := run(t, `{ shop { nothingOfTheKind } }`, nil, 0)
		require.Equal(t, "GraphqlQueryError", out.Refused.Name)
		require.Contains(t, out.Refused.Message, "nothingOfTheKind")
	})

	t.Run("throttling is an error of the query with Shopify's code", func(t *testing.T) {
		b := b.in(t)
		b.control("faults", map[string]any{"throttle": map[string]any{"bucket": 0, "restore_rate": 1}}, nil)
		defer b.control("faults", map[string]any{}, nil)
		out := run(t, `{ customers(first: 5) { nodes { id } } }`, nil, 0)
		require.Equal(t, "GraphqlQueryError", out.Refused.Name)
		require.Equal(t, "Throttled", out.Refused.Message)
		require.Equal(t, "THROTTLED", out.Refused.Errors[0].Extensions.Code)
	})

	t.Run("a shop in trouble is tried again", func(t *testing.T) {
		b := b.in(t)
		b.control("faults", map[string]any{"error_rate": 1}, nil)
		defer b.control("faults", map[string]any{}, nil)
		require.Equal(t, "HttpInternalError", run(t, `{ shop { id } }`, nil, 0).Refused.Name)
		require.Equal(t, "HttpMaxRetriesError", run(t, `{ shop { id } }`, nil, 1).Refused.Name)
	})

	t.Run("a token that never expires is taken by nobody", func(t *testing.T) {
		b := b.in(t)
		never := get[session](b.library, "exchange", map[string]any{"shop": demo, "token": b.token("admin", "", 60), "expiring": false})
		require.Empty(t, never.RefreshToken)
		require.Nil(t, never.Expires)
		out := ask[answer](b.library, "graphql", map[string]any{"shop": demo, "token": never.AccessToken, "query": "{ shop { id } }"})
		require.Equal(t, http.StatusForbidden, out.Refused.Status)
	})
}
