package store_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

func TestMigrationsRunOnBothDatabasesAndTwice(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		require.NoError(t, s.Migrate(t.Context()))
		list, err := s.Migrations(t.Context())
		require.NoError(t, err)
		require.NotEmpty(t, list)
		for _, one := range list {
			require.False(t, one.AppliedAt.IsZero(), one.Name)
		}
	})
}

func TestPostgreSQLPlansForTheValuesAtHand(t *testing.T) {
	t.Parallel()
	s, err := store.Open(t.Context(), store.Config{URL: storetest.PostgresURL(t), Keys: storetest.Keys(t)})
	require.NoError(t, err)
	defer s.Close()
	require.Equal(t, []string{"force_custom_plan"}, store.Strings(t, s, "SHOW plan_cache_mode"))
}

func TestAnAddressThatCannotBeReadIsInvalid(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"postgres://host:port/a", "mysql://a", ""} {
		_, err := store.Open(t.Context(), store.Config{URL: address, Keys: storetest.Keys(t)})
		require.True(t, app.Is(err, app.Invalid), address)
	}
}
