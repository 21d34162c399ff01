package omnisend_test

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/integrationtest"
	"github.com/askwell/askwell/integrations/omnisend/double"
)

func sorted(tags []string) []string {
	if len(tags) == 0 {
		return nil
	}
	return slices.Sorted(slices.Values(tags))
}

func opened(t *testing.T) (*integrationtest.Stage, integrations.Conn) {
	t.Helper()
	s := play(t, nil)
	return s, s.Connect(t)
}

// told makes changes and lets them arrive.

func told(t *testing.T, s *integrationtest.Stage, conn integrations.Conn, changes ...integrations.Change) []integrations.Outcome {
	t.Helper()
	got := conn.Apply(t.Context(), changes)
	s.Pass(t, time.Minute)
	return got
}

var ofAda = integrations.Subject{Email: ada}

func TestOldNewsStartsNoAutomation(t *testing.T) {
	t.Parallel()
	s, conn := opened(t)
	o := told(t, s, conn, integrations.Change{Subject: ofAda, Quiet: true, Events: []integrations.Event{{ID: "1", Name: integrations.AnswerGiven, At: time.Now()}}})[0]
	require.Equal(t, integrations.OK, o.Class)
	require.Equal(t, "event:answer-given", o.Refused[0].Part)
	require.Zero(t, state(s).Started)
	told(t, s, conn, integrations.Change{Subject: ofAda, Events: []integrations.Event{{ID: "1", Name: integrations.AnswerGiven, At: time.Now()}}})
	require.Equal(t, 1, state(s).Started, "news does")
}

func TestAnEventThatArrivedIsReportedWhereTheNextOneDidNot(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	events := 0
	s := play(t, func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			mu.Lock()
			defer mu.Unlock()
			if strings.HasSuffix(r.URL.Path, "/events") {
				if events++; events == 2 {
					w.WriteHeader(http.StatusBadGateway)
					return
				}
			}
			next.ServeHTTP(w, r)
		})
	})
	o := s.Connect(t).Apply(t.Context(), []integrations.Change{{Subject: ofAda, Events: []integrations.Event{
		{ID: "1", Name: integrations.AnswerGiven, At: time.Now()}, {ID: "2", Name: integrations.AnswerGiven, At: time.Now()},
	}}})[0]
	require.Equal(t, integrations.Transient, o.Class)
	require.Equal(t, []string{"1"}, o.Told, "it would start automations a second time")
}

func TestAValueThatOmnisendLeavesOutIsReported(t *testing.T) {
	t.Parallel()
	s := play(t, func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodPost {
				_, _ = w.Write([]byte(`{"id":"C1","email":"ada@example.com","customProperties":{"askwell_skin":"dry"}}`))
				return
			}
			next.ServeHTTP(w, r)
		})
	})
	o := s.Connect(t).Apply(t.Context(), []integrations.Change{{
		Subject: ofAda, Set: []integrations.Property{property("askwell_skin", "dry"), property("askwell_size", "m")},
	}})[0]
	require.Equal(t, integrations.OK, o.Class)
	require.Equal(t, "property:askwell_size", o.Refused[0].Part)
}

func TestABirthdateIsAFieldOfItsOwn(t *testing.T) {
	t.Parallel()
	s, conn := opened(t)
	born := property("birthdate", "1990-02-28")
	require.Empty(t, told(t, s, conn, integrations.Change{Subject: ofAda, Set: []integrations.Property{born}})[0].Refused)
	her, _ := who(s, ada)
	require.Equal(t, "1990-02-28", her.Birthdate)
	require.Empty(t, her.Properties)
	held, err := conn.(integrations.ReadBacker).ReadBack(t.Context(), []integrations.Look{{Subject: ofAda, Properties: []string{"birthdate"}}})
	require.NoError(t, err)
	require.JSONEq(t, `"1990-02-28"`, string(held[0].Properties["birthdate"].JSON))
	require.Empty(t, told(t, s, conn, integrations.Change{Subject: ofAda, Unset: []string{"birthdate"}})[0].Refused)
	her, _ = who(s, ada)
	require.Empty(t, her.Birthdate)
}

