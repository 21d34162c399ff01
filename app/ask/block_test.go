package ask_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/ask"
	"github.com/askwell/askwell/app/rule"
)

func raw(t *testing.T, text string) map[string]json.RawMessage {
	t.Helper()
	var facts map[string]json.RawMessage
	require.NoError(t, json.Unmarshal([]byte(text), &facts))
	return facts
}

func TestABlockTellsWhatItCanKnow(t *testing.T) {
	t.Parallel()
	facts, wrong := ask.Facts(raw(t, `{"cart.value":12.5,"cart.products":["socks"],"visit.device":"phone","visit.country":"SE","shopper.known":false}`), app.SurfaceTheme)
	require.Empty(t, wrong)
	require.Equal(t, map[string]any{
		"cart.value": 12.5, "cart.products": []any{"socks"}, "visit.device": "phone", "visit.country": "SE", "shopper.known": false,
	}, facts)
	facts, wrong = ask.Facts(nil, app.SurfaceTheme)
	require.Empty(t, wrong)
	require.Empty(t, facts)
}

func TestABlockTellsNothingElse(t *testing.T) {
	t.Parallel()
	many := map[string]json.RawMessage{}
	for i := range 65 {
		many[fmt.Sprint(i)] = json.RawMessage(`1`)
	}
	_, wrong := ask.Facts(many, app.SurfaceTheme)
	require.Equal(t, "count", wrong[0].Code)
	long, _ := json.Marshal(strings.Repeat("x", 256))
	for _, one := range []struct{ fact, value, code string }{
		{"order.value", `1`, "unknown"}, // the theme does not know it
		{"bought.products", `["socks"]`, "unknown"},
		{"answers.source", `"podcast"`, "unknown"},
		{"answers.<key>", `"podcast"`, "unknown"},
		{"shopper.age", `1`, "unknown"},
		{"", `1`, "unknown"},
		{"cart.value", `"1"`, "wrong_type"},
		{"cart.value", `null`, "wrong_type"},
		{"cart.value", `{}`, "wrong_type"},
		{"cart.products", `"socks"`, "wrong_type"},
		{"cart.products", `[1]`, "wrong_type"},
		{"cart.products", `["Socks"]`, "value"},
		{"cart.products", `[` + strings.Repeat(`"x",`, 100) + `"x"]`, "too_long"},
		{"visit.page", `"moon"`, "value"},
		{"visit.country", `"se"`, "value"},
		{"visit.referrer", string(long), "too_long"},
		{"shopper.known", `1`, "wrong_type"},
	} {
		facts, wrong := ask.Facts(map[string]json.RawMessage{one.fact: json.RawMessage(one.value)}, app.SurfaceTheme)
		require.Len(t, wrong, 1, one)
		require.Equal(t, "facts."+one.fact, wrong[0].Field)
		require.Equal(t, one.code, wrong[0].Code, one)
		require.NotEmpty(t, wrong[0].Message)
		require.Empty(t, facts)
	}
}

func TestEveryFactABlockKnowsCanBeTold(t *testing.T) {
	t.Parallel()
	for _, fact := range rule.Vocabulary {
		for _, at := range fact.Blocks {
			value := map[string]string{"boolean": `true`, "number": `1`, "text": `""`, "list": `[]`}[fact.Kind]
			if len(fact.Values) > 0 {
				value = `"` + fact.Values[0] + `"`
			}
			facts, wrong := ask.Facts(map[string]json.RawMessage{fact.Name: json.RawMessage(value)}, at)
			require.Empty(t, wrong, fact.Name)
			require.Contains(t, facts, fact.Name)
		}
	}
}
