package store_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

func TestWhatIsKeptFromADestinationIsTheNewestWord(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		ids := map[app.CustomerID]app.ProfileID{}
		for _, customer := range []app.CustomerID{ada, bob} {
			_, err := s.RecordResponse(t.Context(), demo, said(v, customer, "podcast", noon))
			require.NoError(t, err)
			her, err := s.CustomerProfile(t.Context(), demo, customer)
			require.NoError(t, err)
			ids[customer] = her.ID
		}
		refused := func(who app.ProfileID, at app.DestinationID, question string) app.Refusal {
			return app.Refusal{Destination: at, Profile: who, Question: question, Purpose: "marketing", Reason: "no consent", Since: noon}
		}
		note := func(at app.DestinationID, of map[app.ProfileID][]app.Refusal) {
			require.NoError(t, s.NoteRefusals(t.Context(), demo, at, of))
		}
		note("shopify", map[app.ProfileID][]app.Refusal{
			ids[ada]: {refused(ids[ada], "shopify", "size"), refused(ids[ada], "shopify", "source")},
			ids[bob]: {refused(ids[bob], "shopify", "size")},
			"gone":   {refused("gone", "shopify", "size")},
		})
		note("other", map[app.ProfileID][]app.Refusal{ids[ada]: {refused(ids[ada], "other", "size")}})
		note("shopify", map[app.ProfileID][]app.Refusal{ids[ada]: {refused(ids[ada], "shopify", "source")}})

		kept, err := s.Refusals(t.Context(), demo, []app.ProfileID{ids[ada], "gone"})
		require.NoError(t, err)
		require.Equal(t, []app.Refusal{refused(ids[ada], "other", "size"), refused(ids[ada], "shopify", "source")}, kept)
		counts, err := s.CountRefusals(t.Context(), demo)
		require.NoError(t, err)
		require.Equal(t, map[app.DestinationID]int{"shopify": 2, "other": 1}, counts)

		note("shopify", map[app.ProfileID][]app.Refusal{ids[bob]: nil})
		counts, err = s.CountRefusals(t.Context(), demo)
		require.NoError(t, err)
		require.Equal(t, map[app.DestinationID]int{"shopify": 1, "other": 1}, counts)
	})
}
