package ask_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/ask"
	"github.com/askwell/askwell/app/store"
)

func TestABlockIsToldWhatItNeedsAndNoMore(t *testing.T) {
	t.Parallel()
	rule := func(r string) func(*app.Question) { return func(q *app.Question) { q.If = app.Rule(r) } }
	s := newScene(t,
		survey("one", func(d *app.Document) { d.Reward = "coupon" },
			question("source"), question("podcast", rule(`{"==":[{"var":"answers.source"},"podcast"]}`)),
			question("secret", func(q *app.Question) { q.Sensitive = true }),
			question("late", rule(`{"!!":[{"var":"answers.secret"}]}`))),
		survey("two", func(d *app.Document) { d.Sample.Percent = 50 }, question("email"), question("mood"), question("again", func(q *app.Question) { q.Again = &app.Again{Mode: app.AgainEvery, Days: 90} })),
	)
	her := app.Speaker{Customer: ada}
	s.says(her, 0, "one", "source", `"friend"`)
	s.now = s.now.Add(time.Minute)
	s.says(her, 0, "one", "source", `"podcast"`)
	s.says(her, 0, "one", "secret", `"x"`)
	s.says(her, 0, "two", "email", `"ada@example.com"`)
	s.says(her, 0, "two", "again", `"y"`)
	s.skips(her, 5, "two", "email", "mood")
	id := s.plan(her, ask.Place{}).Her.Profile

	documents, err := s.asker.Known(t.Context(), demo, []app.ProfileID{id, "gone"}, nil)
	require.NoError(t, err)
	require.Len(t, documents, 1)
	require.JSONEq(t, fmt.Sprintf(`{"answers":{"source":"podcast"},"left":{"one":2},"person":"customer/7000000000001",
		"closed":{"source":0,"secret":0,"email":0,"mood":0,"again":%d},"open":{"5":["mood"]}}`, s.now.Add(90*24*time.Hour).UnixMilli()), string(documents[id]))

	documents, err = s.asker.Known(t.Context(), demo, []app.ProfileID{id}, map[app.ProfileID]map[string]bool{id: {"source": true}})
	require.NoError(t, err)
	require.NotContains(t, string(documents[id]), "podcast", "what may not go there is not told")
	require.Contains(t, string(documents[id]), `"source":0`, "nor asked again")
}

func TestWhatABlockIsToldIsBounded(t *testing.T) {
	t.Parallel()
	var questions []app.Question
	for i := range 80 {
		asked := app.Rule(fmt.Sprintf(`{"==":[{"var":"answers.q%d"},"x"]}`, i))
		questions = append(questions, question(fmt.Sprintf("q%d", i)), question(fmt.Sprintf("then%d", i), func(q *app.Question) { q.If = asked }))
	}
	s := newScene(t, survey("long", nil, questions...))
	her := app.Speaker{Customer: ada}
	s.says(her, 0, "long", "q0", `"`+strings.Repeat("y", 300)+`"`)
	for i := 1; i < 80; i++ {
		s.says(her, 0, "long", fmt.Sprintf("q%d", i), `"`+strings.Repeat("x", 200)+`"`)
	}
	id := s.plan(her, ask.Place{}).Her.Profile
	documents, err := s.asker.Known(t.Context(), demo, []app.ProfileID{id}, nil)
	require.NoError(t, err)
	require.Less(t, len(documents[id]), 16<<10)
	require.NotContains(t, string(documents[id]), "yyy", "nobody's own words")
	require.Contains(t, string(documents[id]), `"q79":0`)
}

func TestWhatSheOnlySawOnAnOrderMayStillBeAskedThere(t *testing.T) {
	t.Parallel()
	s := newScene(t, survey("two", nil, question("email"), question("mood")))
	asked := store.Asked{Whom: store.Whom{Customer: ada, Order: 5}, Survey: s.all["two"].Survey, Questions: []string{"email", "mood"}}
	require.NoError(t, s.store.RecordAskings(t.Context(), demo, asked))
	s.now = s.now.Add(time.Hour)
	id := s.plan(app.Speaker{Customer: ada}, ask.Place{}).Her.Profile
	documents, err := s.asker.Known(t.Context(), demo, []app.ProfileID{id}, nil)
	require.NoError(t, err)
	require.JSONEq(t, `{"closed":{"email":0,"mood":0},"open":{"5":["email","mood"]}}`, string(documents[id]))
}

// skips records that she was shown two questions and answered the first.
func (s *scene) skips(by app.Speaker, order app.OrderID, survey, answered, skipped string) {
	s.t.Helper()
	id := app.ResponseID(uuid.NewString())
	_, err := s.store.RecordResponse(s.t.Context(), demo, store.Submitted{
		Customer: by.Customer, Reply: app.Reply{ID: id},
		Response: app.Response{
			ID: id, Survey: s.all[survey].Survey, Version: 1, Surface: app.SurfaceThankYou, Order: order, SubmittedAt: s.now,
			Shown:   []app.Shown{{Question: answered}, {Question: skipped}},
			Answers: []app.Answer{{Question: answered, Value: app.Value{Kind: app.KindText, JSON: []byte(`"x"`)}}},
		},
	})
	require.NoError(s.t, err)
}
