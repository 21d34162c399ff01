package intake_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

const orderOf42 = `{"id":820982911946154508,"name":"#1001","currency":"SEK","total_price":"199.00","current_total_price":"149.00",
	"created_at":"2026-01-22T10:00:00+01:00","updated_at":"2026-01-22T10:00:05+01:00","customer":{"id":42}}`

const bigOrder app.OrderID = 820982911946154508

func TestTheAnswerFindsItsOrderWhetherTheWebhookComesBeforeOrAfter(t *testing.T) {
	t.Parallel()
	for _, before := range []bool{true, false} {
		onBoth(t, func(t *testing.T, b *bundle) {
			b.install()
			if before {
				b.take(letter{topic: "orders/create", body: orderOf42})
			}
			b.answer(0, bigOrder)
			if !before {
				b.take(letter{topic: "orders/create", body: orderOf42})
				require.Positive(t, b.lanes.Load(), "the lane is rung at once")
			}
			require.Equal(t, `source="podcast"`, b.told(42))
			order, err := b.store.Order(t.Context(), demo, bigOrder)
			require.NoError(t, err)
			require.Equal(t, "149.00", order.Total)
			require.Equal(t, time.Date(2026, 1, 22, 9, 0, 0, 0, time.UTC), order.CreatedAt)
		})
	}
}

func TestAnOrderTellsHowItsCustomerIsReached(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		b.install()
		goesBy := func() (all []string) {
			list, err := b.store.Identities(t.Context(), demo, store.Whom{Customer: 42})
			require.NoError(t, err)
			for _, i := range list {
				all = append(all, string(i.Proof)+" "+i.Value)
			}
			return all
		}
		b.answer(0, bigOrder)
		b.take(letter{topic: "orders/create", body: strings.Replace(orderOf42, `{"id":42}`, `{"id":42,"email":"Ada@Example.com","phone":"+46 70 123 45 67"}`, 1)})
		told := []string{"shopify ada@example.com", "shopify +46701234567"}
		require.Equal(t, told, goesBy())
		b.take(letter{topic: "orders/updated", body: strings.Replace(orderOf42, "10:00:05", "11:00:00", 1)})
		require.Equal(t, told, goesBy(), "an order that does not say leaves it as it was")
		b.take(letter{topic: "customers/update", body: `{"id":42,"email":"old@example.com","updated_at":"2026-01-22T08:00:00Z"}`})
		require.Equal(t, told, goesBy(), "what is older is not news")
	})
}

func TestWebhooksBeforeTheInstallWaitForIt(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		b.take(letter{topic: "orders/create", body: orderOf42})
		_, err := b.store.Order(t.Context(), demo, bigOrder)
		require.True(t, app.Is(err, app.NotFound))
		b.install()
		b.drain()
		_, err = b.store.Order(t.Context(), demo, bigOrder)
		require.NoError(t, err)
	})
}

func TestWebhooksOfAShopThatNeverInstallsAreGivenUpAfterThreeDays(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.New(t))
	require.Equal(t, http.StatusOK, b.post(letter{topic: "orders/create", body: orderOf42}))
	late := time.Now().Add(73 * time.Hour)
	b.now.Store(&late)
	b.drain()
	require.Contains(t, b.logs.String(), "not done within 72 hours: the shop's install is not finished")
	due, err := b.store.DueInboxes(t.Context(), late.Add(1000*time.Hour), 10)
	require.NoError(t, err)
	require.Empty(t, due)
}

func TestFiveWebhooksDuplicatedAndReversedEndTheSame(t *testing.T) {
	t.Parallel()
	newer := `{"id":820982911946154508,"name":"#1001","updated_at":"2026-01-22T11:00:00+01:00","created_at":"2026-01-22T10:00:00+01:00","customer":{"id":42}}`
	letters := []letter{
		{topic: "orders/create", body: orderOf42, id: uuid.NewString()},
		{topic: "customers/update", body: `{"id":42,"email":"ada@example.com","updated_at":"2026-01-22T10:00:00Z"}`, id: uuid.NewString()},
		{topic: "customers_email_marketing_consent/update", body: `{"customer_id":42,"email_marketing_consent":{"state":"subscribed","opt_in_level":"single_opt_in","consent_updated_at":"2026-01-22T10:00:00Z"}}`, id: uuid.NewString()},
		{topic: "orders/updated", body: newer, id: uuid.NewString()},
		{topic: "customers/merge", body: `{"admin_graphql_api_customer_kept_id":"gid://shopify/Customer/1","admin_graphql_api_customer_deleted_id":"gid://shopify/Customer/42","status":"completed","errors":[]}`, id: uuid.NewString()},
	}
	reversed := slices.Clone(letters)
	slices.Reverse(reversed)
	for _, order := range [][]letter{letters, reversed} {
		onBoth(t, func(t *testing.T, b *bundle) {
			b.install()
			b.answer(0, bigOrder)
			for _, l := range order {
				for range 5 {
					require.Equal(t, http.StatusOK, b.post(l))
				}
				b.drain()
			}
			require.EqualValues(t, 5, b.rung.Load(), "a repeat is not news")
			require.Equal(t, `source="podcast"`, b.told(1))
			require.Equal(t, b.told(1), b.told(42), "the number that is no more leads to her")
			data, err := b.store.ExportCustomer(t.Context(), demo, 1, nil)
			require.NoError(t, err)
			require.Len(t, data.Consents, 1)
			require.Len(t, data.Orders, 1)
			require.Len(t, data.Responses, 1)
		})
	}
}

