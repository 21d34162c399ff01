package written_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/branch"
	"github.com/askwell/askwell/app/question"
	"github.com/askwell/askwell/app/written"
)

// awkward is any text, and often one that YAML could take for something else.
func awkward() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.String(),
		rapid.StringOf(rapid.SampledFrom([]rune("ab \n\t:#-|>'\"\\,[]{}&*!%@`?~01.eé\u2028\u00a0\ufeff😀"))),
		rapid.SampledFrom([]string{"no", "true", "null", "~", "0777", "1e3", "2026-11-22", "<<", "=", "12:30:45", "", "\n", " a\n b", "a\n\n", "...", "---"}),
	)
}

func someRule() *rapid.Generator[app.Rule] {
	return rapid.Custom(func(t *rapid.T) app.Rule {
		value := rapid.OneOf(rapid.Map(awkward(), func(s string) any { return s }), rapid.SampledFrom([]any{1.5, 1e21, -3, true, nil, []any{}}))
		text, _ := json.Marshal(map[string]any{"in": []any{
			map[string]any{"var": awkward().Draw(t, "fact")}, rapid.SliceOfN(value, 0, 3).Draw(t, "values"),
		}})
		return text
	})
}

// anything is a document that need not be right.
func anything() *rapid.Generator[app.Document] {
	return rapid.Custom(func(t *rapid.T) app.Document {
		words := rapid.MapOfN(awkward(), awkward(), 0, 3)
		text := func(name string) app.Text { return words.Draw(t, name) }
		d := app.Document{
			Handle: awkward().Draw(t, "handle"), Title: awkward().Draw(t, "title"),
			Languages: rapid.SliceOfN(awkward(), 0, 3).Draw(t, "languages"), Thanks: text("thanks"),
			Priority: rapid.Int().Draw(t, "priority"), Sample: app.Sample{Percent: rapid.IntRange(0, 3).Draw(t, "percent")},
			Audience: rapid.OneOf(rapid.Just(app.Rule(nil)), someRule()).Draw(t, "audience"),
		}
		for range rapid.IntRange(0, 3).Draw(t, "questions") {
			q := app.Question{
				Key: awkward().Draw(t, "key"), Type: awkward().Draw(t, "type"), Prompt: text("prompt"), Why: text("why"),
				Step: rapid.Float64().Draw(t, "step"), Required: rapid.Bool().Draw(t, "required"),
				Mapping: app.WriteBack{Tag: rapid.Bool().Draw(t, "tag")},
			}
			if rapid.Bool().Draw(t, "bounded") {
				least := rapid.Float64().Draw(t, "min")
				q.Min, q.Other = &least, &app.Other{Label: text("label"), Names: []app.Canonical{{Name: awkward().Draw(t, "name")}}}
				q.Next = []app.Branch{{If: someRule().Draw(t, "if"), To: awkward().Draw(t, "to")}}
			}
			for range rapid.IntRange(0, 3).Draw(t, "options") {
				q.Options = append(q.Options, app.Option{Key: awkward().Draw(t, "option"), Label: text("label"), Weights: map[string]int{awkward().Draw(t, "ending"): rapid.Int().Draw(t, "weight")}})
			}
			d.Questions = append(d.Questions, q)
		}
		return d
	})
}

// read is the document a file holds.
func read(name string, text []byte) (d app.Document, err error) {
	_, err = written.Read(name, text, &d)
	return d, err
}

// check tells what is wrong with a document that was read, as saving one does; what
// saving needs beside is a database, which a fuzzed build had to instrument.
func check(d app.Document) error {
	return app.InvalidFields(append(question.CheckDocument(d), branch.Check(d)...))
}

