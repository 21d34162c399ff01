package main

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// drinks asks what ages and what a purchase can contradict.
const drinks = `{"handle": "drinks", "title": "Drinks", "languages": ["en"], "placements": ["theme"], "priority": 50, "questions": [
	{"key": "drink", "type": "single_choice", "prompt": {"en": "What do you drink?"}, "why": {"en": "To show it"}, "get": {"en": "Less of the rest"}, "use": {"en": "To sort"},
	 "options": [{"key": "coffee", "label": {"en": "Coffee"}}, {"key": "tea", "label": {"en": "Tea"}}],
	 "half_life": 30, "doubt": {"and": [{"==": [{"var": "answers.drink"}, "tea"]}, {"in": ["first-light", {"var": "order.products"}]}]},
	 "mapping": {"tag": true, "metafield": true}}]}`

// tastes tells whether the shop has an answer of hers, "" for none.
func tastes(drink string) func(customer) bool {
	return func(c customer) bool {
		return c.Metafields["$app.drink"].Value == drink && slices.Contains(c.Tags, "askwell:drink:"+drink) == (drink != "") &&
			(drink != "" || !slices.Contains(c.Tags, "askwell:drink:tea"))
	}
}

func TestAnAnswerThatHasGoneStaleLeavesTheShopAndIsAskedAgain(t *testing.T) {
	t.Parallel()
	shop := startSandbox(t)
	shop.asks(drinks)
	ada := shop.browser()
	ada.logIn("ada@example.com")
	first := ada.next("drinks")
	require.Equal(t, "new", first.Why)
	ada.says(first, map[string]any{"drink": "tea"})
	shop.becomes("ada@example.com", tastes("tea"))

	shop.later(29 * day)
	require.Nil(t, ada.next("drinks").Next)
	require.True(t, tastes("tea")(shop.state().customer("ada@example.com")))
	shop.later(day)
	stale := ada.next("drinks")
	require.Equal(t, "stale", stale.Why)
	require.Equal(t, "drink", stale.Next.Key)
	shop.becomes("ada@example.com", tastes(""))
	require.Contains(t, shop.state().customer("ada@example.com").Tags, "vip", "what is not ours stays")
	require.Len(t, shop.spoken(), 1, "the answer stays in her history")

	ada.says(stale, map[string]any{"drink": "tea"})
	shop.becomes("ada@example.com", tastes("tea"))
	require.Nil(t, ada.next("drinks").Next)
	require.Len(t, shop.spoken(), 2, "the same answer in another wave is news")
}

func TestAPurchaseThatContradictsHerHasHerAskedAgainAndChangesNothing(t *testing.T) {
	t.Parallel()
	shop := startSandbox(t)
	shop.asks(drinks)
	ada := shop.browser()
	ada.logIn("ada@example.com")
	ada.says(ada.next("drinks"), map[string]any{"drink": "tea"})
	shop.becomes("ada@example.com", tastes("tea"))
	shop.later(day)
	require.Nil(t, ada.next("drinks").Next)

	shop.orders("ada@example.com", `,"lines":[{"product":"first-light"}]`, http.StatusOK)
	var doubted turn
	require.Eventually(t, func() bool {
		doubted = ada.next("drinks")
		return doubted.Next != nil
	}, patience, 50*time.Millisecond, "nobody doubts it")
	require.Equal(t, "doubted", doubted.Why)
	require.True(t, tastes("tea")(shop.state().customer("ada@example.com")), "her word stands until she says otherwise")

	ada.says(doubted, map[string]any{"drink": "coffee"})
	shop.becomes("ada@example.com", func(c customer) bool { return tastes("coffee")(c) && !slices.Contains(c.Tags, "askwell:drink:tea") })
	require.Nil(t, ada.next("drinks").Next, "she has said so herself")
}
