package klaviyo_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/klaviyo/double"
)

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

// The withdrawal may have been told where the note of it was not written any more.
func TestAConsentCountsThoughKlaviyoHasOurOwnWithdrawalStillBeforeIt(t *testing.T) {
	t.Parallel()
	for what, moment := range map[string]time.Duration{"done": time.Minute, "to be done": 0} {
		s, conn := opened(t, double.Newsletter)
		someone(s, ada, "")
		s.Double.(*double.Double).Say(state(s).Account, ada, "email", true, time.Now().Add(-time.Hour))
		conn.Apply(t.Context(), []integrations.Change{{Subject: ofAda, Consents: consent(app.ChannelEmail, app.ConsentWithdrawn, 10*time.Minute)}})
		s.Pass(t, moment)
		conn.Apply(t.Context(), []integrations.Change{{Subject: ofAda, Unset: []string{"askwell_consent_email_withdrawn"}}})
		yes := consent(app.ChannelEmail, app.ConsentGranted, 5*time.Minute)
		yes[0].Told = []integrations.Telling{{State: app.ConsentWithdrawn, From: time.Now().Add(-time.Second), Till: time.Now()}}
		require.Equal(t, integrations.OK, told(t, s, conn, integrations.Change{Subject: ofAda, Consents: yes})[0].Class)
		her, _ := who(t, s, ada)
		require.Equal(t, "SUBSCRIBED", her.Consents["email"].State, what)
	}
}

func TestWhoSaidNoBeforeKlaviyoKnewHerIsMadeAsOneWhoDid(t *testing.T) {
	t.Parallel()
	s, conn := opened(t, double.Newsletter)
	o := told(t, s, conn, integrations.Change{
		Subject: ofAda, Set: []integrations.Property{property("askwell_skin", "dry")}, Consents: consent(app.ChannelEmail, app.ConsentWithdrawn, time.Minute),
	})[0]
	require.Equal(t, integrations.OK, o.Class, o.Reason)
	her, _ := who(t, s, ada)
	require.Equal(t, "UNSUBSCRIBED", her.Consents["email"].State)
	require.False(t, her.Mailable)
}
