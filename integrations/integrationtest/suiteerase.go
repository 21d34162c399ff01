package integrationtest

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations"
)

func (t Target) erased(test *testing.T, conn integrations.Conn, e integrations.Erasure) {
	test.Helper()
	eraser := conn.(integrations.Eraser)
	o := eraser.Erase(test.Context(), e)
	for range 20 {
		if o.Class != integrations.Throttled || t.Pass == nil {
			break
		}
		t.Pass(test, o.After)
		o = eraser.Erase(test.Context(), e)
	}
	require.Contains(test, []integrations.Class{integrations.OK, integrations.Missing}, o.Class, o.Reason)
	if t.Pass != nil {
		t.Pass(test, time.Minute)
	}
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
func (t Target) written(test *testing.T, conn integrations.Conn, anew bool) integrations.Erasure {
	test.Helper()
	spec := t.Provider.Spec()
	subjects := []integrations.Subject{t.People[0]}
	if spec.Orders {
		subjects = append(subjects, integrations.Subject{Order: t.Order})
	}
	var e integrations.Erasure
	for _, s := range subjects {
		change, trace := integrations.Change{Subject: s}, integrations.Trace{Subject: s, Anew: anew}
		if takesProperties(spec) {
			change.Set = []integrations.Property{t.choice("source", "podcast"), t.choice("size", "m")}
			trace.Properties = []string{t.key("size"), t.key("source"), t.key("never")}
		}
		if s.Order == 0 && takesTags(spec) {
			change.AddTags = []string{t.tag(sizeTag), t.tag(podcastTag)}
			trace.Tags = []string{t.tag(sizeTag), t.tag(podcastTag), t.tag("askwell_never_was")}
		}
		t.made(test, conn, change)
		e.Traces = append(e.Traces, trace)
	}
	return e
}

// forgets her, and nobody else. A destination may forget her altogether, and what the
// merchant had of her with it, or no more than what we wrote.
func forgets(t *testing.T, target Target, conn integrations.Conn) {
	e := target.written(t, conn, false)
	other := target.anyChange(target.People[1])
	target.made(t, conn, other)
	holds(t, conn, e, true)
	for range 2 {
		target.erased(t, conn, e)
		holds(t, conn, e, false)
		for _, trace := range e.Traces {
			held := target.State(t, trace.Subject)
			for _, key := range trace.Properties {
				require.NotContains(t, held.Properties, key)
			}
			for _, tag := range trace.Tags {
				require.NotContains(t, held.Tags, tag)
			}
		}
	}
	if left := target.State(t, target.People[0]); takesTags(target.Provider.Spec()) && len(left.Tags)+len(left.Properties)+len(left.Lists) > 0 {
		require.Equal(t, []string{target.tag("vip")}, left.Tags, "what is the merchant's stays with her")
	}
	if held := target.State(t, other.Subject); takesProperties(target.Provider.Spec()) {
		require.JSONEq(t, `"podcast"`, target.text(held, "source"))
	}
}

func forgetsOnlyWhatIsListed(t *testing.T, target Target, conn integrations.Conn) {
	e, her, spec := target.written(t, conn, true), target.People[0], target.Provider.Spec()
	for i := range e.Traces { // she has told her source anew
		e.Traces[i].Properties = nil
		if takesProperties(spec) {
			e.Traces[i].Properties = []string{target.key("size")}
		}
	}
	if takesTags(spec) {
		e.Traces[0].Tags = []string{target.tag(sizeTag)}
	}
	target.erased(t, conn, e)
	holds(t, conn, e, false)
	if held := target.State(t, her); takesProperties(spec) {
		require.JSONEq(t, `"podcast"`, target.text(held, "source"))
		require.NotContains(t, held.Properties, target.key("size"))
	}
	if takesTags(spec) {
		require.Equal(t, []string{target.tag(podcastTag), target.tag("vip")}, target.State(t, her).Tags)
	}
}

// comesBack is somebody who was forgotten and answers again. Where forgetting is for good
// that is said: it is never taken for done.
func comesBack(t *testing.T, target Target, conn integrations.Conn) {
	target.erased(t, conn, target.written(t, conn, false))
	change := target.anyChange(target.People[0])
	o := target.settled(t, conn, change)[0]
	require.Contains(t, []integrations.Class{integrations.OK, integrations.Blocked}, o.Class, o.Reason)
	held := target.State(t, change.Subject)
	for _, p := range change.Set {
		require.Equal(t, o.Class == integrations.OK, held.Properties[p.Key].JSON != nil)
	}
	for _, tag := range change.AddTags {
		if o.Class == integrations.OK {
			require.Contains(t, held.Tags, tag)
		}
	}
}

func troubleErasing(t *testing.T, target Target, conn integrations.Conn) {
	e := target.written(t, conn, false)
	for fault, classes := range faults {
		target.Break(t, fault)
		o := conn.(integrations.Eraser).Erase(t.Context(), e)
		require.Contains(t, classes, o.Class, "%s: %s", fault, o.Reason)
		require.NotEmpty(t, o.Reason)
		if reader, ok := conn.(integrations.EraseChecker); ok {
			_, err := reader.Holds(t.Context(), e)
			require.Error(t, err, string(fault), "what could not be read is not gone")
		}
		target.Break(t, Fine)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	require.Equal(t, integrations.Ambiguous, conn.(integrations.Eraser).Erase(ctx, e).Class)
	target.erased(t, conn, e)
	holds(t, conn, e, false)
}

func forgetsTheMissing(t *testing.T, target Target, conn integrations.Conn) {
	other := target.Missing
	other.Email = "nobody@example.com"
	e := integrations.Erasure{Traces: []integrations.Trace{
		{Subject: target.Missing, Properties: []string{target.key("source")}, Tags: []string{target.tag(podcastTag)}},
		{Subject: other},
	}}
	target.erased(t, conn, e)
	holds(t, conn, e, false)
}
