package brevo_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/brevo"
	"github.com/askwell/askwell/integrations/brevo/double"
)

// apply makes one change and returns how it fared.
func (w town) apply(t *testing.T, c integrations.Change) integrations.Outcome {
	t.Helper()
	return w.Connect(t).Apply(t.Context(), []integrations.Change{c})[0]
}

func (w town) made(t *testing.T, c integrations.Change) {
	t.Helper()
	o := w.apply(t, c)
	require.Equal(t, integrations.OK, o.Class, o.Reason)
	require.Empty(t, o.Refused)
}

// says is what somebody says of email, so many minutes from now at Brevo.
func (w town) says(of integrations.Subject, state app.ConsentState, minutes int) integrations.Change {
	return integrations.Change{Subject: of, Consents: []integrations.Consent{{
		Channel: app.ChannelEmail, Purpose: app.PurposeMarketing, State: state, At: w.Now().Add(time.Duration(minutes) * time.Minute),
	}}}
}

func property(key string, kind app.FieldType, value string) integrations.Property {
	return integrations.Property{Key: key, Label: key, Type: kind, Value: app.Value{Kind: app.KindText, JSON: []byte(value)}}
}

func (w town) prepare(t *testing.T, attributes ...integrations.Attribute) {
	t.Helper()
	require.NoError(t, w.Connect(t).(integrations.Preparer).Prepare(t.Context(), attributes))
}

func TestSettingsThatCannotWorkAreRefused(t *testing.T) {
	t.Parallel()
	key := "xkeysib-" + strings.Repeat("0123456789abcdef", 4) + "-0123456789abcdef"
	_, err := brevo.Provider{}.Connect(app.Shop{}, map[string]string{"api_key": key})
	require.NoError(t, err)
	for _, wrong := range []map[string]string{
		{},
		{"api_key": "secret"},
		{"api_key": key + "\n"},
		{"api_key": key, "consent_list": "five"},
		{"api_key": key, "consent_list": "-5"},
		{"api_key": key, "doi_template": "7"},
		{"api_key": key, "doi_page": "https://example.com"},
		{"api_key": key, "doi_template": "7", "doi_page": "javascript:alert(1)"},
		{"api_key": key, "doi_template": "0", "doi_page": "https://example.com"},
	} {
		_, err := brevo.Provider{}.Connect(app.Shop{}, wrong)
		require.True(t, app.Is(err, app.Invalid), "%v", wrong)
	}
}

func TestWhatBrevoLetsFallInSilenceIsSeenByReadingBack(t *testing.T) {
	t.Parallel()
	w := play(t, nil)
	w.prepare(t, integrations.Attribute{Key: "ASK_AGE", Label: "Age", Type: app.FieldNumber}, integrations.Attribute{Key: "ASK_SKIN", Label: "Skin", Type: app.FieldText})
	w.made(t, integrations.Change{Subject: ada, Set: []integrations.Property{
		property("ASK_AGE", app.FieldText, `"old"`), property("ASK_NEVER_MADE", app.FieldText, `"x"`), property("ask_skin", app.FieldText, `"x"`), property("ASK_SKIN", app.FieldText, `"oily"`),
	}})
	keys := []string{"ASK_AGE", "ASK_NEVER_MADE", "ask_skin", "ASK_SKIN"}
	held, err := w.Connect(t).(integrations.ReadBacker).ReadBack(t.Context(), []integrations.Look{{Subject: ada, Properties: keys}})
	require.NoError(t, err)
	require.Len(t, held[0].Properties, 1)
	require.JSONEq(t, `"oily"`, string(held[0].Properties["ASK_SKIN"].JSON))
}

func TestSeveralChoicesAreAListOrWords(t *testing.T) {
	t.Parallel()
	w := play(t, nil)
	w.prepare(t, integrations.Attribute{Key: "ASK_LIKES", Type: app.FieldTexts, Options: []string{"Tea", "Cake"}}, integrations.Attribute{Key: "ASK_WORDS", Type: app.FieldText})
	w.made(t, integrations.Change{Subject: ada, Set: []integrations.Property{property("ASK_LIKES", app.FieldTexts, `["Tea","Cake"]`), property("ASK_WORDS", app.FieldText, `["Tea","Cake"]`)}})
	w.made(t, integrations.Change{Subject: ada, Set: []integrations.Property{property("ASK_LIKES", app.FieldTexts, `["Tea"]`)}})
	require.Equal(t, []any{"Tea"}, w.contact(t, ada).Attributes["ASK_LIKES"], "fewer replace more")
	require.Equal(t, "Tea, Cake", w.contact(t, ada).Attributes["ASK_WORDS"])
}

