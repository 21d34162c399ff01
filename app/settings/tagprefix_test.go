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

func TestAShopSaysHowItsTagsBegin(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		const shop = app.ShopID("demo-shop.myshopify.com")
		access := app.Access{Token: "t", RefreshToken: "r", ExpiresAt: time.Now(), RefreshExpiresAt: time.Now()}
		save := func(prefix *string) error {
			return settings.Save(t.Context(), s, shop, settings.Wish{TagPrefix: prefix}, nil)
		}
		begin := func() string {
			found, err := s.Shop(t.Context(), shop)
			require.NoError(t, err)
			return found.TagPrefix
		}
		own := "zpd_2-x:"
		require.True(t, app.Is(save(&own), app.NotFound), "there is no such shop")
		require.NoError(t, s.RecordInstall(t.Context(), shop, app.Shop{}, access))
		require.Equal(t, app.DefaultTagPrefix, begin())
		require.NoError(t, save(&own))
		require.Equal(t, own, begin())
		for _, wrong := range []string{"", ":", "zpd", "a:b:", "ZPD:", "z p:", "z,p:", "abcdefghijklmnopqrstu:", "é:", "z:\n"} {
			err := save(&wrong)
			require.True(t, app.Is(err, app.Invalid), "%q", wrong)
			require.ErrorContains(t, err, "tag_prefix")
		}
		require.NoError(t, save(nil))
		require.NoError(t, s.RecordInstall(t.Context(), shop, app.Shop{}, access), "opened again")
		require.Equal(t, own, begin(), "what is not said, and an install, leave it as it is")
	})
}

func TestATagOfOursIsOfItsQuestionByWhateverPrefix(t *testing.T) {
	t.Parallel()
	for tag, own := range map[string]bool{
		"askwell:source:podcast": true, "zpd_2-x:source:podcast": true, "askwell:source_2:podcast": false, "askwell:other:source:x": false,
		"source:podcast": false, "source": false, "": false,
	} {
		require.Equal(t, own, app.OwnTag(tag, "source"), tag)
	}
}
