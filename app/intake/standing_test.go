package intake_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store/storetest"
)

func facts(t *testing.T, b *bundle, customer app.CustomerID, order app.OrderID) map[string]any {
	t.Helper()
	all, err := b.store.Facts(t.Context(), demo, customer, order)
	require.NoError(t, err)
	return all
}

func TestAnOrderTellsWhatRulesAskOfIt(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		b.install()
		b.take(letter{topic: "orders/create", body: `{"id":5,"updated_at":"2026-01-22T10:00:05+01:00","customer":{"id":42},"total_price":"30.00",
			"source_name":"Web","cart_token":"c1-abc?key=9","discount_codes":[{"code":"SPRING","amount":"5.00","type":"percentage"}],
			"shipping_address":{"country_code":"us","province_code":"CA"},"shipping_lines":[{"code":"x","delivery_category":"local_delivery"}],
			"line_items":[{"product_id":71,"variant_id":9,"sku":"MUG","vendor":"Clay","quantity":2},{"product_id":null,"sku":null,"vendor":null,"quantity":1}]}`})
		order, err := b.store.Order(t.Context(), demo, 5)
		require.NoError(t, err)
		require.Equal(t, []app.Line{{Product: 71, SKU: "MUG", Vendor: "Clay", Quantity: 2}, {Quantity: 1}}, order.Lines)
		require.Equal(t, []string{"SPRING"}, order.Codes)
		require.Equal(t, "c1-abc", order.Cart)
		got := facts(t, b, 42, 5)
		for name, want := range map[string]any{
			"order.value": 30.0, "order.items": 3.0, "order.country": "US", "order.region": "CA", "order.delivery": "local",
			"order.channel": "web", "order.discount_codes": []any{"spring"}, "order.skus": []any{"MUG"}, "order.vendors": []any{"clay"},
		} {
			require.Equal(t, want, got[name], name)
		}
	})
}

func TestHowAnOrderIsDelivered(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.New(t))
	b.install()
	for rest, want := range map[string]any{
		`"shipping_lines":[{"delivery_category":"pick_up"}]`:                                              "pickup",
		`"shipping_lines":[{"delivery_category":"pickup-point"}]`:                                         "pickup_point",
		`"shipping_lines":[{"delivery_category":"shipping"}]`:                                             "shipping",
		`"shipping_lines":[{"delivery_category":null}],"shipping_address":{"country_code":"SE"}`:          "shipping",
		`"shipping_lines":[{"delivery_category":null}]`:                                                   nil, // the address may be hidden from us
		`"shipping_lines":[],"source_name":"pos","line_items":[{"quantity":1}]`:                           "none",
		`"shipping_lines":[],"source_name":"web","line_items":[{"quantity":1,"requires_shipping":false}]`: "none",
		`"shipping_lines":[],"source_name":"web","line_items":[{"quantity":1,"requires_shipping":true}]`:  nil,
		`"shipping_lines":[]`: nil,
	} {
		b.take(letter{topic: "orders/updated", body: `{"id":5,"customer":{"id":42},` + rest + `}`})
		require.Equal(t, want, facts(t, b, 42, 5)["order.delivery"], rest)
	}
}

