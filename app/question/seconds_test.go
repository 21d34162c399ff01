package question_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/question"
)

func TestAQuestionCostsWhatItsDefinitionSaysOrWhatThereIsToDo(t *testing.T) {
	t.Parallel()
	require.InDelta(t, 7.5, question.Seconds(app.Question{Type: "text", Seconds: 7.5}), 0)
	for _, name := range question.Names() {
		q := app.Question{Type: name, Options: optionsOf("a", "b")}
		require.Greater(t, question.Seconds(q), 1.0, name)
		require.Less(t, question.Seconds(q), 30.0, name)
	}
	order := []app.Question{
		{Type: "nps"}, {Type: "single_choice", Options: optionsOf("a", "b", "c")}, {Type: "ranking", Options: optionsOf("a", "b", "c")}, {Type: "text"},
	}
	for i := range order[1:] {
		require.Less(t, question.Seconds(order[i]), question.Seconds(order[i+1]), order[i+1].Type)
	}
	long := app.Question{Type: "single_choice", Options: make([]app.Option, 100)}
	require.Less(t, question.Seconds(long), 15.0, "nobody reads a hundred options")
}
