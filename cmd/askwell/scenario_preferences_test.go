package main

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app/preference"
)

// roast is one question that is written back in both ways.
const roast = `{"handle": "roast", "title": "Roast", "languages": ["en", "sv"], "placements": ["thank-you"], "questions": [
	{"key": "roast", "type": "single_choice", "prompt": {"en": "Which roast?", "sv": "Vilken rost?"}, "why": {"en": "To pack what you like", "sv": "För att packa det du gillar"},
	 "get": {"en": "The right bag", "sv": "Rätt påse"}, "use": {"en": "To choose", "sv": "För att välja"},
	 "options": [{"key": "light", "label": {"en": "Light", "sv": "Ljus"}}, {"key": "dark", "label": {"en": "Dark", "sv": "Mörk"}}],
	 "mapping": {"tag": true, "metafield": true}}]}`

// roasts tells whether the shop has an answer of hers and no other, "" for none.
func roasts(roast string) func(customer) bool {
	return func(c customer) bool {
		tags := slices.DeleteFunc(slices.Clone(c.Tags), func(tag string) bool { return !strings.HasPrefix(tag, "askwell:roast:") })
		if roast == "" {
			return c.Metafields["$app.roast"].Value == "" && len(tags) == 0
		}
		return c.Metafields["$app.roast"].Value == roast && slices.Equal(tags, []string{"askwell:roast:" + roast})
	}
}

// prefers changes something of hers and tells what is known then.
func (b *browser) prefers(change string) (known preference.Known) {
	b.t.Helper()
	b.do(http.MethodPut, b.door()+"/preferences", "application/json", `{"id":"`+uuid.NewString()+`","locale":"en",`+change+`}`, http.StatusOK, &known)
	return known
}

// roast is what she sees of the question, once it is as it should be.
func (b *browser) roast(is func(preference.Item) bool) (seen preference.Item) {
	b.t.Helper()
	require.Eventually(b.t, func() bool {
		var known preference.Known
		b.do(http.MethodGet, b.door()+"/preferences?locale=en", "", "", http.StatusOK, &known)
		seen = preference.Item{}
		for _, section := range known.Sections {
			for _, q := range section.Questions {
				if q.Key == "roast" {
					seen = q
				}
			}
		}
		return is(seen)
	}, patience, 50*time.Millisecond)
	return seen
}

// reads is the text at an address.
func (b *browser) reads(address string) string {
	b.t.Helper()
	request, err := http.NewRequestWithContext(b.t.Context(), http.MethodGet, address, nil)
	require.NoError(b.t, err)
	request.Header.Set("Authorization", "Bearer "+b.token)
	response, err := b.client.Do(request)
	require.NoError(b.t, err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	require.NoError(b.t, err)
	require.Equal(b.t, http.StatusOK, response.StatusCode, string(text))
	return string(text)
}

func TestAShopperSeesChangesWithdrawsTakesAlongAndErasesWhatSheSaid(t *testing.T) {
	t.Parallel()
	const email = "ada@example.com"
	shop := startSandbox(t)
	shop.asks(roast)
	ada := shop.browser().thanked(email)
	ada.says(ada.next("roast"), map[string]any{"roast": "light"})
	shop.becomes(email, roasts("light"))

	seen := ada.roast(func(q preference.Item) bool { return q.Answer != nil && len(q.Answer.Written) == 2 })
	require.Equal(t, "To pack what you like", seen.Why)
	require.Equal(t, []string{"Light"}, seen.Answer.Words)
	require.Equal(t, []string{"shopify metafield", "shopify tag"}, places(seen))

	ada.prefers(`"set":{"roast":"dark"}`)
	shop.becomes(email, roasts("dark"))

	ada.prefers(`"consents":[{"channel":"personalisation","purpose":"personalisation","granted":false}]`)
	shop.becomes(email, roasts(""))
	seen = ada.roast(func(q preference.Item) bool {
		return q.Answer != nil && len(q.Answer.Withheld) == 1 && len(q.Answer.Written) == 0
	})
	require.JSONEq(t, `"dark"`, string(seen.Answer.Value), "it is hers still")
	require.NotEmpty(t, seen.Answer.Withheld[0].Reason)

	ada.prefers(`"consents":[{"channel":"personalisation","purpose":"personalisation","granted":true,"wording":"Yes, choose for me."}]`)
	shop.becomes(email, roasts("dark"))
	ada.prefers(`"clear":["roast"]`)
	shop.becomes(email, roasts(""))
	require.Nil(t, ada.roast(func(preference.Item) bool { return true }).Answer)
	ada.prefers(`"set":{"roast":"light"}`)
	shop.becomes(email, roasts("light"))

	var data map[string]any
	require.NoError(t, json.Unmarshal([]byte(ada.reads(ada.door()+"/preferences/export?format=json")), &data))
	require.NotEmpty(t, data["responses"])
	require.Contains(t, ada.reads(ada.door()+"/preferences/export?format=html&locale=sv"), "För att packa det du gillar")

	id := uuid.NewString()
	ada.do(http.MethodPost, ada.door()+"/preferences/erasure", "application/json", `{"id":"`+id+`","confirm":true}`, http.StatusAccepted, nil)
	shop.becomes(email, roasts(""))
	require.Nil(t, ada.roast(func(preference.Item) bool { return true }).Answer)
	var erased struct {
		FinishedAt   time.Time `json:"finished_at"`
		Destinations []struct{ Destination, State string }
		Receipt      string
	}
	later := shop.browser() // her session is over by then: who knows the id may ask
	require.Eventually(t, func() bool {
		shop.later(time.Hour)
		later.do(http.MethodGet, later.door()+"/preferences/erasure?id="+id, "", "", http.StatusOK, &erased)
		return !erased.FinishedAt.IsZero()
	}, patience, 200*time.Millisecond, "%+v", &erased)
	require.Equal(t, "done", erased.Destinations[0].State)
	require.NotContains(t, erased.Receipt, email)
}

// places are where an answer is, in the order of their names.
func places(q preference.Item) (list []string) {
	for _, w := range q.Answer.Written {
		list = append(list, string(w.Destination)+" "+w.As)
	}
	slices.Sort(list)
	return list
}
