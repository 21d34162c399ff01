package klaviyo_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
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

func TestAnAnswerSubscribesNobodyThoughKlaviyoWouldMailHer(t *testing.T) {
	t.Parallel()
	s, conn := opened(t, double.Newsletter)
	o := told(t, s, conn, integrations.Change{
		Subject: ofAda, Set: []integrations.Property{property("askwell_skin", "dry")}, JoinLists: []string{double.Quiz},
		Events: []integrations.Event{{ID: "1", Name: integrations.AnswerGiven, At: time.Now()}},
	})[0]
	require.Equal(t, integrations.OK, o.Class, o.Reason)
	her, _ := who(t, s, ada)
	require.Empty(t, her.Consents)
	require.True(t, her.Mailable, "which is why nobody joins a list unless the merchant says so")
	held, err := conn.(integrations.ReadBacker).ReadBack(t.Context(), []integrations.Look{{Subject: ofAda, Consents: true}})
	require.NoError(t, err)
	require.Empty(t, held[0].Consents, "that she can be mailed is no consent")
	require.Empty(t, state(s).Mails)
	catalogue, err := conn.(integrations.Cataloguer).Catalogue(t.Context())
	require.NoError(t, err)
	for _, list := range catalogue.Lists {
		require.True(t, list.Marks, list.Name)
	}
}

func TestOnlyALaterConsentLiftsAnUnsubscribe(t *testing.T) {
	t.Parallel()
	s, conn := opened(t, double.Newsletter)
	someone(s, ada, "")
	s.Double.(*double.Double).Say(state(s).Account, ada, "email", false, time.Now().Add(-time.Hour))
	older := told(t, s, conn, integrations.Change{Subject: ofAda, Consents: consent(app.ChannelEmail, app.ConsentGranted, 2*time.Hour)})[0]
	require.Equal(t, integrations.OK, older.Class)
	her, _ := who(t, s, ada)
	require.Equal(t, "UNSUBSCRIBED", her.Consents["email"].State)
	require.False(t, her.Mailable)

	newer := told(t, s, conn, integrations.Change{Subject: ofAda, Consents: consent(app.ChannelEmail, app.ConsentGranted, time.Minute)})[0]
	require.Empty(t, newer.Refused)
	her, _ = who(t, s, ada)
	require.Equal(t, "SUBSCRIBED", her.Consents["email"].State)
}

func TestAListThatAsksLeavesHerUnsubscribedUntilSheHasConfirmed(t *testing.T) {
	t.Parallel()
	s, conn := opened(t, double.Club)
	someone(s, ada, "")
	o := told(t, s, conn, integrations.Change{Subject: ofAda, Consents: consent(app.ChannelEmail, app.ConsentGranted, time.Minute)})[0]
	require.Equal(t, integrations.OK, o.Class, o.Reason)
	held, err := conn.(integrations.ReadBacker).ReadBack(t.Context(), []integrations.Look{{Subject: ofAda, Consents: true, Lists: true}})
	require.NoError(t, err)
	require.NotContains(t, held[0].Consents, app.ChannelEmail)
	require.Empty(t, held[0].Lists)
	require.Len(t, state(s).Mails, 1)
}

func TestTakingAConsentBackUnsubscribesFromEverything(t *testing.T) {
	t.Parallel()
	for _, lists := range [][]string{{double.Newsletter, double.Quiz}, nil} {
		s, conn := opened(t, double.Newsletter)
		someone(s, ada, "", lists...)
		s.Double.(*double.Double).Say(state(s).Account, ada, "email", true, time.Now().Add(-time.Hour))
		o := told(t, s, conn, integrations.Change{Subject: ofAda, Consents: consent(app.ChannelEmail, app.ConsentWithdrawn, time.Minute)})[0]
		require.Equal(t, integrations.OK, o.Class, o.Reason)
		her, _ := who(t, s, ada)
		require.Equal(t, "UNSUBSCRIBED", her.Consents["email"].State)
		require.False(t, her.Mailable)
		require.ElementsMatch(t, lists, her.Lists, "membership is another thing")
	}
}

func TestAnOldWithdrawalDoesNotUndoWhatSheSaidSince(t *testing.T) {
	t.Parallel()
	s, conn := opened(t, double.Newsletter)
	someone(s, ada, "")
	s.Double.(*double.Double).Say(state(s).Account, ada, "email", true, time.Now().Add(-time.Hour))
	told(t, s, conn, integrations.Change{Subject: ofAda, Consents: consent(app.ChannelEmail, app.ConsentWithdrawn, 2*time.Hour)})
	her, _ := who(t, s, ada)
	require.Equal(t, "SUBSCRIBED", her.Consents["email"].State)
}

func TestAPhoneNumberThatIsAnothersIsLeftOutAndTheRestWritten(t *testing.T) {
	t.Parallel()
	s, conn := opened(t, double.Newsletter)
	someone(s, ada, "")
	someone(s, bo, "+4790000002")
	with := integrations.Subject{Email: ada, Phone: "+4790000002"}
	change := integrations.Change{
		Subject: with, Set: []integrations.Property{property("askwell_skin", "dry")},
		Consents: append(consent(app.ChannelSMS, app.ConsentGranted, time.Minute), consent(app.ChannelEmail, app.ConsentGranted, time.Minute)...),
	}
	for range 2 {
		o := told(t, s, conn, change)[0]
		require.Equal(t, integrations.OK, o.Class, o.Reason)
		require.Equal(t, []integrations.Refused{{Part: "consent:sms", Class: integrations.Conflict, Reason: "the phone number is another profile's at Klaviyo"}}, o.Refused)
	}
	her, _ := who(t, s, ada)
	require.Empty(t, her.Phone)
	require.JSONEq(t, `"dry"`, string(her.Properties["askwell_skin"]))
	require.Equal(t, "SUBSCRIBED", her.Consents["email"].State)
	require.NotContains(t, her.Properties, "askwell_consent_sms_granted")
	him, _ := who(t, s, bo)
	require.Empty(t, him.Consents, "nobody else is subscribed in her place")
}

