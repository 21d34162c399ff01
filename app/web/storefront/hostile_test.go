package storefront_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/question"
)

// everyType is a survey with one question of each type, by what defines the type.
func everyType(t *testing.T) app.Document {
	t.Helper()
	d := survey()
	d.Handle, d.Questions = "every-type", nil
	for _, name := range question.Names() {
		files, err := filepath.Glob("../../question/testdata/" + name + "/*.json")
		require.NoError(t, err)
		for _, file := range files {
			var f struct {
				Question app.Question
				Problems []any
			}
			text, err := os.ReadFile(file)
			require.NoError(t, err)
			require.NoError(t, json.Unmarshal(text, &f))
			if f.Question.Key = name; len(f.Problems) == 0 && f.Question.Source == nil {
				d.Questions = append(d.Questions, f.Question)
				break
			}
		}
	}
	require.Len(t, d.Questions, len(question.Names()))
	return d
}

// hostile are answers of almost 64 kB, none of which answers anything.
func hostile() map[string]string {
	const room = 60_000
	counted := func(n int, format string) string {
		items := make([]string, n)
		for i := range items {
			items[i] = fmt.Sprintf(format, i)
		}
		return strings.Join(items, ",")
	}
	return map[string]string{
		"one long word":        `"` + strings.Repeat("x", room) + `"`,
		"letters with accents": `"` + strings.Repeat("\u0301", room/2) + `"`,
		"escapes":              `"` + strings.Repeat(`\u0041`, room/6) + `"`,
		"many words":           "[" + counted(5_000, `"w%d"`) + "]",
		"one word many times":  "[" + strings.Repeat(`"a",`, room/4) + `"a"]`,
		"many write-ins":       "[" + counted(3_000, `{"other":"%d"}`) + "]",
		"a long write-in":      `{"other":"` + strings.Repeat("x", room) + `"}`,
		"many fields":          "{" + counted(5_000, `"f%d":1`) + "}",
		"deep lists":           strings.Repeat("[", 9_000) + strings.Repeat("]", 9_000),
		"deep objects":         strings.Repeat(`{"a":`, 5_000) + "1" + strings.Repeat("}", 5_000),
		"many digits":          strings.Repeat("9", room),
		"many numbers":         "[" + strings.Repeat("1,", room/2) + "1]",
	}
}

const (
	mostTime    = time.Second // on whatever machine; a quiet one takes less than 50 ms
	mostTimes   = 20          // what reading the bytes and refusing anything take
	mostRefusal = 32 << 10    // bytes
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

func TestHostileAnswersAreRefusedFastWhateverTheirType(t *testing.T) {
	s := newShop(t)
	d := everyType(t)
	made, err := s.store.CreateSurvey(t.Context(), demo, d)
	require.NoError(t, err)
	_, err = s.store.PublishSurvey(t.Context(), demo, made.ID, made.Revision)
	require.NoError(t, err)
	before := s.recorded()
	post := func(answers string) (body string, got answer) {
		body = fmt.Sprintf(`{"id":%q,"survey":"every-type","version":1,"surface":"theme","locale":"en","shown":[],"answers":%s,"complete":false}`, uuid.NewString(), answers)
		return body, s.send("POST", proxied("/proxy/responses", nil), asJSON(), body)
	}
	refused := func(t *testing.T, answers string) {
		t.Helper()
		var body string
		var got answer
		took := quick(t, func() { body, got = post(answers) }, func() {
			_, _ = post(`{"consent":1}`)
			var into any
			_ = json.Unmarshal([]byte(body), &into) // some is no JSON
		})
		t.Logf("%5.1f ms for %d bytes: %.150s", ms(took), len(body), got.body)
		require.Contains(t, []int{http.StatusUnprocessableEntity, http.StatusBadRequest, http.StatusRequestEntityTooLarge}, got.status, got.body)
		require.Contains(t, got.header.Get("Content-Type"), "application/problem+json")
		require.LessOrEqual(t, len(got.body), mostRefusal)
	}
	for name, value := range hostile() {
		for _, q := range d.Questions {
			t.Run(q.Key+" "+name, func(t *testing.T) { refused(t, fmt.Sprintf("{%q:%s}", q.Key, value)) })
		}
	}
	many := make([]string, 3_000)
	for i := range many {
		many[i] = fmt.Sprintf(`"q%d":"x"`, i)
	}
	for name, answers := range map[string]string{
		"64 kB and more":             `{"text":"` + strings.Repeat("x", 64<<10) + `"}`,
		"answers to 3,000 questions": "{" + strings.Join(many, ",") + "}",
		"a question of 60,000":       `{"` + strings.Repeat("x", 60_000) + `":"x"}`,
		"answers that are a list":    "[" + strings.Repeat("1,", 30_000) + "1]",
	} {
		t.Run(name, func(t *testing.T) { refused(t, answers) })
	}
	require.Equal(t, before, s.recorded())
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
