package shopify_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations/shopify"
)

// off buys pieces of a product with a code and tells what that took off.
func (w *town) off(t *testing.T, quantity, code string) string {
	t.Helper()
	var placed struct{ Order string }
	w.post(t, "/_sandbox/orders", `{"lines":[{"product":"first-light","quantity":`+quantity+`}],"discount_code":"`+code+`"}`, &placed)
	var out struct {
		Order struct {
			Off struct {
				Shop struct{ Amount string } `json:"shopMoney"`
			} `json:"totalDiscountsSet"`
		}
	}
	query := shopify.Operation{Name: "Off", Cost: 3, Text: `query Off($id: ID!) { order(id: $id) { totalDiscountsSet { shopMoney { amount } } } }`}
	require.NoError(t, w.app.Admin(demo, shopify.TokenFunc(w.token)).Do(t.Context(), query, map[string]any{"id": placed.Order}, &out))
	return out.Order.Off.Shop.Amount
}

func TestAGiftIsOnePiece(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	a := w.app.Admin(demo, shopify.TokenFunc(w.token))
	rule := app.RewardRule{Handle: "gift", Title: "A bag", Kind: app.RewardGift, Product: "first-light"}
	_, err := a.EnsureDiscount(t.Context(), rule, "ONE-PIECE", time.Now().Add(-time.Minute))
	require.NoError(t, err)
	_, err = a.EnsureDiscount(t.Context(), rule, "ONE-MORE", time.Now().Add(-time.Minute))
	require.NoError(t, err)
	one := w.off(t, "1", "ONE-PIECE")
	require.NotEqual(t, "0.0", one)
	require.Equal(t, one, w.off(t, "3", "ONE-MORE"), "the others are paid for")
}

func TestADiscountChangesWithItsRule(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	a := w.app.Admin(demo, shopify.TokenFunc(w.token))
	for _, rule := range []app.RewardRule{
		{Handle: "ten", Title: "A tenth", Kind: app.RewardPercentage, Value: "10"},
		{Handle: "free", Title: "Shipping", Kind: app.RewardFreeShipping},
	} {
		code := "CODE-" + rule.Handle
		id, err := a.EnsureDiscount(t.Context(), rule, code, time.Now().Add(-time.Hour))
		require.NoError(t, err)
		rule.Title, rule.EndsAt, rule.ValidDays = "Changed", time.Now().AddDate(0, 0, -2), 1
		require.True(t, app.Is(a.ChangeDiscount(t.Context(), id, rule), app.Rejected), "it would end before it began")
		rule.EndsAt = time.Now().AddDate(0, 0, 1)
		require.NoError(t, a.ChangeDiscount(t.Context(), id, rule))
		require.Equal(t, map[string]string{"title": "Changed", "ends": rule.ValidUntil().UTC().Format(time.RFC3339)}, w.discount(t, code))
		rule.EndsAt = time.Time{}
		require.NoError(t, a.ChangeDiscount(t.Context(), id, rule))
		require.Equal(t, map[string]string{"title": "Changed", "ends": ""}, w.discount(t, code))
		require.True(t, app.Is(a.ChangeDiscount(t.Context(), "gid://shopify/DiscountCodeNode/1", rule), app.Rejected))
	}
}

// discount is what the shop says of the discount of a code.
func (w *town) discount(t *testing.T, code string) map[string]string {
	t.Helper()
	var out struct {
		Node struct {
			Discount struct {
				Title  string
				EndsAt *string
			} `json:"codeDiscount"`
		} `json:"codeDiscountNodeByCode"`
	}
	query := shopify.Operation{Name: "Look", Cost: 3, Text: `query Look($code: String!) { codeDiscountNodeByCode(code: $code) { codeDiscount {
		... on DiscountCodeBasic { title endsAt } ... on DiscountCodeFreeShipping { title endsAt } } } }`}
	require.NoError(t, w.app.Admin(demo, shopify.TokenFunc(w.token)).Do(t.Context(), query, map[string]any{"code": code}, &out))
	ends := ""
	if out.Node.Discount.EndsAt != nil {
		ends = *out.Node.Discount.EndsAt
	}
	return map[string]string{"title": out.Node.Discount.Title, "ends": ends}
}