func TestAPhoneNumberIsOnlyToldWithAConsentToUseIt(t *testing.T) {
	t.Parallel()
	s, conn := opened(t, double.Newsletter)
	with := integrations.Subject{Email: ada, Phone: "+4790000001"}
	told(t, s, conn, integrations.Change{Subject: with, Set: []integrations.Property{property("askwell_skin", "dry")}})
	her, _ := who(t, s, ada)
	require.Empty(t, her.Phone)
	told(t, s, conn, integrations.Change{Subject: with, Consents: consent(app.ChannelSMS, app.ConsentGranted, time.Minute)})
	her, _ = who(t, s, ada)
	require.Equal(t, "+4790000001", her.Phone)
	require.Equal(t, "SUBSCRIBED", her.Consents["sms"].State)
}

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

func TestOldNewsDoesNotSkipTheQuestionAListAsks(t *testing.T) {
	t.Parallel()
	s, conn := opened(t, double.Club)
	said := consent(app.ChannelEmail, app.ConsentGranted, 24*time.Hour)
	told(t, s, conn, integrations.Change{Subject: ofAda, Consents: said, Quiet: true})
	her, _ := who(t, s, ada)
	require.Empty(t, her.Consents)
	require.Len(t, state(s).Mails, 1)

	said[0].OptIn = "confirmed_opt_in"
	told(t, s, conn, integrations.Change{Subject: integrations.Subject{Email: bo}, Consents: said, Quiet: true})
	him, _ := who(t, s, bo)
	require.Equal(t, "SUBSCRIBED", him.Consents["email"].State, "who has confirmed before is not asked again")
	require.Len(t, state(s).Mails, 1)
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

func TestWhatAnImportRefusesIsToldOfThatPersonAlone(t *testing.T) {
	t.Parallel()
	s, conn := opened(t, double.Newsletter)
	set := []integrations.Property{property("askwell_skin", "dry")}
	changes := []integrations.Change{
		{Subject: ofAda, Set: set, Unset: []string{"askwell_old"}},
		{Subject: integrations.Subject{Email: "no one@example"}, Set: set},
		{Subject: integrations.Subject{Email: bo}, Set: set, Consents: consent(app.ChannelEmail, app.ConsentGranted, time.Minute)},
	}
	someone(s, ada, "")
	told(t, s, conn, integrations.Change{Subject: ofAda, Set: []integrations.Property{property("askwell_old", "x")}})
	by := conn.(integrations.Bulker)
	job, err := by.Begin(t.Context(), "one", changes)
	require.NoError(t, err)
	p, err := by.Poll(t.Context(), job, changes)
	require.NoError(t, err)
	require.False(t, p.Done, "accepted is not done")
	s.Pass(t, time.Minute)
	p, err = by.Poll(t.Context(), job, changes)
	require.NoError(t, err)
	require.True(t, p.Done)
	require.Equal(t, integrations.OK, p.Outcomes[0].Class)
	require.Equal(t, integrations.Rejected, p.Outcomes[1].Class)
	require.NotContains(t, p.Outcomes[1].Reason, "no one")
	require.Equal(t, integrations.Transient, p.Outcomes[2].Class, "consents have their order, which an import knows nothing of")
	her, _ := who(t, s, ada)
	require.NotContains(t, her.Properties, "askwell_old")
}

func TestAnImportIsSplitWhereItWouldWeighTooMuch(t *testing.T) {
	t.Parallel()
	s, conn := opened(t, double.Newsletter)
	long := property("askwell_wish", strings.Repeat("x", 60_000))
	var changes []integrations.Change
	for i := range 200 {
		changes = append(changes, integrations.Change{Subject: integrations.Subject{Email: fmt.Sprintf("p%d@example.com", i)}, Set: []integrations.Property{long}})
	}
	by := conn.(integrations.Bulker)
	job, err := by.Begin(t.Context(), "big", changes)
	require.NoError(t, err)
	require.Equal(t, 2, strings.Count(job, ","))
	s.Pass(t, time.Minute)
	p, err := by.Poll(t.Context(), job, changes)
	require.NoError(t, err)
	require.True(t, p.Done)
	require.Len(t, state(s).Profiles, 200)
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

func TestAnImportIsFoundBehindAHundredNewerOnes(t *testing.T) {
	t.Parallel()
	s, conn := opened(t, double.Newsletter)
	by := conn.(integrations.Bulker)
	changes := []integrations.Change{{Subject: ofAda, Set: []integrations.Property{property("askwell_skin", "dry")}}}
	first, err := by.Begin(t.Context(), "first", changes)
	require.NoError(t, err)
	for i := range 110 {
		s.Pass(t, time.Second)
		_, err := by.Begin(t.Context(), fmt.Sprint(i), changes)
		require.NoError(t, err)
	}
	s.Pass(t, time.Minute)
	p, err := by.Poll(t.Context(), first, changes)
	require.NoError(t, err)
	require.True(t, p.Done)
	_, err = by.Poll(t.Context(), "J0", changes)
	require.True(t, app.Is(err, app.NotFound), "%v", err)
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
