package integrationtest

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations"
)

// eraser is a connection that can erase; without one the test has nothing to prove.
func eraser(t *testing.T, conn integrations.Conn) integrations.Eraser {
	t.Helper()
	e, ok := conn.(integrations.Eraser)
	if !ok {
		t.Skip("this destination cannot be told to forget")
	}
	return e
}

func erased(t *testing.T, conn integrations.Conn, e integrations.Erasure) {
	t.Helper()
	o := eraser(t, conn).Erase(t.Context(), e)
	require.Contains(t, []integrations.Class{integrations.OK, integrations.Missing}, o.Class, o.Reason)
}

// holds asks a destination that can be read back, and believes any other.
func holds(t *testing.T, conn integrations.Conn, e integrations.Erasure, want bool) {
	t.Helper()
	reader, ok := conn.(integrations.EraseChecker)
	if !ok {
		return
	}
	got, err := reader.Holds(t.Context(), e)
	require.NoError(t, err)
	require.Equal(t, want, got)
}

// written gives her answers, and says how to take them back.
func written(t *testing.T, target Target, conn integrations.Conn, anew bool) integrations.Erasure {
	t.Helper()
	subjects := []integrations.Subject{customer(target.Customers[0])}
	if target.Provider.Spec().Orders {
		subjects = append(subjects, integrations.Subject{Order: target.Order})
	}
	var e integrations.Erasure
	for _, s := range subjects {
		change := integrations.Change{Subject: s, Set: []integrations.Property{choice("source", "podcast"), choice("size", "m")}}
		trace := integrations.Trace{Subject: s, Properties: []string{"size", "source", "never_was"}, Anew: anew}
		if s.Customer != 0 {
			change.AddTags = []string{"askwell:size:m", "askwell:source:podcast"}
			trace.Tags = []string{"askwell:size:m", "askwell:source:podcast", "askwell:never:was"}
		}
		applied(t, conn, change)
		e.Traces = append(e.Traces, trace)
	}
	return e
}

func forgets(t *testing.T, target Target, conn integrations.Conn) {
	eraser(t, conn)
	e := written(t, target, conn, false)
	applied(t, conn, integrations.Change{Subject: customer(target.Customers[1]), Set: []integrations.Property{choice("source", "friend")}})
	holds(t, conn, e, true)
	for range 2 {
		erased(t, conn, e)
		holds(t, conn, e, false)
		for _, trace := range e.Traces {
			require.NotContains(t, target.State(t, trace.Subject).Properties, "source")
			require.NotContains(t, target.State(t, trace.Subject).Properties, "size")
		}
	}
	require.Equal(t, []string{"vip"}, target.State(t, customer(target.Customers[0])).Tags, "what is the merchant's stays")
	require.JSONEq(t, `"friend"`, string(target.State(t, customer(target.Customers[1])).Properties["source"].JSON))
}

func forgetsOnlyWhatIsListed(t *testing.T, target Target, conn integrations.Conn) {
	eraser(t, conn)
	e := written(t, target, conn, true)
	her := customer(target.Customers[0])
	for i := range e.Traces { // she has told her source anew
		e.Traces[i].Properties = []string{"size"}
	}
	e.Traces[0].Tags = []string{"askwell:size:m"}
	erased(t, conn, e)
	holds(t, conn, e, false)
	require.JSONEq(t, `"podcast"`, string(target.State(t, her).Properties["source"].JSON))
	require.NotContains(t, target.State(t, her).Properties, "size")
	require.Equal(t, []string{"askwell:source:podcast", "vip"}, target.State(t, her).Tags)
}

func troubleErasing(t *testing.T, target Target, conn integrations.Conn) {
	forget := eraser(t, conn)
	e := written(t, target, conn, false)
	for fault, class := range map[Fault]integrations.Class{
		Down: integrations.Transient, Busy: integrations.Throttled, Revoked: integrations.Auth, Forbidden: integrations.Scope,
	} {
		target.Break(t, fault)
		o := forget.Erase(t.Context(), e)
		require.Equal(t, class, o.Class, "%s: %s", fault, o.Reason)
		require.NotEmpty(t, o.Reason)
		if reader, ok := conn.(integrations.EraseChecker); ok {
			_, err := reader.Holds(t.Context(), e)
			require.Error(t, err, string(fault), "what could not be read is not gone")
		}
		target.Break(t, Fine)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	require.Equal(t, integrations.Ambiguous, forget.Erase(ctx, e).Class)
	erased(t, conn, e)
	holds(t, conn, e, false)
}

func forgetsTheMissing(t *testing.T, target Target, conn integrations.Conn) {
	e := integrations.Erasure{Traces: []integrations.Trace{
		{Subject: customer(target.Missing), Properties: []string{"source"}, Tags: []string{"askwell:source:podcast"}},
		{Subject: integrations.Subject{Customer: target.Missing, Email: "nobody@example.com"}},
	}}
	erased(t, conn, e)
	holds(t, conn, e, false)
}
