package mailchimp_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/mailchimp/double"
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

// says is what somebody says of email, so many minutes from now at Mailchimp.
func (w town) says(of integrations.Subject, state app.ConsentState, minutes int) integrations.Change {
	return integrations.Change{Subject: of, Consents: []integrations.Consent{{
		Channel: app.ChannelEmail, Purpose: app.PurposeMarketing, State: state, At: w.Now().Add(time.Duration(minutes) * time.Minute),
	}}}
}

func skin(value string) []integrations.Property {
	return []integrations.Property{{Key: "ASK_SKIN", Label: "Skin", Type: app.FieldText, Value: app.Value{Kind: app.KindText, JSON: []byte(`"` + value + `"`)}}}
}

// confirms chooses the audience with double opt-in and permissions.
func (w town) confirms(t *testing.T) {
	t.Helper()
	w.account(t, func(a *double.Account) { w.Settings["audience"] = a.Audiences[1].ID })
}

func TestAnAnswerSubscribesNobodyAndSendsNothing(t *testing.T) {
	t.Parallel()
	for _, confirmed := range []bool{false, true} {
		w := play(t, nil)
		if confirmed {
			w.confirms(t)
		}
		who := []integrations.Subject{ada, bo, {Email: "cleo@example.com"}}
		var changes []integrations.Change
		for _, one := range who {
			changes = append(changes, integrations.Change{Subject: one, Set: skin("oily"), AddTags: []string{"quiz"}, Quiet: true})
		}
		conn := w.Connect(t)
		for _, o := range conn.Apply(t.Context(), changes) {
			require.Equal(t, integrations.OK, o.Class, o.Reason)
		}
		job, err := conn.(integrations.Bulker).Begin(t.Context(), "one", append(changes, integrations.Change{Subject: integrations.Subject{Email: "dora@example.com"}, Set: skin("dry")}))
		require.NoError(t, err)
		require.NotEmpty(t, job)
		w.Pass(t, time.Minute)
		w.account(t, func(a *double.Account) {
			require.Zero(t, a.Subscriptions)
			require.Zero(t, a.ConfirmationMails)
			require.Zero(t, a.Automations)
		})
		require.Equal(t, "subscribed", w.member(t, ada).Status)
		for _, one := range []integrations.Subject{bo, who[2], {Email: "dora@example.com"}} {
			require.Equal(t, "transactional", w.member(t, one).Status)
		}
	}
}

func TestWhereSheHasToConfirmAYesAsksHerOnce(t *testing.T) {
	t.Parallel()
	w := play(t, nil)
	w.confirms(t)
	yes := w.says(bo, app.ConsentGranted, 0)
	for range 3 {
		w.made(t, yes)
	}
	her := w.member(t, bo)
	require.Equal(t, "pending", her.Status)
	require.Equal(t, 1, her.Mails)
	require.True(t, her.Permitted, "and ticks what her yes was for")
	w.account(t, func(a *double.Account) { require.Zero(t, a.Unconfirmed) })
	held, err := w.Connect(t).(integrations.ReadBacker).ReadBack(t.Context(), []integrations.Look{{Subject: bo, Consents: true}})
	require.NoError(t, err)
	require.Equal(t, app.ConsentPending, held[0].Consents[app.ChannelEmail], "to be asked is not to be subscribed")
}

func TestWhoLeftByHerselfIsAskedByMailchimpWhenSheSaysYesAnew(t *testing.T) {
	t.Parallel()
	w := play(t, nil)
	w.say(t, ada, integrations.Consent{At: w.Now()})
	w.made(t, w.says(ada, app.ConsentGranted, 5))
	require.Equal(t, "pending", w.member(t, ada).Status)
	require.Equal(t, 1, w.member(t, ada).Mails)
}

func TestAYesThatIsOlderThanHerLeavingIsNotTold(t *testing.T) {
	t.Parallel()
	w := play(t, nil)
	w.say(t, ada, integrations.Consent{At: w.Now()})
	w.made(t, w.says(ada, app.ConsentGranted, -5))
	require.Equal(t, "unsubscribed", w.member(t, ada).Status)
	require.Zero(t, w.member(t, ada).Mails)
}

