package privacy_test

import (
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/privacy"
	"github.com/askwell/askwell/app/store/storetest"
)

func TestAVoucherIsGoodForItsCustomerForMinutes(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	desk := privacy.New(storetest.New(t), nil, func() time.Time { return now })
	token, err := desk.Voucher("demo-shop.myshopify.com", 42)
	require.NoError(t, err)
	require.Regexp(t, `^[\w-]+$`, token, "it fits an address")

	now = now.Add(privacy.VoucherLife - time.Second)
	shop, customer, err := desk.Redeem(token)
	require.NoError(t, err)
	require.Equal(t, app.ShopID("demo-shop.myshopify.com"), shop)
	require.Equal(t, app.CustomerID(42), customer)

	sealed, err := base64.RawURLEncoding.DecodeString(token)
	require.NoError(t, err)
	elsewhere := base64.RawURLEncoding.EncodeToString([]byte(strings.Replace(string(sealed), "demo-shop", "other-shop", 1)))
	for name, wrong := range map[string]string{"nothing": "", "no base64": "%", "another shop's": elsewhere, "a changed one": token[:len(token)-4] + "AAAA", "a long one": token + token + token + token + token + token} {
		_, _, err := desk.Redeem(wrong)
		require.True(t, app.Is(err, app.Unauthorized), name)
	}
	now = now.Add(time.Second)
	_, _, err = desk.Redeem(token)
	require.True(t, app.Is(err, app.Unauthorized), "it has run out")
}
