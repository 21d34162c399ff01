package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store/storetest"
)

// An answer to the thank-you page may come before Shopify's news of the order, after
// it, or without it ever coming, from a guest, from a customer who is logged in, and
// from one whom Shopify merges into another. It ends with whose it is, and the order's
// page does not ask it again a moment later.

func TestAnAnswerEndsWithWhoseOrderItIsOnSQLite(t *testing.T) {
	t.Parallel()
	answersOfEverybody(t, "sqlite:"+filepath.Join(t.TempDir(), "askwell.db"))
}

func TestAnAnswerEndsWithWhoseOrderItIsOnPostgres(t *testing.T) {
	t.Parallel()
	answersOfEverybody(t, storetest.PostgresURL(t))
}

func answersOfEverybody(t *testing.T, database string) {
	p := startRewarded(t, database)
	for _, news := range []string{"before", "after", "without"} {
		for _, who := range []string{"guest", "logged-in", "merged"} {
			t.Run("the answer "+news+" the news, "+who, func(t *testing.T) { (&answering{rewarded: p, T: t, news: news, who: who}).run() })
		}
	}
}

// answering is one answer, by who gave it and when the news of her order came.
type answering struct {
	*rewarded
	*testing.T
	news, who string
}

func (a *answering) run() {
	a.hold(a.news != "after")
	her := a.shopper(fmt.Sprintf("%s-%s@example.com", a.who, a.news), a.who != "guest")
	owner := her.email
	if a.news == "after" {
		a.settled(her.order)
	}
	require.Contains(a, a.left(her.token, "thank-you", her.order), "source")
	body := submission(func(s map[string]any) { s["order"] = her.order })
	require.Equal(a, http.StatusCreated, a.status(answersPath, body, "Authorization", "Bearer "+her.token), a.lastBody)
	a.requireUnasked(her)
	if a.who == "merged" {
		owner = a.merge(her.email)
	}
	if a.news == "before" {
		a.hold(false)
	}
	a.requireEndsWith(owner)
}

// hold keeps the news of orders back, or lets it go.
func (a *answering) hold(back bool) {
	faults := `{}`
	if back {
		faults = `{"hold_webhooks":["orders/create","orders/updated"]}`
	}
	a.post(a.shop+"/_sandbox/faults", faults, http.StatusOK, nil)
}

// settled waits until the app has done what the news of an order ask of it.
func (a *answering) settled(order string) {
	require.Eventually(a, func() bool {
		id, err := strconv.ParseInt(number(order), 10, 64)
		require.NoError(a, err)
		seen, err := a.store.SeenOrders(a.Context(), demo, []app.OrderID{app.OrderID(id)})
		return err == nil && seen[app.OrderID(id)]
	}, patience, 20*time.Millisecond)
}

// left is what the server says is asked about an order.
func (a *answering) left(token, surface, order string) []string {
	query := url.Values{"survey": {"how-did-you-hear"}, "surface": {surface}, "order": {order}, "locale": {"en"}}
	request, err := http.NewRequestWithContext(a.Context(), http.MethodGet, a.app+"/storefront/v1/next?"+query.Encode(), nil)
	require.NoError(a, err)
	request.Header.Set("Authorization", "Bearer "+token)
	var said turn
	a.answer(request, http.StatusOK, &said)
	return said.Ask
}

// requireUnasked looks at the order's page, before she has logged in and after.
func (a *answering) requireUnasked(her *shopper) {
	order := strings.Replace(her.order, "OrderIdentity", "Order", 1)
	for _, customer := range []string{"", her.email} {
		var minted struct{ Token string }
		asked, err := json.Marshal(map[string]any{"kind": "account", "customer": customer, "ttl_s": 600})
		require.NoError(a, err)
		if customer == "" {
			asked = []byte(`{"kind":"account","ttl_s":600}`)
		}
		a.post(a.shop+"/_sandbox/tokens", string(asked), http.StatusOK, &minted)
		require.Empty(a, a.left(minted.Token, "thank-you", order), "as %q", cmp.Or(customer, "a guest"))
	}
}

// merge has Shopify keep another customer in place of hers.
func (a *answering) merge(email string) (kept string) {
	kept = "kept-" + email
	a.shopper(kept, false)
	now := a.state()
	a.post(a.shop+"/_sandbox/webhooks", fmt.Sprintf(`{"topic":"customers/merge","payload":{"admin_graphql_api_customer_kept_id":%q,
		"admin_graphql_api_customer_deleted_id":%q,"status":"completed","errors":[]}}`, now.customer(kept).ID, now.customer(email).ID), http.StatusOK, nil)
	return kept
}

// requireEndsWith waits until the answer is one customer's, in the shop and with us.
func (a *answering) requireEndsWith(owner string) {
	require.Eventually(a, func() bool {
		c := a.state().customer(owner)
		return c.Metafields["$app.source"].Value == "friend" && slices.Contains(c.Tags, "askwell:source:friend")
	}, patience, 50*time.Millisecond, "the answer never reached %s", owner)
	owned, all := number(a.state().customer(owner).ID), 0
	for _, one := range a.spoken() {
		if number(one.Customer) == owned {
			all++
		}
	}
	require.Equal(a, 1, all)
}
