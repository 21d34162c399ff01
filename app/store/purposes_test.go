package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

// causes are those of a lane's due deliveries, in the order they are made.
func causes(t *testing.T, s *store.Store) (list []app.Cause) {
	t.Helper()
	due, err := s.DueDeliveries(t.Context(), demo, app.ShopifyDestination, 100)
	require.NoError(t, err)
	for _, d := range due {
		list = append(list, d.Cause)
	}
	return list
}

func TestWhatWasTakenBackIsTheFirstToBeTold(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		for _, customer := range []app.CustomerID{bob, ada} {
			_, err := s.RecordResponse(t.Context(), demo, said(v, customer, "podcast", noon))
			require.NoError(t, err)
		}
		require.NoError(t, s.RecordConsent(t.Context(), demo, ada, told("grant", app.ConsentGranted, noon)))
		require.NoError(t, s.RecordConsent(t.Context(), demo, ada, told("back", app.ConsentWithdrawn, noon.Add(time.Second))))
		require.NoError(t, s.RecordConsent(t.Context(), demo, ada, told("back", app.ConsentWithdrawn, noon.Add(time.Second))))
		require.Equal(t, []app.Cause{app.CauseWithdrawn, app.CauseAnswer, app.CauseAnswer, app.CauseGranted}, causes(t, s))
		her, err := s.CustomerProfile(t.Context(), demo, ada)
		require.NoError(t, err)
		one, err := s.DueDeliveries(t.Context(), demo, app.ShopifyDestination, 1)
		require.NoError(t, err)
		require.Equal(t, her.ID, one[0].Profile, "however many others wait")

		const nobody = app.CustomerID(99)
		require.NoError(t, s.RecordConsent(t.Context(), demo, nobody, told("never", app.ConsentWithdrawn, noon)))
		require.Len(t, causes(t, s), 4, "of who never answered nothing was told")
	})
}

func TestEverybodyIsDueOnceAShopUsesAnswersOtherwise(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		for customer := range app.CustomerID(5) {
			_, err := s.RecordResponse(t.Context(), demo, said(v, customer+1, "podcast", noon))
			require.NoError(t, err)
		}
		_, err := s.RecordResponse(t.Context(), demo, said(v, 0, "podcast", noon))
		require.NoError(t, err)
		due := func() []app.ShopID {
			list, err := s.DuePurposes(t.Context(), 1_000)
			require.NoError(t, err)
			return list
		}
		require.Empty(t, due())
		require.NoError(t, s.SetPurposes(t.Context(), demo, nil))
		require.Empty(t, due(), "nothing changed")

		list := app.DefaultPurposes()
		list[0].Basis, list[1].Destinations = app.BasisConsent, []string{}
		require.NoError(t, s.SetPurposes(t.Context(), demo, list))
		require.Equal(t, []app.ShopID{demo}, due())
		kept, err := s.Shop(t.Context(), demo)
		require.NoError(t, err)
		require.Equal(t, list, kept.Purposes, "nowhere is not everywhere")

		for _, more := range []bool{true, true, false} {
			again, err := s.PlanPurposes(t.Context(), demo, 2)
			require.NoError(t, err)
			require.Equal(t, more, again)
		}
		require.Empty(t, due())
		require.Len(t, store.Strings(t, s, "SELECT profile_id FROM deliveries WHERE cause = 'purpose'"), 5, "each customer once; no destination knows the guest")
		again, err := s.PlanPurposes(t.Context(), demo, 2)
		require.NoError(t, err)
		require.False(t, again)

		require.NoError(t, s.SetPurposes(t.Context(), demo, nil))
		require.Equal(t, []app.ShopID{demo}, due())
		require.NoError(t, s.RecordUninstall(t.Context(), demo, time.Now().Add(time.Hour)))
		require.Empty(t, due())
	})
}
