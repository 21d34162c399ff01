package shopify

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
)

func TestEveryKindOfValueHasItsMetafield(t *testing.T) {
	t.Parallel()
	const line, list = "single_line_text_field", "list.single_line_text_field"
	for _, one := range []struct {
		kind     app.ValueKind
		json     string
		typeName string
		want     string
		filtered bool
	}{
		{app.KindChoice, `"podcast"`, line, "podcast", true},
		{app.KindChoice, `{"other":"a\n poster"}`, line, "a poster", true},
		{app.KindChoices, `["a",{"other":"b"}]`, list, `["a","b"]`, true},
		{app.KindChoices, `[]`, list, "", true},
		{app.KindRanking, `["b","a"]`, list, `["b","a"]`, true},
		{app.KindText, `"two\nlines"`, "multi_line_text_field", "two\nlines", false},
		{app.KindNumber, `7`, "number_decimal", "7.0", true},
		{app.KindNumber, `-37.5`, "number_decimal", "-37.5", true},
		{app.KindBoolean, `false`, "boolean", "false", true},
		{app.KindDate, `"2026-11-22"`, "date", "2026-11-22", true},
		{app.KindBirthday, `"--11-22"`, line, "--11-22", true},
		{app.KindEmail, `"ada@example.com"`, line, "ada@example.com", false},
		{app.KindPhone, `"+46701234567"`, line, "+46701234567", false},
		{app.KindSlot, `{"part":"evening","place":"door"}`, "json", `{"part":"evening","place":"door"}`, false},
	} {
		require.Equal(t, one.typeName, metafieldType(one.kind), one.kind)
		require.Equal(t, one.want, metafieldValue(app.Value{Kind: one.kind, JSON: json.RawMessage(one.json)}), one.json)
		require.Equal(t, one.filtered, filterable(one.kind), one.kind)
	}
}
