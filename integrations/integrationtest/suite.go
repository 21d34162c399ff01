// Package integrationtest owns the one suite that every destination passes, and
// a destination in memory for tests of what stands before one.
package integrationtest

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// Target is a destination under test and the far side of it, as the test's
// double plays it. Customers are two that exist there, the first with the tag
// "vip" of the merchant's own and reached by every channel of Spec().Consents; Missing
// is one that does not exist.
type Target struct {
	Provider  integrations.Provider
	Shop      app.Shop
	Settings  map[string]string
	Customers [2]app.CustomerID
	Missing   app.CustomerID
	Order     app.OrderID // one that exists; 0 when Spec().Orders is false
	State     func(t *testing.T, s integrations.Subject) State
	Break     func(t *testing.T, f Fault) // until called with Fine
}

// Run proves that a destination keeps the contract. start makes a fresh target
// for each test.
func Run(t *testing.T, start func(t *testing.T) Target) {
	t.Helper()
	for name, test := range map[string]func(*testing.T, Target, integrations.Conn){
		"its spec is complete":                        specIsComplete,
		"a good connection is proven":                 goodConnection,
		"changes are made, and may be repeated":       changesAreMade,
		"a changed answer replaces only itself":       replaces,
		"what the merchant owns is left alone":        leavesAlone,
		"a missing subject does not hold up the rest": missingSubject,
		"an order is a subject":                       orders,
		"a full batch is taken":                       fullBatch,
		"an empty batch costs nothing":                emptyBatch,
		"trouble is classed":                          trouble,
		"a change cut off may be made again":          cutOff,
		"a lost answer is not a lost change":          lostAnswer,
		"a consent is kept by the newest word":        consents,
		"consents come with the rest of a change":     withConsents,
		"who is to be forgotten is":                   forgets,
		"who is spoken of anew stays":                 forgetsOnlyWhatIsListed,
		"an erasure's trouble is classed":             troubleErasing,
		"events are told in order, by their ids":      events,
		"an event is told after what it speaks of":    eventsLast,
		"who is not there is forgotten":               forgetsTheMissing,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			target := start(t)
			conn, err := target.Provider.Connect(target.Shop, target.Settings)
			require.NoError(t, err)
			test(t, target, conn)
		})
	}
}

// stateful is for what needs a destination that keeps what people said.
func stateful(t *testing.T, target Target) {
	t.Helper()
	if target.Provider.Spec().Stateless {
		t.Skip("this destination takes events alone")
	}
}

// anyChange is one of the least a destination takes.
func anyChange(target Target, of app.CustomerID) integrations.Change {
	if target.Provider.Spec().Stateless {
		return integrations.Change{Subject: customer(of), Events: []integrations.Event{happened(integrations.AnswerGiven, "one", 1)}}
	}
	return integrations.Change{
		Subject: customer(of), Set: []integrations.Property{choice("source", "podcast")}, AddTags: []string{"askwell:source:podcast"},
	}
}

func customer(id app.CustomerID) integrations.Subject { return integrations.Subject{Customer: id} }

func choice(key, value string) integrations.Property {
	text, _ := json.Marshal(value) // a string always marshals
	return integrations.Property{Key: key, Label: "Where from?", Value: app.Value{Kind: app.KindChoice, JSON: text}}
}

// apply makes changes and checks what holds of every answer.
func apply(ctx context.Context, t *testing.T, conn integrations.Conn, changes ...integrations.Change) []integrations.Outcome {
	t.Helper()
	outcomes := conn.Apply(ctx, changes)
	require.Len(t, outcomes, len(changes), "one outcome per change")
	for _, o := range outcomes {
		require.NotEmpty(t, o.Class)
		require.LessOrEqual(t, len(o.Reason), 500)
		require.GreaterOrEqual(t, o.Cost, 0)
		if o.Class == integrations.Throttled {
			require.Positive(t, o.After, "a throttled change says how long to wait")
		}
		if o.Class != integrations.OK && o.Class != integrations.Throttled {
			require.NotEmpty(t, o.Reason, "a change that failed says why")
		}
	}
	return outcomes
}

func applied(t *testing.T, conn integrations.Conn, changes ...integrations.Change) {
	t.Helper()
	for i, o := range apply(t.Context(), t, conn, changes...) {
		require.Equal(t, integrations.OK, o.Class, "change %d: %s", i, o.Reason)
	}
}

func specIsComplete(t *testing.T, target Target, _ integrations.Conn) {
	spec := target.Provider.Spec()
	require.Regexp(t, `^[a-z][a-z0-9-]*$`, spec.Name)
	require.NotEmpty(t, spec.Title)
	require.Positive(t, spec.Batch)
	for _, f := range spec.Fields {
		require.Regexp(t, `^[a-z][a-z0-9_]*$`, f.Key)
		require.NotEmpty(t, f.Label)
	}
}

func goodConnection(t *testing.T, _ Target, conn integrations.Conn) {
	require.NoError(t, conn.Check(t.Context()))
}

func changesAreMade(t *testing.T, target Target, conn integrations.Conn) {
	stateful(t, target)
	many := integrations.Property{Key: "likes", Label: "Likes?", Value: app.Value{Kind: app.KindChoices, JSON: json.RawMessage(`["a","b"]`)}}
	text := integrations.Property{Key: "wish", Label: "A wish?", Value: app.Value{Kind: app.KindText, JSON: json.RawMessage(`"søt\n\"kake\" 🍰"`)}}
	change := integrations.Change{
		Subject: customer(target.Customers[0]),
		Set:     []integrations.Property{choice("source", "podcast"), many, text},
		AddTags: []string{"askwell:likes:a", "askwell:source:podcast"},
	}
	for range 3 {
		applied(t, conn, change)
		state := target.State(t, change.Subject)
		for _, p := range change.Set {
			require.JSONEq(t, string(p.Value.JSON), string(state.Properties[p.Key].JSON), p.Key)
		}
		require.Subset(t, state.Tags, change.AddTags)
	}
}