func TestAnAnswerLiftsNoBlocklistingAndJoinsNoList(t *testing.T) {
	t.Parallel()
	w := play(t, nil)
	w.prepare(t, integrations.Attribute{Key: "ASK_SKIN", Type: app.FieldText})
	w.say(t, ada, integrations.Consent{At: w.Now()})
	cleo := integrations.Subject{Email: "cleo@example.com"}
	for _, one := range []integrations.Subject{ada, bo, cleo} {
		w.made(t, integrations.Change{Subject: one, Set: []integrations.Property{property("ASK_SKIN", app.FieldText, `"oily"`)}})
		w.made(t, integrations.Change{Subject: one, Unset: []string{"ASK_SKIN"}})
	}
	require.True(t, w.contact(t, ada).Blocklisted)
	require.Empty(t, w.contact(t, cleo).Lists)
	w.account(t, func(a *double.Account) {
		require.Zero(t, a.Subscriptions)
		require.Zero(t, a.ConfirmationMails)
		require.Zero(t, a.Automations)
	})
}

func TestABlocklistingIsLiftedByALaterConsentAlone(t *testing.T) {
	t.Parallel()
	w := play(t, nil)
	w.say(t, ada, integrations.Consent{At: w.Now()})
	w.made(t, w.says(ada, app.ConsentGranted, -5))
	require.True(t, w.contact(t, ada).Blocklisted)
	w.account(t, func(a *double.Account) { require.Zero(t, a.Lifted) })
	yes := w.says(ada, app.ConsentGranted, 5)
	yes.Set = []integrations.Property{property("FIRSTNAME", app.FieldText, `"Ada"`)}
	w.made(t, yes)
	require.False(t, w.contact(t, ada).Blocklisted)
	require.ElementsMatch(t, []int64{3, 5}, w.contact(t, ada).Lists)
}

func TestWhoSaidNoBeforeBrevoKnewHerIsMadeBlocklisted(t *testing.T) {
	t.Parallel()
	w := play(t, nil)
	cleo := integrations.Subject{Email: "cleo@example.com"}
	no := w.says(cleo, app.ConsentWithdrawn, -5)
	w.made(t, no)
	w.account(t, func(a *double.Account) { require.NotContains(t, a.Contacts, cleo.Email, "she is not made for it") })
	no.Set = []integrations.Property{property("FIRSTNAME", app.FieldText, `"Cleo"`)}
	w.made(t, no)
	require.True(t, w.contact(t, cleo).Blocklisted)
}

func TestABlocklistingOfOursIsLiftedByTheNextConsent(t *testing.T) {
	t.Parallel()
	w := play(t, nil)
	w.made(t, w.says(ada, app.ConsentWithdrawn, -5))
	yes := w.says(ada, app.ConsentGranted, -4)
	w.made(t, yes)
	require.True(t, w.contact(t, ada).Blocklisted, "she may have left by herself")
	yes.Consents[0].Told = []integrations.Telling{{State: app.ConsentWithdrawn, From: w.Now().Add(-time.Second), Till: w.Now()}}
	w.made(t, yes)
	require.False(t, w.contact(t, ada).Blocklisted)
}

func TestWithoutAListNoConsentIsTold(t *testing.T) {
	t.Parallel()
	w := play(t, nil)
	w.Settings["consent_list"] = ""
	o := w.apply(t, w.says(bo, app.ConsentGranted, 0))
	require.Equal(t, integrations.OK, o.Class)
	require.Equal(t, []integrations.Refused{{Part: "consent:email", Class: integrations.Config, Reason: "no list for consents has been chosen"}}, o.Refused)
	w.made(t, w.says(bo, app.ConsentWithdrawn, 0))
	require.True(t, w.contact(t, bo).Blocklisted, "to take it back needs none")
}

func TestWhoHasToConfirmIsInNoListBeforeThat(t *testing.T) {
	t.Parallel()
	w := play(t, nil)
	w.Settings["doi_template"], w.Settings["doi_page"] = "7", "https://example.com/thanks"
	o := w.apply(t, integrations.Change{Subject: bo, JoinLists: []string{"3"}})
	require.Equal(t, integrations.OK, o.Class)
	require.Equal(t, integrations.Blocked, o.Refused[0].Class)
	yes := w.says(bo, app.ConsentGranted, 0)
	yes.JoinLists = []string{"3"}
	w.made(t, yes)
	require.Empty(t, w.contact(t, bo).Lists)
	require.True(t, w.contact(t, bo).Asked)
	w.account(t, func(a *double.Account) {
		require.Equal(t, 1, a.ConfirmationMails)
		require.Zero(t, a.Subscriptions)
		a.Clicks = true
	})
	w.made(t, yes)
	require.Equal(t, []int64{3, 5}, w.contact(t, bo).Lists, "once she has clicked she is in all of them")
}

