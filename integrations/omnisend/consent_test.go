package omnisend_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/omnisend/double"
)

func TestAnAnswerSubscribesNobodyAndWelcomesNobody(t *testing.T) {
	t.Parallel()
	s, conn := opened(t)
	played(s).Seed(state(s).Account, double.Contact{Email: bo})
	played(s).Say(state(s).Account, bo, "email", "subscribed", time.Now().Add(-time.Hour))
	for _, email := range []string{ada, bo} {
		o := told(t, s, conn, integrations.Change{
			Subject: integrations.Subject{Email: email}, Set: []integrations.Property{property("askwell_skin", "dry")}, AddTags: []string{"quiz_dry"},
		})[0]
		require.Equal(t, integrations.OK, o.Class, o.Reason)
	}
	her, _ := who(s, ada)
	require.Equal(t, "nonSubscribed", her.Consents["email"].Status)
	him, _ := who(s, bo)
	require.Equal(t, "subscribed", him.Consents["email"].Status, "a status that is there is not written over")
	require.Empty(t, state(s).Mails)
	require.Zero(t, state(s).Started)
}

func TestAConsentIsWelcomedOnceAndOldNewsIsNot(t *testing.T) {
	t.Parallel()
	s, conn := opened(t)
	said := consent(app.ChannelEmail, app.ConsentGranted, time.Hour)
	for range 3 {
		told(t, s, conn, integrations.Change{Subject: ofAda, Consents: said})
	}
	require.Equal(t, []double.Mail{{To: ada, Why: "welcome by email"}}, state(s).Mails)
	told(t, s, conn, integrations.Change{Subject: integrations.Subject{Email: bo}, Consents: said, Quiet: true})
	require.Len(t, state(s).Mails, 1)
	him, _ := who(s, bo)
	require.Equal(t, "subscribed", him.Consents["email"].Status)
	require.WithinDuration(t, said[0].At, him.Consents["email"].At, time.Second)
}

func TestAPhoneNumberThatIsAnothersIsNoticed(t *testing.T) {
	t.Parallel()
	s, conn := opened(t)
	played(s).Seed(state(s).Account, double.Contact{Email: bo, Phone: "+4790000002"})
	change := integrations.Change{
		Subject: integrations.Subject{Email: ada, Phone: "+4790000002"}, Set: []integrations.Property{property("askwell_skin", "dry")},
		Consents: append(consent(app.ChannelSMS, app.ConsentGranted, time.Minute), consent(app.ChannelEmail, app.ConsentGranted, time.Minute)...),
	}
	o := told(t, s, conn, change)[0]
	require.Equal(t, integrations.OK, o.Class, o.Reason)
	require.Equal(t, []integrations.Refused{{
		Part: "consent:sms", Class: integrations.Conflict, Reason: "another contact at Omnisend has what she would be reached by",
	}}, o.Refused)
	her, _ := who(s, ada)
	require.Empty(t, her.Phone)
	require.Equal(t, "subscribed", her.Consents["email"].Status)
	him, _ := who(s, bo)
	require.Equal(t, "nonSubscribed", him.Consents["sms"].Status)
}

func TestOnlyALaterConsentLiftsAnUnsubscribe(t *testing.T) {
	t.Parallel()
	s, conn := opened(t)
	played(s).Seed(state(s).Account, double.Contact{Email: ada})
	played(s).Say(state(s).Account, ada, "email", "unsubscribed", time.Now().Add(-time.Hour))
	for _, one := range []struct {
		ago  time.Duration
		want string
	}{{2 * time.Hour, "unsubscribed"}, {time.Minute, "subscribed"}} {
		told(t, s, conn, integrations.Change{Subject: ofAda, Consents: consent(app.ChannelEmail, app.ConsentGranted, one.ago)})
		her, _ := who(s, ada)
		require.Equal(t, one.want, her.Consents["email"].Status)
	}
}

func TestWhoSaidNoBeforeOmnisendKnewHerIsMadeAsOneWhoDid(t *testing.T) {
	t.Parallel()
	s, conn := opened(t)
	told(t, s, conn, integrations.Change{Subject: ofAda, AddTags: []string{"askwell:tea"}, Consents: consent(app.ChannelEmail, app.ConsentWithdrawn, time.Minute)})
	her, _ := who(s, ada)
	require.Equal(t, "unsubscribed", her.Consents["email"].Status)
	require.Equal(t, []string{"askwell:tea"}, her.Tags)
}
