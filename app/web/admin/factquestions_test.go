package admin_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
)

func TestTheQuestionsOfPublishedSurveysAreToldForConditions(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	b.install(other)
	first := b.published(document("heard"))
	again := document("again")
	again.Title, again.Languages = "Again", []string{"sv", "en"}
	both := func(en, sv string) app.Text { return app.Text{"en": en, "sv": sv} }
	again.Questions = []app.Question{{
		Key: "likes", Type: "multiple_choice", Prompt: both("What do you like?", "Vad gillar du?"), Most: 2,
		Why: both("To know.", "För att veta."), Get: both("Tea.", "Te."), Use: both("We count.", "Vi räknar."),
		Options: []app.Option{{Key: "tea", Label: both("Tea", "Te")}, {Key: "cake", Label: both("Cake", "Kaka")}},
	}, {
		Key: "source", Type: "single_choice", Prompt: both("How?", "Hur?"),
		Why: both("To know.", "För att veta."), Get: both("Tea.", "Te."), Use: both("We count.", "Vi räknar."),
		Options: []app.Option{{Key: "podcast", Label: both("A podcast", "En podd")}, {Key: "friend", Label: both("A friend", "En vän")}},
	}}
	b.published(again)
	require.Equal(t, http.StatusCreated, b.call("POST", "/surveys", demo, told{"document": document("draft")}, nil))

	var out struct {
		Questions []struct {
			Survey      struct{ ID, Title string }
			Key, Prompt string
			Options     []struct{ Value, Label string }
			Several     bool
		}
	}
	require.Equal(t, http.StatusOK, b.call("GET", "/facts/questions?language=en", demo, nil, &out))
	last := out.Questions[len(out.Questions)-1]
	require.Equal(t, []any{"likes", "What do you like?", "Again", true}, []any{last.Key, last.Prompt, last.Survey.Title, last.Several})
	require.Equal(t, "Tea", last.Options[0].Label)
	require.Equal(t, []any{"source", string(first.ID)}, []any{out.Questions[0].Key, out.Questions[0].Survey.ID})
	keys := map[string]int{}
	for _, one := range out.Questions {
		keys[one.Key]++
	}
	require.Equal(t, 1, keys["source"], "two surveys ask it: it is one fact, and a draft's is none")

	require.Equal(t, http.StatusOK, b.call("GET", "/facts/questions?language=de", demo, nil, &out))
	require.Equal(t, "Vad gillar du?", out.Questions[len(out.Questions)-1].Prompt, "without the language, as the survey has it first")
	require.Equal(t, http.StatusOK, b.call("GET", "/facts/questions", other, nil, &out))
	require.Empty(t, out.Questions)
}
