package integrationtest

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// sayer makes what is said of a channel, so many minutes after the first; destinations
// keep whole seconds at least, and nothing from the future.
func sayer(channel app.Channel) func(state app.ConsentState, minute int) integrations.Consent {
	first := time.Now().Add(-time.Hour).UTC().Truncate(time.Second)
	return func(state app.ConsentState, minute int) integrations.Consent {
		return integrations.Consent{
			Channel: channel, Purpose: app.PurposeMarketing, State: state, At: first.Add(time.Duration(minute) * time.Minute),
			Wording: "Yes, write to me", OptIn: "single_opt_in",
		}
	}
}

// consents are kept where the destination says so: by the newest word.
func consents(t *testing.T, target Target, conn integrations.Conn) {
	channels := target.Provider.Spec().Consents
	if len(channels) == 0 {
		t.Skip("this destination keeps no consent")
	}
	her := customer(target.Customers[0])
	for _, channel := range channels {
		say := sayer(channel)
		state := func() app.ConsentState { return target.State(t, her).Consents[channel].State }
		tell := func(said integrations.Consent) {
			for range 2 { // and it may be repeated
				applied(t, conn, integrations.Change{Subject: her, Consents: []integrations.Consent{said}})
			}
		}
		tell(say(app.ConsentGranted, 1))
		require.Equal(t, app.ConsentGranted, state(), channel)
		require.WithinDuration(t, say("", 1).At, target.State(t, her).Consents[channel].At, time.Second)
		tell(say(app.ConsentWithdrawn, 3))
		require.Equal(t, app.ConsentWithdrawn, state(), channel)
		tell(say(app.ConsentGranted, 2))
		require.Equal(t, app.ConsentWithdrawn, state(), "%s: an older word does not count", channel)
		tell(say(app.ConsentGranted, 4))
		require.Equal(t, app.ConsentGranted, state(), channel)
	}
}

// withConsents are changed with the rest of a change, in one call.
func withConsents(t *testing.T, target Target, conn integrations.Conn) {
	channels := target.Provider.Spec().Consents
	if len(channels) == 0 {
		t.Skip("this destination keeps no consent")
	}
	change := integrations.Change{
		Subject: customer(target.Customers[0]), Set: []integrations.Property{choice("source", "podcast")}, AddTags: []string{"askwell:source:podcast"},
	}
	for i, channel := range channels {
		change.Consents = append(change.Consents, sayer(channel)([]app.ConsentState{app.ConsentGranted, app.ConsentWithdrawn}[i%2], 1))
	}
	missing := integrations.Change{Subject: customer(target.Missing), Consents: change.Consents}
	outcomes := apply(t.Context(), t, conn, missing, change)
	require.Contains(t, []integrations.Class{integrations.Missing, integrations.Rejected}, outcomes[0].Class)
	require.Equal(t, integrations.OK, outcomes[1].Class, outcomes[1].Reason)
	state := target.State(t, change.Subject)
	require.JSONEq(t, `"podcast"`, string(state.Properties["source"].JSON))
	require.Contains(t, state.Tags, "askwell:source:podcast")
	for _, said := range change.Consents {
		require.Equal(t, said.State, state.Consents[said.Channel].State, said.Channel)
	}
}
