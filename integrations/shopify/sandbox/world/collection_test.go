package world_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

func handles(products []*world.Product) []string {
	out := make([]string, len(products))
	for i, p := range products {
		out[i] = p.Handle
	}
	return out
}

func TestACollectionHoldsWhatItsRulesOrItsMakerChose(t *testing.T) {
	t.Parallel()
	s := world.Seed(noon, world.Size{}).Shops[0]
	require.Len(t, s.In(s.Collection("all")), len(s.Products))
	require.Equal(t, []string{"first-light", "low-tide", "skerry-decaf", "lantern-espresso", "dog-watch"}, handles(s.In(s.Collection("coffee"))))
	require.Equal(t, []string{"roastery-candle", "dog-watch", "lantern-espresso"}, handles(s.In(s.Collection("new-this-season"))), "the newest first")
	require.Equal(t, []string{"harbour-mug", "pilot-cup", "roastery-candle", "the-slow-pour"}, handles(s.In(s.Collection("for-the-table"))))
	require.Equal(t, []string{"low-tide", "first-light", "dog-watch", "skerry-decaf"}, handles(s.In(s.Collection("under-fifteen"))), "the cheapest first")
	require.True(t, s.Holds(s.Collection("coffee"), s.Product("low-tide")))
	require.Len(t, s.CollectionsOf(s.Product("harbour-mug")), 2)
}

func TestARuleComparesAsTheAdminSays(t *testing.T) {
	t.Parallel()
	s := world.Seed(noon, world.Size{}).Shops[0]
	count := func(anyOf bool, rules ...world.Rule) int {
		return len(s.In(&world.Collection{Rules: rules, Any: anyOf}))
	}
	for _, c := range []struct {
		column, relation, condition string
		want                        int
	}{
		{"TAG", "NOT_EQUALS", "none", 9},
		{"TAG", "NOT_EQUALS", "gift", 5},
		{"VENDOR", "NOT_EQUALS", "morgonljus", 4},
		{"TITLE", "CONTAINS", "light", 1},
		{"TITLE", "ENDS_WITH", "pour", 1},
		{"TYPE", "STARTS_WITH", "Co", 5},
		{"VARIANT_COMPARE_AT_PRICE", "GREATER_THAN", "0", 1},
		{"VARIANT_TITLE", "CONTAINS", "kelp", 2},
		{"VARIANT_INVENTORY", "LESS_THAN", "1", 0},
	} {
		require.Equal(t, c.want, count(false, world.Rule{Column: c.column, Relation: c.relation, Condition: c.condition}), c)
	}
	cup, book := world.Rule{Column: "TYPE", Relation: "EQUALS", Condition: "Cup"}, world.Rule{Column: "TYPE", Relation: "EQUALS", Condition: "Book"}
	require.Equal(t, 3, count(true, cup, book), "one rule is enough")
	require.Equal(t, 0, count(false, cup, book), "both are asked for")
}
