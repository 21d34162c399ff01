package integrationtest

import (
	"slices"
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

// granted is how a grant stands there: where she is asked again, nothing is granted by us.
func (t Target) granted() app.ConsentState {
	if t.Asks {
		return app.ConsentPending
	}
	return app.ConsentGranted
}

// newestWord is what counts, in whatever order words arrive.
func newestWord(t *testing.T, target Target, conn integrations.Conn) {
	her := target.People[0]
	for _, channel := range target.Provider.Spec().Consents {
		say := sayer(channel)
		held := func() integrations.Consent { return target.State(t, her).Consents[channel] }
		tell := func(said integrations.Consent) {
			for range 2 { // and it may be repeated
				target.made(t, conn, integrations.Change{Subject: her, Consents: []integrations.Consent{said}})
			}
		}
		tell(say(app.ConsentGranted, 1))
		require.Equal(t, target.granted(), held().State, channel)
		if at := held().At; !at.IsZero() {
			require.WithinDuration(t, say("", 1).At, at, time.Second, "when she said it, and not when it was told")
		}
		tell(say(app.ConsentWithdrawn, 3))
		require.Equal(t, app.ConsentWithdrawn, held().State, channel)
		tell(say(app.ConsentGranted, 2))
		require.Equal(t, app.ConsentWithdrawn, held().State, "%s: an older word does not count", channel)
		tell(say(app.ConsentGranted, 4))
		require.Equal(t, target.granted(), held().State, channel)
	}
}

// ownWord is somebody who takes back what she gave, and gives it again before the
// destination has heard of it: that it stands as we told it there is no word of hers.
func ownWord(t *testing.T, target Target, conn integrations.Conn) {
	her := target.People[0]
	for _, channel := range target.Provider.Spec().Consents {
		say := sayer(channel)
		target.made(t, conn, integrations.Change{Subject: her, Consents: []integrations.Consent{say(app.ConsentGranted, -9)}})
		for i, wait := range []bool{true, false} { // whether or not that is done by then
			no, yes := say(app.ConsentWithdrawn, 2*i-8), say(app.ConsentGranted, 2*i-7)
			took := integrations.Change{Subject: her, Consents: []integrations.Consent{no}}
			if wait {
				target.made(t, conn, took)
			} else {
				outcomes(t.Context(), t, conn, took)
			}
			yes.Told = []integrations.Telling{{State: no.State, Said: no.At, From: no.At, Till: time.Now()}}
			target.repeated(t, conn, integrations.Change{Subject: her, Consents: []integrations.Consent{yes}})
			require.Equal(t, target.granted(), target.State(t, her).Consents[channel].State, channel)
		}
	}
}

// agreesBefore is somebody who agreed before she was made there, and of whose word is only
// told now: to be made was no later word of hers.
func agreesBefore(t *testing.T, target Target, conn integrations.Conn) {
	her := target.Missing
	target.made(t, conn, target.anyChange(her))
	if slices.Contains(target.Provider.Spec().Consents, app.ChannelEmail) { // nobody knows another way to reach her
		target.made(t, conn, integrations.Change{Subject: her, Consents: []integrations.Consent{sayer(app.ChannelEmail)(app.ConsentGranted, 1)}})
		require.Equal(t, target.granted(), target.State(t, her).Consents[app.ChannelEmail].State)
	}
}

// wordSaidThere is hers, too: an older grant does not undo it.
func wordSaidThere(t *testing.T, target Target, conn integrations.Conn) {
	her := target.People[0]
	for _, channel := range target.Provider.Spec().Consents {
		say := sayer(channel)
		target.made(t, conn, integrations.Change{Subject: her, Consents: []integrations.Consent{say(app.ConsentGranted, 1)}})
		target.Say(t, her, say(app.ConsentWithdrawn, 5))
		for _, o := range target.settled(t, conn, integrations.Change{Subject: her, Consents: []integrations.Consent{say(app.ConsentGranted, 2)}}) {
			require.Contains(t, []integrations.Class{integrations.OK, integrations.Blocked}, o.Class, o.Reason)
		}
		require.Equal(t, app.ConsentWithdrawn, target.State(t, her).Consents[channel].State, channel)
	}
}

// withConsents are changed with the rest of a change, in one call.
func withConsents(t *testing.T, target Target, conn integrations.Conn) {
	spec := target.Provider.Spec()
	change := target.anyChange(target.People[0])
	for i, channel := range spec.Consents {
		change.Consents = append(change.Consents, sayer(channel)([]app.ConsentState{app.ConsentGranted, app.ConsentWithdrawn}[i%2], 1))
	}
	missing := integrations.Change{Subject: target.Missing, Consents: change.Consents}
	got := target.settled(t, conn, missing, change)
	if !spec.ByEmail {
		require.Contains(t, refusals, got[0].Class)
	}
	require.Equal(t, integrations.OK, got[1].Class, got[1].Reason)
	state := target.State(t, change.Subject)
	if takesProperties(spec) {
		require.JSONEq(t, `"podcast"`, target.text(state, "source"))
	}
	require.Subset(t, state.Tags, change.AddTags)
	for _, said := range change.Consents {
		want := said.State
		if want == app.ConsentGranted {
			want = target.granted()
		}
		require.Equal(t, want, state.Consents[said.Channel].State, said.Channel)
	}
}

// propertiesAreNoConsent: whatever else is written of her, what she withdrew stays so,
// and what she never said is not said for her.
func propertiesAreNoConsent(t *testing.T, target Target, conn integrations.Conn) {
	spec, silent := target.Provider.Spec(), target.State(t, target.People[1]).Consents
	her := target.People[0]
	for _, channel := range spec.Consents {
		target.made(t, conn, integrations.Change{Subject: her, Consents: []integrations.Consent{sayer(channel)(app.ConsentWithdrawn, 1)}})
	}
	for _, of := range target.People {
		change := target.anyChange(of)
		if spec.Events {
			change.Events = []integrations.Event{happened(integrations.AnswerGiven, "one", 1)}
		}
		if spec.Lists && !spec.ListIsConsent {
			change.JoinLists = []string{target.Lists[1]}
		}
		target.made(t, conn, change)
	}
	for _, channel := range spec.Consents {
		require.Equal(t, app.ConsentWithdrawn, target.State(t, her).Consents[channel].State, channel)
		require.Equal(t, silent[channel].State, target.State(t, target.People[1]).Consents[channel].State, channel)
	}
}
