package rule_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/rule"
)

// fixture is one rule and what must come of it. The blocks' tests read the same files.
type fixture struct {
	Name  string         `json:"name"`
	Rule  app.Rule       `json:"rule"`
	Facts map[string]any `json:"facts"`
	Value any            `json:"value"`
	Error *struct {
		At   string `json:"at"`
		Code string `json:"code"`
	} `json:"error"`
}

func fixtures(t *testing.T) map[string][]fixture {
	t.Helper()
	files, err := filepath.Glob("testdata/*.json")
	require.NoError(t, err)
	all := map[string][]fixture{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		require.NoError(t, err)
		var some []fixture
		require.NoError(t, json.Unmarshal(data, &some), file)
		all[filepath.Base(file)] = some
	}
	require.NotEmpty(t, all)
	return all
}

func TestEveryFixtureComesOutAsItSays(t *testing.T) {
	t.Parallel()
	for file, some := range fixtures(t) {
		for _, f := range some {
			t.Run(file+"/"+f.Name, func(t *testing.T) {
				t.Parallel()
				r, err := rule.Parse(f.Rule)
				if f.Error != nil {
					require.Equal(t, app.Invalid, app.KindOf(err))
					var known *app.Error
					require.ErrorAs(t, err, &known)
					require.Len(t, known.Fields, 1)
					require.Equal(t, *f.Error, struct {
						At   string `json:"at"`
						Code string `json:"code"`
					}{known.Fields[0].Field, known.Fields[0].Code}, known.Fields[0].Message)
					return
				}
				require.NoError(t, err)
				require.Equal(t, f.Value, r.Eval(rule.Known(f.Facts)), r.String())
				for name := range f.Facts {
					_, known := rule.Find(name)
					require.True(t, known, name)
				}
			})
		}
	}
}

func TestNoRuleHoldsOfEverybody(t *testing.T) {
	t.Parallel()
	for _, raw := range []string{"", "null", " null\n"} {
		r, err := rule.Parse(app.Rule(raw))
		require.NoError(t, err)
		require.True(t, r.Always())
		require.True(t, r.Holds(rule.Known(nil)))
		require.Equal(t, "always", r.String())
	}
	require.True(t, rule.Rule{}.Holds(nil))
}

func TestWhatIsNoJSONIsRefused(t *testing.T) {
	t.Parallel()
	for raw, code := range map[string]string{
		`{"==":[1,`:             "json",
		`{"!":[true]} {}`:       "json",
		`{"==":[1e999,1]}`:      "json",
		"{\"==\":[\"\xff\",1]}": "characters",
	} {
		_, err := rule.Parse(app.Rule(raw))
		requireCode(t, err, code)
	}
}

func TestARuleWithoutBoundsIsRefusedAtOnce(t *testing.T) {
	t.Parallel()
	deep := strings.Repeat(`{"!":[`, 1000) + "true" + strings.Repeat("]}", 1000)
	long := `{"in":["x",["` + strings.Repeat("x", 1<<20) + `"]]}`
	wide := `{"and":[` + strings.Repeat("1,", 3000) + `1]}`
	for raw, code := range map[string]string{deep: "too_deep", long: "too_long", wide: "too_many"} {
		fastest := time.Hour // of some tries: what else the machine does is not ours
		for range 10 {
			begun := time.Now()
			_, err := rule.Parse(app.Rule(raw))
			fastest = min(fastest, time.Since(begun))
			requireCode(t, err, code)
		}
		t.Logf("%s: %v", code, fastest)
		require.Less(t, fastest, 50*time.Millisecond)
	}
}

func requireCode(t *testing.T, err error, code string) {
	t.Helper()
	var known *app.Error
	require.True(t, errors.As(err, &known), "%v", err)
	require.Equal(t, code, known.Fields[0].Code, err)
	require.NotEmpty(t, known.Fields[0].Message)
}

func parsed(t testing.TB, raw string) rule.Rule {
	t.Helper()
	r, err := rule.Parse(app.Rule(raw))
	require.NoError(t, err)
	return r
}

func TestARuleNamesWhatItReads(t *testing.T) {
	t.Parallel()
	r := parsed(t, `{"and":[{"in":[{"var":"visit.country"},["SE","DK"]]},{"==":[{"var":"answers.source"},"podcast"]},{"missing":["answers.slot.part","visit.country"]}]}`)
	require.Equal(t, []string{"visit.country", "answers.source", "answers.slot"}, r.Facts())
	require.Equal(t, []string{"source", "slot"}, r.Answers())
	require.Equal(t, []rule.Want{
		{Fact: "visit.country", Value: "SE", At: ".and.0.in.1"},
		{Fact: "visit.country", Value: "DK", At: ".and.0.in.1"},
		{Fact: "answers.source", Value: "podcast", At: ".and.1.==.1"},
	}, r.Wanted())
}

func TestABlockKnowsWhichRulesItCannotDecide(t *testing.T) {
	t.Parallel()
	cart := parsed(t, `{">":[{"var":"cart.value"},10]}`)
	require.False(t, cart.NeedsServer(app.SurfaceTheme))
	require.True(t, cart.NeedsServer(app.SurfaceThankYou))
	bought := parsed(t, `{"in":["acme",{"var":"bought.vendors"}]}`)
	require.True(t, bought.NeedsServer(app.SurfaceTheme))
	require.False(t, parsed(t, `{"==":[{"var":"answers.source"},"podcast"]}`).NeedsServer(app.SurfaceOrderStatus))
	require.False(t, rule.Rule{}.NeedsServer(app.SurfaceTheme))
}

