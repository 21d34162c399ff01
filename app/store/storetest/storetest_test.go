package storetest_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

func TestEveryStoreIsMigratedAndNobodyElses(t *testing.T) {
	t.Parallel()
	for range 2 {
		storetest.Each(t, func(t *testing.T, s *store.Store) {
			list, err := s.Migrations(t.Context())
			require.NoError(t, err)
			require.NotEmpty(t, list)
			for _, one := range list {
				require.False(t, one.AppliedAt.IsZero(), one.Name)
			}
			const shop app.ShopID = "demo-shop.myshopify.com"
			_, err = s.Shop(t.Context(), shop)
			require.True(t, app.Is(err, app.NotFound), "%v", err)
			require.NoError(t, s.RecordInstall(t.Context(), shop, app.Shop{}, app.Access{}))
		})
	}
}
