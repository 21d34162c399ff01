package admin_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

// found lists the people a text finds.
func (b *bench) found(as app.ShopID, query string) []told {
	b.Helper()
	var list struct{ People []told }
	require.Equal(b, http.StatusOK, b.call("GET", "/people?query="+url.QueryEscape(query), as, nil, &list), query)
	for _, one := range list.People {
		delete(one, "at")
	}
	return list.People
}

func (b *bench) ordered(order app.Order) {
	b.Helper()
	order.Shop, order.CreatedAt, order.UpdatedAt = demo, time.Now(), time.Now()
	_, err := b.store.RecordOrder(b.Context(), demo, order)
	require.NoError(b, err)
}

// customer is the number of a customer of the sandbox shop who never met us.
func (b *bench) customer(shop app.ShopID) string {
	b.Helper()
	status, body := b.send(http.MethodGet, b.shop+"/_sandbox/state?shop="+string(shop), "", nil)
	require.Equal(b, http.StatusOK, status)
	var state struct {
		Shops []struct{ Customers []struct{ ID string } }
	}
	require.NoError(b, json.Unmarshal(body, &state))
	id, err := app.ParseCustomerID(state.Shops[0].Customers[0].ID)
	require.NoError(b, err)
	return strconv.FormatInt(int64(id), 10)
}

// published creates and publishes a survey.
func (b *bench) published(doc app.Document) survey {
	b.Helper()
	var made survey
	require.Equal(b, http.StatusCreated, b.call("POST", "/surveys", demo, told{"document": doc}, &made))
	require.Equal(b, http.StatusOK, b.call("POST", "/surveys/"+string(made.ID)+"/publish", demo, told{"revision": made.Revision}, nil))
	return made
}

func TestAShopperIsFoundByWhatIsKnownOfHer(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	b.install(other)
	require.Empty(t, b.found(demo, ""))
	made := b.published(document("heard"))
	now := time.Now()
	b.answered(made.ID, app.ResponseID(uuid.NewString()), 7001, `"friend"`, now.Add(-time.Hour))
	b.answered(made.ID, app.ResponseID(uuid.NewString()), 7001, `"podcast"`, now)
	b.answered(made.ID, app.ResponseID(uuid.NewString()), 7002, `"friend"`, now.Add(-time.Minute))
	for customer, email := range map[app.CustomerID]string{7001: "ada@example.com", 7002: "a_b%@example.com"} {
		require.NoError(t, b.store.LearnContact(t.Context(), demo, store.Contact{Customer: customer, Email: email, At: now}))
	}
	b.ordered(app.Order{ID: 501, Name: "#1001", Customer: 7001})
	b.ordered(app.Order{ID: 502, Name: "#1002"})
	b.ordered(app.Order{ID: 503, Name: "#1003", Customer: 7003})
	require.NoError(t, b.store.LearnContact(t.Context(), demo, store.Contact{Customer: 7001, Email: "ada@example.com", Phone: "+46701234567", At: now}))
	_, err := b.store.ProveIdentity(t.Context(), demo, store.Whom{Customer: 7002}, app.Identity{Kind: app.IdentityLoyalty, Value: "CARD7002"})
	require.NoError(t, err)

	ada, strange := told{"customer": "7001", "email": "ada@example.com"}, told{"customer": "7002", "email": "a_b%@example.com"}
	guest := told{"order": "502", "order_name": "#1002"}
	silent := told{"customer": "7003", "order": "503", "order_name": "#1003"}
	for query, want := range map[string][]told{
		"":                {ada, strange},
		"7001":            {ada},
		" ADA@exam":       {ada},
		"a_b%":            {strange},
		"#1002":           {guest},
		"1002":            {guest},
		"502":             {guest},
		"#1003":           {silent},
		"1":               nil,
		"%@":              nil,
		"ada@example.com": {ada},
		"0046 701234567":  {ada},
		"card-7002":       {strange},
		"card-700":        nil,
		"nobody@nowhere":  nil,
		"'; DROP TABLE x": nil,
		"\x00":            nil,
		"\xff":            nil,
	} {
		require.ElementsMatch(t, want, b.found(demo, query), query)
		require.Empty(t, b.found(other, query), query)
	}
	require.Equal(t, "501", b.found(demo, "#1001")[0]["order"])
	require.Equal(t, http.StatusUnprocessableEntity, b.call("GET", "/people?query="+strings.Repeat("a", 400), demo, nil, nil))
}

func TestWhatAShopperSaidIsTheNewestToEachQuestion(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	b.install(other)
	made := b.published(document("heard"))
	at := time.Now().UTC().Truncate(time.Second)
	b.answered(made.ID, app.ResponseID(uuid.NewString()), 7, `"friend"`, at.Add(-time.Hour))
	b.answered(made.ID, app.ResponseID(uuid.NewString()), 7, `"podcast"`, at)
	require.Equal(t, http.StatusCreated, b.call("POST", "/rewards", demo, told{"handle": "free", "title": "Free shipping", "kind": "free_shipping"}, nil))
	b.earned("free", 7, app.ResponseID(uuid.NewString()))

	var got struct {
		Person            told
		Answers, Promises []told
	}
	require.Equal(t, http.StatusOK, b.call("GET", "/people/7", demo, nil, &got))
	require.Equal(t, "7", got.Person["customer"])
	require.Equal(t, []told{{
		"question": "source", "prompt": "How did you hear about us?", "values": []any{"A podcast"}, "answered_at": at.Format(time.RFC3339),
		"survey": told{"id": string(made.ID), "title": "How did you hear about us?"},
	}}, got.Answers)
	require.Equal(t, "Free shipping", got.Promises[0]["title"])

	got.Person, got.Answers, got.Promises = nil, nil, nil
	silent := b.customer(demo)
	require.Equal(t, http.StatusOK, b.call("GET", "/people/"+silent, demo, nil, &got), "she never answered")
	require.Empty(t, got.Answers)
	require.Empty(t, got.Promises)
	require.Equal(t, told{"customer": silent}, got.Person)
	require.Equal(t, http.StatusUnprocessableEntity, b.call("GET", "/people/0", demo, nil, nil))
	require.Equal(t, http.StatusUnprocessableEntity, b.call("GET", "/people/ada", demo, nil, nil))
}

func TestNobodyLooksOverAMerchantsShoulder(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	b.ordered(app.Order{ID: 7352, Name: "#1", Customer: 7351735173517351})
	b.found(demo, "secret@example.com")
	b.explained("/people/7351735173517351/explain?locale=en")
	require.NotEmpty(t, b.log.String())
	require.NotContains(t, b.log.String(), "secret")
	require.NotContains(t, b.log.String(), "7351735173517351")
}
