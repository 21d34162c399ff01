package catalogue_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/catalogue"
	"github.com/askwell/askwell/app/question"
)

func drawing(kind string, change func(*app.Question)) app.Document {
	q := app.Question{
		Key: "brands", Type: kind, Prompt: app.Text{"en": "Which?", "sv": "Vilka?"},
		Source: &app.Source{From: "vendors"},
	}
	if change != nil {
		change(&q)
	}
	return app.Document{Handle: "brands", Languages: []string{"en", "sv"}, Questions: []app.Question{q, {Key: "wish", Type: "text"}}}
}

func keys(q app.Question) []string {
	all := []string{}
	for _, o := range q.Options {
		all = append(all, o.Key)
	}
	return all
}

func TestADrawnQuestionOffersWhatItsSourceDoes(t *testing.T) {
	t.Parallel()
	shelves := catalogue.Shelves{"vendors": {
		{Name: "nike", Key: "nike", Label: "Nike", Image: "https://x.example/n.png"},
		{Name: "asics", Key: "asics", Label: "ASICS"},
		{Name: "puma", Key: "puma", Label: "Puma", Product: "puma-one"},
		{Name: "fila", Key: "fila", Label: "Fila", RetiredAt: noon},
	}}
	for name, one := range map[string]struct {
		kind   string
		change func(*app.Question)
		keys   []string
	}{
		"all in their order":  {"multiple_choice", nil, []string{"nike", "asics", "puma"}},
		"as many as it takes": {"single_choice", func(q *app.Question) { q.Source.Most = 2 }, []string{"nike", "asics"}},
		"its own before them": {"single_choice", func(q *app.Question) {
			q.Options = []app.Option{{Key: "none", Pinned: true}, {Key: "asics", Label: app.Text{"en": "Our favourite"}}}
		}, []string{"none", "asics", "nike", "puma"}},
		"what has a picture": {"picture_choice", nil, []string{"nike"}},
		"nothing":            {"single_choice", func(q *app.Question) { q.Source.From = "tags" }, []string{}},
	} {
		d := drawing(one.kind, one.change)
		before, err := json.Marshal(d)
		require.NoError(t, err)
		q := shelves.Offered(d).Questions[0]
		require.Equal(t, one.keys, keys(q), name)
		require.Equal(t, len(one.keys) == 0, catalogue.Empty(q), name)
		after, err := json.Marshal(d)
		require.NoError(t, err)
		require.Equal(t, string(before), string(after), "a version never changes")
	}
	q := shelves.Offered(drawing("single_choice", nil)).Questions[0]
	require.Equal(t, "Nike", q.Options[0].Label.In("sv", "en"))
	require.Equal(t, "puma-one", q.Options[2].Product)
	require.False(t, catalogue.Empty(app.Question{Type: "text"}))

	fewer := shelves.Fewer(1).Offered(drawing("single_choice", nil))
	require.Equal(t, []string{"nike"}, keys(fewer.Questions[0]))
	require.Equal(t, 3, shelves.Most())
}

func TestAQuestionNeverHasMoreOptionsThanItMay(t *testing.T) {
	t.Parallel()
	var drawn []app.Drawn
	for i := range 150 {
		drawn = append(drawn, app.Drawn{Name: fmt.Sprint(i), Key: fmt.Sprintf("k%d", i), Label: fmt.Sprint(i)})
	}
	d := drawing("single_choice", func(q *app.Question) { q.Options = []app.Option{{Key: "own"}} })
	require.Len(t, catalogue.Shelves{"vendors": drawn}.Offered(d).Questions[0].Options, 100)
}

func TestAnAnswerToWhatIsGoneIsUnderstood(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	d := drawing("multiple_choice", func(q *app.Question) {
		q.Other = &app.Other{Names: []app.Canonical{{Name: "Kappa", Aliases: []string{"kapa"}}}}
	})
	s.survey(t, d)
	s.shop.put("vendors", "Nike", "ASICS")
	s.settle(t)
	s.shop.put("vendors", "ASICS", "Puma")
	s.hear(t)

	offered, err := catalogue.Offered(t.Context(), s.keeper.Store, s.id, d)
	require.NoError(t, err)
	require.Equal(t, []string{"asics", "puma"}, keys(offered.Questions[0]))
	ever, err := catalogue.Ever(t.Context(), s.keeper.Store, s.id, d)
	require.NoError(t, err)
	answer, err := question.Parse(ever.Questions[0], json.RawMessage(`["puma","nike",{"other":"KAPA"}]`))
	require.NoError(t, err)
	require.JSONEq(t, `["nike","puma",{"other":"Kappa"}]`, string(answer.JSON))
	require.Equal(t, []string{"Nike", "Puma", "Kappa"}, question.Spoken(ever.Questions[0], answer, "sv", "en"))
	_, err = question.Parse(ever.Questions[0], json.RawMessage(`["adidas"]`))
	require.True(t, app.Is(err, app.Invalid))
}
