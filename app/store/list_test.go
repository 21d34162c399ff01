package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

func TestSurveysAndRewardsAreListedPageByPage(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for n := range 7 {
			handle := fmt.Sprintf("h%d", n)
			_, err := s.CreateSurvey(t.Context(), demo, someDocument(handle))
			require.NoError(t, err)
			_, err = s.CreateSurvey(t.Context(), other, someDocument(handle))
			require.NoError(t, err)
			require.NoError(t, s.CreateReward(t.Context(), demo, app.RewardRule{Handle: handle}, "CODE"))
			require.NoError(t, s.CreateReward(t.Context(), other, app.RewardRule{Handle: handle}, "CODE"))
		}
		all, err := s.Surveys(t.Context(), demo)
		require.NoError(t, err)
		rules, err := s.Rewards(t.Context(), demo)
		require.NoError(t, err)
		slices.Reverse(all)
		slices.Reverse(rules)

		var surveys []app.Survey
		var rewards []app.RewardState
		var from, behind store.Before
		for range 4 {
			page, err := s.SurveyPage(t.Context(), demo, from, 2)
			require.NoError(t, err)
			surveys = append(surveys, page...)
			last := surveys[len(surveys)-1]
			from = store.Before{At: last.CreatedAt, ID: string(last.ID)}
			some, err := s.RewardPage(t.Context(), demo, behind, 2)
			require.NoError(t, err)
			rewards = append(rewards, some...)
			end := rewards[len(rewards)-1]
			behind = store.Before{At: end.CreatedAt, ID: end.Rule.Handle}
		}
		require.Equal(t, all, surveys)
		require.Equal(t, rules, rewards)
	})
}

func TestAPageOfSurveysIsReadByItsIndex(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	plans := store.Plans(t, s, func() {
		_, err := s.SurveyPage(t.Context(), demo, store.Before{At: noon, ID: "x"}, 2)
		require.NoError(t, err)
		_, err = s.RewardPage(t.Context(), demo, store.Before{At: noon, ID: "x"}, 2)
		require.NoError(t, err)
	})
	require.NotContains(t, strings.Join(plans, "\n"), "TEMP B-TREE")
	for _, index := range []string{"surveys_made", "rewards_made"} {
		require.Contains(t, strings.Join(plans, "\n"), index)
	}
}
