package datamap_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/datamap"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

// TestEveryUseOfAnAnswerIsNamed where it goes, where it may not, and what is asked by it,
// here and in other surveys; what nobody uses says so.
func TestEveryUseOfAnAnswerIsNamed(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		mapped(t, s)
		other, err := s.CreateSurvey(t.Context(), demo, app.Document{
			Handle: "other", Title: "Another", Languages: []string{"en"}, Audience: app.Rule(`{"==":[{"var":"answers.source"},"x"]}`),
			Questions: []app.Question{{Key: "size", Type: "text", If: app.Rule(`{"!!":{"var":"answers.wish"}}`)}},
		})
		require.NoError(t, err)
		draft := document()
		draft.Questions = append(draft.Questions,
			app.Question{Key: "brews", Type: "single_choice", Next: []app.Branch{{If: app.Rule(`{"==":[{"var":"answers.brews"},"a"]}`), To: "end"}}},
			app.Question{Key: "cup", Type: "single_choice", Options: []app.Option{{Key: "a", Weights: map[string]int{"light": 1}}}},
			app.Question{Key: "idle", Type: "text", If: app.Rule(`{"unfinished`)})

		uses, err := datamap.Uses(t.Context(), s, demo, draft)
		require.NoError(t, err)
		of := map[string]datamap.QuestionUse{}
		for _, one := range uses {
			of[one.Question] = one
		}
		require.Len(t, uses, len(draft.Questions))
		require.Equal(t, []datamap.Reader{{Survey: other.ID, Title: "Another"}}, of["source"].Read)
		require.Contains(t, of["source"].Goes, datamap.Way{Destination: "shopify", As: "customer metafield source"})
		require.Equal(t, []datamap.Way{{Destination: "shopify", As: "customer metafield inner"}}, of["inner"].Withheld)
		require.False(t, of["inner"].Used, "it may go nowhere")
		require.Equal(t, []datamap.Reader{{Survey: other.ID, Title: "Another", Question: "size"}}, of["wish"].Read)
		require.True(t, of["wish"].Used)
		require.Equal(t, []datamap.Reader{{Question: "brews"}}, of["brews"].Read, "it leads on by itself")
		require.True(t, of["cup"].Used, "an ending hangs on it")
		require.False(t, of["idle"].Used)
	})
}
