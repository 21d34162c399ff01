package admin_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// hostile are definitions that are far too much of something, around a good one.
func hostile(t *testing.T) map[string]string {
	t.Helper()
	good, err := json.Marshal(document("hostile"))
	require.NoError(t, err)
	many := func(n int, item string) string { return "[" + strings.Repeat(item+",", n-1) + item + "]" }
	counted := func(n int, format string) string {
		items := make([]string, n)
		for i := range items {
			items[i] = fmt.Sprintf(format, i)
		}
		return strings.Join(items, ",")
	}
	with := func(field, value string) string {
		var d map[string]json.RawMessage
		require.NoError(t, json.Unmarshal(good, &d))
		d[field] = json.RawMessage(value)
		return joined(t, d)
	}
	asked := func(field, value string) string {
		var d struct{ Questions []map[string]json.RawMessage }
		require.NoError(t, json.Unmarshal(good, &d))
		d.Questions[0][field] = json.RawMessage(value)
		return with("questions", "["+joined(t, d.Questions[0])+"]")
	}
	deep := func(n int) string {
		return strings.Repeat(`{"!":[`, n) + "true" + strings.Repeat("]}", n)
	}
	return map[string]string{
		"a definition of 1 MB":           with("title", `"`+strings.Repeat("x", 1<<20)+`"`),
		"a definition of almost 1 MB":    with("title", `"`+strings.Repeat("x", 1<<20-2_000)+`"`),
		"1 MB of spaces":                 with("title", `"x"`+strings.Repeat(" ", 1<<20-2_000)),
		"1 MB of numbers":                with("placements", many(500_000, "1")),
		"an audience 1,000 deep":         with("audience", deep(1_000)),
		"a condition 1,000 deep":         asked("if", deep(1_000)),
		"a doubt 1,000 deep":             asked("doubt", deep(1_000)),
		"a branch 1,000 deep":            asked("next", `[{"to":"end","if":`+deep(1_000)+`}]`),
		"an audience 9,000 deep":         with("audience", strings.Repeat("[", 9_000)+strings.Repeat("]", 9_000)),
		"an audience 100,000 deep":       with("audience", strings.Repeat("[", 100_000)+strings.Repeat("]", 100_000)),
		"an unknown field 100,000 deep":  with("x", strings.Repeat(`{"a":`, 100_000)+"1"+strings.Repeat("}", 100_000)),
		"a rule of 10,000 parts":         with("audience", `{"and":`+many(10_000, `true`)+`}`),
		"10,000 options":                 asked("options", "["+counted(10_000, `{"key":"o%d"}`)+"]"),
		"10,000 options with labels":     asked("options", "["+counted(10_000, `{"key":"o%d","label":{"en":"x"}}`)+"]"),
		"10,000 empty options":           asked("options", many(10_000, "{}")),
		"10,000 options of no kind":      asked("options", many(10_000, "1")),
		"10,000 day parts":               asked("parts", "["+counted(10_000, `{"key":"o%d"}`)+"]"),
		"10,000 languages":               with("languages", "["+counted(10_000, `"l%d"`)+"]"),
		"10,000 equal languages":         with("languages", many(10_000, `"en"`)),
		"a text in 10,000 languages":     asked("prompt", "{"+counted(10_000, `"l%d":"x"`)+"}"),
		"10,000 questions":               with("questions", "["+counted(10_000, `{"key":"q%d"}`)+"]"),
		"10,000 empty questions":         with("questions", many(10_000, "{}")),
		"10,000 places":                  with("placements", many(10_000, `"theme"`)),
		"10,000 branches":                asked("next", many(10_000, `{"to":"end"}`)),
		"10,000 endings":                 with("endings", "["+counted(10_000, `{"key":"e%d"}`)+"]"),
		"10,000 products of an ending":   with("endings", `[{"key":"e","title":{"en":"x"},"products":`+many(10_000, `"sock"`)+`}]`),
		"10,000 weights":                 asked("options", `[{"key":"a","label":{"en":"a"},"weights":{`+counted(10_000, `"e%d":1`)+`}},{"key":"b","label":{"en":"b"}}]`),
		"10,000 names of a write-in":     asked("other", `{"label":{"en":"x"},"names":[`+counted(10_000, `{"name":"n%d"}`)+`]}`),
		"10,000 aliases of a name":       asked("other", `{"label":{"en":"x"},"names":[{"name":"n","aliases":[`+counted(10_000, `"a%d"`)+`]}]}`),
		"a key of 100,000 letters":       asked("key", `"`+strings.Repeat("k", 100_000)+`"`),
		"an option's key of 100,000":     asked("options", `[{"key":"`+strings.Repeat("k", 100_000)+`","label":{"en":"a"}},{"key":"b","label":{"en":"b"}}]`),
		"a language of 100,000 letters":  with("languages", `["`+strings.Repeat("k", 100_000)+`"]`),
		"a field of 100,000 letters":     with(strings.Repeat("k", 100_000), "1"),
		"10,000 unknown fields":          with("x", `1,`+counted(10_000, `"x%d":1`)),
		"a handle of 100,000 letters":    with("handle", `"`+strings.Repeat("a", 100_000)+`"`),
		"a prompt of 100,000 letters":    asked("prompt", `{"en":"`+strings.Repeat("å", 100_000)+`"}`),
		"a number of 100,000 digits":     with("priority", strings.Repeat("9", 100_000)),
		"a number that is none":          with("priority", "1e999"),
		"a document that ends too early": strings.Repeat(`{"document":`, 50_000),
	}
}