func TestADeletedCustomersAnswersAreNobodysUntilAMergeTellsWhose(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.New(t))
	b.install()
	b.answer(42, 0)
	b.take(letter{topic: "customers/delete", body: `{"id":42}`})
	require.Empty(t, b.told(42))
	b.take(letter{topic: "customers/merge", body: `{"admin_graphql_api_customer_kept_id":"gid://shopify/Customer/1","admin_graphql_api_customer_deleted_id":"gid://shopify/Customer/42","status":"COMPLETED"}`})
	require.Equal(t, `source="podcast"`, b.told(1))
}

func TestOnlyACompletedMergeCounts(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.New(t))
	b.install()
	b.answer(42, 0)
	b.take(letter{topic: "customers/merge", body: `{"admin_graphql_api_customer_kept_id":"gid://shopify/Customer/1","admin_graphql_api_customer_deleted_id":"gid://shopify/Customer/42","status":"failed"}`})
	require.Equal(t, `source="podcast"`, b.told(42))
}

func TestUninstallStopsTheShopButNotWhenItHasComeBack(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		isInstalled := func() bool {
			shop, err := b.store.Shop(t.Context(), demo)
			require.NoError(t, err)
			return shop.Installed()
		}
		body := `{"id":1,"name":"Super Toys","domain":null,"myshopify_domain":null}`
		b.install()
		b.take(letter{topic: "app/uninstalled", body: body, at: time.Now().Add(-time.Hour)})
		require.True(t, isInstalled(), "news from before the install")
		b.take(letter{topic: "app/uninstalled", body: body})
		require.True(t, isInstalled(), "Shopify says we are installed: the headers may be forged")
		b.take(letter{topic: "app/uninstalled", body: `{"myshopify_domain":"other.myshopify.com"}`})

		b.down.Store(true)
		b.gone.Store(true)
		b.take(letter{topic: "app/uninstalled", body: body})
		require.True(t, isInstalled(), "not knowing is no reason")
		b.down.Store(false)
		b.take(letter{topic: "app/uninstalled", body: body})
		require.False(t, isInstalled())

		b.take(letter{topic: "orders/create", body: orderOf42, at: time.Now().Add(-time.Minute)})
		_, err := b.store.Order(t.Context(), demo, bigOrder)
		require.True(t, app.Is(err, app.NotFound))
		b.gone.Store(false)
		b.install()
		require.True(t, isInstalled())
	})
}

func TestChangedScopesAreAskedFor(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.New(t))
	b.install()
	b.take(letter{topic: "app/scopes_update", body: `{"id":1,"previous":[],"current":["everything"]}`})
	access, err := b.store.Access(t.Context(), demo)
	require.NoError(t, err)
	require.True(t, access.ExpiresAt.IsZero())
	require.Empty(t, access.Scopes, "the body is not believed")
}

func TestWhatDoesNotFitIsDroppedAndStopsNobody(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.New(t))
	b.install()
	for _, l := range []letter{
		{topic: "orders/create", body: `not json`},
		{topic: "orders/create", body: `[]`},
		{topic: "orders/create", body: `{"id":null}`},
		{topic: "orders/create", body: `{"id":99999999999999999999}`},
		{topic: "orders/create", body: `{"id":5,"created_at":"yesterday"}`},
		{topic: "orders/create", body: "{\"id\":6,\"name\":\"\xff\xfe\"}"},
		{topic: "customers/update", body: `{}`},
		{topic: "customers/merge", body: `{"status":"completed"}`},
		{topic: "customers_marketing_consent/update", body: `{"id":5,"sms_marketing_consent":null}`},
		{topic: "products/update", body: `{"id":5}`},
	} {
		require.Equal(t, http.StatusOK, b.post(l), l)
	}
	require.Equal(t, http.StatusOK, b.post(letter{topic: "orders/create", body: orderOf42}))
	b.drain()
	due, err := b.store.DueInboxes(t.Context(), time.Now().Add(1000*time.Hour), 10)
	require.NoError(t, err)
	require.Empty(t, due)
	_, err = b.store.Order(t.Context(), demo, bigOrder)
	require.NoError(t, err)
}
