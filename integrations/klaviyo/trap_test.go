package klaviyo_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/integrationtest"
	"github.com/askwell/askwell/integrations/klaviyo/double"
)

// opened is a stage, and a connection that names a list for consents.

func opened(t *testing.T, list string) (*integrationtest.Stage, integrations.Conn) {
	t.Helper()
	s := play(t, nil)
	s.Settings["list"] = list
	return s, s.Connect(t)
}

// told makes changes and lets them arrive.

func told(t *testing.T, s *integrationtest.Stage, conn integrations.Conn, changes ...integrations.Change) []integrations.Outcome {
	t.Helper()
	got := conn.Apply(t.Context(), changes)
	s.Pass(t, time.Minute)
	return got
}

func consent(channel app.Channel, state app.ConsentState, ago time.Duration) []integrations.Consent {
	return []integrations.Consent{{Channel: channel, Purpose: app.PurposeMarketing, State: state, At: time.Now().Add(-ago)}}
}

var ofAda = integrations.Subject{Email: ada}

func TestOldNewsStartsNoFlow(t *testing.T) {
	t.Parallel()
	s, conn := opened(t, double.Newsletter)
	change := integrations.Change{
		Subject: ofAda, Set: []integrations.Property{property("askwell_skin", "dry")}, Quiet: true,
		Events:   []integrations.Event{{ID: "1", Name: integrations.AnswerGiven, At: time.Now().AddDate(-1, 0, 0)}},
		Consents: consent(app.ChannelEmail, app.ConsentGranted, 365*24*time.Hour),
	}
	require.Equal(t, integrations.OK, told(t, s, conn, change)[0].Class)
	require.Zero(t, state(s).Started)
	her, _ := who(t, s, ada)
	require.WithinDuration(t, change.Consents[0].At, her.Consents["email"].At, time.Second, "and it is as old as it is")
	require.True(t, state(s).Events[0].Backfill)

	change.Quiet, change.Subject.Email = false, bo
	told(t, s, conn, change)
	require.Positive(t, state(s).Started, "news does")
}

func TestAnEventThatIsToldAgainIsThereOnce(t *testing.T) {
	t.Parallel()
	s, conn := opened(t, double.Newsletter)
	at := time.Now()
	change := integrations.Change{Subject: ofAda, Events: []integrations.Event{
		{ID: "1", Name: integrations.AnswerGiven, At: at}, {ID: "2", Name: integrations.AnswerGiven, At: at},
	}}
	for range 3 {
		told(t, s, conn, change)
	}
	require.Len(t, state(s).Events, 2, "two in one second are two, and each is there once")
	require.Equal(t, 2, state(s).Started)
}

func TestOneUnsoundPersonDoesNotSpoilAJobForTheOthers(t *testing.T) {
	t.Parallel()
	s, conn := opened(t, "GONE00")
	someone(s, ada, "")
	got := told(t, s, conn,
		integrations.Change{Subject: ofAda, Consents: consent(app.ChannelEmail, app.ConsentGranted, time.Minute)},
		integrations.Change{Subject: integrations.Subject{Email: bo}, Set: []integrations.Property{property("askwell_skin", "dry")}})
	require.Equal(t, integrations.OK, got[0].Class)
	require.Equal(t, integrations.Config, got[0].Refused[0].Class)
	require.Equal(t, integrations.OK, got[1].Class)
	require.Error(t, conn.Check(t.Context()), "and the check says so")
}

func TestSomebodyWhoIsNotThereIsNotMadeToHaveSomethingTakenFromHer(t *testing.T) {
	t.Parallel()
	s, conn := opened(t, double.Newsletter)
	o := told(t, s, conn, integrations.Change{
		Subject: ofAda, Unset: []string{"askwell_skin"}, LeaveLists: []string{double.Quiz}, Consents: consent(app.ChannelEmail, app.ConsentWithdrawn, time.Minute),
	})[0]
	require.Equal(t, integrations.OK, o.Class, o.Reason)
	require.Empty(t, state(s).Profiles)
}

