package privacy_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/privacy"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

const demo app.ShopID = "demo-shop.myshopify.com"

func setup(t *testing.T) (*store.Store, *privacy.Desk) {
	t.Helper()
	s := storetest.New(t)
	require.NoError(t, s.RecordInstall(t.Context(), demo, app.Shop{}, app.Access{Token: "t", RefreshToken: "r"}))
	_, err := s.RecordOrder(t.Context(), demo, app.Order{ID: 5, Name: "#5", Customer: 42, CreatedAt: time.UnixMilli(1), UpdatedAt: time.UnixMilli(1)})
	require.NoError(t, err)
	return s, privacy.New(s, nil, nil)
}

func TestAnExportIsReadableAndCompleteEvenWithNothingInIt(t *testing.T) {
	t.Parallel()
	_, desk := setup(t)
	for customer, orders := range map[app.CustomerID]int{42: 1, 7: 0} {
		data, err := desk.Export(t.Context(), demo, customer, nil)
		require.NoError(t, err)
		text, err := privacy.JSON(data)
		require.NoError(t, err)
		require.Len(t, data.Orders, orders)
		require.NotContains(t, string(text), "null", "what is empty is an empty list")
	}
}

func TestThatAnErasureWasAskedForIsKeptButNotWhose(t *testing.T) {
	t.Parallel()
	s, desk := setup(t)
	at := time.Now().Truncate(time.Millisecond).UTC()
	_, err := desk.EraseCustomer(t.Context(), demo, privacy.Request{ID: "w", Customer: 42, At: at})
	require.NoError(t, err)
	request, err := s.PrivacyRequest(t.Context(), demo, "w")
	require.NoError(t, err)
	require.Zero(t, request.Customer)
	require.Equal(t, "customers/redact", request.Topic)
	require.Equal(t, at, request.RequestedAt)
	require.False(t, request.FinishedAt.IsZero())
	_, err = s.Order(t.Context(), demo, 5)
	require.True(t, app.Is(err, app.NotFound))
}

func TestAShopWeKnowNothingOfHasNothingToTellOrErase(t *testing.T) {
	t.Parallel()
	s, desk := setup(t)
	const stranger app.ShopID = "stranger.myshopify.com"
	request := privacy.Request{ID: "w", Customer: 42, Orders: []app.OrderID{5}, At: time.Now()}
	require.NoError(t, desk.Answer(t.Context(), stranger, request))
	_, err := desk.EraseCustomer(t.Context(), stranger, request)
	require.NoError(t, err)
	require.NoError(t, desk.EraseShop(t.Context(), stranger))
	list, err := s.PrivacyRequests(t.Context(), stranger, store.Before{}, 200)
	require.NoError(t, err)
	require.Empty(t, list)
	_, err = s.Order(t.Context(), demo, 5)
	require.NoError(t, err, "the other shop's data are untouched")
	require.True(t, app.Is(desk.EraseShop(t.Context(), demo), app.Conflict))
}