// Who was archived may have left before that, which Mailchimp tells nobody any more.
func TestAYesThatIsOlderThanHerArchivingIsNotTold(t *testing.T) {
	t.Parallel()
	for minutes, want := range map[int]string{-5: "archived", 5: "subscribed"} {
		w := play(t, nil)
		w.audience(t, func(l *double.Audience) {
			for _, m := range l.Members {
				m.Status, m.Changed = "archived", w.Now()
			}
		})
		w.made(t, w.says(ada, app.ConsentGranted, minutes))
		require.Equal(t, want, w.member(t, ada).Status)
	}
}

func TestAYesCountsThoughTheAnswersBesideItChangeHer(t *testing.T) {
	t.Parallel()
	w := play(t, nil)
	w.audience(t, func(l *double.Audience) {
		for _, m := range l.Members {
			m.Status, m.Changed = "unsubscribed", w.Now().Add(-time.Minute)
		}
	})
	yes := w.says(ada, app.ConsentGranted, 0)
	yes.Set, yes.AddTags = skin("oily"), []string{"quiz"}
	w.made(t, yes)
	require.Equal(t, "subscribed", w.member(t, ada).Status)
}

func TestANoThatIsOlderThanHerSubscriptionIsNotTold(t *testing.T) {
	t.Parallel()
	w := play(t, nil)
	w.audience(t, func(l *double.Audience) {
		for _, m := range l.Members {
			m.OptedIn = w.Now().Format(time.RFC3339)
		}
	})
	w.made(t, w.says(ada, app.ConsentWithdrawn, -60))
	require.Equal(t, "subscribed", w.member(t, ada).Status)
	w.made(t, w.says(ada, app.ConsentWithdrawn, -5))
	require.Equal(t, "unsubscribed", w.member(t, ada).Status, "a clock of Mailchimp's loses no withdrawal")
}

func TestAYesThatIsOlderThanOurOwnUnsubscribingIsTold(t *testing.T) {
	t.Parallel()
	w := play(t, nil)
	w.made(t, w.says(ada, app.ConsentWithdrawn, -5))
	w.made(t, integrations.Change{Subject: ada, Set: skin("oily")})
	told := integrations.Telling{State: app.ConsentWithdrawn, From: w.Now().Add(-time.Second), Till: w.Now()}
	yes := w.says(ada, app.ConsentGranted, -4)
	yes.Consents[0].Told = []integrations.Telling{told}
	w.made(t, yes)
	require.Equal(t, "subscribed", w.member(t, ada).Status)
}

func TestALeavingOfHerOwnIsNotTakenForOurs(t *testing.T) {
	t.Parallel()
	for what, told := range map[string][]integrations.Telling{
		"long before": {{State: app.ConsentWithdrawn, From: time.Now().Add(-30 * time.Hour), Till: time.Now().Add(-30 * time.Hour)}},
		"before a grant that arrived": {
			{State: app.ConsentWithdrawn, From: time.Now().Add(-70 * time.Minute), Till: time.Now().Add(-70 * time.Minute)},
			{State: app.ConsentGranted, From: time.Now().Add(-65 * time.Minute), Till: time.Now()},
		},
	} {
		w := play(t, nil)
		w.say(t, ada, integrations.Consent{At: w.Now()})
		yes := w.says(ada, app.ConsentGranted, -30)
		yes.Consents[0].Told = told
		w.made(t, yes)
		require.Equal(t, "unsubscribed", w.member(t, ada).Status, what)
	}
}

func TestANoMakesNobodyAMember(t *testing.T) {
	t.Parallel()
	w := play(t, nil)
	cleo := integrations.Subject{Email: "cleo@example.com"}
	no := w.says(cleo, app.ConsentWithdrawn, 0)
	no.Unset, no.RemoveTags = []string{"ASK_SKIN"}, []string{"quiz"}
	w.made(t, no)
	require.Empty(t, w.member(t, cleo).Status)
}

func TestWhoseAddressIsDeadIsNotSubscribed(t *testing.T) {
	t.Parallel()
	w := play(t, nil)
	w.audience(t, func(l *double.Audience) {
		for _, m := range l.Members {
			m.Status, m.Compliance = "cleaned", true
		}
	})
	yes := w.says(ada, app.ConsentGranted, 5)
	yes.Set = skin("oily")
	o := w.apply(t, yes)
	require.Equal(t, integrations.OK, o.Class, o.Reason)
	require.NotEqual(t, "subscribed", w.member(t, ada).Status)
}
