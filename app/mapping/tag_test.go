package mapping_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/integrations"
)

func TestATagIsCalledAsTheToolCallsIt(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqlite(t))
	w.spec = func(s *integrations.Spec) {
		mailchimp(s)
		s.Tag = func(tag string) string { return strings.ToUpper(strings.ReplaceAll(tag, ":", "_")) }
	}
	w.ask(t, every()...)
	w.save(t, w.board(t).Proposed)
	for _, said := range []string{"acids", "retinol"} {
		w.reachable(t, 7, "ada@example.com", map[string]app.Value{"interests": value(app.KindChoices, []string{said})})
		require.Equal(t, []string{"ASKWELL_INTERESTS_" + strings.ToUpper(said)}, w.person("ada@example.com").Tags, "and by that name it is taken off")
	}
}

func TestAnUndoBringsATagBackAsTheToolCallsIt(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqlite(t))
	w.spec = func(s *integrations.Spec) { s.Tag = strings.ToUpper }
	w.ask(t, app.Question{Key: "skin", Type: "single_choice", Options: options("dry", "oily", "mixed")})
	w.save(t, app.Mapping{Targets: []app.Target{{Question: "skin", Kind: app.TargetTag, Name: "skin:"}}})
	tags := func(skin string) []string {
		w.reachable(t, 7, "ada@example.com", map[string]app.Value{"skin": choice(skin)})
		return w.person("ada@example.com").Tags
	}
	require.Equal(t, []string{"SKIN:DRY"}, tags("dry"))
	require.Equal(t, []string{"SKIN:OILY"}, tags("oily"))
	last, err := w.store.Deliveries(t.Context(), w.shop, store.DeliveryFilter{State: app.DeliveryDone, Limit: 1})
	require.NoError(t, err)
	_, err = w.lanes.Undo(t.Context(), w.shop, store.DeliveryFilter{IDs: []app.DeliveryID{last[0].ID}}, false)
	require.NoError(t, err)
	w.drain(t)
	require.Equal(t, []string{"SKIN:DRY"}, w.person("ada@example.com").Tags)
	require.Equal(t, []string{"SKIN:MIXED"}, tags("mixed"), "and it goes with what it was brought back for")
}
