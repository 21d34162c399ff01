package integrationtest

import (
	"context"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// typeNames are the properties that hold a value of each type, short as some have to be.
var typeNames = map[app.FieldType]string{
	app.FieldText: "text", app.FieldNumber: "number", app.FieldBoolean: "yes", app.FieldDate: "date", app.FieldBirthday: "bday", app.FieldTexts: "texts",
}

// attributes are all properties that the suite writes.
func (t Target) attributes() (all []integrations.Attribute) {
	for _, name := range []string{"source", "size", "wish", "never", "q1", "q2", "q3", "q4", "q5"} {
		all = append(all, integrations.Attribute{Key: t.key(name), Label: "Question " + name, Type: app.FieldText})
	}
	for _, field := range t.Provider.Spec().Types {
		all = append(all, integrations.Attribute{Key: t.key(typeNames[field]), Label: "A " + string(field), Type: field})
	}
	return all
}

// prepare makes what is to be written, as it is when a merchant maps a question.
func prepare(t *testing.T, target Target, conn integrations.Conn) {
	t.Helper()
	if by, ok := conn.(integrations.Preparer); ok {
		require.NoError(t, by.Prepare(t.Context(), target.attributes()))
	}
}

// unread checks that a destination in trouble says so: it has not nothing.
func unread(t *testing.T, target Target, read func(context.Context) error) {
	t.Helper()
	for _, fault := range []Fault{Down, Busy, Revoked, Forbidden} {
		target.Break(t, fault)
		err := read(t.Context())
		require.Error(t, err, string(fault))
		kinds := map[Fault]app.Kind{Down: app.Unavailable, Busy: app.Throttled, Revoked: app.Unauthorized, Forbidden: app.Forbidden}
		require.Equal(t, kinds[fault], app.KindOf(err), "%s: %v", fault, err)
		target.Break(t, Fine)
	}
}

func catalogue(t *testing.T, target Target, conn integrations.Conn) {
	reader := conn.(integrations.Cataloguer)
	got, err := reader.Catalogue(t.Context())
	require.NoError(t, err)
	ids := map[string]bool{}
	for _, l := range got.Lists {
		require.NotEmpty(t, l.ID)
		require.NotEmpty(t, l.Name)
		require.False(t, ids[l.ID], "a list is there once")
		ids[l.ID] = true
	}
	if target.Provider.Spec().Lists {
		require.Subset(t, ids, map[string]bool{target.Lists[0]: true, target.Lists[1]: true})
	}
	for _, a := range got.Attributes {
		require.NotEmpty(t, a.Key)
		require.NotEmpty(t, a.Type, a.Key)
	}
	unread(t, target, func(ctx context.Context) error {
		_, err := reader.Catalogue(ctx)
		return err
	})
}

// prepares what is missing, as often as it is asked to, and never another type under a
// name that is taken.
func prepares(t *testing.T, target Target, conn integrations.Conn) {
	by := conn.(integrations.Preparer)
	want := target.attributes()
	require.NoError(t, by.Prepare(t.Context(), want), "it was prepared before")
	reader, ok := conn.(integrations.Cataloguer)
	require.True(t, ok, "what can be made can be listed")
	got, err := reader.Catalogue(t.Context())
	require.NoError(t, err)
	for _, a := range want {
		at := slices.IndexFunc(got.Attributes, func(one integrations.Attribute) bool { return one.Key == a.Key })
		require.NotEqual(t, -1, at, a.Key)
		require.Equal(t, a.Type, got.Attributes[at].Type, a.Key)
	}
	if slices.Contains(target.Provider.Spec().Types, app.FieldNumber) {
		err := by.Prepare(t.Context(), []integrations.Attribute{{Key: target.key("source"), Label: "A number", Type: app.FieldNumber}})
		require.True(t, app.Is(err, app.Conflict), "%v", err)
	}
	unread(t, target, func(ctx context.Context) error {
		return by.Prepare(ctx, []integrations.Attribute{{Key: target.key("fresh"), Label: "New", Type: app.FieldText}})
	})
}

// readsBack what was written, in order, and nothing of somebody it does not know.
func readsBack(t *testing.T, target Target, conn integrations.Conn) {
	reader, spec := conn.(integrations.ReadBacker), target.Provider.Spec()
	change := target.anyChange(target.People[0])
	for _, channel := range spec.Consents {
		change.Consents = append(change.Consents, sayer(channel)(app.ConsentWithdrawn, 1))
	}
	target.made(t, conn, change)
	look := integrations.Look{Properties: []string{target.key("source"), target.key("never")}, Tags: takesTags(spec), Lists: spec.Lists, Consents: len(spec.Consents) > 0}
	looks := []integrations.Look{look, look, look}
	looks[0].Subject, looks[1].Subject, looks[2].Subject = target.Missing, change.Subject, target.People[1]
	got, err := reader.ReadBack(t.Context(), looks)
	require.NoError(t, err)
	require.Len(t, got, len(looks))
	require.False(t, got[0].Known, "nobody knows her")
	require.True(t, got[1].Known)
	require.True(t, got[2].Known)
	state := target.State(t, change.Subject)
	if takesProperties(spec) {
		require.JSONEq(t, `"podcast"`, string(got[1].Properties[target.key("source")].JSON))
		require.NotContains(t, got[1].Properties, target.key("never"))
	}
	if takesTags(spec) {
		require.ElementsMatch(t, state.Tags, got[1].Tags)
	}
	if spec.Lists {
		require.ElementsMatch(t, state.Lists, got[1].Lists)
	}
	for _, channel := range spec.Consents {
		require.Equal(t, state.Consents[channel].State, got[1].Consents[channel], channel)
	}
	unread(t, target, func(ctx context.Context) error {
		_, err := reader.ReadBack(ctx, looks)
		return err
	})
}

// orderReadsBack as a person does, among people.
func orderReadsBack(t *testing.T, target Target, conn integrations.Conn) {
	order := integrations.Subject{Order: target.Order}
	target.made(t, conn, integrations.Change{Subject: order, Set: []integrations.Property{target.choice("source", "podcast")}, AddTags: []string{podcastTag}})
	look := integrations.Look{Subject: order, Properties: []string{target.key("source")}, Tags: true}
	of := look
	of.Subject = target.People[0]
	got, err := conn.(integrations.ReadBacker).ReadBack(t.Context(), []integrations.Look{of, look})
	require.NoError(t, err)
	require.True(t, got[1].Known)
	require.Contains(t, got[1].Tags, podcastTag)
	require.JSONEq(t, `"podcast"`, string(got[1].Properties[target.key("source")].JSON))
}