func joined(t *testing.T, fields map[string]json.RawMessage) string {
	t.Helper()
	parts := make([]string, 0, len(fields))
	for name, value := range fields {
		parts = append(parts, fmt.Sprintf("%q:%s", name, value))
	}
	return "{" + strings.Join(parts, ",") + "}"
}

const (
	mostTime   = time.Second // on whatever machine; a quiet one takes less than 50 ms
	mostTimes  = 20          // what reading the bytes and refusing anything take
	mostAnswer = 32 << 10    // bytes of a refusal
)

// quick does something until it takes no longer than a yardstick allows that is laid
// beside it each time: whatever else the machine does slows both.
func quick(t *testing.T, try, yardstick func()) (took time.Duration) {
	t.Helper()
	clock := func(f func()) time.Duration {
		started := time.Now()
		f()
		return time.Since(started)
	}
	var most time.Duration
	for range 10 {
		took, most = clock(try), min(mostTime, mostTimes*clock(yardstick))
		if took < most {
			return took
		}
	}
	require.Less(t, took, most)
	return took
}

func TestHostileDefinitionsAreRefusedFastAndClearly(t *testing.T) {
	b := newBench(t, built)
	b.install(demo)
	token := b.token("admin", demo)
	refused := func(method, path, body string) string {
		req, err := http.NewRequestWithContext(t.Context(), method, b.app+"/api/v1"+path, strings.NewReader(body))
		require.NoError(t, err)
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Authorization", "Bearer "+token)
		answer, err := http.DefaultClient.Do(req)
		require.NoError(t, err)
		text, err := io.ReadAll(answer.Body)
		require.NoError(t, err)
		require.NoError(t, answer.Body.Close())
		require.Contains(t, []int{http.StatusUnprocessableEntity, http.StatusRequestEntityTooLarge}, answer.StatusCode, string(text[:min(len(text), 500)]))
		require.Contains(t, answer.Header.Get("Content-Type"), "application/problem+json")
		require.LessOrEqual(t, len(text), mostAnswer)
		return string(text)
	}
	for name, document := range hostile(t) {
		t.Run(name, func(t *testing.T) {
			body := `{"revision":1,"document":` + document + `}`
			var told string
			took := quick(t, func() { told = refused(http.MethodPut, "/surveys/any", body) }, func() {
				refused(http.MethodPut, "/surveys/any", `{"document":{}}`)
				var into any
				_ = json.Unmarshal([]byte(body), &into) // some are no JSON
			})
			t.Logf("%5.1f ms for %d bytes: %.200s", ms(took), len(body), told)
		})
	}
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func TestARequestThatIsNoDocumentIsSmall(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	require.Equal(t, http.StatusRequestEntityTooLarge, b.call("POST", "/rewards", demo, map[string]string{"x": strings.Repeat("x", 64<<10)}, nil))
	var problem struct {
		Errors []struct{ Field, Message string }
	}
	many := map[string]any{strings.Repeat("y", 1_000): 1}
	for i := range 1_000 {
		many[fmt.Sprint("x", i)] = 1
	}
	require.Equal(t, http.StatusUnprocessableEntity, b.call("POST", "/rewards", demo, many, &problem))
	require.Len(t, problem.Errors, 50)
	for _, e := range problem.Errors {
		require.Less(t, len(e.Field)+len(e.Message), 500)
	}
}
