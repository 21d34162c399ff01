package admin_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

// known is what the API tells of a person, as far as these tests look.
type known struct {
	Person            told
	Answers           []told
	Identities, Joins []told
	Joined            int
}

func (b *bench) person(path string) known {
	b.Helper()
	var got known
	require.Equal(b, http.StatusOK, b.call("GET", path, demo, nil, &got), path)
	return got
}

// goesBy lists the identities as they are shown.
func goesBy(identities []told) (all []string) {
	for _, one := range identities {
		all = append(all, one["proof"].(string)+" "+one["value"].(string))
	}
	return all
}

// guest has a guest answer for an order.
func (b *bench) guest(survey app.SurveyID, order app.OrderID, value string) {
	b.Helper()
	_, err := b.store.RecordResponse(b.Context(), demo, store.Submitted{
		Response: app.Response{
			ID: app.ResponseID(uuid.NewString()), Survey: survey, Version: 1, Surface: app.SurfaceThankYou, Locale: "en", Order: order, SubmittedAt: time.Now(), Complete: true,
			Answers: []app.Answer{{Question: "source", Value: app.Value{Kind: app.KindChoice, JSON: []byte(value)}}},
		},
		Writes: true,
	})
	require.NoError(b, err)
}

func TestANumberThatIsNobodysIsNotFound(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	b.install(other)
	made := b.published(document("heard"))
	b.answered(made.ID, app.ResponseID(uuid.NewString()), 7, `"friend"`, time.Now())
	b.ordered(app.Order{ID: 502, Name: "#1002"})
	hers := b.customer(demo)
	said := map[string]bool{}
	for _, one := range []struct {
		path string
		as   app.ShopID
	}{
		{"/people/8", demo},
		{"/people/7", other},
		{"/people/" + hers, other},
		{"/people/0?order=5", demo},
		{"/people/0?order=502", other},
		{"/people/8?order=502", demo},
		{"/people/9223372036854775807", demo},
	} {
		for _, way := range []string{"", "/explain"} {
			path := strings.Replace(one.path, "?", way+"?", 1)
			if !strings.Contains(path, "?") {
				path += way
			}
			status, body := b.send("GET", b.app+"/api/v1"+path, b.token("admin", one.as), nil)
			require.Equal(t, http.StatusNotFound, status, path)
			said[string(body)] = true
		}
		for path, body := range map[string]told{
			"/identities": {"kind": "loyalty", "value": "CARD1"}, "/part": {"from": "x"}, "/join": {"from": "x"},
		} {
			at, query, _ := strings.Cut(one.path, "?")
			status, answer := b.send("POST", b.app+"/api/v1"+at+path+"?"+query, b.token("admin", one.as), body)
			require.Equal(t, http.StatusNotFound, status, path)
			said[string(answer)] = true
		}
	}
	require.Len(t, said, 1, "another shop's is as unknown as one that is nobody's")
	require.Equal(t, http.StatusOK, b.call("GET", "/people/"+hers, demo, nil, nil))
}

func TestWhetherThereIsACustomerOnlyShopifyKnows(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	made := b.published(document("heard"))
	b.answered(made.ID, app.ResponseID(uuid.NewString()), 7, `"friend"`, time.Now())
	hers := b.customer(demo)
	status, _ := b.send("POST", b.shop+"/_sandbox/faults", "", told{"error_rate": 1})
	require.Equal(t, http.StatusOK, status)
	require.Equal(t, http.StatusServiceUnavailable, b.call("GET", "/people/"+hers, demo, nil, nil))
	require.Equal(t, http.StatusOK, b.call("GET", "/people/7", demo, nil, nil), "whom we know we know")
	require.Equal(t, http.StatusNotFound, b.call("GET", "/people/0?order=5", demo, nil, nil))
}

