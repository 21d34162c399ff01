package mapping_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

func TestWhatIsWeighedIsWhatIsDone(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.ask(t, every()[0], every()[1])
		first := w.board(t).Proposed
		first.Targets, first.Link = first.Targets[:1], ""
		w.save(t, first)
		var people []app.ProfileID
		for i := range app.CustomerID(3) {
			people = append(people, w.answer(t, said{customer: 7 + i, answers: map[string]app.Value{
				"skin": choice("oily"), "interests": value(app.KindChoices, []string{"spf", "acids"}),
			}}))
		}
		w.reach(t, 7, "ada@example.com")
		w.reach(t, 8, "bea@example.com")
		w.drain(t)
		calls := w.memory.Calls()

		draft := w.board(t).Mapping
		draft.Targets = []app.Target{{Question: "interests", Kind: app.TargetTag, Name: "likes:"}}
		effect, err := w.lanes.Weigh(t.Context(), w.shop, tool, app.Draft{Mapping: &draft}, people)
		require.NoError(t, err)
		require.Equal(t, app.Effect{
			People: 2, Unset: 2, AddTags: 4, Unknown: 1, Examples: []string{"skin is cleared"},
			Names: map[string]int{"property:skin": 2, "tag:likes:spf": 2, "tag:likes:acids": 2},
		}, effect)
		one, err := w.lanes.Weigh(t.Context(), w.shop, tool, app.Draft{Mapping: &draft}, people[:1])
		require.NoError(t, err)
		rest, err := w.lanes.Weigh(t.Context(), w.shop, tool, app.Draft{Mapping: &draft}, people[1:])
		require.NoError(t, err)
		require.Equal(t, effect, one.Add(rest), "pages come to the whole")
		require.Equal(t, calls, w.memory.Calls(), "nothing is sent")
		require.Empty(t, w.deliveries(t, app.DeliveryWaiting), "or planned")

		w.save(t, draft)
		for i := range app.CustomerID(3) {
			w.answer(t, said{customer: 7 + i, answers: map[string]app.Value{"skin": choice("dry")}})
		}
		w.drain(t)
		require.NotContains(t, w.held("ada@example.com"), "skin")
		require.Equal(t, []string{"likes:acids", "likes:spf"}, w.person("bea@example.com").Tags)
		after, err := w.lanes.Weigh(t.Context(), w.shop, tool, app.Draft{}, people)
		require.NoError(t, err)
		require.Zero(t, after.People, "and then there is nothing left to do")
	})
}

func TestAPreviewIsWhatIsSent(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.ask(t, every()[0], app.Question{Key: "illness", Type: "text", Sensitive: true})
		m := w.board(t).Proposed
		_, err := w.keeper.Preview(t.Context(), w.shop, tool, &m, "")
		require.True(t, app.Is(err, app.NotFound), "nobody has answered")
		w.answer(t, said{customer: 7, answers: map[string]app.Value{"skin": choice("oily"), "illness": value(app.KindText, "acne")}})
		w.reach(t, 7, "ada@example.com")
		w.answer(t, said{customer: 8, answers: map[string]app.Value{"skin": choice("dry")}})

		newest, err := w.keeper.Preview(t.Context(), w.shop, tool, &m, "")
		require.NoError(t, err)
		require.Equal(t, store.Whom{Customer: 7}, newest.Who, "the newest whom the tool can be told about")
		require.Equal(t, "ada@example.com", newest.Subject.Email)
		shown := map[string]string{}
		for _, one := range newest.Properties {
			shown[one.Key] = string(one.Value.JSON)
		}
		require.Empty(t, w.held("ada@example.com"))
		w.save(t, m)
		w.drain(t)
		held := w.held("ada@example.com")
		require.Contains(t, held["askwell_link"], "https://a.example/p/")
		held["askwell_link"] = `"Her own link"` // whoever has it can answer as she
		require.Equal(t, held, shown)
		for _, one := range newest.Change.Set {
			require.NotContains(t, string(one.Value.JSON), "a.example")
		}

		byAddress, err := w.keeper.Preview(t.Context(), w.shop, tool, nil, "ada@example.com")
		require.NoError(t, err)
		require.Equal(t, newest.Properties, byAddress.Properties)
		require.Empty(t, byAddress.Change.Set, "all of it is there")
		unknown, err := w.keeper.Preview(t.Context(), w.shop, tool, nil, "8")
		require.NoError(t, err)
		require.Contains(t, unknown.Unknown, "no email address")

		m.Targets = append(m.Targets, app.Target{Question: "illness", Kind: app.TargetProperty, Name: "illness", Type: app.FieldText})
		_, err = w.keeper.Preview(t.Context(), w.shop, tool, &m, "")
		requireField(t, err, "targets.1.sensitive", "sensitive")
	})
}