func TestEveryDocumentIsReadAsItWasWritten(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := anything().Draw(t, "document")
		text, err := written.Survey(d)
		require.NoError(t, err)
		again, err := read("a.yaml", text)
		require.NoError(t, err, string(text))
		asJSON, err := json.MarshalIndent(d, "", "\t")
		require.NoError(t, err)
		fromJSON, err := read("a.json", asJSON)
		require.NoError(t, err, string(asJSON))
		for _, got := range []app.Document{again, fromJSON} {
			require.JSONEq(t, filled(t, d), filled(t, got))
			changes, err := written.Differences(d, got)
			require.NoError(t, err)
			require.Empty(t, changes)
		}
		second, err := written.Survey(again)
		require.NoError(t, err)
		require.Equal(t, string(text), string(second))
	})
}

// filled is a document's JSON with the lists that every file has.
func filled(t require.TestingT, d app.Document) string {
	d.Languages, d.Placements, d.Questions = append([]string{}, d.Languages...), append([]app.Surface{}, d.Placements...), append([]app.Question{}, d.Questions...)
	text, err := json.Marshal(d)
	require.NoError(t, err)
	return string(text)
}

func TestTwoDocumentsDifferJustWhenTheirJSONDoes(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a, b := anything().Draw(t, "a"), anything().Draw(t, "b")
		if rapid.Bool().Draw(t, "alike") {
			b = a
			b.Questions = append([]app.Question(nil), a.Questions...)
			if n := len(b.Questions); n > 0 {
				b.Questions[n-1].Required = !b.Questions[n-1].Required
				b.Questions[0], b.Questions[n-1] = b.Questions[n-1], b.Questions[0]
			}
		}
		one, _ := json.Marshal(a)
		other, _ := json.Marshal(b)
		changes, err := written.Differences(a, b)
		require.NoError(t, err)
		if string(one) == string(other) {
			require.Empty(t, changes)
		}
		if len(changes) == 0 {
			again, err := written.Survey(a)
			require.NoError(t, err)
			same, err := written.Survey(b)
			require.NoError(t, err)
			require.Equal(t, string(again), string(same))
		}
	})
}

const small = `handle: small # the shortest survey
title: Small
languages: [en]
placements: [theme]
questions:
- key: wish
  type: text
  prompt:
    en: |-
      What do you
      wish for?
`

func TestASurveyIsWrittenForPeople(t *testing.T) {
	t.Parallel()
	f, err := read("small.yaml", []byte(small))
	require.NoError(t, err)
	require.Equal(t, "What do you\nwish for?", f.Questions[0].Prompt["en"])
	f.Questions[0].If = app.Rule(`{"==":[{"var":"visit.country"},"SE"]}`)
	f.Languages = []string{"sv", "en"}
	f.Questions[0].Prompt["sv"] = "no"
	text, err := written.Survey(f)
	require.NoError(t, err)
	require.Equal(t, `handle: small
title: Small
languages: [sv, en]
placements: [theme]
questions:
- key: wish
  type: text
  prompt:
    sv: "no"
    en: |-
      What do you
      wish for?
  if: {"==": [{"var": "visit.country"}, "SE"]}
`, string(text))
}