func replaces(t *testing.T, target Target, conn integrations.Conn) {
	stateful(t, target)
	her := customer(target.Customers[0])
	applied(t, conn, integrations.Change{
		Subject: her, Set: []integrations.Property{choice("source", "podcast"), choice("size", "m")}, AddTags: []string{"askwell:source:podcast"},
	})
	applied(t, conn, integrations.Change{
		Subject: her, Set: []integrations.Property{choice("source", "friend")}, Unset: []string{"size", "never_was"},
		AddTags: []string{"askwell:source:friend"}, RemoveTags: []string{"askwell:source:podcast", "askwell:never:was"},
	})
	state := target.State(t, her)
	require.JSONEq(t, `"friend"`, string(state.Properties["source"].JSON))
	require.NotContains(t, state.Properties, "size")
	require.Contains(t, state.Tags, "askwell:source:friend")
	require.NotContains(t, state.Tags, "askwell:source:podcast")
}

func leavesAlone(t *testing.T, target Target, conn integrations.Conn) {
	stateful(t, target)
	her := customer(target.Customers[0])
	applied(t, conn, integrations.Change{Subject: her, AddTags: []string{"askwell:source:podcast"}})
	applied(t, conn, integrations.Change{Subject: her, RemoveTags: []string{"askwell:source:podcast"}})
	require.Equal(t, []string{"vip"}, target.State(t, her).Tags)
}

func missingSubject(t *testing.T, target Target, conn integrations.Conn) {
	stateful(t, target)
	set := []integrations.Property{choice("source", "podcast")}
	outcomes := apply(t.Context(), t, conn,
		integrations.Change{Subject: customer(target.Customers[0]), Set: set},
		integrations.Change{Subject: customer(target.Missing), Set: set, AddTags: []string{"askwell:source:podcast"}},
		integrations.Change{Subject: customer(target.Customers[1]), Set: set})
	require.Equal(t, integrations.OK, outcomes[0].Class)
	require.Contains(t, []integrations.Class{integrations.Missing, integrations.Rejected}, outcomes[1].Class)
	require.Equal(t, integrations.OK, outcomes[2].Class)
	for _, id := range target.Customers {
		require.JSONEq(t, `"podcast"`, string(target.State(t, customer(id)).Properties["source"].JSON))
	}
}

func orders(t *testing.T, target Target, conn integrations.Conn) {
	if !target.Provider.Spec().Orders {
		t.Skip("this destination has no orders")
	}
	order := integrations.Subject{Order: target.Order}
	applied(t, conn, integrations.Change{Subject: order, Set: []integrations.Property{choice("source", "podcast")}})
	require.JSONEq(t, `"podcast"`, string(target.State(t, order).Properties["source"].JSON))
	applied(t, conn, integrations.Change{Subject: order, Unset: []string{"source"}})
	require.NotContains(t, target.State(t, order).Properties, "source")
}

func fullBatch(t *testing.T, target Target, conn integrations.Conn) {
	changes := make([]integrations.Change, target.Provider.Spec().Batch)
	for i := range changes {
		if changes[i] = anyChange(target, target.Customers[i%2]); target.Provider.Spec().Stateless {
			continue
		}
		changes[i] = integrations.Change{
			Subject: customer(target.Customers[i%2]),
			Set:     []integrations.Property{choice("q_"+strings.Repeat("i", i%7+1), "a"), choice("source", "podcast")},
			AddTags: []string{"askwell:source:podcast"},
		}
	}
	applied(t, conn, changes...)
}

func emptyBatch(t *testing.T, _ Target, conn integrations.Conn) {
	apply(t.Context(), t, conn)
}

func trouble(t *testing.T, target Target, conn integrations.Conn) {
	change := anyChange(target, target.Customers[0])
	for fault, class := range map[Fault]integrations.Class{
		Down: integrations.Transient, Busy: integrations.Throttled, Revoked: integrations.Auth, Forbidden: integrations.Scope,
	} {
		target.Break(t, fault)
		for _, o := range apply(t.Context(), t, conn, change, change) {
			require.Equal(t, class, o.Class, "%s: %s", fault, o.Reason)
		}
		require.Error(t, conn.Check(t.Context()), string(fault))
		target.Break(t, Fine)
	}
	applied(t, conn, change) // and it recovers
}

func cutOff(t *testing.T, target Target, conn integrations.Conn) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	change := anyChange(target, target.Customers[0])
	require.Equal(t, integrations.Ambiguous, apply(ctx, t, conn, change)[0].Class)
	applied(t, conn, change)
}

func lostAnswer(t *testing.T, target Target, conn integrations.Conn) {
	change := anyChange(target, target.Customers[0])
	target.Break(t, Lossy)
	lost := apply(t.Context(), t, conn, change)[0]
	require.Contains(t, []integrations.Class{integrations.Ambiguous, integrations.Transient}, lost.Class)
	target.Break(t, Fine)
	applied(t, conn, change)
	if target.Provider.Spec().Stateless {
		return
	}
	require.Equal(t, []string{"askwell:source:podcast", "vip"}, target.State(t, change.Subject).Tags)
}
