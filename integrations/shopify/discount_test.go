package shopify_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations/shopify"
)

func admin(t *testing.T, handler http.HandlerFunc) *shopify.Admin {
	t.Helper()
	return serve(t, handler).Admin(shop, shopify.TokenFunc(token))
}

var shippingRule = app.RewardRule{Handle: "free", Title: "Free shipping", Kind: app.RewardFreeShipping}

func TestADiscountThatCannotBeMadeSaysWhy(t *testing.T) {
	t.Parallel()
	for answered, kind := range map[string]app.Kind{
		`{"data":{"discountCodeFreeShippingCreate":null}}`:                                                                                                                       app.Unavailable,
		`{"data":{"discountCodeFreeShippingCreate":{"codeDiscountNode":null,"userErrors":[]}}}`:                                                                                  app.Unavailable,
		`{"data":{"discountCodeFreeShippingCreate":{"codeDiscountNode":null,"userErrors":[{"field":["title"],"code":"BLANK","message":"blank"}]}}}`:                              app.Rejected,
		`{"data":null,"errors":[{"message":"no","path":["discountCodeFreeShippingCreate"],"extensions":{"code":"ACCESS_DENIED"}}]}`:                                              app.Forbidden,
		`{"data":{"discountCodeFreeShippingCreate":{"codeDiscountNode":null,"userErrors":[{"field":["code"],"code":"TAKEN","message":"taken"}]},"codeDiscountNodeByCode":null}}`: app.Unavailable,
	} {
		_, err := admin(t, answer(answered)).EnsureDiscount(t.Context(), shippingRule, "CODE", time.Now())
		require.Equal(t, kind, app.KindOf(err), "%s: %v", answered, err)
	}
	_, err := admin(t, answer(`{"data":{"productByIdentifier":null}}`)).
		EnsureDiscount(t.Context(), app.RewardRule{Kind: app.RewardGift, Product: "gone"}, "CODE", time.Now())
	require.ErrorContains(t, err, `no product "gone"`)
	_, err = admin(t, answer(`{}`)).EnsureDiscount(t.Context(), app.RewardRule{Kind: "cash"}, "CODE", time.Now())
	require.True(t, app.Is(err, app.Invalid), "%v", err)
}

func TestADiscountMadeByAnEarlierTryIsFound(t *testing.T) {
	t.Parallel()
	a := admin(t, answer(`{"data":{
		"discountCodeFreeShippingCreate":{"codeDiscountNode":null,"userErrors":[{"field":["code"],"code":"TAKEN","message":"taken"}]},
		"codeDiscountNodeByCode":{"id":"gid://shopify/DiscountCodeNode/9"}}}`))
	id, err := a.EnsureDiscount(t.Context(), shippingRule, "CODE", time.Now())
	require.NoError(t, err)
	require.Equal(t, "gid://shopify/DiscountCodeNode/9", id)
}

func TestOnlyCodesThatWereMadeCount(t *testing.T) {
	t.Parallel()
	done, added, err := admin(t, answer(`{"data":{"discountRedeemCodeBulkCreation":{"done":true,"codes":{"nodes":[
		{"code":"ONE","discountRedeemCode":{"id":"gid://shopify/DiscountRedeemCode/1"}},{"code":"TWO","discountRedeemCode":null}]}}}}`)).
		AddedCodes(t.Context(), "gid://shopify/DiscountRedeemCodeBulkCreation/1")
	require.NoError(t, err)
	require.True(t, done)
	require.Equal(t, []string{"ONE"}, added)
	_, _, err = admin(t, answer(`{"data":{"discountRedeemCodeBulkCreation":null}}`)).AddedCodes(t.Context(), "gid")
	require.True(t, app.Is(err, app.NotFound), "%v", err)
	_, err = admin(t, answer(`{"data":{"discountRedeemCodeBulkAdd":{"bulkCreation":null,
		"userErrors":[{"field":["discountId"],"code":"INVALID","message":"Code discount does not exist."}]}}}`)).AddCodes(t.Context(), "gid", []string{"ONE"})
	require.True(t, app.Is(err, app.Rejected), "%v", err)
	_, err = admin(t, answer(`{"data":{"discountRedeemCodeBulkAdd":null}}`)).AddCodes(t.Context(), "gid", []string{"ONE"})
	require.True(t, app.Is(err, app.Unavailable), "%v", err)
}

func TestADiscountThatCannotBeChangedSaysWhy(t *testing.T) {
	t.Parallel()
	for answered, kind := range map[string]app.Kind{
		`{"data":{"discountCodeFreeShippingUpdate":null}}`:                                                                                          app.Unavailable,
		`{"data":{"discountCodeFreeShippingUpdate":{"codeDiscountNode":null,"userErrors":[]}}}`:                                                     app.Unavailable,
		`{"data":{"discountCodeFreeShippingUpdate":{"codeDiscountNode":null,"userErrors":[{"field":["title"],"code":"BLANK","message":"blank"}]}}}`: app.Rejected,
	} {
		err := admin(t, answer(answered)).ChangeDiscount(t.Context(), "gid", shippingRule)
		require.Equal(t, kind, app.KindOf(err), "%s: %v", answered, err)
	}
	gift := app.RewardRule{Kind: app.RewardGift, Product: "free"}
	_, err := admin(t, answer(`{"data":{"productByIdentifier":{"id":"gid","priceRangeV2":{"minVariantPrice":{"amount":"0.0"}}}}}`)).
		EnsureDiscount(t.Context(), gift, "CODE", time.Now())
	require.ErrorContains(t, err, "costs nothing")
}
