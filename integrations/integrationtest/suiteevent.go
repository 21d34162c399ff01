package integrationtest

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations"
)

// happened is something that happened so many minutes after the first.
func happened(name integrations.EventName, id string, minute int) integrations.Event {
	return integrations.Event{
		ID: id, Name: name, At: time.Date(2026, 11, 22, 10, minute, 0, 0, time.UTC),
		Properties: map[string]string{"survey": "how", "question": "source", "answer": "søt \"kake\" 🍰", "state": "granted", "channel": "email"},
	}
}

// heard are the ids of what a destination was told of somebody, in order.
func heard(t *testing.T, target Target, of integrations.Subject) (ids []string) {
	t.Helper()
	for _, e := range target.State(t, of).Events {
		ids = append(ids, e.ID)
	}
	return ids
}

// eventsInOrder are taken for each person as they happened. One that is told again may be
// there twice; then it is the same.
func eventsInOrder(t *testing.T, target Target, conn integrations.Conn) {
	hers := integrations.Change{Subject: target.People[0]}
	for i, name := range integrations.EventNames {
		hers.Events = append(hers.Events, happened(name, string(name), i))
	}
	target.made(t, conn, hers, integrations.Change{
		Subject: target.People[1], Events: []integrations.Event{happened(integrations.AnswerGiven, "another", 9)},
	})
	var want []string
	for _, name := range integrations.EventNames {
		want = append(want, string(name))
	}
	require.Equal(t, want, heard(t, target, target.People[0]))
	require.Equal(t, []string{"another"}, heard(t, target, target.People[1]))

	target.Break(t, Lossy)
	require.NotEqual(t, integrations.OK, outcomes(t.Context(), t, conn, hers)[0].Class)
	target.Break(t, Fine)
	target.made(t, conn, hers)
	for _, id := range heard(t, target, target.People[0]) {
		require.Contains(t, want, id)
	}
	require.Equal(t, []string{"another"}, heard(t, target, target.People[1]))
}

// eventsLast come when what they speak of can be read there.
func eventsLast(t *testing.T, target Target, conn integrations.Conn) {
	change := target.anyChange(target.People[0])
	change.Events = []integrations.Event{happened(integrations.AnswerGiven, "one", 1)}
	target.Break(t, Down)
	require.Empty(t, outcomes(t.Context(), t, conn, change)[0].Told)
	target.Break(t, Fine)
	target.made(t, conn, change)
	require.Equal(t, []string{"one"}, heard(t, target, target.People[0]))
	require.JSONEq(t, `"podcast"`, target.text(target.State(t, change.Subject), "source"))
}

// oldNews is written, and sets nothing off.
func oldNews(t *testing.T, target Target, conn integrations.Conn) {
	loud := target.anyChange(target.People[0])
	target.made(t, conn, loud)
	require.Positive(t, target.State(t, loud.Subject).Started, "the target shows what news does")
	quiet := target.anyChange(target.People[1])
	quiet.Quiet = true
	target.made(t, conn, quiet)
	state := target.State(t, quiet.Subject)
	require.Zero(t, state.Started)
	if takesProperties(target.Provider.Spec()) {
		require.JSONEq(t, `"podcast"`, target.text(state, "source"))
	}
	require.Subset(t, state.Tags, quiet.AddTags)
}
