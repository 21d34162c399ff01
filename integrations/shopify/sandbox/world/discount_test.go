package world_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

func TestACodeTakesOffWhatItsDiscountSays(t *testing.T) {
	t.Parallel()
	w, shop := newWorld(t, "")
	ada, zofia := shop.CustomerByEmail("ada@example.com"), shop.CustomerByEmail("zofia@example.com")
	g, _ := w.AddSegment(shop, "Friends", "customer_tags CONTAINS 'vip'")
	product := shop.Products[0]
	lines := []*world.Line{{Product: product.Handle, Variant: product.Variants[0].ID, Price: 1000, Quantity: 3}}
	past, future := time.Now().Add(-time.Hour), time.Now().Add(time.Hour)
	for i, c := range []struct {
		discount world.Discount
		customer int64
		amount   int64
		problem  string
	}{
		{world.Discount{Percent: 0.1}, 0, 300, ""},
		{world.Discount{Percent: 1}, ada.ID, 3000, ""},
		{world.Discount{Amount: 500}, 0, 500, ""},
		{world.Discount{Amount: 500, EachItem: true}, 0, 1500, ""},
		{world.Discount{Amount: 99900}, 0, 3000, ""},
		{world.Discount{Kind: world.ShippingCode}, 0, 0, ""},
		{world.Discount{Percent: 0.1, Items: world.Entitled{Products: []int64{product.ID}}}, 0, 300, ""},
		{world.Discount{Percent: 0.1, Items: world.Entitled{Products: []int64{shop.Products[1].ID}}}, 0, 0, "isn't valid for the items in the cart"},
		{world.Discount{Percent: 0.1, LeastSum: 3001}, 0, 0, "needs a purchase of at least 30.01 EUR"},
		{world.Discount{Percent: 0.1, LeastPieces: 4}, 0, 0, "needs at least 4 items"},
		{world.Discount{Percent: 0.1, EndsAt: past}, 0, 0, "has expired"},
		{world.Discount{Percent: 0.1, StartsAt: future}, 0, 0, "isn't active yet"},
		{world.Discount{Percent: 0.1, For: world.Audience{Customers: []int64{ada.ID}}}, ada.ID, 300, ""},
		{world.Discount{Percent: 0.1, For: world.Audience{Customers: []int64{ada.ID}}}, zofia.ID, 0, "isn't available to this customer"},
		{world.Discount{Percent: 0.1, For: world.Audience{Segments: []int64{g.ID}}}, ada.ID, 300, ""},
		{world.Discount{Percent: 0.1, For: world.Audience{Segments: []int64{g.ID}}}, zofia.ID, 0, "isn't available to this customer"},
		{world.Discount{Percent: 0.1, OncePerBuyer: true, UsedBy: map[int64]int{ada.ID: 1}}, ada.ID, 0, "was already used by this customer"},
	} {
		code := "Code-" + world.Number(int64(i))
		w.AddDiscount(shop, &c.discount, code)
		amount, problem := w.Redeem(shop, code, c.customer, lines)
		require.Equal(t, c.amount, amount, code)
		if c.problem == "" {
			require.Empty(t, problem, code)
		} else {
			require.Equal(t, code+" "+c.problem, problem)
		}
	}
	_, problem := w.Redeem(shop, "never", 0, lines)
	require.Contains(t, problem, "never")
}

func TestAnOrderUsesTheCodeItIsPlacedWith(t *testing.T) {
	t.Parallel()
	w, shop := newWorld(t, "[[webhooks.subscriptions]]\ntopics = [\"orders/create\"]\nuri = \"/hook\"\ninclude_fields = [\"discount_codes\", \"total_discounts\", \"total_price\"]")
	d := &world.Discount{Kind: world.BasicCode, Percent: 0.5, UsageLimit: 1}
	w.AddDiscount(shop, d, "HALF")
	w.PlaceOrder(shop, &world.Order{Discount: "half", Off: 500, Lines: []*world.Line{{Price: 1000, Quantity: 1}}, Customer: shop.Customers[0].ID})
	require.Equal(t, 1, d.Used)
	require.Equal(t, 1, d.Codes[0].Used)
	require.Equal(t, []string{`{"discount_codes":[{"amount":"5.00","code":"HALF","type":"percentage"}],"total_discounts":"5.00","total_price":"5.00"}`}, bodies(shop))
	_, problem := w.Redeem(shop, "HALF", 0, []*world.Line{{Price: 1, Quantity: 1}})
	require.Equal(t, "HALF has reached its usage limit", problem)
}

func TestAUsageLimitHoldsForEachCode(t *testing.T) {
	t.Parallel()
	w, shop := newWorld(t, "")
	d := &world.Discount{Kind: world.BasicCode, Percent: 0.5, UsageLimit: 1}
	w.AddDiscount(shop, d, "ONE")
	w.AddCodes(shop, d, []string{"TWO"})
	w.Advance(time.Minute)
	lines := []*world.Line{{Price: 1000, Quantity: 1}}
	_, problem := w.Redeem(shop, "ONE", 0, lines)
	require.Empty(t, problem)
	w.PlaceOrder(shop, &world.Order{Discount: "ONE", Off: 500, Lines: lines})
	_, problem = w.Redeem(shop, "ONE", 0, lines)
	require.Equal(t, "ONE has reached its usage limit", problem)
	_, problem = w.Redeem(shop, "TWO", 0, lines)
	require.Empty(t, problem, "another code of the same discount is another matter")
}

func TestCodesAddedInBulkCountWhenTheyAreDone(t *testing.T) {
	t.Parallel()
	w, shop := newWorld(t, "")
	d := &world.Discount{Percent: 0.1}
	w.AddDiscount(shop, d, "ONE")
	b := w.AddCodes(shop, d, []string{"TWO", "two", "", "one"})
	_, problem := w.Redeem(shop, "TWO", 0, []*world.Line{{Price: 100, Quantity: 1}})
	require.NotEmpty(t, problem, "not yet")
	w.Advance(time.Minute)
	amount, problem := w.Redeem(shop, "TWO", 0, []*world.Line{{Price: 100, Quantity: 1}})
	require.Empty(t, problem)
	require.Equal(t, int64(10), amount)
	require.True(t, b.Done)
	require.Equal(t, 1, b.Imported())
	require.Equal(t, 3, b.Failed())
	w.RemoveDiscount(shop, d)
	_, problem = w.Redeem(shop, "TWO", 0, nil)
	require.Contains(t, problem, "valid discount code")
}