func TestStaffKeepByWhatElseAShopperGoes(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	made := b.published(document("heard"))
	b.answered(made.ID, app.ResponseID(uuid.NewString()), 7, `"friend"`, time.Now())
	require.NoError(t, b.store.LearnContact(t.Context(), demo, store.Contact{Customer: 7, Email: "ada@example.com", At: time.Now()}))
	b.guest(made.ID, 502, `"podcast"`)
	b.ordered(app.Order{ID: 502, Name: "#1002"})

	var got known
	require.Equal(t, http.StatusOK, b.call("POST", "/people/0/identities?order=502", demo, told{"kind": "loyalty", "value": "card 7002-1"}, &got))
	require.Equal(t, []string{"staff ***0021"}, goesBy(got.Identities), "masked")
	require.Equal(t, told{"order": "502", "order_name": "#1002"}, withoutAt(got.Person))
	require.Zero(t, got.Joined)
	require.Equal(t, http.StatusOK, b.call("POST", "/people/7/identities", demo, told{"kind": "loyalty", "value": "CARD70021"}, &got))
	require.Equal(t, 1, got.Joined)
	require.Equal(t, "7", got.Person["customer"])
	require.Positive(t, b.rung.Load())

	her := b.person("/people/7")
	require.Equal(t, []string{"shopify a***@example.com", "staff ***0021"}, goesBy(her.Identities))
	require.Len(t, her.Joins, 1)
	require.Equal(t, "identity", her.Joins[0]["cause"])
	require.Equal(t, 1.0, her.Joins[0]["answers"])

	path := "/people/7/identities/" + her.Identities[1]["id"].(string)
	require.Equal(t, http.StatusOK, b.call("DELETE", path, demo, nil, &got))
	require.Equal(t, []string{"shopify a***@example.com"}, goesBy(got.Identities))
	require.Equal(t, http.StatusNotFound, b.call("DELETE", path, demo, nil, nil))
	require.Equal(t, http.StatusConflict, b.call("DELETE", "/people/7/identities/"+her.Identities[0]["id"].(string), demo, nil, nil), "Shopify says so")
	for _, wrong := range []told{
		{"kind": "email", "value": "ada"},
		{"kind": "phone", "value": "070-123 45 67"},
		{"kind": "loyalty", "value": "å"},
		{"kind": "loyalty", "value": ""},
		{"kind": "passport", "value": "1"},
		{"kind": "loyalty"},
	} {
		var problem struct{ Errors []told }
		require.Equal(t, http.StatusUnprocessableEntity, b.call("POST", "/people/7/identities", demo, wrong, &problem), wrong)
		require.NotEmpty(t, problem.Errors)
	}
	require.Equal(t, http.StatusUnprocessableEntity, b.call("DELETE", "/people/7/identities/x", demo, nil, nil))
	require.NotContains(t, b.log.String(), "ada@")
	require.NotContains(t, b.log.String(), "70021")
}

func withoutAt(person told) told {
	delete(person, "at")
	return person
}

func TestTwoCustomersAreMergedInShopifyOnly(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	for order, customer := range map[app.OrderID]app.CustomerID{501: 7, 502: 8} {
		b.ordered(app.Order{ID: order, Name: "#1", Customer: customer})
	}
	card := told{"kind": "loyalty", "value": "CARD1"}
	require.Equal(t, http.StatusOK, b.call("POST", "/people/7/identities", demo, card, nil))
	var problem struct{ Title string }
	require.Equal(t, http.StatusConflict, b.call("POST", "/people/8/identities", demo, card, &problem))
	require.Contains(t, problem.Title, "merge them in Shopify")
}

func TestWhoWasTakenForHerByMistakeIsPartedAndJoinedAgain(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	made := b.published(document("heard"))
	b.answered(made.ID, app.ResponseID(uuid.NewString()), 7, `"friend"`, time.Now().Add(-time.Hour))
	b.answered(made.ID, app.ResponseID(uuid.NewString()), 8, `"podcast"`, time.Now())
	_, err := b.store.MergeCustomers(t.Context(), demo, 7, 8)
	require.NoError(t, err)

	her := b.person("/people/7")
	require.Equal(t, []any{"A podcast"}, her.Answers[0]["values"])
	require.Equal(t, "7", b.person("/people/8").Person["customer"], "the number she was merged from leads to her")
	require.Len(t, her.Joins, 1)
	from := her.Joins[0]["from"]
	delete(her.Joins[0], "joined_at")
	require.Equal(t, told{"from": from, "customer": "8", "cause": "merge", "answers": 1.0}, her.Joins[0])

	var got known
	require.Equal(t, http.StatusNotFound, b.call("POST", "/people/7/part", demo, told{"from": "0190-nobody"}, nil))
	require.Equal(t, http.StatusNotFound, b.call("POST", "/people/7/join", demo, told{"from": from}, nil), "they are one")
	require.Equal(t, http.StatusOK, b.call("POST", "/people/7/part", demo, told{"from": from}, &got))
	require.Equal(t, "8", got.Person["customer"])
	require.NotEmpty(t, got.Joins[0]["parted_at"])
	require.Equal(t, "8", got.Joins[0]["customer"])
	require.Equal(t, "7", b.person("/people/8").Joins[0]["customer"], "each is told of the other")
	require.Positive(t, b.rung.Load())
	require.Equal(t, []any{"A friend"}, b.person("/people/7").Answers[0]["values"])
	require.Equal(t, []any{"A podcast"}, b.person("/people/8").Answers[0]["values"])
	require.Equal(t, http.StatusNotFound, b.call("POST", "/people/7/part", demo, told{"from": from}, nil), "twice")
	_, err = b.store.MergeCustomers(t.Context(), demo, 7, 8)
	require.NoError(t, err)
	require.Equal(t, []any{"A podcast"}, b.person("/people/8").Answers[0]["values"], "repeated news do not join them")

	require.Equal(t, http.StatusOK, b.call("POST", "/people/7/join", demo, told{"from": from}, &got))
	her = b.person("/people/7")
	require.Equal(t, []any{"A podcast"}, her.Answers[0]["values"])
	require.NotContains(t, her.Joins[0], "parted_at")
	for _, wrong := range []any{told{}, told{"from": ""}, told{"from": "'; DROP"}, told{"from": strings.Repeat("a", 65)}} {
		require.Equal(t, http.StatusUnprocessableEntity, b.call("POST", "/people/7/part", demo, wrong, nil), wrong)
	}
}
