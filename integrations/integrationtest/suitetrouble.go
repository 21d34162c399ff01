package integrationtest

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations"
)

// faults are what each way to misbehave has to be classed as. Whether a call that was
// hung up on had been heard cannot always be told: repeating it is safe.
var faults = map[Fault][]integrations.Class{
	Down:      {integrations.Transient, integrations.Ambiguous},
	Busy:      {integrations.Throttled},
	Revoked:   {integrations.Auth},
	Forbidden: {integrations.Scope},
}

func trouble(t *testing.T, target Target, conn integrations.Conn) {
	change, other := target.anyChange(target.People[0]), target.anyChange(target.People[1])
	for fault, classes := range faults {
		target.Break(t, fault)
		for _, o := range outcomes(t.Context(), t, conn, change, other) {
			require.Contains(t, classes, o.Class, "%s: %s", fault, o.Reason)
		}
		require.Error(t, conn.Check(t.Context()), string(fault))
		target.Break(t, Fine)
	}
	target.made(t, conn, change) // and it recovers
}

func cutOff(t *testing.T, target Target, conn integrations.Conn) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	change := target.anyChange(target.People[0])
	require.Equal(t, integrations.Ambiguous, outcomes(ctx, t, conn, change)[0].Class)
	target.made(t, conn, change)
}

func lostAnswer(t *testing.T, target Target, conn integrations.Conn) {
	change := target.anyChange(target.People[0])
	target.Break(t, Lossy)
	lost := outcomes(t.Context(), t, conn, change)[0]
	require.Contains(t, []integrations.Class{integrations.Ambiguous, integrations.Transient}, lost.Class)
	target.Break(t, Fine)
	target.made(t, conn, change)
	state := target.State(t, change.Subject)
	if takesProperties(target.Provider.Spec()) {
		require.JSONEq(t, `"podcast"`, target.text(state, "source"))
	}
	if takesTags(target.Provider.Spec()) {
		require.Equal(t, []string{target.tag(podcastTag), target.tag("vip")}, state.Tags)
	}
}