func TestHowACustomerStandsIsHeardInAnyOrder(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		b.install()
		b.take(letter{topic: "orders/create", body: `{"id":5,"customer":{"id":42},"created_at":"2026-01-22T10:00:00Z"}`})
		claim, err := b.store.ClaimCustomers(t.Context(), demo, 1, time.Minute)
		require.NoError(t, err)
		long := time.Date(2026, 1, 22, 0, 0, 0, 0, time.UTC)
		require.NoError(t, b.store.KeepStandings(t.Context(), demo, claim, []app.Standing{{Customer: 42, Tags: []string{"old"}}}, nil, long))
		b.take(
			letter{topic: "segments/create", body: `{"id":8,"admin_graphql_api_id":"gid://shopify/Segment/8","name":"Regulars","last_edit_date":"2026-01-22T11:00:00Z"}`},
			letter{topic: "customer.joined_segment", body: `{"customerId":"gid://shopify/Customer/42","segmentId":"gid://shopify/Segment/8","occurredAt":"2026-01-22T11:00:00Z"}`},
			letter{topic: "customer.left_segment", body: `{"customerId":"gid://shopify/Customer/42","segmentId":"gid://shopify/Segment/8","occurredAt":"2026-01-22T10:59:00Z"}`},
			letter{topic: "customer.tags_removed", body: `{"customerId":"gid://shopify/Customer/42","tags":["OLD"],"occurredAt":"2026-01-22T11:00:00Z"}`},
			letter{topic: "customer.tags_added", body: `{"customerId":42,"tags":["Gold","old"],"occurredAt":"2026-01-22T10:00:00Z"}`},
			letter{topic: "customers/purchasing_summary", body: `{"customerId":42,"numberOfOrders":3,"amountSpent":{"amount":"90.5","currencyCode":"SEK"},"lastOrderId":5,"occurredAt":"2026-01-22T11:00:00Z"}`},
			letter{topic: "customers/purchasing_summary", body: `{"customerId":42,"numberOfOrders":2,"amountSpent":"60.00","lastOrderId":4,"occurredAt":"2026-01-22T10:00:00Z"}`},
		)
		got := facts(t, b, 42, 0)
		require.Equal(t, []any{"gold"}, got["shopper.tags"])
		require.Equal(t, []any{"Regulars"}, got["shopper.segments"])
		require.Equal(t, 3.0, got["shopper.orders"])
		require.Equal(t, 90.5, got["shopper.spent"])

		b.take(
			letter{topic: "segments/update", body: `{"id":8,"name":"Best","last_edit_date":"2026-01-23T11:00:00Z"}`},
			letter{topic: "segments/update", body: `{"id":8,"name":"Worst","last_edit_date":"2026-01-22T12:00:00Z"}`},
		)
		require.Equal(t, []any{"Best"}, facts(t, b, 42, 0)["shopper.segments"])
		b.take(letter{topic: "segments/delete", body: `{"id":8,"admin_graphql_api_id":"gid://shopify/Segment/8"}`})
		require.Equal(t, []any{}, facts(t, b, 42, 0)["shopper.segments"])
	})
}

func TestWhatBecomesOfAProductIsHeard(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.New(t))
	b.install()
	b.take(
		letter{topic: "orders/create", body: `{"id":5,"customer":{"id":42},"line_items":[{"product_id":71,"quantity":1}]}`},
		letter{topic: "products/update", body: `{"id":71,"handle":"mug","vendor":"Clay","product_type":"Cups","tags":"Gift, Blue","updated_at":"2026-01-22T11:00:00Z"}`},
		letter{topic: "products/update", body: `{"id":71,"handle":"cup","vendor":"Clay","product_type":"Cups","tags":"","updated_at":"2026-01-22T10:00:00Z"}`},
		letter{topic: "collections/update", body: `{"id":3,"handle":"all"}`},
		letter{topic: "products/delete", body: `{"id":71}`},
	)
	got := facts(t, b, 42, 0)
	require.Equal(t, []any{"mug"}, got["bought.products"])
	require.Equal(t, []any{"blue", "gift"}, got["bought.tags"])
}

func TestNewsThatNameNobodyAreDropped(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.New(t))
	b.install()
	for _, topic := range []string{
		"customer.tags_added", "customer.tags_removed", "customer.joined_segment", "customer.left_segment",
		"customers/purchasing_summary", "segments/create", "products/delete",
	} {
		b.take(letter{topic: topic, body: `{"tags":[1]}`}, letter{topic: topic, body: `{}`}, letter{topic: topic, body: `[]`})
	}
	due, err := b.store.DueInboxes(t.Context(), time.Now().Add(1000*time.Hour), 1)
	require.NoError(t, err)
	require.Empty(t, due, "none of them waits")
}
