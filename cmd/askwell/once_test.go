package main

import (
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestAnAnswerPostedTwiceIsOneAnswer(t *testing.T) {
	t.Parallel()
	p := startPair(t, "sqlite:"+filepath.Join(t.TempDir(), "askwell.db"))
	ada := p.shopper("ada@example.com", true)
	body := submission(func(s map[string]any) { s["order"] = ada.order })
	require.Equal(t, http.StatusCreated, p.status(answersPath, body, "Authorization", "Bearer "+ada.token))
	first := p.lastBody
	require.Equal(t, http.StatusOK, p.status(answersPath, body, "Authorization", "Bearer "+ada.token))
	require.Equal(t, first, p.lastBody)
	require.Len(t, p.responses(), 1)
	ada.last = "friend"
	require.Eventually(t, func() bool { return p.state().customer(ada.email).Metafields["$app.source"].Value == "friend" }, patience, 20*time.Millisecond)
	require.ElementsMatch(t, []string{"vip", "askwell:source:friend"}, p.state().customer(ada.email).Tags)
	writes := 0
	for _, call := range p.state().Calls {
		if call.Operation == "Write" {
			writes++
		}
	}
	require.Equal(t, 1, writes, "one answer, one call")
}

// A guest answers for an order; the webhooks that tell whose it is come doubled,
// late and in the wrong order.
func TestFiveWebhooksDoubledAndReversedFindTheAnswersCustomer(t *testing.T) {
	t.Parallel()
	p := startPair(t, "sqlite:"+filepath.Join(t.TempDir(), "askwell.db"))
	guest := p.shopper("zofia@example.com", false)
	body := submission(func(s map[string]any) { s["order"] = guest.order })
	require.Equal(t, http.StatusCreated, p.status(answersPath, body, "Authorization", "Bearer "+guest.token))

	customer := p.state().customer(guest.email)
	order := fmt.Sprintf(`"id":%s,"admin_graphql_api_id":%q,"name":"#1002","currency":"EUR","total_price":"14.50","customer":{"id":%s}`,
		number(guest.order), guest.order, number(customer.ID))
	person := fmt.Sprintf(`"id":%s,"admin_graphql_api_id":%q,"email":%q`, number(customer.ID), customer.ID, guest.email)
	webhooks := []struct{ topic, payload string }{
		{"customers/create", `{` + person + `,"updated_at":"2026-11-01T10:00:00Z"}`},
		{"orders/create", `{` + order + `,"updated_at":"2026-11-01T10:00:01Z"}`},
		{"orders/updated", `{` + order + `,"updated_at":"2026-11-01T10:00:02Z"}`},
		{"customers/update", `{` + person + `,"updated_at":"2026-11-01T10:00:03Z"}`},
		{"orders/updated", `{` + order + `,"updated_at":"2026-11-01T10:00:04Z"}`},
	}
	slices.Reverse(webhooks)
	for _, w := range webhooks {
		p.post(p.shop+"/_sandbox/webhooks", fmt.Sprintf(`{"topic":%q,"payload":%s,"times":2}`, w.topic, w.payload), http.StatusOK, nil)
	}
	require.Eventually(t, func() bool {
		return slices.Equal(p.state().customer(guest.email).Tags, []string{"askwell:source:friend"})
	}, patience, 20*time.Millisecond)
	require.Equal(t, metafield{"single_line_text_field", "friend"}, p.state().customer(guest.email).Metafields["$app.source"])
	require.Equal(t, metafield{"single_line_text_field", "friend"}, p.state().order(guest.order).Metafields["$app.source"])
	require.Len(t, p.responses(), 1)
}
