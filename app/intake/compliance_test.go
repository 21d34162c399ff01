package intake_test

import (
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

func TestADataRequestMakesTheExport(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		b.install()
		b.answer(42, 0)
		body := `{"shop_id":1,"shop_domain":"demo-shop.myshopify.com","orders_requested":[1],"customer":{"id":42,"email":"ada@example.com"},"data_request":{"id":9999}}`
		b.take(letter{topic: "customers/data_request", body: body}, letter{topic: "customers/data_request", body: body})
		list, err := b.store.PrivacyRequests(t.Context(), demo, store.Before{}, 200)
		require.NoError(t, err)
		require.Len(t, list, 1, "the same request twice is one")
		request, err := b.store.PrivacyRequest(t.Context(), demo, list[0].ID)
		require.NoError(t, err)
		require.False(t, request.FinishedAt.IsZero())
		require.WithinDuration(t, request.RequestedAt.Add(30*24*time.Hour), request.DueAt, time.Second)
		var data app.PersonalData
		require.NoError(t, json.Unmarshal(request.Export, &data))
		require.Len(t, data.Responses, 1)
		require.JSONEq(t, `"podcast"`, string(data.Responses[0].Answers["source"]))
		readings, err := b.store.AuditLog(t.Context(), demo, store.AuditFilter{Subject: "customer/42"}, 10)
		require.NoError(t, err)
		require.NotEmpty(t, readings)
		require.Equal(t, "shopify export", readings[0].Actor+" "+readings[0].Action)
	})
}

func TestARedactedCustomerIsGoneAndAReplayDoesNotBringHerBack(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		b.install()
		b.answer(42, 0)
		b.take(
			letter{topic: "orders/create", body: orderOf42},
			letter{topic: "customers/data_request", body: `{"shop_domain":"demo-shop.myshopify.com","customer":{"id":42}}`},
			letter{topic: "customers/redact", body: `{"shop_domain":"demo-shop.myshopify.com","customer":{"id":42,"email":"ada@example.com"},"orders_to_redact":[820982911946154508]}`},
			letter{topic: "orders/updated", body: orderOf42},
			letter{topic: "customers/delete", body: `{"id":42}`},
		)
		require.Empty(t, b.told(42))
		data, err := b.store.ExportCustomer(t.Context(), demo, 42, []app.OrderID{bigOrder})
		require.NoError(t, err)
		require.Empty(t, data.Responses)
		require.Empty(t, data.Orders)
		list, err := b.store.PrivacyRequests(t.Context(), demo, store.Before{}, 200)
		require.NoError(t, err)
		for _, one := range list {
			full, err := b.store.PrivacyRequest(t.Context(), demo, one.ID)
			require.NoError(t, err)
			require.Empty(t, full.Export)
			require.Zero(t, full.Customer)
		}
		require.NotContains(t, b.logs.String(), "ada@example.com")
		require.NotContains(t, b.logs.String(), "podcast")
	})
}

func TestAComplianceBodyOfAnotherShopDestroysNothing(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.New(t))
	b.install()
	b.answer(42, 0)
	b.take(
		letter{topic: "customers/redact", body: `{"shop_domain":"other.myshopify.com","customer":{"id":42},"orders_to_redact":[]}`},
		letter{topic: "customers/redact", body: `{"customer":{"id":42},"orders_to_redact":[]}`},
		letter{topic: "shop/redact", body: `{"shop_id":1,"shop_domain":"other.myshopify.com"}`},
	)
	require.Equal(t, `source="podcast"`, b.told(42))
}

func TestAShopIsRedactedOnlyWhenItIsReallyGone(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		body := `{"shop_id":954889,"shop_domain":"demo-shop.myshopify.com"}`
		b.take(letter{topic: "shop/redact", body: body}) // of a shop we never knew
		b.install()
		b.answer(42, 0)
		b.take(letter{topic: "shop/redact", body: body})
		require.Equal(t, `source="podcast"`, b.told(42), "it is installed: old news, or a replay")

		b.gone.Store(true)
		b.take(letter{topic: "shop/redact", body: body})
		_, err := b.store.Shop(t.Context(), demo)
		require.True(t, app.Is(err, app.NotFound), "Shopify says it is gone, though the news of it was lost")
		require.Empty(t, b.told(42))
	})
}

func TestComplianceIsNeverGivenUp(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.New(t))
	b.install()
	b.down.Store(true)
	require.Equal(t, http.StatusOK, b.post(letter{topic: "shop/redact", body: `{"shop_domain":"demo-shop.myshopify.com"}`}))
	late := time.Now().Add(100 * time.Hour)
	b.now.Store(&late)
	b.drain()
	due, err := b.store.DueInboxes(t.Context(), late.Add(2*time.Hour), 10)
	require.NoError(t, err)
	require.Equal(t, []app.ShopID{demo}, due)
}

func TestAShopRedactAfterAReinstallErasesNothing(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		b.install()
		b.answer(42, 0)
		left := time.Now()
		require.NoError(t, b.store.RecordUninstall(t.Context(), demo, left.Add(time.Second)))
		b.install()
		b.answer(43, 0)
		b.take(letter{topic: "shop/redact", body: `{"shop_id":1,"shop_domain":"demo-shop.myshopify.com"}`, at: left.Add(48 * time.Hour)})
		require.Equal(t, `source="podcast"`, b.told(42))
		require.Equal(t, `source="podcast"`, b.told(43))
	})
}

// The install is under way: Shopify has given its word, and we have not kept it yet.
func TestAShopRedactWhileItIsHalfInstalledTakesTheOldAndLeavesTheNew(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		b.install()
		b.answer(42, 0)
		require.NoError(t, b.store.RecordUninstall(t.Context(), demo, time.Now()))
		time.Sleep(5 * time.Millisecond) // times are kept by the millisecond
		require.Equal(t, http.StatusOK, b.post(letter{topic: "orders/create", body: orderOf42}))
		b.take(letter{topic: "shop/redact", body: `{"shop_id":1,"shop_domain":"demo-shop.myshopify.com"}`})
		_, err := b.store.Shop(t.Context(), demo)
		require.True(t, app.Is(err, app.NotFound))

		b.install()
		require.Empty(t, b.told(42))
		b.drain()
		_, err = b.store.Order(t.Context(), demo, bigOrder)
		require.NoError(t, err, "what came since it left belongs to its return")
		b.answer(43, 0)
		b.take(letter{topic: "shop/redact", body: `{"shop_id":1,"shop_domain":"demo-shop.myshopify.com"}`})
		require.Equal(t, `source="podcast"`, b.told(43))
	})
}

func TestACustomerRedactOfAShopThatHasLeftIsDoneHereAndSaysTheRest(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		b.install()
		b.answer(42, 0)
		require.NoError(t, b.store.RecordUninstall(t.Context(), demo, time.Now().Add(time.Second)))
		b.take(letter{topic: "customers/redact", body: `{"shop_domain":"demo-shop.myshopify.com","customer":{"id":42},"orders_to_redact":[]}`})
		require.Empty(t, b.told(42))
		list, err := b.store.Erasures(t.Context(), demo, store.Before{}, 200)
		require.NoError(t, err)
		require.Len(t, list, 1)
		require.NotEmpty(t, list[0].Receipt)
	})
}
