package settings_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/settings"
	"github.com/askwell/askwell/app/store/storetest"
)

func TestPurposesAreKeptUntilTheyAreAsUsualAgain(t *testing.T) {
	t.Parallel()
	const shop = app.ShopID("demo-shop.myshopify.com")
	s := storetest.New(t)
	access := app.Access{Token: "t", RefreshToken: "r", ExpiresAt: time.Now(), RefreshExpiresAt: time.Now()}
	require.NoError(t, s.RecordInstall(t.Context(), shop, app.Shop{}, access))
	kept := func() []app.Purpose {
		found, err := s.Shop(t.Context(), shop)
		require.NoError(t, err)
		return found.Purposes
	}
	require.Nil(t, kept())
	own := app.DefaultPurposes()
	own[1].Title = "  Service "
	require.NoError(t, settings.Save(t.Context(), s, shop, settings.Wish{Purposes: own}, nil))
	own[1].Title = "Service"
	require.Equal(t, own, kept())

	for _, wrong := range [][]app.Purpose{{}, own[1:], append(slices.Clone(own), own[1]), make([]app.Purpose, 21)} {
		err := settings.Save(t.Context(), s, shop, settings.Wish{Purposes: wrong}, nil)
		require.True(t, app.Is(err, app.Invalid))
		require.ErrorContains(t, err, "purposes")
	}
	require.Equal(t, own, kept(), "what is refused changes nothing")
	require.NoError(t, settings.Save(t.Context(), s, shop, settings.Wish{Purposes: app.DefaultPurposes()}, nil))
	require.Nil(t, kept())
}
