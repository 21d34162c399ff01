package world_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

func TestAValueIsReadByItsTypeAndKeptAsShopifyKeepsIt(t *testing.T) {
	t.Parallel()
	_, shop := newWorld(t, "")
	for _, c := range []struct{ kind, value, kept, refused string }{
		{"number_integer", "5.000", "5", ""},
		{"number_integer", "+5", "", "Value must be an integer."},
		{"number_integer", "9007199254740992", "", "Value can't exceed 9007199254740991."},
		{"number_decimal", "7", "7.0", ""},
		{"number_decimal", "1.1234567891", "1.123456789", ""},
		{"number_decimal", "1e9", "", "Value must be a decimal."},
		{"boolean", " TRUE ", "true", ""},
		{"boolean", "yes", "", "Value must be true or false."},
		{"date_time", "2022-06-01T15:30:00", "2022-06-01T15:30:00+00:00", ""},
		{"date", "2026-02-30", "", "Value must be in YYYY-MM-DD format."},
		{"json", "{nope", "", "Value is invalid JSON: expected object key, got 'nope' at line 1 column 2."},
		{"json", `{"a":1}`, `{"a":1}`, ""},
		{"single_line_text_field", "a\nb", "", "Value must be a single line text string."},
		{"single_line_text_field", strings.Repeat("x", 64<<10+1), "", "Value is too long (maximum is 65536 bytes)."},
		{"url", "https://e.se/" + strings.Repeat("x", 2<<10), "", "Value is too long (maximum is 2048 bytes)."},
		{"url", "tel:+46700000001", "tel:+46700000001", ""},
		{"color", "blue", "", "Value must be a hex color code."},
		{"dimension", `{"value":25,"unit":"cm"}`, `{"value":25.0,"unit":"CENTIMETERS"}`, ""},
		{"temperature", `{"value":-3.5,"unit":"celsius"}`, `{"value":-3.5,"unit":"CELSIUS"}`, ""},
		{"weight", `{"value":-1,"unit":"kg"}`, "", "Value must be a non-negative number."},
		{"rating", `{"value":"0.5","scale_min":"1.0","scale_max":"5.0"}`, "", "Value has a minimum of 1.0."},
		{"rating", `{"value":"5.0","scale_min":"1.0","scale_max":"5.0"}`, `{"value":"5.0","scale_min":"1.0","scale_max":"5.0"}`, ""},
		{"money", `{"amount":"1.00","currency_code":"ZZZ"}`, "", "Value contains an invalid currency, ZZZ."},
		{"money", `{"amount":12.5,"currency_code":"SEK"}`, `{"amount":12.5,"currency_code":"SEK"}`, ""},
		{"rich_text_field", `{"type":"list"}`, "", "Value must be valid rich text: the root node must be of type 'root'."},
		{"customer_reference", "gid://shopify/Product/1", "", "Value references non-existent resource gid://shopify/Product/1."},
		{"list.single_line_text_field", `["a","b"]`, `["a","b"]`, ""},
		{"list.single_line_text_field", `"a"`, "", "Value must be a JSON array."},
		{"list.weight", `[{"value":2,"unit":"oz"}]`, `[{"value":2.0,"unit":"OUNCES"}]`, ""},
		{"list.json", `[]`, "", "Type name list.json is not a valid type."},
		{"nonsense", "x", "", "Type name nonsense is not a valid type."},
	} {
		m := &world.Metafield{Namespace: "facts", Key: "value", Type: c.kind, Value: c.value}
		errs := shop.FitMetafield("Customer", m)
		if c.refused == "" {
			require.Empty(t, errs, "%s %s", c.kind, c.value)
			require.Equal(t, c.kept, m.Value)
			continue
		}
		require.Len(t, errs, 1, "%s %s", c.kind, c.value)
		require.True(t, strings.HasPrefix(errs[0].Message, c.refused), errs[0].Message)
	}
}

func TestAWrongElementOfAListIsCounted(t *testing.T) {
	t.Parallel()
	_, shop := newWorld(t, "")
	errs := shop.FitMetafield("Customer", &world.Metafield{Namespace: "facts", Key: "value", Type: "list.number_integer", Value: `[1,2,"x"]`})
	require.Len(t, errs, 1)
	require.Equal(t, 2, *errs[0].Element)
}

