package world_test

import (
	"log/slog"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// newWorld is a seeded world whose first shop has installed an app with this
// manifest.
func newWorld(t *testing.T, manifest string) (*world.World, *world.Shop) {
	t.Helper()
	m, err := world.ReadManifest([]byte(manifest))
	require.NoError(t, err)
	w := world.Seed(time.Now(), world.Size{})
	w.Meet(world.App{URL: &url.URL{Scheme: "http", Host: "app.example"}, Key: "key", Secret: "secret", Manifest: m}, "http://shop.example", time.Now, slog.New(slog.DiscardHandler))
	shop := w.Shops[0]
	shop.Installed = &world.Installation{ID: w.NewID()}
	return w, shop
}

func bodies(shop *world.Shop) []string {
	var out []string
	for _, hook := range shop.Webhooks {
		out = append(out, string(hook.Body))
	}
	return out
}

func TestASubscriptionGetsTheFieldsItAskedFor(t *testing.T) {
	t.Parallel()
	w, shop := newWorld(t, `
[[webhooks.subscriptions]]
topics = ["orders/create"]
uri = "/hook"
name = "slim"
include_fields = ["id", "customer.id", "lines.sku", "missing", "note.deep"]`)
	w.Announce(shop, "orders/create", world.Payload{
		"id": int64(7064055069303700845), "email": "ada@example.com", "note": nil,
		"customer": world.Payload{"id": 2, "email": "ada@example.com"},
		"lines":    []any{world.Payload{"sku": "a", "price": "1.00"}, world.Payload{"sku": "b"}},
	})
	require.Equal(t, []string{`{"customer":{"id":2},"id":7064055069303700845,"lines":[{"sku":"a"},{"sku":"b"}],"note":null}`}, bodies(shop))
	require.Equal(t, "slim", shop.Webhooks[0].Name)
}

func TestATrimmedBodyThatDidNotChangeIsNotSentAgain(t *testing.T) {
	t.Parallel()
	w, shop := newWorld(t, `
[[webhooks.subscriptions]]
topics = ["customers/update"]
uri = "/hook"
include_fields = ["id"]
[[webhooks.subscriptions]]
topics = ["customers/update"]
uri = "/all"`)
	for _, phone := range []string{"1", "2"} {
		w.Announce(shop, "customers/update", world.Payload{"id": 1, "phone": phone})
	}
	require.Equal(t, []string{`{"id":1}`, `{"id":1,"phone":"1"}`, `{"id":1,"phone":"2"}`}, bodies(shop))
}

func TestAFilterLetsThroughWhatItMatches(t *testing.T) {
	t.Parallel()
	for filter, wanted := range map[string]bool{
		"total:>=100":                                  true,
		"total:>100":                                   false,
		"lines.sku:b AND test:false":                   true,
		"lines.sku:c":                                  false,
		"customer.id:7 OR lines.sku:c":                 true,
		"NOT lines.sku:a":                              false,
		"updated_at:>'2026-01-01T00:00:00Z'":           true,
		"updated_at:<'2026-01-01T00:00:00Z'":           false,
		"customer.id:* AND nobody.is.there:*":          false,
		"lines.sku:a lines.sku:b -lines.sku:c total:*": true,
	} {
		w, shop := newWorld(t, `
[[webhooks.subscriptions]]
topics = ["orders/create"]
uri = "/hook"
filter = "`+filter+`"`)
		w.Announce(shop, "orders/create", world.Payload{
			"total": "100.00", "test": false, "updated_at": "2026-11-01T10:00:00+01:00",
			"customer": world.Payload{"id": 7}, "lines": []any{world.Payload{"sku": "a"}, world.Payload{"sku": "b"}},
		})
		require.Equal(t, wanted, len(shop.Webhooks) == 1, filter)
	}
}

func TestASubscriptionOfTheAPIEndsAfterEightDeliveriesGivenUp(t *testing.T) {
	t.Parallel()
	w, shop := newWorld(t, `
[[webhooks.subscriptions]]
topics = ["orders/create"]
uri = "/declared"`)
	shop.Subscriptions = []*world.Subscription{{ID: 5, Topics: []string{"orders/create"}, URI: "/made"}}
	w.Announce(shop, "orders/create", world.Payload{"id": 1})
	declared, made := shop.Webhooks[0], shop.Webhooks[1]
	require.Equal(t, "/made", made.URI)
	for range 7 {
		shop.Settle(made, true)
		shop.Settle(declared, true)
	}
	shop.Settle(made, false)
	for range 7 {
		shop.Settle(made, true)
	}
	require.Len(t, shop.Subscriptions, 1, "a delivery in between starts the count anew")
	shop.Settle(made, true)
	require.Empty(t, shop.Subscriptions)
}
