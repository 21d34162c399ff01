package main

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/stretchr/testify/require"
)

// lively is a shop in which there is something of everything, and what its pages are
// about.
func (r *running) lively() subjects {
	r.t.Helper()
	r.template("poll")
	r.asks(regimen)
	r.merchant(http.MethodPost, "/rewards", map[string]any{"handle": "ten-off", "title": "Ten off", "kind": "percentage", "value": "10", "most_codes": 200}, http.StatusCreated, nil)
	r.merchant(http.MethodPost, "/keys", map[string]any{"name": "Warehouse", "scopes": []string{"surveys:read"}}, http.StatusCreated, nil)
	r.merchant(http.MethodPost, "/responses/views", map[string]any{"name": "Swedish guests", "filter": map[string]any{"country": "SE", "who": "guest"}}, http.StatusCreated, nil)
	klaviyo := r.fed("klaviyo")
	r.tells("ada@example.com", "oily", "A balm from before")
	r.tells("zofia@example.com", "dry", "A soap, and somebody who answers the telephone on a Saturday afternoon")
	crowd := r.crowd()
	for n, email := range crowd[:24] {
		her := r.browser().thanked(email)
		source := []any{"podcast", "search", "friend", "podcast", map[string]string{"other": "tik tok"}, map[string]string{"other": "my sister"}}[n%6]
		if asked := her.next("how-did-you-hear"); len(asked.Ask) > 0 {
			her.says(asked, map[string]any{"source": source})
		}
	}
	r.holding("klaviyo", "zofia@example.com")
	r.forgets(crowd[24])
	r.resigned("omnisend")
	return r.about("ada@example.com", "how-did-you-hear", "ten-off", klaviyo)
}

// crowd are the customers the shop was filled with.
func (r *running) crowd() (emails []string) {
	r.t.Helper()
	for _, one := range r.state().Customers {
		if one.Email != "" && one.Email != "ada@example.com" && one.Email != "zofia@example.com" {
			emails = append(emails, one.Email)
		}
	}
	require.Greater(r.t, len(emails), 30)
	return emails
}

// fed connects a tool and has it told all that is proposed.
func (r *running) fed(name string) (destination string) {
	r.t.Helper()
	var made tool
	r.merchant(http.MethodPost, "/destinations", map[string]any{"kind": name, "settings": r.playable()[name]}, http.StatusCreated, &made)
	var board struct{ Proposed map[string]any }
	r.merchant(http.MethodGet, "/destinations/"+made.ID+"/mapping", nil, http.StatusOK, &board)
	r.merchant(http.MethodPut, "/destinations/"+made.ID+"/mapping", board.Proposed, http.StatusOK, nil)
	return made.ID
}

// resigned is a tool that took what we send, and no longer takes our key.
func (r *running) resigned(name string) {
	r.t.Helper()
	id := r.fed(name)
	r.post(r.shop+"/_sandbox/destinations/"+name+"/_trouble", `{"Revoked": true}`, http.StatusOK, nil)
	r.merchant(http.MethodPost, "/destinations/"+id+"/check", map[string]any{}, http.StatusOK, nil)
}

// forgets has somebody answer, ask for what is held of her, and be erased.
func (r *running) forgets(email string) {
	r.t.Helper()
	her := r.browser().thanked(email)
	her.says(her.next("how-did-you-hear"), map[string]any{"source": "friend"})
	id := number(r.state().customer(email).ID)
	payload := fmt.Sprintf(`{"shop_domain":"demo-shop.myshopify.com","customer":{"id":%s,"email":%q},"orders_to_redact":[],"orders_requested":[],"data_request":{"id":9}}`, id, email)
	for _, topic := range []string{"customers/data_request", "customers/redact"} {
		r.post(r.shop+"/_sandbox/webhooks", fmt.Sprintf(`{"topic":%q,"payload":%s}`, topic, payload), http.StatusOK, nil)
	}
	require.Eventually(r.t, func() bool {
		var held struct{ Erasures []any }
		r.merchant(http.MethodGet, "/privacy/erasures", nil, http.StatusOK, &held)
		return len(held.Erasures) > 0
	}, patience, 50*time.Millisecond)
}

// about waits until what was answered was told, and finds what pages are about.
func (r *running) about(email, survey, reward, destination string) subjects {
	r.t.Helper()
	found := subjects{reward: reward, destination: destination, customer: number(r.state().customer(email).ID)}
	var surveys struct{ Surveys []struct{ ID, Handle string } }
	r.merchant(http.MethodGet, "/surveys", nil, http.StatusOK, &surveys)
	for _, one := range surveys.Surveys {
		if one.Handle == survey {
			found.survey = one.ID
		}
	}
	require.Eventually(r.t, func() bool {
		var told struct {
			Deliveries []struct {
				ID, State string
				Tries     int
			}
		}
		r.merchant(http.MethodGet, "/deliveries", nil, http.StatusOK, &told)
		for _, one := range told.Deliveries {
			if one.State == "done" && one.Tries > 0 { // else there was nothing to tell
				found.delivery = one.ID
			}
		}
		return found.delivery != ""
	}, patience, 50*time.Millisecond)
	for _, one := range r.spoken() {
		if strings.HasSuffix(one.Customer, found.customer) {
			found.response = one.ID
		}
	}
	require.NotEmpty(r.t, found.survey)
	require.NotEmpty(r.t, found.response)
	return found
}
