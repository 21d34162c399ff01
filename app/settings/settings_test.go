package settings_test

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/settings"
	"github.com/askwell/askwell/app/store/storetest"
)

func TestABudgetIsKeptUntilItIsAsUsualAgain(t *testing.T) {
	t.Parallel()
	const shop = app.ShopID("demo-shop.myshopify.com")
	s := storetest.New(t)
	access := app.Access{Token: "t", RefreshToken: "r", ExpiresAt: time.Now(), RefreshExpiresAt: time.Now()}
	require.NoError(t, s.RecordInstall(t.Context(), shop, app.Shop{}, access))
	kept := func() *app.Budget {
		found, err := s.Shop(t.Context(), shop)
		require.NoError(t, err)
		return found.Budget
	}
	require.Nil(t, kept())
	budget := &app.Budget{Visit: app.Limit{Questions: 1, Seconds: 7.5}}
	require.NoError(t, settings.Save(t.Context(), s, shop, settings.Wish{Budget: budget}, nil))
	require.Equal(t, budget, kept())
	for _, wrong := range []app.Limit{{Questions: -1}, {Questions: 1001}, {Seconds: -1}, {Seconds: math.NaN()}, {Seconds: math.Inf(1)}} {
		err := settings.Save(t.Context(), s, shop, settings.Wish{Budget: &app.Budget{Month: wrong}}, nil)
		require.True(t, app.Is(err, app.Invalid), "%v", wrong)
		require.ErrorContains(t, err, "budget.month.")
	}
	require.Equal(t, budget, kept(), "what is refused changes nothing")
	require.NoError(t, settings.Save(t.Context(), s, shop, settings.Wish{Budget: nil}, nil))
	require.Nil(t, kept())
}
