package store_test

import (
	"testing"

	"github.com/stretchr/testify/require"

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
