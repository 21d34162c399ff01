package main

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
)

// fills puts something into her cart and returns its token, as the block reads it.
func (b *browser) fills(product string) string {
	b.t.Helper()
	b.do(http.MethodPost, b.shop+"/cart/add", "application/x-www-form-urlencoded", url.Values{"product": {product}}.Encode(), http.StatusOK, nil)
	var cart struct{ Token string }
	b.do(http.MethodGet, b.shop+"/cart.js", "", "", http.StatusOK, &cart)
	token, _, _ := strings.Cut(cart.Token, "?")
	require.NotEmpty(b.t, token)
	return token
}

func TestA32TheReasonForHesitatingIsTiedToTheCartAndToTheOrderThatCameOfIt(t *testing.T) {
	t.Parallel()
	shop := startSandbox(t)
	shop.template("cart-reason")
	const onCart = `{"visit.page":"cart","cart.items":1}`
	hesitates := func(reason string) (token string, b *browser) {
		t.Helper()
		b = shop.browser()
		b.surface = app.SurfaceCart
		token = b.fills("first-light")
		now := b.on(onCart).next("cart-reason")
		require.Equal(t, []string{"cart_reason"}, now.Ask)
		told := b.says(now, map[string]any{"cart_reason": reason}, func(s map[string]any) {
			s["cart"], s["complete"] = token, false
		})
		if reason != "question" {
			require.Nil(t, told.Next)
			return token, b
		}
		require.NotNil(t, told.Next, "only who has a question is asked which")
		require.Equal(t, "cart_question", told.Next.Key)
		return token, b
	}
	require.Empty(t, shop.browser().on(onCart).next("cart-reason").Ask, "elsewhere in the theme")
	bought, _ := hesitates("shipping")
	left, _ := hesitates("question")

	order := shop.orders("linus@example.com", `,"cart_token":"`+bought+`"`, http.StatusOK)
	var hers, theirs spoken
	require.Eventually(t, func() bool {
		all := shop.spoken()
		require.Len(t, all, 2)
		for _, one := range all {
			if one.Cart == bought {
				hers = one
			} else {
				theirs = one
			}
		}
		return hers.Order != ""
	}, patience, 50*time.Millisecond, "the order does not find the reason: %+v", &hers)
	require.Equal(t, shop.state().order(order).Name, hers.Order)
	require.Equal(t, number(shop.state().customer("linus@example.com").ID), hers.Customer)
	require.Equal(t, []string{"What delivery costs"}, hers.Answers[0].Values)
	require.Equal(t, left, theirs.Cart)
	require.Empty(t, theirs.Order, "that cart is still abandoned")
	require.Empty(t, theirs.Customer)
	shop.becomes("linus@example.com", func(c customer) bool {
		return slices.Equal(c.Tags, []string{"askwell:cart_reason:shipping"}) && c.Metafields["$app.cart_reason"].Value == "shipping"
	})
}
