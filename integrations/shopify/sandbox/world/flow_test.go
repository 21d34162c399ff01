package world_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

const trigger = `
[[extensions]]
name = "Survey completed"
type = "flow_trigger"
handle = "survey-completed"
[settings]
[[settings.fields]]
type = "customer_reference"
[[settings.fields]]
type = "single_line_text_field"
key = "survey handle"
[[settings.fields]]
type = "number_decimal"
key = "score"`

func TestATriggerTakesWhatItsExtensionDeclares(t *testing.T) {
	t.Parallel()
	w, shop := newWorld(t, "")
	var err error
	w.App.Triggers, err = world.ReadTriggers(fstest.MapFS{
		"flow-trigger/shopify.extension.toml": {Data: []byte(trigger)},
		"other/shopify.extension.toml":        {Data: []byte("[[extensions]]\ntype = \"ui_extension\"\nhandle = \"other\"")},
	})
	require.NoError(t, err)
	require.Len(t, w.App.Triggers, 1)
	good := map[string]any{"customer_id": 12, "survey handle": "x", "score": 4.5}
	for _, c := range []struct {
		handle  string
		payload map[string]any
		want    []string
	}{
		{"survey-completed", good, nil},
		{"other", good, []string{"Invalid handle 'other'."}},
		{"survey-completed", map[string]any{"customer_id": "ada", "more": 1}, []string{
			"Invalid field: 'more'.", "Required field missing: 'score'.", "Required field missing: 'survey handle'.",
			"Type error for field 'customer_id': ada is not an Integer.",
		}},
		{"survey-completed", map[string]any{"customer_id": 1, "survey handle": 2, "score": "lots"}, []string{
			"Type error for field 'score': lots is not a Number.", "Type error for field 'survey handle': 2 is not a String.",
		}},
		{"other", map[string]any{"value": strings.Repeat("x", 49_989)}, []string{"Properties size exceeds the limit of 50000 bytes."}},
	} {
		require.Equal(t, c.want, w.FireTrigger(shop, c.handle, c.payload))
	}
	require.Len(t, shop.FlowRuns, 1)
	require.JSONEq(t, `{"customer_id":12,"score":4.5,"survey handle":"x"}`, string(shop.FlowRuns[0].Payload))
	for range 500 {
		require.Empty(t, w.FireTrigger(shop, "survey-completed", good))
	}
	require.LessOrEqual(t, len(shop.FlowRuns), 400, "the log is bounded")
}

func TestABodyOfBeforeHandlesIsRefusedAsShopifyRefusesIt(t *testing.T) {
	t.Parallel()
	w, _ := newWorld(t, "")
	for body, want := range map[string][]string{
		"not json":                       {"unexpected token 'not' at line 1 column 1"},
		`{"properties":{}}`:              {"Required field missing: 'trigger_id'."},
		`{"properties":"oops"}`:          {"Type error for field 'properties': oops is not an Object."},
		`{"trigger_id":"abc"}`:           {"Invalid trigger_id 'abc'."},
		`{"resources":[{"name":"x"}]}`:   {"Required field missing: 'url'."},
		`{"trigger_title":"foo","no":1}`: {"Invalid field: 'no'."},
	} {
		require.Equal(t, want, w.FireBody(body), body)
	}
}

func TestTextThatIsNoJSONIsToldWhere(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`{"a":1}`:       "",
		`{nope`:         "expected object key, got 'nope' at line 1 column 2",
		"not json":      "unexpected token 'not' at line 1 column 1",
		"{\n\"a\": yes": "unexpected token 'yes' at line 2 column 6",
		`{"a"`:          "unexpected end of input at line 1 column 5",
		"":              "unexpected end of input at line 1 column 1",
	} {
		require.Equal(t, want, world.JSONProblem(text), text)
	}
}
