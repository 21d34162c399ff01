package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

const demo app.ShopID = "demo-shop.myshopify.com"

func someAccess(token string) app.Access {
	return app.Access{
		Token: token, RefreshToken: "refresh-" + token, Scopes: []string{"read_orders", "write_customers"},
		ExpiresAt: time.Now().Add(time.Hour).Truncate(time.Millisecond).UTC(), RefreshExpiresAt: time.Now().Add(90 * 24 * time.Hour).Truncate(time.Millisecond).UTC(),
	}
}

func installed(t *testing.T, s *store.Store, shop app.ShopID) {
	t.Helper()
	require.NoError(t, s.RecordInstall(t.Context(), shop, app.Shop{Name: "Demo", Currency: "SEK"}, someAccess("t1")))
}

func TestAnInstalledShopHasItsAccessAndALane(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		shop, err := s.Shop(t.Context(), demo)
		require.NoError(t, err)
		require.True(t, shop.Installed())
		require.Equal(t, "Demo", shop.Name)
		require.Equal(t, app.DefaultTagPrefix, shop.TagPrefix)
		require.NotEmpty(t, shop.Salt)
		access, err := s.Access(t.Context(), demo)
		require.NoError(t, err)
		require.Equal(t, "t1", access.Token)
		require.Equal(t, []string{"read_orders", "write_customers"}, access.Scopes)
		list, err := s.Destinations(t.Context(), demo)
		require.NoError(t, err)
		require.Len(t, list, 1)
		require.Equal(t, app.ShopifyDestination, list[0].ID)
		require.Equal(t, 1, store.Count(t, s, "SELECT COUNT(*) FROM lanes"))
		require.Empty(t, store.Strings(t, s, "SELECT token FROM accesses WHERE token = 't1'"), "the token is sealed")
	})
}

func TestInstallingAgainKeepsWhatIsOursAndOpensTheLane(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		before, err := s.Shop(t.Context(), demo)
		require.NoError(t, err)
		require.NoError(t, s.LearnProxyPath(t.Context(), demo, "/a/ask"))
		store.Exec(t, s, "UPDATE lanes SET paused_reason = 'access is dead', due_at = 0")
		require.NoError(t, s.RecordInstall(t.Context(), demo, app.Shop{Name: "New name"}, someAccess("t2")))
		after, err := s.Shop(t.Context(), demo)
		require.NoError(t, err)
		require.Equal(t, "New name", after.Name)
		require.Equal(t, before.Salt, after.Salt)
		require.Equal(t, before.InstalledAt, after.InstalledAt)
		require.Equal(t, "/a/ask", after.ProxyPath)
		require.Equal(t, 1, store.Count(t, s, "SELECT COUNT(*) FROM lanes WHERE paused_reason = '' AND due_at > 0"))
	})
}

func TestUninstallNewsFromBeforeTheReinstallAreIgnored(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		require.NoError(t, s.RecordUninstall(t.Context(), demo, time.Now().Add(-time.Minute)))
		shop, err := s.Shop(t.Context(), demo)
		require.NoError(t, err)
		require.True(t, shop.Installed())

		require.NoError(t, s.RecordUninstall(t.Context(), demo, time.Now().Add(time.Minute)))
		shop, err = s.Shop(t.Context(), demo)
		require.NoError(t, err)
		require.False(t, shop.Installed())
		_, err = s.Access(t.Context(), demo)
		require.True(t, app.Is(err, app.NotFound))

		installed(t, s, demo)
		shop, err = s.Shop(t.Context(), demo)
		require.NoError(t, err)
		require.True(t, shop.Installed())
	})
}

func TestOneRefreshAtATimeAndALostLeaseStoresNothing(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		// A lease that ends in the past is one that has just run out.
		slow, won, err := s.LeaseRefresh(t.Context(), demo, -time.Millisecond)
		require.NoError(t, err)
		require.True(t, won)
		quick, won, err := s.LeaseRefresh(t.Context(), demo, time.Hour)
		require.NoError(t, err)
		require.True(t, won, "a lease that ran out is free")
		_, won, err = s.LeaseRefresh(t.Context(), demo, time.Hour)
		require.NoError(t, err)
		require.False(t, won, "one that runs is not")
		require.True(t, app.Is(s.ReplaceAccess(t.Context(), demo, slow, someAccess("slow")), app.Conflict))
		require.True(t, app.Is(s.DropAccess(t.Context(), demo, slow), app.Conflict))
		require.NoError(t, s.ReplaceAccess(t.Context(), demo, quick, someAccess("quick")))
		access, err := s.Access(t.Context(), demo)
		require.NoError(t, err)
		require.Equal(t, "quick", access.Token)
	})
}

func TestOnlyTheRefusedTokenIsExpired(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		require.NoError(t, s.ExpireAccess(t.Context(), demo, "an older one"))
		access, err := s.Access(t.Context(), demo)
		require.NoError(t, err)
		require.False(t, access.ExpiresAt.IsZero())
		require.NoError(t, s.ExpireAccess(t.Context(), demo, "t1"))
		access, err = s.Access(t.Context(), demo)
		require.NoError(t, err)
		require.True(t, access.ExpiresAt.IsZero())
		require.NoError(t, s.ExpireAccess(t.Context(), "nobody.myshopify.com", "t1"))
	})
}

func TestShopsToRefreshAreThoseWhoseRefreshTokenRunsOut(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		installed(t, s, "other.myshopify.com")
		none, err := s.ShopsToRefresh(t.Context(), time.Now().Add(24*time.Hour), "", 10)
		require.NoError(t, err)
		require.Empty(t, none)
		all, err := s.ShopsToRefresh(t.Context(), time.Now().Add(91*24*time.Hour), "", 1)
		require.NoError(t, err)
		require.Equal(t, []app.ShopID{demo}, all)
		rest, err := s.ShopsToRefresh(t.Context(), time.Now().Add(91*24*time.Hour), demo, 10)
		require.NoError(t, err)
		require.Equal(t, []app.ShopID{"other.myshopify.com"}, rest)
	})
}

func TestRecurringWorkIsClaimedOncePerInterval(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		now := time.Now()
		for i, want := range []struct {
			at      time.Time
			claimed bool
		}{{now, true}, {now, false}, {now.Add(59 * time.Second), false}, {now.Add(time.Minute), true}, {now.Add(time.Minute), false}} {
			claimed, err := s.ClaimRecurring(t.Context(), "keep alive", time.Minute, want.at)
			require.NoError(t, err)
			require.Equal(t, want.claimed, claimed, i)
		}
	})
}
