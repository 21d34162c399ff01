package integrationtest

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// happened is something that happened so many minutes after the first.
func happened(name integrations.EventName, id string, minute int) integrations.Event {
	return integrations.Event{
		ID: id, Name: name, At: time.Date(2026, 11, 22, 10, minute, 0, 0, time.UTC),
		Properties: map[string]string{"survey": "how", "question": "source", "answer": "søt \"kake\" 🍰", "state": "granted", "channel": "email"},
	}
}

func listening(t *testing.T, target Target) {
	t.Helper()
	if !target.Provider.Spec().Events {
		t.Skip("this destination takes no events")
	}
}

// heard are the ids of what a destination was told of somebody, in order.
func heard(t *testing.T, target Target, of app.CustomerID) (ids []string) {
	t.Helper()
	for _, e := range target.State(t, customer(of)).Events {
		ids = append(ids, e.ID)
	}
	return ids
}

// events are taken for each person in the order they happened in. One that is told again
// may be there twice; then it is the same.
func events(t *testing.T, target Target, conn integrations.Conn) {
	listening(t, target)
	hers := integrations.Change{Subject: customer(target.Customers[0])}
	for i, name := range integrations.EventNames {
		hers.Events = append(hers.Events, happened(name, string(name), i))
	}
	applied(t, conn, hers, integrations.Change{
		Subject: customer(target.Customers[1]), Events: []integrations.Event{happened(integrations.AnswerGiven, "another", 9)},
	})
	var want []string
	for _, name := range integrations.EventNames {
		want = append(want, string(name))
	}
	require.Equal(t, want, heard(t, target, target.Customers[0]))
	require.Equal(t, []string{"another"}, heard(t, target, target.Customers[1]))

	target.Break(t, Lossy)
	require.NotEqual(t, integrations.OK, apply(t.Context(), t, conn, hers)[0].Class)
	target.Break(t, Fine)
	applied(t, conn, hers)
	for _, id := range heard(t, target, target.Customers[0]) {
		require.Contains(t, want, id)
	}
	require.Equal(t, []string{"another"}, heard(t, target, target.Customers[1]))
}

// eventsLast come when what they speak of can be read there.
func eventsLast(t *testing.T, target Target, conn integrations.Conn) {
	listening(t, target)
	stateful(t, target)
	change := anyChange(target, target.Customers[0])
	change.Events = []integrations.Event{happened(integrations.AnswerGiven, "one", 1)}
	target.Break(t, Down)
	require.Empty(t, apply(t.Context(), t, conn, change)[0].Told)
	target.Break(t, Fine)
	applied(t, conn, change)
	require.Equal(t, []string{"one"}, heard(t, target, target.Customers[0]))
	require.JSONEq(t, `"podcast"`, string(target.State(t, change.Subject).Properties["source"].JSON))
}
