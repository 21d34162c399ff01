package world_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

func TestASegmentAsksWhatTheShopKnows(t *testing.T) {
	t.Parallel()
	w, shop := newWorld(t, "")
	w.AddDefinition(shop, &world.Definition{Owner: "Customer", Namespace: world.OwnNamespace, Key: "day", Type: "single_line_text_field", Filterable: true})
	w.AddDefinition(shop, &world.Definition{Owner: "Customer", Namespace: world.OwnNamespace, Key: "hidden", Type: "single_line_text_field"})
	ada := shop.CustomerByEmail("ada@example.com")
	w.SetMetafield(&ada.Metafields, &world.Metafield{Namespace: world.OwnNamespace, Key: "day", Type: "single_line_text_field", Value: "friday"})
	bought := world.Number(shop.Products[0].ID)
	for query, want := range map[string]int{
		"customer_tags CONTAINS 'VIP'":                                       1,
		"metafields.$app.day = 'friday'":                                     1,
		"metafields.$app.day != 'friday'":                                    2,
		"number_of_orders >= 1 AND amount_spent > 1":                         1,
		"customer_countries CONTAINS 'SE'":                                   1,
		"customer_cities CONTAINS 'SE-Göteborg'":                             1,
		"customer_email_domain = 'example.com'":                              3,
		"customer_language = 'pl'":                                           1,
		"email_subscription_status = 'UNSUBSCRIBED'":                         1,
		"sms_subscription_status = 'SUBSCRIBED'":                             1,
		"last_order_date >= -60d":                                            1,
		"last_order_date IS NULL":                                            2,
		"companies IS NULL":                                                  3,
		"products_purchased MATCHES (id = " + bought + ")":                   1,
		"orders_placed NOT MATCHES (date >= -60d)":                           2,
		"customer_tags CONTAINS 'vip' OR customer_tags CONTAINS 'wholesale'": 2,
	} {
		q, err := shop.ParseSegment(query)
		require.NoError(t, err, query)
		require.Len(t, shop.Members(q, time.Now()), want, query)
	}
	_, err := shop.ParseSegment("metafields.$app.hidden = 'x'")
	require.ErrorContains(t, err, "filter cannot be found")
	_, err = shop.ParseSegment("rfm_group = 'CHAMPIONS'")
	require.ErrorContains(t, err, "not implemented in the sandbox: segment filter rfm_group")
}

func TestATakenNameIsCountedOn(t *testing.T) {
	t.Parallel()
	w, shop := newWorld(t, "")
	for _, c := range [][2]string{{"Foo", "Foo"}, {"Foo", "Foo (2)"}, {"Foo", "Foo (3)"}, {"Zero (0)", "Zero (0)"}, {"Zero (0)", "Zero (1)"}} {
		g, ok := w.AddSegment(shop, c[0], "number_of_orders >= 1")
		require.True(t, ok)
		require.Equal(t, c[1], g.Name)
	}
	g := shop.Segments[0]
	w.EditSegment(shop, g, "Foo", "number_of_orders = 0")
	require.Equal(t, "Foo", g.Name, "its own name is free to it")
}

func TestWhoJoinsAndLeavesASegmentIsTold(t *testing.T) {
	t.Parallel()
	w, shop := newWorld(t, "[[webhooks.subscriptions]]\ntopics = [\"customer.joined_segment\", \"customer.left_segment\"]\nuri = \"/hook\"")
	_, _ = w.AddSegment(shop, "Friends", "customer_tags CONTAINS 'vip'")
	w.WatchSegments(shop)
	require.Empty(t, shop.Webhooks, "who was in it did not join")
	ada, zofia := shop.CustomerByEmail("ada@example.com"), shop.CustomerByEmail("zofia@example.com")
	ada.Tags, zofia.Tags = nil, []string{"vip"}
	w.WatchSegments(shop)
	require.Len(t, shop.Webhooks, 2)
	require.Equal(t, "customer.joined_segment", shop.Webhooks[0].Topic)
	require.Contains(t, string(shop.Webhooks[0].Body), world.GID("Customer", zofia.ID))
	require.Equal(t, "customer.left_segment", shop.Webhooks[1].Topic)
	require.Contains(t, string(shop.Webhooks[1].Body), world.GID("Customer", ada.ID))
}
