package integrationtest

import (
	"context"
	"encoding/json"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

func specIsComplete(t *testing.T, target Target, _ integrations.Conn) {
	spec := target.Provider.Spec()
	require.Regexp(t, `^[a-z][a-z0-9-]*$`, spec.Name)
	require.NotEmpty(t, spec.Title)
	require.Positive(t, spec.Batch)
	for _, f := range spec.Fields {
		require.Regexp(t, `^[a-z][a-z0-9_]*$`, f.Key)
		require.NotEmpty(t, f.Label)
	}
	takes := takesProperties(spec) || takesTags(spec) || spec.Lists || spec.Events || len(spec.Consents) > 0
	require.True(t, takes, "a destination takes something, or nothing would be proven")
	require.Equal(t, spec.Lists, target.Lists[0] != "" && target.Lists[1] != "", "the target names two lists")
	require.Equal(t, spec.Orders, target.Order != 0, "the target names an order")
	if spec.ByEmail {
		require.NotEmpty(t, spec.Help, "a merchant has to be told how to connect it")
		require.Equal(t, takesProperties(spec), len(spec.Types) > 0, "properties have types")
		for _, s := range []integrations.Subject{target.People[0], target.People[1], target.Missing} {
			require.Contains(t, s.Email, "@")
		}
	}
	if spec.BulkFrom > 0 {
		require.GreaterOrEqual(t, spec.BulkMost, spec.BulkFrom)
	}
}

func goodConnection(t *testing.T, _ Target, conn integrations.Conn) {
	require.NoError(t, conn.Check(t.Context()))
}

func changesAreMade(t *testing.T, target Target, conn integrations.Conn) {
	change := target.anyChange(target.People[0])
	change.Set = append(change.Set, target.choice("wish", "søt \"kake\" 🍰"))
	if !target.mapped() {
		many := integrations.Property{Key: "likes", Label: "Likes?", Value: app.Value{Kind: app.KindChoices, JSON: json.RawMessage(`["a","b"]`)}}
		lines := integrations.Property{Key: "lines", Label: "A wish?", Value: app.Value{Kind: app.KindText, JSON: json.RawMessage(`"søt\nkake"`)}}
		change.Set = append(change.Set, many, lines)
	}
	for range 3 {
		target.made(t, conn, change)
		state := target.State(t, change.Subject)
		for _, p := range change.Set {
			require.Contains(t, state.Properties, p.Key)
			require.JSONEq(t, string(p.Value.JSON), string(state.Properties[p.Key].JSON), p.Key)
		}
		require.Subset(t, state.Tags, change.AddTags)
	}
}

func replaces(t *testing.T, target Target, conn integrations.Conn) {
	her := target.People[0]
	target.made(t, conn, integrations.Change{Subject: her, Set: []integrations.Property{target.choice("source", "podcast"), target.choice("size", "m")}})
	target.made(t, conn, integrations.Change{
		Subject: her, Set: []integrations.Property{target.choice("source", "friend")}, Unset: []string{target.key("size"), target.key("never")},
	})
	state := target.State(t, her)
	require.JSONEq(t, `"friend"`, target.text(state, "source"))
	require.NotContains(t, state.Properties, target.key("size"))
}

// typed are a value of each type, and another one.
var typed = map[app.FieldType]struct {
	kind     app.ValueKind
	one, two string
}{
	app.FieldText:     {app.KindText, `"søt \"kake\" 🍰"`, `"5"`},
	app.FieldNumber:   {app.KindNumber, `4.5`, `-7`},
	app.FieldBoolean:  {app.KindBoolean, `true`, `false`},
	app.FieldDate:     {app.KindDate, `"2026-11-22"`, `"1969-02-28"`},
	app.FieldBirthday: {app.KindBirthday, `"--11-22"`, `"--02-28"`},
	app.FieldTexts:    {app.KindChoices, `["Dry skin","Öl"]`, `["Dry skin"]`}, // fewer: what is not said any more goes
}

// eachType keeps a value as it is, lets another replace it, and forgets that too.
func eachType(t *testing.T, target Target, conn integrations.Conn) {
	for _, field := range target.Provider.Spec().Types {
		key, values := target.key(typeNames[field]), typed[field]
		for _, value := range []string{values.one, values.two} {
			target.made(t, conn, integrations.Change{Subject: target.People[1], Set: []integrations.Property{
				{Key: key, Label: "A " + string(field), Type: field, Value: app.Value{Kind: values.kind, JSON: json.RawMessage(value)}},
			}})
			held := target.State(t, target.People[1]).Properties
			require.Contains(t, held, key, field)
			require.JSONEq(t, value, string(held[key].JSON), field)
		}
		target.made(t, conn, integrations.Change{Subject: target.People[1], Unset: []string{key}})
		require.NotContains(t, target.State(t, target.People[1]).Properties, key, field)
	}
}

func orderIsASubject(t *testing.T, target Target, conn integrations.Conn) {
	order := integrations.Subject{Order: target.Order}
	target.made(t, conn, integrations.Change{Subject: order, Set: []integrations.Property{target.choice("source", "podcast")}})
	require.JSONEq(t, `"podcast"`, target.text(target.State(t, order), "source"))
	target.made(t, conn, integrations.Change{Subject: order, Unset: []string{target.key("source")}})
	require.NotContains(t, target.State(t, order).Properties, target.key("source"))
}

// fullBatch is as many people as one call takes. Who is known by Shopify's id cannot be
// made by it: there two take turns.
func fullBatch(t *testing.T, target Target, conn integrations.Conn) {
	spec := target.Provider.Spec()
	changes := make([]integrations.Change, spec.Batch)
	for i := range changes {
		subject := target.People[i%2]
		if spec.ByEmail {
			subject = stranger(i)
		}
		if changes[i] = target.anyChange(subject); takesProperties(spec) {
			changes[i].Set = append(changes[i].Set, target.choice("q"+strconv.Itoa(i%5+1), "a"))
		}
	}
	target.made(t, conn, changes...)
	if last := changes[len(changes)-1]; takesProperties(spec) {
		require.JSONEq(t, `"podcast"`, target.text(target.State(t, last.Subject), "source"))
	}
}

func emptyBatch(t *testing.T, _ Target, conn integrations.Conn) {
	outcomes(t.Context(), t, conn)
	require.Empty(t, conn.Apply(context.Background(), nil))
}
