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