func TestARefusalThatComesAs400OrFromTheGatekeeperIsClassed(t *testing.T) {
	t.Parallel()
	for body, class := range map[string]integrations.Class{
		`{"errors":[{"code":"not_authenticated","title":"x","detail":"y"}]}`:                                              integrations.Auth,
		`{"errors":[{"code":"invalid","detail":"ada@example.com is bad","source":{"pointer":"/data/attributes/email"}}]}`: integrations.Rejected,
	} {
		o := answered(t, http.StatusBadRequest, body)
		require.Equal(t, class, o.Class)
		require.NotContains(t, o.Reason+o.Excerpt, ada, "nobody is named")
	}
	require.Equal(t, integrations.Transient, answered(t, http.StatusForbidden, "<html>challenge</html>").Class)
	scope := answered(t, http.StatusForbidden, `{"errors":[{"code":"permission_denied","detail":"needs profiles:write"}]}`)
	require.Equal(t, integrations.Scope, scope.Class)
	require.Contains(t, scope.Reason, "profiles:write")
	require.Equal(t, integrations.Retired, answered(t, http.StatusGone, `{}`).Class)
}

// answered is the outcome of a change that is answered so.

func answered(t *testing.T, status int, body string) integrations.Outcome {
	t.Helper()
	s := play(t, func(http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			_, _ = w.Write([]byte(body))
		})
	})
	return s.Connect(t).Apply(t.Context(), []integrations.Change{{Subject: ofAda, Set: []integrations.Property{property("askwell_skin", "dry")}}})[0]
}

func TestAnOutageEndsABatchBeforeItHasAskedForEverybody(t *testing.T) {
	t.Parallel()
	var calls atomic.Int64
	s := play(t, func(http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			calls.Add(1)
			w.WriteHeader(http.StatusBadGateway)
		})
	})
	var changes []integrations.Change
	for i := range 100 {
		changes = append(changes, integrations.Change{Subject: integrations.Subject{Email: fmt.Sprintf("p%d@example.com", i)}, Set: []integrations.Property{property("askwell_skin", "dry")}})
	}
	for _, o := range s.Connect(t).Apply(t.Context(), changes) {
		require.Equal(t, integrations.Transient, o.Class)
	}
	require.Less(t, calls.Load(), int64(10))
}

func TestAShorterListOfChoicesReplacesTheOneThatIsThere(t *testing.T) {
	t.Parallel()
	s, conn := opened(t, double.Newsletter)
	for _, value := range []string{`["Dry","Oily"]`, `["Dry"]`} {
		told(t, s, conn, integrations.Change{Subject: ofAda, Set: []integrations.Property{
			{Key: "askwell_skin", Type: app.FieldTexts, Value: app.Value{Kind: app.KindChoices, JSON: json.RawMessage(value)}},
		}})
		her, _ := who(t, s, ada)
		require.JSONEq(t, value, string(her.Properties["askwell_skin"]))
	}
}

func TestTheBurstLimitIsRefusedWithHowLongToWait(t *testing.T) {
	t.Parallel()
	s, conn := opened(t, double.Newsletter)
	require.NoError(t, conn.Check(t.Context()))
	err := conn.Check(t.Context())
	require.True(t, app.Is(err, app.Throttled), "%v", err)
	s.Pass(t, time.Second)
	require.NoError(t, conn.Check(t.Context()))
}

func TestKlaviyoHasNothingAtOtherAddressesAndNoOtherRevision(t *testing.T) {
	t.Parallel()
	s := play(t, nil)
	for _, one := range []struct {
		path, revision string
		status         int
	}{{"/api/accounts", "2026-07-15", 200}, {"/api/accounts", "2023-01-01", 400}, {"/api/profiles/P1/merge", "2026-07-15", 404}} {
		r := httptest.NewRequest(http.MethodGet, "https://a.klaviyo.com"+one.path, nil)
		r.Header.Set("Authorization", "Klaviyo-API-Key "+s.Settings["api_key"])
		r.Header.Set("Revision", one.revision)
		w := httptest.NewRecorder()
		s.Double.ServeHTTP(w, r)
		require.Equal(t, one.status, w.Code, one.path)
		require.Equal(t, "application/vnd.api+json", w.Header().Get("Content-Type"))
	}
}
