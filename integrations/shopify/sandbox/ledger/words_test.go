package ledger_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestWordsAreThoseOfANewcomer(t *testing.T) {
	t.Parallel()
	const order, stranger = "gid://shopify/Order/7", "gid://shopify/Customer/9"
	for want, got := range map[string]string{
		"Askwell tagged Ada":                                   words.Call(demo, []string{"tagsAdd"}, []string{ada}),
		"Askwell tagged order #1042":                           words.Call(demo, []string{"tagsAdd"}, []string{order}),
		"Askwell removed a tag from a customer":                words.Call(demo, []string{"tagsRemove"}, []string{stranger}),
		"Askwell wrote metafields for Ada and Bob":             words.Call(demo, []string{"metafieldsSet"}, []string{ada, bob, order}),
		"Askwell tagged Ada and wrote metafields for them":     words.Call(demo, []string{"tagsAdd", "metafieldsSet", "metafieldsSet"}, []string{ada}),
		"Askwell wrote metafields for the shop":                words.Call(demo, []string{"metafieldsSet"}, nil),
		"Askwell asked Shopify: product variants bulk update":  words.Call(demo, []string{"productVariantsBulkUpdate"}, nil),
		"Shopify told Askwell: order #1042 is new":             words.Webhook(demo, "orders/create", []string{ada, order}),
		"Shopify told Askwell: Ada changed":                    words.Webhook(demo, "customers/update", []string{ada}),
		"Shopify told Askwell: a customer must be forgotten":   words.Webhook(demo, "customers/redact", []string{stranger}),
		"Shopify told Askwell: one of the orders was paid":     words.Webhook(demo, "orders/paid", nil),
		"Shopify told Askwell: themes/publish":                 words.Webhook(demo, "themes/publish", nil),
		"Askwell renewed its access to the shop":               words.Access("refresh_token"),
		"Answer posted from the storefront":                    words.Asked(demo, "storefront", "POST", "/apps/askwell/responses", nil),
		"Ada answered on the thank-you page":                   words.Asked(demo, "purchase.thank-you.block.render", "POST", "/storefront/v1/responses", []string{ada}),
		"The merchant looked at responses in the app":          words.Asked(demo, "admin.app", "GET", "/api/v1/responses?limit=20", nil),
		"What to ask this shopper next, on the account pages?": words.Asked(demo, "customer-account.profile.block.render", "GET", "/storefront/v1/next?survey=1", nil),
		"Askwell told Klaviyo about Bob":                       words.Told(demo, "Klaviyo", "POST", []string{bob}),
	} {
		require.Equal(t, want, got)
	}
}
