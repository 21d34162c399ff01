package hubspot_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/hubspot/double"
)

func TestWhoHasUnsubscribedHerselfIsNotSubscribedAgain(t *testing.T) {
	t.Parallel()
	stage, vendor, conn := trapped(t, nil)
	vendor.Change(account, func(a *double.Account) { a.Says(people[0].Email, "UNSUBSCRIBED", stage.Now().Add(-time.Hour)) })
	o := conn.Apply(t.Context(), []integrations.Change{{
		Subject: people[0], Set: []integrations.Property{set("askwell_skin", app.KindText, `"dry"`)}, Consents: []integrations.Consent{granted(stage.Now())},
	}})[0]
	require.Equal(t, integrations.OK, o.Class, "the rest of the change is made")
	require.Len(t, o.Refused, 1)
	require.Equal(t, "consent:email", o.Refused[0].Part)
	require.Equal(t, integrations.Blocked, o.Refused[0].Class)
	require.Zero(t, shown(stage).Subscribed)
	require.Equal(t, "dry", shown(stage).People[0].Properties["askwell_skin"])
}

func TestAConsentWithoutASubscriptionTypeIsRefusedAndTheRestIsMade(t *testing.T) {
	t.Parallel()
	stage, _, conn := trapped(t, map[string]string{"subscription": ""})
	require.NoError(t, conn.Check(t.Context()))
	o := conn.Apply(t.Context(), []integrations.Change{{Subject: people[0], JoinLists: []string{"12"}, Consents: []integrations.Consent{granted(stage.Now())}}})[0]
	require.Equal(t, integrations.OK, o.Class)
	require.Equal(t, integrations.Config, o.Refused[0].Class)
	require.Equal(t, []string{"11", "12"}, shown(stage).People[0].Lists)
}

func TestTheCheckTellsWhichSubscriptionTypesThereAre(t *testing.T) {
	t.Parallel()
	_, _, conn := trapped(t, map[string]string{"subscription": "0"})
	require.ErrorContains(t, conn.Check(t.Context()), "71 is Newsletter")
}