func TestWhatAFileMayNotSayIsRefusedWithItsPlace(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ from, to, want string }{
		"unknown field":         {"title: Small", "titel: Small", "a.yaml:2:1: titel: there is no such field"},
		"unknown nested field":  {"  type: text", "  kind: text", "a.yaml:7:3: questions.0.kind: there is no such field"},
		"a key twice":           {"title: Small", "title: Small\ntitle: Other", "a.yaml:3:1: title: this key stands here twice"},
		"a language twice":      {"    en: |-", "    en: Wish?\n    en: |-", "a.yaml:10:5: questions.0.prompt.en: this key stands here twice"},
		"a number for a text":   {"title: Small", "title: 2024", "a.yaml:2:8: title: this must be a text: put it in quotes"},
		"a text for a number":   {"title: Small", "priority: high", "a.yaml:2:11: priority: this must be a whole number"},
		"a word for a boolean":  {"  type: text", "  type: text\n  required: yes", "a.yaml:8:13: questions.0.required: this must be true or false"},
		"an octal":              {"title: Small", "priority: 0777", "a.yaml:2:11: priority: write the number in plain digits"},
		"infinity":              {"  type: text", "  type: text\n  step: .inf", "a.yaml:8:9: questions.0.step: write the number in plain digits"},
		"a text for a list":     {"[theme]", "theme", "a.yaml:4:13: placements: this must be a list"},
		"a list for a mapping":  {"    en: |-", "  - en: |-", "a.yaml:9:3: questions.0.prompt: this must be a mapping of keys to values"},
		"a tag":                 {"title: Small", "title: !!binary aGk=", "a.yaml:2:8: title: tags such as !!binary are not read"},
		"a merge":               {"title: Small", "<<: {title: Small}", "a.yaml:2:1: <<: there is no such field"},
		"a key that is a list":  {"title: Small", "? [a]\n: b", "a.yaml:2:3: a key is a word"},
		"another survey behind": {"title: Small", "title: Small\n---\na: b", "a.yaml:1:1: a file holds one survey"},
		"no YAML":               {"title: Small", "title: a: b", "a.yaml:2:9: this is no YAML: mapping values are not allowed in this context"},
		"no anchor":             {"title: Small", "title: *a", "a.yaml:2:8: this is no YAML: unknown anchor 'a' referenced"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Contains(t, small, tc.from)
			_, err := read("a.yaml", []byte(strings.Replace(small, tc.from, tc.to, 1)))
			require.ErrorContains(t, err, tc.want)
		})
	}
	_, err := read("a.yaml", []byte("# nothing\n"))
	require.EqualError(t, err, "a.yaml:1:1: the file is empty")
	_, err = read("a.json", []byte("{\"handle\": \"a\",\n \"é\": {}, \"x\": 1}"))
	require.EqualError(t, err, "a.json:2:2: é: there is no such field\na.json:2:11: x: there is no such field")
}

func TestWhatIsWrongWithASurveyIsToldWithItsPlace(t *testing.T) {
	t.Parallel()
	var d app.Document
	f, err := written.Read("a.yaml", []byte(strings.Replace(small, "[en]", "[sv, en]", 1)), &d)
	require.NoError(t, err)
	require.ErrorContains(t, f.Locate(check(d)), "a.yaml:8:3: questions.0.prompt.sv: Question wish: this text is missing in sv.")
	require.Equal(t, "a.yaml:1:1", f.Place("handle"))
	f, err = written.Read("a.yaml", []byte(small+"  next: [{to: wish}]\n"), &d)
	require.NoError(t, err)
	require.ErrorContains(t, f.Locate(check(d)), "questions.0.next.0.to: ")
	require.EqualError(t, f.Locate(app.Errorf(app.Conflict, "no")), "a.yaml: conflict: no")
	require.NoError(t, f.Locate(nil))
}

func TestAnchorsSaveRepetition(t *testing.T) {
	t.Parallel()
	text := strings.Replace(small, "    en: |-", "    en: &wish |-", 1) + "thanks: {en: *wish}\n"
	f, err := read("a.yaml", []byte(text))
	require.NoError(t, err)
	require.Equal(t, "What do you\nwish for?", f.Thanks["en"])
}

