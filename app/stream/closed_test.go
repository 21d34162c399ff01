package stream_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/stream"
)

func TestAQuestionIsClosedForAsLongAsItIsNotAskedAgain(t *testing.T) {
	t.Parallel()
	every := mode(app.Again{Mode: app.AgainEvery, Days: 90})
	in := input(
		survey(t, "one", nil, ask("open"), ask("said"), ask("wave", every), ask("later"), ask("never"), ask("often", mode(app.Again{Mode: app.AgainUntil, Times: 1})), ask("twice", every)),
		survey(t, "two", nil, ask("twice"), ask("aged", func(q *app.Question) { q.HalfLife = 30 }), ask("green", mode(app.Again{Mode: app.AgainEvergreen}))),
	)
	in.Surface, in.Occasion = "", ""
	for _, key := range []string{"said", "wave", "twice", "aged", "green"} {
		in.History.Answers = append(in.History.Answers, answer(key, ago(40), `"x"`))
	}
	in.History.Later = map[string]time.Time{"later": now.Add(time.Hour), "open": now}
	in.History.Never = map[string]time.Time{"never": ago(1)}
	in.History.Askings = []stream.Asking{{Question: "often", Occasion: "now", At: ago(1)}}
	require.Equal(t, map[string]time.Time{
		"said": {}, "never": {}, "often": {}, "twice": {}, "wave": now.Add(50 * day), "later": now.Add(time.Hour),
	}, stream.Closed(in))
	in.Occasion = "now"
	require.NotContains(t, stream.Closed(in), "often", "where she was asked she may still answer")
}

func TestWhatIsClosedIsNeverAskedAndOpensInTime(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		q := ask("q")
		switch rapid.IntRange(0, 3).Draw(t, "mode") {
		case 1:
			q.Again = &app.Again{Mode: app.AgainEvery, Days: rapid.IntRange(1, 60).Draw(t, "days")}
		case 2:
			q.HalfLife = rapid.IntRange(1, 60).Draw(t, "half-life")
		case 3:
			q.Again = &app.Again{Mode: app.AgainUntil, Times: rapid.IntRange(1, 3).Draw(t, "times"), Days: rapid.IntRange(0, 9).Draw(t, "apart")}
		}
		in := input(compiled(t, q))
		in.Occasion = "another"
		for range rapid.IntRange(0, 3).Draw(t, "answers") {
			in.History.Answers = append(in.History.Answers, answer("q", ago(rapid.Float64Range(0, 90).Draw(t, "answered")), `"x"`))
		}
		for range rapid.IntRange(0, 3).Draw(t, "askings") {
			at := ago(rapid.Float64Range(0, 90).Draw(t, "asked"))
			in.History.Askings = append(in.History.Askings, stream.Asking{Question: "q", Occasion: at.String(), At: at})
		}
		until, closed := stream.Closed(in)["q"]
		require.Equal(t, closed, len(stream.Choose(in).Ask) == 0)
		if !closed || until.IsZero() {
			return
		}
		in.Now = until.Add(-time.Millisecond)
		require.Empty(t, stream.Choose(in).Ask)
		in.Now = until
		require.NotEmpty(t, stream.Choose(in).Ask)
	})
}

func compiled(t require.TestingT, q app.Question) *stream.Survey {
	s, err := stream.Compile(app.Version{Version: 3, Document: app.Document{
		Handle: "one", Languages: []string{"en"}, Placements: []app.Surface{app.SurfaceTheme}, Questions: []app.Question{q},
	}})
	require.NoError(t, err)
	return s
}
