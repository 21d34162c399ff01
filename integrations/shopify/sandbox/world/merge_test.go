package world_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

func TestAMergedCustomerHasUsedWhatBothUsed(t *testing.T) {
	t.Parallel()
	w, shop := newWorld(t, "")
	ada, zofia := shop.CustomerByEmail("ada@example.com"), shop.CustomerByEmail("zofia@example.com")
	d := &world.Discount{Percent: 0.1, OncePerBuyer: true, For: world.Audience{Customers: []int64{zofia.ID}}}
	w.AddDiscount(shop, d, "HELLO")
	w.PlaceOrder(shop, &world.Order{Customer: zofia.ID, Discount: "hello", Lines: []*world.Line{shop.Products[0].Line(1)}})
	gone := zofia.ID
	w.MergeCustomers(shop, ada, zofia, world.Merged(ada, zofia))
	require.Equal(t, map[int64]int{ada.ID: 1}, d.UsedBy)
	require.Equal(t, []int64{ada.ID}, d.For.Customers)
	require.Nil(t, shop.Customer(gone))
	_, problem := w.Redeem(shop, "HELLO", ada.ID, []*world.Line{shop.Products[0].Line(1)})
	require.Equal(t, "HELLO was already used by this customer", problem)
}

func TestAnOrderEmptiesTheShelfAndTheShopFillsItAgain(t *testing.T) {
	t.Parallel()
	w, shop := newWorld(t, "")
	v := shop.Products[0].Variants[0]
	before := v.Stock
	buy := func(pieces int) {
		w.PlaceOrder(shop, &world.Order{Lines: []*world.Line{shop.Products[0].Line(pieces)}})
	}
	buy(3)
	require.Equal(t, before-3, v.Stock)
	buy(before - 3)
	require.True(t, v.ForSale(), "a sandbox never runs out")
	v.Stock = 0 // what a merchant took off the shelf stays off
	buy(1)
	require.False(t, v.ForSale())
}

func TestAResetForgetsMergesAndTheArrangedTheme(t *testing.T) {
	t.Parallel()
	w, shop := newWorld(t, "")
	w.MergeCustomers(shop, shop.Customers[0], shop.Customers[1], world.Merged(shop.Customers[0], shop.Customers[1]))
	shop.Theme = world.Theme{"product": nil}
	w.Reset(w.Now())
	require.Empty(t, shop.Merges)
	require.Empty(t, shop.Theme)
}
