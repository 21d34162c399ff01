package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

func TestPeopleAreCountedOnceForEachQuestionTheyAnswered(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		installed(t, s, other)
		v, second, elsewhere := published(t, s, demo, "a"), published(t, s, demo, "b"), published(t, s, other, "a")
		give := func(shop app.ShopID, r store.Submitted) {
			_, err := s.RecordResponse(t.Context(), shop, r)
			require.NoError(t, err)
		}
		give(demo, said(v, ada, "podcast", noon))
		give(demo, said(v, ada, "a \"friend\" ☕", noon.Add(time.Hour)))
		give(demo, said(second, bob, "podcast", noon))
		both := said(v, 0, "podcast", noon)
		both.Response.Answers = append(both.Response.Answers, app.Answer{
			Question: "wish", Value: app.Value{Kind: app.KindText, JSON: []byte(`"source"`)},
		})
		give(demo, both)
		give(other, said(elsewhere, ada, "podcast", noon))

		people, err := s.CountAnswered(t.Context(), demo, []string{"source", "wish", "never"})
		require.NoError(t, err)
		require.Equal(t, map[string]int{"source": 3, "wish": 1}, people)
		people, err = s.CountAnswered(t.Context(), demo, nil)
		require.NoError(t, err)
		require.Empty(t, people)

		for survey, want := range map[app.SurveyID]int{v.Survey: 3, second.Survey: 1, elsewhere.Survey: 0} {
			n, err := s.CountSurveyResponses(t.Context(), demo, survey)
			require.NoError(t, err)
			require.Equal(t, want, n)
		}
	})
}

func TestPeopleAreCountedOnceForEachOptionTheyChose(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		installed(t, s, other)
		v, elsewhere := published(t, s, demo, "a"), published(t, s, other, "a")
		give := func(shop app.ShopID, of app.Version, who app.CustomerID, kind app.ValueKind, value string) {
			r := said(of, who, "", noon)
			r.Response.Answers[0].Value = app.Value{Kind: kind, JSON: []byte(value)}
			_, err := s.RecordResponse(t.Context(), shop, r)
			require.NoError(t, err)
		}
		give(demo, v, ada, app.KindChoice, `"moka"`)
		give(demo, v, ada, app.KindChoices, `["moka","press"]`)
		give(demo, v, bob, app.KindChoices, `["press",{"other":"moka"}]`)
		give(demo, v, bob, app.KindChoice, `{"other":"filter"}`)
		give(demo, v, bob, app.KindSlot, `{"part":"evening","place":"door"}`)
		give(demo, v, 0, app.KindRanking, `["filter","moka"]`)
		give(other, elsewhere, bob, app.KindChoice, `"moka"`)

		people, err := s.CountChosen(t.Context(), demo, "source", []string{"moka", "press", "filter", "evening", "door", "pot"})
		require.NoError(t, err)
		require.Equal(t, map[string]int{"moka": 2, "press": 2, "filter": 1, "evening": 1, "door": 1}, people)
		people, err = s.CountChosen(t.Context(), demo, "wish", []string{"moka"})
		require.NoError(t, err)
		require.Empty(t, people)
		people, err = s.CountChosen(t.Context(), demo, "source", nil)
		require.NoError(t, err)
		require.Empty(t, people)
	})
}