func TestMoreTagsThanACallTakesLoseNobodysTags(t *testing.T) {
	t.Parallel()
	for _, replaces := range []bool{false, true} {
		s, conn := opened(t)
		var theirs []string
		for i := range 100 {
			theirs = append(theirs, fmt.Sprintf("theirs%02d", i))
		}
		played(s).Seed(state(s).Account, double.Contact{Email: ada, Tags: theirs})
		if replaces {
			played(s).Replaces(state(s).Account)
		}
		change := integrations.Change{Subject: ofAda, Set: []integrations.Property{property("askwell_skin", "dry")}, AddTags: []string{"quiz_dry"}, RemoveTags: []string{"theirs07"}}
		require.Equal(t, integrations.OK, told(t, s, conn, change)[0].Class)
		require.Equal(t, integrations.OK, told(t, s, conn, integrations.Change{Subject: ofAda, AddTags: []string{"quiz_oily"}})[0].Class)
		her, _ := who(s, ada)
		require.Len(t, her.Tags, 101)
		require.Subset(t, her.Tags, []string{"quiz_dry", "quiz_oily", "theirs99"})
		require.NotContains(t, her.Tags, "theirs07")
	}
}

func TestATagIsOffBeforeItIsSaidToBe(t *testing.T) {
	t.Parallel()
	s, conn := opened(t)
	played(s).Seed(state(s).Account, double.Contact{Email: ada, Tags: []string{"vip", "quiz_dry"}})
	o := conn.Apply(t.Context(), []integrations.Change{{Subject: ofAda, RemoveTags: []string{"quiz_dry"}}})[0]
	require.Equal(t, integrations.OK, o.Class, o.Reason)
	held, err := conn.(integrations.ReadBacker).ReadBack(t.Context(), []integrations.Look{{Subject: ofAda, Tags: true}})
	require.NoError(t, err)
	require.Equal(t, []string{"vip"}, held[0].Tags, "or it would be taken for the merchant's")
}

func TestATagOnItsWayOffIsNotPutOnAgainBeforeItIsGone(t *testing.T) {
	t.Parallel()
	s, conn := opened(t)
	played(s).Seed(state(s).Account, double.Contact{Email: ada, Tags: []string{"quiz_dry"}})
	hurried, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
	defer cancel()
	o := conn.Apply(hurried, []integrations.Change{{Subject: ofAda, RemoveTags: []string{"quiz_dry"}}})[0]
	require.Equal(t, integrations.Ambiguous, o.Class)
	require.Equal(t, integrations.OK, told(t, s, conn, integrations.Change{Subject: ofAda, AddTags: []string{"quiz_dry"}})[0].Class)
	her, _ := who(s, ada)
	require.Equal(t, []string{"quiz_dry"}, her.Tags)
}

func TestTheLimitTellsHowLongToWaitInTheBody(t *testing.T) {
	t.Parallel()
	s, conn := opened(t)
	for range 400 {
		require.NoError(t, conn.Check(t.Context()))
	}
	err := conn.Check(t.Context())
	require.True(t, app.Is(err, app.Throttled), "%v", err)
	o := conn.Apply(t.Context(), []integrations.Change{{Subject: ofAda, AddTags: []string{"x"}}})[0]
	require.Equal(t, integrations.Throttled, o.Class)
	require.Greater(t, o.After, 30*time.Second)
	s.Pass(t, o.After)
	require.NoError(t, conn.Check(t.Context()))
}

func TestAVersionThatIsRetiredIsSaid(t *testing.T) {
	t.Parallel()
	s := play(t, func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			r.Header.Set("Omnisend-Version", "2024-01-01")
			next.ServeHTTP(w, r)
		})
	})
	o := s.Connect(t).Apply(t.Context(), []integrations.Change{{Subject: ofAda, AddTags: []string{"x"}}})[0]
	require.Equal(t, integrations.Retired, o.Class)
}

func TestAnErasureThatOmnisendCannotMakeGoesAsFarAsItCan(t *testing.T) {
	t.Parallel()
	s, conn := opened(t)
	played(s).Seed(state(s).Account, double.Contact{Email: ada, Phone: "+4790000001", Tags: []string{"vip"}})
	told(t, s, conn, integrations.Change{
		Subject: ofAda, Set: []integrations.Property{property("askwell_skin", "dry")}, AddTags: []string{"quiz_dry"},
		Consents: append(consent(app.ChannelSMS, app.ConsentGranted, time.Minute), consent(app.ChannelEmail, app.ConsentGranted, time.Minute)...),
	})
	e := integrations.Erasure{Traces: []integrations.Trace{{Subject: ofAda, Properties: []string{"askwell_skin"}, Tags: []string{"quiz_dry"}}}}
	require.Equal(t, integrations.OK, conn.(integrations.Eraser).Erase(t.Context(), e).Class)
	s.Pass(t, time.Minute)
	her, there := who(s, ada)
	require.True(t, there, "which is what Spec.Leftover says")
	require.Equal(t, "unsubscribed", her.Consents["email"].Status)
	require.Equal(t, "unsubscribed", her.Consents["sms"].Status)
	require.Empty(t, her.Properties)
	require.Equal(t, []string{"vip"}, her.Tags)
}