func TestAPhoneOfSomebodyElsesIsAConflictThatNamesNobody(t *testing.T) {
	t.Parallel()
	w := play(t, nil)
	w.made(t, integrations.Change{Subject: ada, Set: []integrations.Property{property("SMS", app.FieldText, `"+4512345678"`)}})
	o := w.apply(t, integrations.Change{Subject: bo, Set: []integrations.Property{property("SMS", app.FieldText, `"+4512345678"`)}})
	require.Equal(t, integrations.Conflict, o.Class)
	require.NotContains(t, o.Reason+o.Excerpt, "ada@")
}

func TestOldNewsIsNotToldToWhomItWouldStartSomething(t *testing.T) {
	t.Parallel()
	w := play(t, nil)
	o := w.apply(t, integrations.Change{Subject: ada, Quiet: true, Events: []integrations.Event{{ID: "one", Name: integrations.AnswerGiven, At: w.Now()}}})
	require.Equal(t, integrations.OK, o.Class)
	require.Equal(t, "event:answer-given", o.Refused[0].Part)
	w.account(t, func(a *double.Account) { require.Zero(t, a.Automations) })
}

func TestAnEventWhoseAnswerWasLostIsNotToldAgain(t *testing.T) {
	t.Parallel()
	w := play(t, nil)
	change := integrations.Change{Subject: ada, Events: []integrations.Event{{ID: "one", Name: integrations.AnswerGiven, At: w.Now()}}}
	w.Double.Trouble("stage", integrations.Trouble{LostAnswers: 1})
	require.Equal(t, integrations.Ambiguous, w.apply(t, change).Class)
	w.Double.Trouble("stage", integrations.Trouble{})
	change.Events[0].Again = true
	w.made(t, change)
	require.Len(t, w.contact(t, ada).Events, 1)
	w.account(t, func(a *double.Account) { require.Equal(t, 1, a.Automations) })

	change.Events[0].ID = "two" // of which nothing arrived
	w.made(t, change)
	require.Len(t, w.contact(t, ada).Events, 2)
}

func TestAnEventIsToldThoughNobodyKnowsHerYet(t *testing.T) {
	t.Parallel()
	w := play(t, nil)
	nobody := integrations.Subject{Customer: 99, Email: "nobody@example.com"}
	w.made(t, integrations.Change{Subject: nobody, Events: []integrations.Event{{ID: "one", Name: integrations.AnswerGiven, At: w.Now(), Again: true}}})
	require.Len(t, w.contact(t, nobody).Events, 1)
}

func TestCreditsThatAreUsedUpStopTheLaneAndKeepWhatArrived(t *testing.T) {
	t.Parallel()
	w := play(t, nil)
	w.account(t, func(a *double.Account) { a.Broke = true })
	o := w.apply(t, integrations.Change{Subject: ada, JoinLists: []string{"5"}, Events: []integrations.Event{{ID: "one", Name: integrations.AnswerGiven, At: w.Now()}}})
	require.Equal(t, integrations.Scope, o.Class)
	require.Equal(t, http.StatusPaymentRequired, o.Status)
	require.Contains(t, w.contact(t, ada).Lists, int64(5))
}

func TestAUserOfTheAccountIsClearedAndNotDeleted(t *testing.T) {
	t.Parallel()
	w := play(t, nil)
	w.prepare(t, integrations.Attribute{Key: "ASK_SKIN", Type: app.FieldText})
	var owner integrations.Subject
	w.account(t, func(a *double.Account) { owner.Email = a.Email })
	w.made(t, integrations.Change{Subject: owner, Set: []integrations.Property{property("ASK_SKIN", app.FieldText, `"oily"`)}})
	conn, e := w.Connect(t), integrations.Erasure{Traces: []integrations.Trace{{Subject: owner, Properties: []string{"ASK_SKIN"}}}}
	o := conn.(integrations.Eraser).Erase(t.Context(), e)
	require.Equal(t, integrations.Rejected, o.Class)
	require.Empty(t, w.contact(t, owner).Attributes)
	holds, err := conn.(integrations.EraseChecker).Holds(t.Context(), e)
	require.NoError(t, err)
	require.True(t, holds, "she is still a contact, and that is said")
}
