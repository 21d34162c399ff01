package salesmanago_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/salesmanago/double"
)

func TestAConsentThatAnOptOutMayHaveComeAfterIsNotTold(t *testing.T) {
	t.Parallel()
	stage, vendor := staged(t)
	conn := stage.Connect(t)
	now := stage.Now()
	require.Empty(t, one(t, conn, integrations.Change{Subject: people[0], Consents: []integrations.Consent{granted(app.ChannelEmail, now.Add(-time.Hour))}}).Refused)
	vendor.Change(account, func(a *double.Account) { a.Contacts[people[0].Email].OptedOut = true }) // she has left by a link in an email
	o := one(t, conn, integrations.Change{
		Subject: people[0], Set: []integrations.Property{set("askwell_skin", "dry")}, Consents: []integrations.Consent{granted(app.ChannelEmail, now.Add(-time.Minute))},
	})
	require.Equal(t, integrations.OK, o.Class)
	require.Equal(t, integrations.Blocked, o.Refused[0].Class)
	require.Equal(t, "consent:email", o.Refused[0].Part)
	require.True(t, person(t, stage, people[0].Email).OptedOut)
	require.Equal(t, "dry", person(t, stage, people[0].Email).Properties["askwell_skin"])
	require.Empty(t, one(t, conn, integrations.Change{Subject: people[0], Consents: []integrations.Consent{granted(app.ChannelEmail, stage.Now().Add(time.Minute))}}).Refused)
	require.False(t, person(t, stage, people[0].Email).OptedOut, "a later word counts")
}

func TestOldConsentsOfWhoeverIsOptedOutThereAreNotTold(t *testing.T) {
	t.Parallel()
	stage, _ := staged(t)
	o := one(t, stage.Connect(t), integrations.Change{Subject: people[0], Consents: []integrations.Consent{granted(app.ChannelEmail, stage.Now().Add(-48*time.Hour))}})
	require.Equal(t, integrations.Blocked, o.Refused[0].Class)
	require.Zero(t, shown(stage).Subscribed)
}

func TestAGrantCutOffBeforeItWasToldIsToldLater(t *testing.T) {
	t.Parallel()
	for name, since := range map[string]time.Duration{"the same word": 0, "she has said it again before the contact changed": time.Hour} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			stage, vendor := staged(t)
			conn := stage.Connect(t)
			at := stage.Now().Add(-30 * time.Hour)
			vendor.Change(account, func(a *double.Account) {
				p := a.Contacts[people[0].Email]
				p.Properties["askwell_email_consent"], p.ModifiedAt = "granting "+at.UTC().Format(time.RFC3339), stage.Now()
			})
			require.Empty(t, one(t, conn, integrations.Change{Subject: people[0], Consents: []integrations.Consent{granted(app.ChannelEmail, at.Add(since))}}).Refused)
			require.False(t, person(t, stage, people[0].Email).OptedOut)
		})
	}
}

func TestWhoIsAskedToConfirmGetsOneMail(t *testing.T) {
	t.Parallel()
	stage, _ := staged(t)
	stage.Settings["doi_template"], stage.Settings["doi_account"], stage.Settings["doi_subject"] = "7", "8", "Sure?"
	conn := stage.Connect(t)
	for range 3 {
		require.Empty(t, one(t, conn, integrations.Change{
			Subject: people[0], Set: []integrations.Property{set("askwell_skin", "dry")}, Consents: []integrations.Consent{granted(app.ChannelEmail, stage.Now().Truncate(time.Hour))},
		}).Refused)
	}
	require.Equal(t, 1, shown(stage).Mails)
	require.Zero(t, shown(stage).Subscribed)
	held, err := conn.(integrations.ReadBacker).ReadBack(t.Context(), []integrations.Look{{Subject: people[0], Consents: true}})
	require.NoError(t, err)
	require.Equal(t, app.ConsentPending, held[0].Consents[app.ChannelEmail])
}

func TestATextMessageNeedsANumber(t *testing.T) {
	t.Parallel()
	stage, _ := staged(t)
	conn := stage.Connect(t)
	eve := integrations.Subject{Email: "eve@example.com"}
	o := one(t, conn, integrations.Change{Subject: eve, AddTags: []string{"X"}, Consents: []integrations.Consent{granted(app.ChannelSMS, stage.Now())}})
	require.Equal(t, "consent:sms", o.Refused[0].Part)
	eve.Phone = "+4520777777"
	require.Empty(t, one(t, conn, integrations.Change{Subject: eve, Consents: []integrations.Consent{granted(app.ChannelSMS, stage.Now())}}).Refused)
	require.Equal(t, "+4520777777", person(t, stage, eve.Email).Phone)
	require.False(t, person(t, stage, eve.Email).PhoneOut)
}
