package mapping_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
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
