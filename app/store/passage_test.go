package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

// What a passage carries is handed over when another takes its place, and when nobody has
// shown its ticket in time: once.
func TestAPassageThatEndsUnclaimedIsHandedOver(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		const shop app.ShopID = "demo-shop.myshopify.com"
		require.NoError(t, s.RecordInstall(t.Context(), shop, app.Shop{}, app.Access{Token: "t"}))
		begin := func(ticket string, until time.Duration) []app.Passage {
			left, err := s.BeginPassage(t.Context(), shop, ticket, app.Passage{Staff: "user/7", Kind: "klaviyo", Luggage: ticket, ExpiresAt: time.Now().Add(until)})
			require.NoError(t, err)
			return left
		}
		expired := func() []app.Passage {
			left, err := s.TakeExpiredPassages(t.Context(), 10)
			require.NoError(t, err)
			return left
		}
		require.Empty(t, begin("one", time.Minute))
		require.Empty(t, expired())
		require.Equal(t, "one", begin("two", -time.Minute)[0].Luggage)
		require.Equal(t, "two", expired()[0].Luggage)
		require.Empty(t, expired())
	})
}
