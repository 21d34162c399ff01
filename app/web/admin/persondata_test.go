package admin_test

import (
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/privacy"
	"github.com/askwell/askwell/app/store/storetest"
)

type erasedPerson struct {
	ID, Request, Receipt string
	Here                 map[string]int
	FinishedAt           time.Time `json:"finished_at"`
	Parts                []struct{ Destination, Title, State string }
}

func TestAMerchantTakesTheFileThatALawfulRequestGives(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	b.install(other)
	p := b.begin(time.Hour)
	p.says(7)
	p.says(8)
	p.wants(7, "data_request/1")
	var lawful, taken struct {
		Data json.RawMessage
		Page string
	}
	require.Equal(t, http.StatusOK, b.call("GET", "/privacy/export?request=data_request/1", demo, nil, &lawful))
	require.Equal(t, http.StatusOK, b.call("GET", "/people/7/export", demo, nil, &taken))
	shape := func(text json.RawMessage) map[string]json.RawMessage {
		var data map[string]json.RawMessage
		require.NoError(t, json.Unmarshal(text, &data))
		for _, since := range []string{"exported_at", "readings", "privacy_requests", "deliveries"} { // what has come to pass between the two
			require.Contains(t, data, since)
			delete(data, since)
		}
		return data
	}
	require.Equal(t, shape(lawful.Data), shape(taken.Data))
	require.Contains(t, taken.Page, "A podcast")
	require.NotContains(t, string(taken.Data), `"customer_id": 8`)

	var log struct{ Readings []told }
	require.Equal(t, http.StatusOK, b.call("GET", "/privacy/readings", demo, nil, &log))
	require.Equal(t, "export", log.Readings[0]["action"])
	require.Equal(t, "customer/7", log.Readings[0]["subject"])
	require.Equal(t, http.StatusNotFound, b.call("GET", "/people/7/export", other, nil, nil))
	require.Equal(t, http.StatusUnprocessableEntity, b.call("GET", "/people/0/export", demo, nil, nil))
	require.Equal(t, http.StatusUnprocessableEntity, b.call("GET", "/people/7/export?locale=%27", demo, nil, nil))
}

func TestAMerchantErasesAShopperAndSeesItDone(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	b.install(other)
	p := b.begin(time.Hour)
	p.says(7)
	p.says(8)
	p.now = time.Now()
	b.ordered(app.Order{ID: 501, Name: "#1001", Customer: 7})
	b.ordered(app.Order{ID: 502, Name: "#1002", Customer: 8})

	var foreseen struct {
		Here         map[string]int
		Destinations []struct {
			Destination, Title string
			Connected          bool
		}
	}
	require.Equal(t, http.StatusOK, b.call("GET", "/people/7/erasure", demo, nil, &foreseen))
	require.Equal(t, map[string]int{"responses": 1, "orders": 1}, foreseen.Here)
	require.Len(t, foreseen.Destinations, 4)
	require.True(t, foreseen.Destinations[0].Connected)
	require.Equal(t, http.StatusNotFound, b.call("POST", "/people/7/erase", other, nil, nil))

	var done erasedPerson
	require.Equal(t, http.StatusOK, b.call("POST", "/people/7/erase?order=502", demo, nil, &done), "another's order in the address is not erased with her")
	require.Equal(t, 1, done.Here["responses"])
	require.Equal(t, 1, done.Here["orders"])
	require.Len(t, done.Parts, 4)
	require.Contains(t, done.Request, "staff/")
	require.Zero(t, done.FinishedAt)
	_, err := b.store.Order(t.Context(), demo, 502)
	require.NoError(t, err)
	require.NotEmpty(t, b.person("/people/8").Answers)

	p.live(40)
	require.Equal(t, http.StatusOK, b.call("GET", "/privacy/erasures/"+done.ID, demo, nil, &done))
	require.NotZero(t, done.FinishedAt)
	receipt, _, err := privacy.Verify(storetest.Keys(t), []byte(done.Receipt))
	require.NoError(t, err)
	require.Equal(t, http.StatusNotFound, b.call("GET", "/privacy/erasures/"+done.ID, other, nil, nil))

	var log struct{ Entries []told }
	require.Equal(t, http.StatusOK, b.call("GET", "/audit?operation=post-people-customer-erase", demo, nil, &log))
	require.Equal(t, "erase", log.Entries[0]["action"])
	require.Equal(t, receipt.Subject, log.Entries[0]["subject"], "who it was is told by nobody")
	require.Equal(t, []any{"erasures/" + done.ID}, log.Entries[0]["targets"])
	require.Zero(t, storetest.Count(t, b.url, "SELECT COUNT(*) FROM audit WHERE subject = 'customer/7' AND shop_id = '"+string(demo)+"'"))
	require.Zero(t, storetest.Count(t, b.url, "SELECT COUNT(*) FROM idempotency_keys WHERE subject = 'customer/7' AND shop_id = '"+string(demo)+"'"))
}

func TestErasingTwiceIsErasingOnce(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	made := b.published(document("heard"))
	b.answered(made.ID, app.ResponseID(uuid.NewString()), 7, `"friend"`, time.Now())
	token, key := b.token("admin", demo), uuid.NewString()
	first, before := b.keyed(token, key, http.MethodPost, "/people/7/erase", nil)
	again, after := b.keyed(token, key, http.MethodPost, "/people/7/erase", nil)
	require.Equal(t, http.StatusOK, first.StatusCode)
	require.Equal(t, http.StatusOK, again.StatusCode)
	require.JSONEq(t, string(before), string(after))
	require.Equal(t, 1, storetest.Count(t, b.url, "SELECT COUNT(*) FROM erasures"))
}

func TestErasingAGuestLeavesTheCustomersOrdersAlone(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	b.ordered(app.Order{ID: 501, Name: "#1001", Customer: 7})
	b.ordered(app.Order{ID: 502, Name: "#1002"})
	var done erasedPerson
	require.Equal(t, http.StatusOK, b.call("POST", "/people/0/erase?order=502", demo, nil, &done))
	require.Equal(t, 1, done.Here["orders"])
	require.Equal(t, http.StatusOK, b.call("POST", "/people/0/erase?order=501", demo, nil, &done), "a customer's order names her")
	_, err := b.store.Order(t.Context(), demo, 501)
	require.True(t, app.Is(err, app.NotFound))
	require.Equal(t, http.StatusUnprocessableEntity, b.call("POST", "/people/0/erase", demo, nil, nil))
}
