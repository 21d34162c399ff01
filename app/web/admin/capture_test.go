package admin_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/preference"
	"github.com/askwell/askwell/app/web"
)

func TestStaffWriteDownWhatACustomerSaysByNameAndWithAReason(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	b.install(other)
	made := b.published(document("welcome"))
	const customer = "7000000000001"
	path := "/people/" + customer
	b.answered(made.ID, app.ResponseID(uuid.NewString()), number(t, customer), `"podcast"`, time.Now().Add(-time.Hour))
	answers := told{"id": uuid.NewString(), "reason": "She called.", "set": told{"source": "friend"}}

	var known preference.Known
	require.Equal(t, http.StatusOK, b.call("POST", path+"/answers", demo, answers, &known))
	said := known.Sections[0].Questions[0].Answer
	require.JSONEq(t, `"friend"`, string(said.Value))
	require.True(t, said.ByStaff)
	require.Equal(t, app.SurfaceStaff, said.Surface)

	consents := told{"id": uuid.NewString(), "reason": "She called.", "consents": []told{
		{"channel": "phone", "purpose": "marketing", "granted": true, "wording": "May we call you?"},
	}}
	require.Equal(t, http.StatusOK, b.call("POST", path+"/consents", demo, consents, &known))
	ledger, err := b.store.Consents(t.Context(), demo, app.CustomerSubject(number(t, customer)))
	require.NoError(t, err)
	require.Len(t, ledger, 1)
	require.Regexp(t, `^user/\d+$`, ledger[0].By)
	require.Equal(t, "May we call you?", ledger[0].Wording)

	var again preference.Known
	require.Equal(t, http.StatusOK, b.call("GET", path+"/answers", demo, nil, &again))
	require.JSONEq(t, `"friend"`, string(again.Sections[0].Questions[0].Answer.Value), "whoever speaks with her next reads it")
	require.Equal(t, preference.Fresh, again.Sections[0].Questions[0].Answer.Freshness)
	var shown struct {
		Declared []struct {
			CapturedBy string `json:"captured_by"`
		}
	}
	require.Equal(t, http.StatusOK, b.call("GET", path+"/profile", demo, nil, &shown))
	require.Equal(t, ledger[0].By, shown.Declared[0].CapturedBy, "the token says who it was")

	var problem web.Problem
	require.Equal(t, http.StatusUnprocessableEntity, b.call("POST", path+"/answers", demo, told{"id": uuid.NewString(), "set": told{"source": "x"}}, &problem))
	require.Contains(t, problem.Errors[0].Message+problem.Errors[0].Field, "reason")
	answers["id"], answers["set"] = uuid.NewString(), told{"none": 1}
	require.Equal(t, http.StatusUnprocessableEntity, b.call("POST", path+"/answers", demo, answers, &problem))
	require.Equal(t, http.StatusUnprocessableEntity, b.call("POST", "/people/0/answers", demo, answers, &problem), "staff say for whom")
}

func TestStaffWriteDownWhatAGuestSays(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	b.install(other)
	made := b.published(document("heard"))
	b.guest(made.ID, 502, `"podcast"`)
	const path = "/people/0/answers?order=502"
	answers := told{"id": uuid.NewString(), "reason": "A letter.", "set": told{"source": "friend"}}

	var known preference.Known
	for range 2 {
		require.Equal(t, http.StatusOK, b.call("POST", path, demo, answers, &known))
		require.JSONEq(t, `"friend"`, string(known.Sections[0].Questions[0].Answer.Value))
		require.Equal(t, 2, known.Counts.Responses, "sent twice, it is written down once")
	}
	var shown struct {
		Declared []struct {
			CapturedBy string `json:"captured_by"`
		}
	}
	require.Equal(t, http.StatusOK, b.call("GET", "/people/0/profile?order=502", demo, nil, &shown))
	require.Len(t, shown.Declared, 1)
	require.Regexp(t, `^user/\d+$`, shown.Declared[0].CapturedBy)
	require.Equal(t, []any{"A friend"}, b.person("/people/0?order=502").Answers[0]["values"])

	consents := told{"id": uuid.NewString(), "reason": "A letter.", "consents": []told{
		{"channel": "phone", "purpose": "marketing", "granted": true, "wording": "May we call you?"},
	}}
	require.Equal(t, http.StatusOK, b.call("POST", "/people/0/consents?order=502", demo, consents, &known))
	require.Contains(t, b.texts("SELECT captured_why FROM consents"), "A letter.")

	require.Equal(t, http.StatusNotFound, b.call("GET", path, other, nil, nil), "another shop's order is nobody's here")
	require.Equal(t, http.StatusNotFound, b.call("POST", path, other, answers, nil))
	require.Equal(t, http.StatusNotFound, b.call("POST", "/people/0/answers?order=999", demo, answers, nil))
}

func number(t *testing.T, text string) app.CustomerID {
	t.Helper()
	id, err := app.ParseCustomerID("gid://shopify/Customer/" + text)
	require.NoError(t, err)
	return id
}