func TestADefinitionsValidationsHoldItsValues(t *testing.T) {
	t.Parallel()
	w, shop := newWorld(t, "")
	for i, c := range []struct{ kind, name, option, good, bad, refused string }{
		{"single_line_text_field", "max", "3", "abc", "abcd", "Value has a maximum length of 3."},
		{"single_line_text_field", "regex", "^[A-Z]+$", "ABC", "abc", "Value is not the correct format."},
		{"single_line_text_field", "choices", `["red","blue"]`, "red", "green", `Value does not exist in provided choices: ["red", "blue"].`},
		{"number_integer", "min", "2", "2", "1", "Value has a minimum of 2."},
		{"number_decimal", "max_precision", "2", "1.25", "1.255", "Value has a maximum precision of 2."},
		{"date", "max", "2026-12-31", "2026-12-31", "2027-01-01", "Value has a maximum of 2026-12-31."},
		{"date_time", "max", "2026-12-31T23:59:59+00:00", "2026-12-31T23:59:59", "2027-01-01T00:00:00", "Value has a maximum of 2026-12-31 23:59:59 +0000."},
		{"url", "allowed_domains", `["e.se"]`, "https://e.se/a", "https://f.se/a", `Value must be from one of the allowed domains: ["e.se"].`},
		{"list.single_line_text_field", "list.max", "1", `["a"]`, `["a","b"]`, "Value has a maximum of 1 elements."},
	} {
		key := "value_" + world.Number(int64(i))
		d := &world.Definition{Owner: "Customer", Namespace: "facts", Key: key, Name: "Value", Type: c.kind, Access: map[string]string{}}
		in := map[string]any{"validations": []any{map[string]any{"name": c.name, "value": c.option}}}
		require.Empty(t, d.Update(in), c.name)
		require.Empty(t, shop.CheckDefinition(d))
		w.AddDefinition(shop, d)
		require.Empty(t, shop.FitMetafield("Customer", &world.Metafield{Namespace: "facts", Key: key, Value: c.good}), c.good)
		errs := shop.FitMetafield("Customer", &world.Metafield{Namespace: "facts", Key: key, Value: c.bad})
		require.Len(t, errs, 1, c.bad)
		require.Equal(t, c.refused, errs[0].Message)
	}
}

func TestADefinitionIsWhatTheManifestDeclares(t *testing.T) {
	t.Parallel()
	w, shop := newWorld(t, `
[customer.metafields.app.day]
type = "single_line_text_field"
name = "Preferred day"
access.admin = "merchant_read"
access.customer_account = "read_write"
capabilities.admin_filterable = true
validations.choices = ["mon", "fri"]`)
	w.Declare(shop)
	w.Declare(shop)
	require.Len(t, shop.Definitions, 1)
	d := shop.Definitions[0]
	require.Equal(t, "READ_WRITE", d.AccessFor("customerAccount"))
	require.Equal(t, "MERCHANT_READ", d.AccessFor("admin"))
	require.Equal(t, "NONE", d.AccessFor("storefront"))
	require.True(t, d.Filterable)
	require.Equal(t, []world.Validation{{Name: "choices", Value: `["mon","fri"]`}}, d.Validations)
	require.NotEmpty(t, shop.FitMetafield("Customer", &world.Metafield{Namespace: world.OwnNamespace, Key: "day", Value: "sun"}))
}

func TestAtMostFiftyDefinitionsOfAnOwnerAreFilters(t *testing.T) {
	t.Parallel()
	w, shop := newWorld(t, "")
	add := func(owner string, n int) []world.UserError {
		d := &world.Definition{Owner: owner, Namespace: "facts", Key: "key_" + world.Number(int64(n)), Name: "Key", Type: "boolean", Filterable: true}
		errs := shop.CheckDefinition(d)
		if errs == nil {
			w.AddDefinition(shop, d)
		}
		return errs
	}
	for n := range 50 {
		require.Empty(t, add("Customer", n))
	}
	require.Equal(t, "OWNER_TYPE_LIMIT_EXCEEDED_FOR_USE_AS_ADMIN_FILTERS", add("Customer", 50)[0].Code)
	require.Empty(t, add("Order", 50))
}
