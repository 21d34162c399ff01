package main

import (
	"net/http"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
)

func TestWhatRulesAskIsLearnedOfTheShopThoughTheAppIsKilled(t *testing.T) {
	p := startRewarded(t, "sqlite:"+filepath.Join(t.TempDir(), "askwell.db"))
	var bought struct{ Order, Customer string }
	p.post(p.shop+"/_sandbox/orders", `{"customer":"new@example.com","country":"SE","source":"web","cart_token":"c1-abc","lines":[{"product":"low-tide","quantity":2}]}`,
		http.StatusOK, &bought)
	order, err := app.ParseOrderID(bought.Order)
	require.NoError(t, err)
	her, err := app.ParseCustomerID(bought.Customer)
	require.NoError(t, err)
	p.kill()
	p.start()
	known := func(name string, want any) {
		t.Helper()
		var got map[string]any
		require.Eventually(t, func() bool {
			got, err = p.store.Facts(t.Context(), demo, her, order)
			return err == nil && reflect.DeepEqual(got[name], want)
		}, patience, 100*time.Millisecond, "%s: %v", name, &got)
	}
	known("order.products", []any{"low-tide"})
	known("order.skus", []any{"LOW-TIDE-1"})
	known("order.country", "SE")
	known("order.channel", "web")
	known("shopper.orders", 1.0)
	known("shopper.spent", 27.8)
	known("shopper.tags", []any{})

	p.post(p.shop+"/_sandbox/products", `{"handle":"low-tide","vendor":"New Roasters"}`, http.StatusOK, nil)
	known("bought.vendors", []any{"new roasters"})
	p.post(p.shop+"/_sandbox/orders", `{"customer":"new@example.com","lines":[{"product":"first-light","quantity":1}]}`, http.StatusOK, nil)
	known("shopper.orders", 2.0)
	known("bought.products", []any{"first-light", "low-tide"})
}