func TestARuleIsSaidInEnglish(t *testing.T) {
	t.Parallel()
	for raw, words := range map[string]string{
		`{"and":[{">=":[{"var":"shopper.orders"},3]},{"in":[{"var":"visit.country"},["SE","DK"]]}]}`: `(shopper.orders is at least 3) and (visit.country is one of "SE", "DK")`,
		`{"in":["vip",{"var":"shopper.tags"}]}`:                                                      `shopper.tags has "vip"`,
		`{"in":["mail",{"var":"visit.referrer"}]}`:                                                   `visit.referrer contains "mail"`,
		`{"!":[{"var":"shopper.known"}]}`:                                                            `shopper.known is not so`,
		`{"!":[{"==":[{"var":"answers.gift"},true]}]}`:                                               `not (answers.gift is yes)`,
		`{"!!":[{"missing":["answers.source.other"]}]}`:                                              `(answers.source.other is not known) is so`,
		`{"some":[{"var":"shopper.tags"},{"==":[{"var":""},"vip"]}]}`:                                `some of shopper.tags: it is "vip"`,
		`{"if":[{"var":"shopper.known"},true,false]}`:                                                `if shopper.known then yes, else no`,
		`{"<":[1,{"var":["shopper.spent",0]},9.5]}`:                                                  `1 is less than shopper.spent (else 0) is less than 9.5`,
		`{">":[{"/":[{"var":"shopper.spent"},{"var":"shopper.orders"}]},5]}`:                         `(shopper.spent ÷ shopper.orders) is more than 5`,
	} {
		require.Equal(t, words, parsed(t, raw).String())
	}
}

func TestTheConditionThatDecidedIsTold(t *testing.T) {
	t.Parallel()
	r := parsed(t, `{"and":[{">=":[{"var":"shopper.orders"},1]},{"and":[{"==":[{"var":"visit.country"},"SE"]},{"in":["vip",{"var":"shopper.tags"}]}]}]}`)
	why := r.Why(rule.Known(map[string]any{"shopper.orders": 2.0, "visit.country": "DK"}))
	require.Equal(t, rule.Why{Rule: `visit.country is "SE"`, Saw: map[string]any{"visit.country": "DK"}}, why)
	why = r.Why(rule.Known(map[string]any{"shopper.orders": 2.0, "visit.country": "SE", "shopper.tags": []any{"vip"}}))
	require.Equal(t, r.String(), why.Rule)
	require.Len(t, why.Saw, 3)
	why = parsed(t, `{"or":[{"==":[{"var":"visit.country"},"SE"]},{"var":"shopper.known"}]}`).Why(rule.Known(nil))
	require.Equal(t, map[string]any{"visit.country": nil, "shopper.known": nil}, why.Saw)
	require.Equal(t, "always", rule.Rule{}.Why(nil).Rule)
}

func TestEveryFactSaysWhatItIs(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, f := range rule.Vocabulary {
		require.False(t, seen[f.Name], f.Name)
		seen[f.Name] = true
		require.Contains(t, []string{"boolean", "number", "text", "list"}, f.Kind, f.Name)
		require.NotEmpty(t, f.Means, f.Name)
		require.NotNil(t, f.Blocks, f.Name)
		found, ok := rule.Find(f.Name)
		require.True(t, ok)
		require.Equal(t, f, found)
		require.Contains(t, rule.Markdown(), "| `"+f.Name+"` |")
	}
	_, ok := rule.Find("answers.source.other")
	require.True(t, ok)
	_, ok = rule.Find("answers.source.other.other")
	require.False(t, ok)
}

func BenchmarkHolds(b *testing.B) {
	r := parsed(b, `{"and":[{">=":[{"var":"shopper.orders"},1]},{"in":["vip",{"var":"shopper.tags"}]}]}`)
	tags := make([]any, 100)
	for i := range tags {
		tags[i] = fmt.Sprint(i)
	}
	tags[99] = "vip"
	facts := rule.Known(map[string]any{"shopper.orders": 3.0, "shopper.tags": tags})
	b.ReportAllocs()
	for b.Loop() {
		r.Holds(facts)
	}
}

func FuzzParse(f *testing.F) {
	files, err := filepath.Glob("testdata/*.json")
	require.NoError(f, err)
	for _, file := range files {
		data, err := os.ReadFile(file)
		require.NoError(f, err)
		var some []fixture
		require.NoError(f, json.Unmarshal(data, &some))
		for _, one := range some {
			f.Add([]byte(one.Rule))
		}
	}
	facts := rule.Known(map[string]any{"shopper.tags": []any{"a", "b"}, "shopper.orders": 1.0, "answers.source": map[string]any{"other": "x"}})
	f.Fuzz(func(t *testing.T, raw []byte) {
		r, err := rule.Parse(raw)
		if err != nil {
			require.Equal(t, app.Invalid, app.KindOf(err))
			return
		}
		require.Equal(t, r.Eval(facts), r.Eval(facts))
		require.NotEmpty(t, r.String())
		if !r.Holds(facts) {
			require.NotEmpty(t, r.Why(facts).Rule)
		}
	})
}