// hostile are files that are far too much of something, or unfold to it.
func hostile() map[string]string {
	laughs := "title: &a0 {var: x}\n"
	for i := range 60 {
		laughs += fmt.Sprintf("x%d: &a%d [%s*a%d]\n", i, i+1, strings.Repeat(fmt.Sprintf("*a%d, ", i), 9), i)
	}
	rules := "audience: [&a0 [lol]"
	for i := range 60 {
		rules += fmt.Sprintf(", &a%d [*a%d, *a%d]", i+1, i, i)
	}
	counted := func(n int, format string) (items string) {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	return map[string]string{
		"laughs":               laughs,
		"laughs, rules":        rules + "]",
		"laughs, words":        "title: &a " + strings.Repeat("x", 1_000) + "\nlanguages: [" + strings.Repeat("*a, ", 10_000) + "*a]",
		"a cycle":              "audience: &a [*a, *a]",
		"a cycle of keys":      "thanks: &a {en: x, *a : *a}",
		"10,000 anchors":       "audience: [" + counted(10_000, "&a%d x, ") + "x]",
		"a merge":              "title: &a {x: 1}\nquestions: [{<<: *a}]",
		"a long word":          "title: &a " + strings.Repeat("x", 50_000) + "\nthanks: {en: *a, sv: *a, da: *a}",
		"a long key":           strings.Repeat("x", 100_000) + ": 1",
		"a long line":          "title: " + strings.Repeat("x ", written.MostBytes/2-4),
		"deep flow":            "audience: " + strings.Repeat("[", written.MostBytes-20),
		"deep mappings":        "audience: " + strings.Repeat("{a: ", 50_000),
		"deep rule":            "audience: " + strings.Repeat("[", 5_000) + strings.Repeat("]", 5_000),
		"a rule 1,000 deep":    "audience: " + strings.Repeat(`{"!": [`, 1_000) + "true" + strings.Repeat("]}", 1_000),
		"deep blocks":          strings.Repeat("- ", written.MostBytes/2),
		"deep JSON":            `{"audience":` + strings.Repeat("[", 9_000) + strings.Repeat("]", 9_000) + "}",
		"10,000 options":       "questions: [{options: [" + counted(10_000, "{key: o%d}, ") + "]}]",
		"10,000 languages":     "languages: [" + counted(10_000, "a%d, ") + "]",
		"10,000 texts":         "thanks: {" + counted(10_000, "b%d: x, ") + "}",
		"10,000 texts in JSON": `{"thanks":{` + counted(10_000, `"b%d":"x",`) + `"en":"x"}}`,
		"10,000 questions":     "questions:\n" + counted(10_000, "- key: q%d\n"),
		"many errors":          strings.Repeat("a: b\n", written.MostBytes/50),
		"many numbers":         "questions: [" + strings.Repeat("1,", written.MostBytes/2-40) + "1]",
		"many JSON numbers":    `{"questions":[` + strings.Repeat("1,", written.MostBytes/2-40) + "1]}",
		"a number of letters":  "priority: " + strings.Repeat("9", 100_000),
		"many documents":       strings.Repeat("---\na: b\n", 10_000),
		"many comments":        strings.Repeat("# x\n", written.MostBytes/4-4) + "a: b",
		"large":                strings.Repeat("#", 1<<20),
	}
}

// mostTimes is how much longer refusing a file may take than reading as much JSON on
// the same machine: a quiet one needs some milliseconds for that.
const mostTimes = 30

func TestHostileFilesAreRefusedFast(t *testing.T) {
	numbers := []byte("[" + strings.Repeat("1,", written.MostBytes/2-1) + "1]")
	for name, text := range hostile() {
		t.Run(name, func(t *testing.T) {
			var took, plain time.Duration
			for range 3 { // only what else the machine does asks for another try
				started := time.Now()
				d, err := read("a.yaml", []byte(text))
				if err == nil {
					err = check(d)
				}
				took = time.Since(started)
				require.Error(t, err)
				require.Less(t, len(err.Error()), 8_000)
				first, _, _ := strings.Cut(err.Error(), "\n")

				started = time.Now()
				var list any
				require.NoError(t, json.Unmarshal(numbers, &list))
				plain = time.Since(started)
				t.Logf("%5.1f ms for %d bytes; plain JSON takes %.1f: %.120s", ms(took), len(text), ms(plain), first)
				if took < mostTimes*plain {
					break
				}
			}
			require.Less(t, took, mostTimes*plain)
		})
	}
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
