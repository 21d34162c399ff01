package main

import (
	"encoding/json"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// silence keeps from us what the shop tells of customers and orders by itself.
const silence = `"hold_webhooks":["customers/create","customers/update","orders/create","orders/updated"]`

// A customer of old answers logged in, and nothing of hers changes in the shop: what a
// tool knows her by only Shopify can say.
func TestWhoAnswersLoggedInIsToldToWhoKnowsPeopleByTheirAddress(t *testing.T) {
	t.Parallel()
	shop := startSandbox(t)
	shop.post(shop.shop+"/_sandbox/faults", `{`+silence+`}`, http.StatusOK, nil)
	shop.asks(drinks)
	shop.connects("klaviyo")

	ada := shop.browser()
	ada.logIn("ada@example.com")
	ada.says(ada.next("drinks"), map[string]any{"drink": "tea"})
	shop.holding("klaviyo", "ada@example.com", "Tea")
}

// Where the app may not see addresses, connecting to a tool has everybody asked about
// again once it may: a backfill reaches them.
func TestConnectingHasTheShopAskedHowThoseAreReachedWhoHaveAnswered(t *testing.T) {
	t.Parallel()
	shop := startSandbox(t)
	shop.post(shop.shop+"/_sandbox/faults", `{"deny_protected":true,`+silence+`}`, http.StatusOK, nil)
	shop.asks(drinks)
	ada := shop.browser()
	ada.logIn("ada@example.com")
	ada.says(ada.next("drinks"), map[string]any{"drink": "tea"})
	shop.becomes("ada@example.com", tastes("tea"))
	require.Eventually(t, func() bool {
		return slices.Contains(shop.state().Calls, struct{ Operation string }{"Standings"})
	}, patience, 50*time.Millisecond, "the shop is never asked")

	shop.post(shop.shop+"/_sandbox/faults", `{`+silence+`}`, http.StatusOK, nil)
	shop.connects("klaviyo")
	shop.merchant("POST", "/runs", map[string]any{"destination": "klaviyo", "kind": "backfill"}, http.StatusCreated, nil)
	shop.holding("klaviyo", "ada@example.com", "Tea")
}

// connects connects to a tool and maps what it proposes.
func (r *running) connects(name string) {
	r.t.Helper()
	r.merchant("POST", "/destinations", map[string]any{"kind": name, "settings": r.playable()[name]}, http.StatusCreated, nil)
	var board struct{ Proposed json.RawMessage }
	r.merchant("GET", "/destinations/"+name+"/mapping", nil, http.StatusOK, &board)
	r.asMerchant("PUT", "/api/v1/destinations/"+name+"/mapping", board.Proposed, http.StatusOK, nil)
}
