package interop_test

import (
	"encoding/base64"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
)

func TestAskwellTakesNoShopNameTheLibraryRefuses(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	for name, c := range map[string]struct{ library, ours string }{
		demo:                                  {demo, demo},
		"a.myshopify.com":                     {"a.myshopify.com", "a.myshopify.com"},
		"1-2-3.myshopify.com":                 {"1-2-3.myshopify.com", "1-2-3.myshopify.com"},
		"Demo-Shop.MyShopify.com":             {"", demo}, // a domain is the same in any case
		"":                                    {},
		"demo-shop":                           {},
		"myshopify.com":                       {},
		".myshopify.com":                      {},
		"-shop.myshopify.com":                 {},
		"a.b.myshopify.com":                   {},
		"shop.notmyshopify.com":               {},
		"shop.myshopify.com.evil":             {},
		"evil.com":                            {},
		"evil.com/shop.myshopify.com":         {},
		"evil.com?x=.myshopify.com":           {},
		"evil.com#.myshopify.com":             {},
		"shop@evil.myshopify.com":             {},
		"https://shop.myshopify.com":          {},
		"shop.myshopify.com:8080":             {},
		"shop.myshopify.com/admin":            {},
		"shop.myshopify.com\n":                {},
		" shop.myshopify.com":                 {},
		"sh op.myshopify.com":                 {},
		"żółć.myshopify.com":                  {},
		"not-admin.shopify.com/store/my-shop": {},

		// What only Shopify's own staff and older addresses use.
		"shop.myshopify.com/":                      {"shop.myshopify.com/", ""},
		"admin.shopify.com/store/my-shop":          {"my-shop.myshopify.com", ""},
		"shop.shopify.com":                         {"shop.shopify.com", ""},
		"devshop.myshopify.io":                     {"devshop.myshopify.io", ""},
		"my_shop.myshopify.com":                    {"my_shop.myshopify.com", ""},
		strings.Repeat("a", 61) + ".myshopify.com": {strings.Repeat("a", 61) + ".myshopify.com", ""},
	} {
		require.Equal(t, c.library, get[string](b.library, "sanitizeShop", map[string]any{"shop": name}), name)
		ours, err := app.ParseShop(name)
		require.Equal(t, c.ours, string(ours), name)
		require.Equal(t, c.ours == "", app.Is(err, app.Invalid), name)
		require.True(t, c.ours == "" || get[string](b.library, "sanitizeShop", map[string]any{"shop": c.ours}) == c.ours, name)
	}
}

func TestTheLibraryTakesAHostOfShopifysAdminOnly(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	for host, good := range map[string]bool{
		"admin.shopify.com/store/demo-shop": true,
		"demo-shop.myshopify.com/admin":     true,
		"evil.com/store/demo-shop":          false,
		"admin.shopify.com.evil.com/store":  false,
	} {
		encoded := base64.RawURLEncoding.EncodeToString([]byte(host))
		require.Equal(t, good, get[string](b.library, "sanitizeHost", map[string]any{"host": encoded}) == encoded, host)
	}
}
