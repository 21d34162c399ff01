package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

func TestAQuestionIsCountedUntilItHasItsAnswers(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		claim := func() []string {
			questions, err := s.ClaimQuotas(t.Context(), demo, time.Now())
			require.NoError(t, err)
			return questions
		}
		keep := func(most map[string]int) { require.NoError(t, s.KeepQuotas(t.Context(), demo, most)) }
		keep(map[string]int{"source": 2, "wish": 9})
		due, err := s.DueQuotas(t.Context(), time.Now(), 10)
		require.NoError(t, err)
		require.Equal(t, []app.ShopID{demo}, due)
		require.ElementsMatch(t, []string{"source", "wish"}, claim())

		counted := func(people int, publish bool) {
			require.NoError(t, s.KeepCounts(t.Context(), demo, []string{"source", "wish"}, store.Counted{
				People: map[string]int{"source": people}, At: time.Now(), Next: time.Now(), Publish: publish,
			}))
		}
		counted(1, false)
		require.Empty(t, claim(), "nobody has answered since")
		_, err = s.RecordResponse(t.Context(), demo, said(v, ada, "podcast", time.Now()))
		require.NoError(t, err)
		require.ElementsMatch(t, []string{"source", "wish"}, claim())
		counted(2, true)
		require.Equal(t, []string{"wish"}, claim())
		publishes, err := s.DuePublishes(t.Context(), time.Now(), 10)
		require.NoError(t, err)
		require.Equal(t, []app.ShopID{demo}, publishes)

		keep(map[string]int{"source": 3})
		require.Equal(t, []string{"source"}, claim(), "the quota was raised")
		answered, err := s.QuotaAnswered(t.Context(), demo)
		require.NoError(t, err)
		require.Equal(t, map[string]int{"source": 2}, answered)
		keep(nil)
		require.Empty(t, claim())
	})
}
