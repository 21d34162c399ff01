package ask_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/ask"
)

func TestABlockIsToldTheAnswersSheMayBeAskedAboutAgain(t *testing.T) {
	t.Parallel()
	ages := func(q *app.Question) { q.HalfLife = 30 }
	s := newScene(t, survey("one", nil,
		question("ages", ages), question("doubted", func(q *app.Question) { q.Doubt = app.Rule(`{"!!":[{"var":"shopper.spent"}]}`) }),
		question("stays"), question("private", ages, func(q *app.Question) { q.Sensitive = true }),
	))
	her := app.Speaker{Customer: ada}
	for _, question := range []string{"ages", "doubted", "stays", "private"} {
		s.says(her, 0, "one", question, `"x"`)
	}
	id := s.plan(her, ask.Place{}).Her.Profile
	told := func() (answers, closed map[string]any) {
		documents, err := s.asker.Known(t.Context(), demo, []app.ProfileID{id}, nil)
		require.NoError(t, err)
		var known struct{ Answers, Closed map[string]any }
		require.NoError(t, json.Unmarshal(documents[id], &known))
		return known.Answers, known.Closed
	}
	answers, closed := told()
	require.Equal(t, map[string]any{"ages": "x", "doubted": "x"}, answers)
	require.Contains(t, closed, "ages")
	s.now = s.now.Add(31 * 24 * time.Hour)
	answers, closed = told()
	require.Equal(t, "x", answers["ages"], "it is asked whether this is still right")
	require.NotContains(t, closed, "ages")
}
