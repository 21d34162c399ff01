package settings_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/settings"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

func TestAShopSaysInWhichLanguagesItWrites(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		const shop = app.ShopID("demo-shop.myshopify.com")
		access := app.Access{Token: "t", RefreshToken: "r", ExpiresAt: time.Now(), RefreshExpiresAt: time.Now()}
		require.NoError(t, s.RecordInstall(t.Context(), shop, app.Shop{Locale: "sv-SE"}, access))
		now := func() app.Shop {
			found, err := s.Shop(t.Context(), shop)
			require.NoError(t, err)
			return found
		}
		require.Equal(t, []string{"sv"}, now().WritesIn(), "as Shopify says")
		own := []string{"da", "sv", "pt-BR"}
		require.NoError(t, settings.Save(t.Context(), s, shop, settings.Wish{Languages: own}, nil))
		require.Equal(t, own, now().WritesIn())
		for _, wrong := range [][]string{{}, {"sv", "sv"}, {"Swedish"}, {"<script>"}, strings.Split("aa,ab,ac,ad,ae,af,ag,ah,ai,aj,ak,al,am,an,ao,ap,aq,ar,as,at,au", ",")} {
			err := settings.Save(t.Context(), s, shop, settings.Wish{Languages: wrong}, nil)
			require.True(t, app.Is(err, app.Invalid), "%v", wrong)
			require.ErrorContains(t, err, "languages")
		}
		require.Equal(t, own, now().WritesIn(), "what is refused changes nothing")
		require.NoError(t, settings.Save(t.Context(), s, shop, settings.Wish{Languages: []string{"sv"}}, nil))
		require.Nil(t, now().Languages, "as usual again")
	})
}

func TestAShopWithoutALanguageWritesInEnglish(t *testing.T) {
	t.Parallel()
	require.Equal(t, []string{"en"}, app.Shop{}.WritesIn())
	require.Equal(t, []string{"pt"}, app.Shop{Locale: "pt_BR"}.WritesIn())
}
