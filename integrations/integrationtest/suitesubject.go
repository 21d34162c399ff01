package integrationtest

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// refusals are the classes of what will never be made as it stands.
var refusals = []integrations.Class{integrations.Missing, integrations.Rejected, integrations.Blocked}

// missingSubject is made where people are known by email, and fails elsewhere; the rest
// is made all the same.
func missingSubject(t *testing.T, target Target, conn integrations.Conn) {
	changes := []integrations.Change{target.anyChange(target.People[0]), target.anyChange(target.Missing), target.anyChange(target.People[1])}
	got := target.settled(t, conn, changes...)
	require.Equal(t, integrations.OK, got[0].Class, got[0].Reason)
	require.Equal(t, integrations.OK, got[2].Class, got[2].Reason)
	for _, her := range target.People {
		require.JSONEq(t, `"podcast"`, target.text(target.State(t, her), "source"))
	}
	if !target.Provider.Spec().ByEmail {
		require.Contains(t, refusals, got[1].Class)
		return
	}
	require.Equal(t, integrations.OK, got[1].Class, got[1].Reason)
	made := target.State(t, target.Missing)
	require.JSONEq(t, `"podcast"`, target.text(made, "source"))
	for channel, said := range made.Consents {
		require.NotContains(t, []app.ConsentState{app.ConsentGranted, app.ConsentPending}, said.State, "%s: to be made is no consent", channel)
	}
}

// noAddress is not told of, and neither is who has one that is none.
func noAddress(t *testing.T, target Target, conn integrations.Conn) {
	for _, nobody := range []integrations.Subject{{Customer: 7}, {Email: "no address"}} {
		got := target.settled(t, conn, target.anyChange(nobody), target.anyChange(target.People[1]))
		require.Contains(t, refusals, got[0].Class, got[0].Reason)
		require.Equal(t, integrations.OK, got[1].Class, got[1].Reason)
	}
}

// refusedPart is told apart from the rest, which is made.
func refusedPart(t *testing.T, target Target, conn integrations.Conn) {
	change := target.anyChange(target.People[0])
	say := sayer(app.ChannelEmail)
	for _, channel := range target.Provider.Spec().Consents {
		said := say(app.ConsentWithdrawn, 1)
		said.Channel = channel
		change.Consents = append(change.Consents, said)
	}
	sound := change.AddTags
	part := target.Spoil(&change)
	for range 2 {
		got := target.settled(t, conn, change, target.anyChange(target.People[1]))
		require.Equal(t, integrations.OK, got[0].Class, got[0].Reason)
		require.Equal(t, integrations.OK, got[1].Class, got[1].Reason)
		require.Len(t, got[0].Refused, 1)
		require.Equal(t, part, got[0].Refused[0].Part)
		require.NotContains(t, []integrations.Class{"", integrations.OK, integrations.Throttled, integrations.Transient}, got[0].Refused[0].Class)
		state := target.State(t, change.Subject)
		require.JSONEq(t, `"podcast"`, target.text(state, "source"))
		require.Subset(t, state.Tags, sound)
		for _, said := range change.Consents {
			require.Equal(t, app.ConsentWithdrawn, state.Consents[said.Channel].State)
		}
	}
}
