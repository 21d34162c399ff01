package settings_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/settings"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

func TestAShopSaysHowLongThingsAreKept(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		const shop = app.ShopID("demo-shop.myshopify.com")
		access := app.Access{Token: "t", RefreshToken: "r", ExpiresAt: time.Now(), RefreshExpiresAt: time.Now()}
		require.NoError(t, s.RecordInstall(t.Context(), shop, app.Shop{}, access))
		kept := func() *app.Retention {
			found, err := s.Shop(t.Context(), shop)
			require.NoError(t, err)
			return found.Retention
		}
		require.Nil(t, kept())
		own := &app.Retention{Guests: 30, Attempts: 365, Readings: 3650}
		require.NoError(t, settings.Save(t.Context(), s, shop, settings.Wish{Retention: own}, nil))
		require.Equal(t, own, kept())
		for field, wrong := range map[string]app.Retention{
			"retention.guests":   {Guests: 29, Attempts: 7, Readings: 30},
			"retention.attempts": {Guests: 30, Attempts: 366, Readings: 30},
			"retention.readings": {Guests: 30, Attempts: 7, Readings: 0},
		} {
			err := settings.Save(t.Context(), s, shop, settings.Wish{Retention: &wrong}, nil)
			require.True(t, app.Is(err, app.Invalid))
			require.ErrorContains(t, err, field)
		}
		require.Equal(t, own, kept(), "what is refused changes nothing")
	})
}
