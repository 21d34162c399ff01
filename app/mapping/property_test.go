package mapping_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store/storetest"
	"github.com/askwell/askwell/integrations"
)

var keys = rapid.StringMatching(`[a-c_]{0,2}(skin|quiz_skin)_t[a-z_]{0,12}`).Filter(func(s string) bool {
	return regexp.MustCompile(`^[a-z][a-z0-9_]{1,63}$`).MatchString(s)
})

func TestNamesNeverCollideHoweverMuchIsCutAway(t *testing.T) {
	t.Parallel()
	database := storetest.SQLite(t)
	rapid.Check(t, func(rt *rapid.T) {
		w := newWorld(t, database)
		most := rapid.IntRange(4, 20).Draw(rt, "most")
		upper := rapid.Bool().Draw(rt, "capitals")
		w.spec = func(s *integrations.Spec) {
			s.Naming = integrations.Naming{Prefix: rapid.SampledFrom([]string{"", "q_"}).Draw(rt, "prefix"), Upper: upper, Most: most}
			if upper {
				s.Naming.Prefix = strings.ToUpper(s.Naming.Prefix)
			}
		}
		rules := w.Spec()
		w.spec = func(s *integrations.Spec) { s.Naming = rules.Naming }
		for _, there := range rapid.SliceOfN(keys, 0, 3).Draw(rt, "there") {
			w.catalogue.Attributes = append(w.catalogue.Attributes, integrations.Attribute{Key: strings.ToUpper(there[:min(len(there), most)]), Type: app.FieldDate})
		}
		var questions []app.Question
		for _, key := range rapid.SliceOfNDistinct(keys, 2, 12, rapid.ID[string]).Draw(rt, "questions") {
			questions = append(questions, app.Question{Key: key, Type: "text"})
		}
		half := rapid.IntRange(1, len(questions)).Draw(rt, "first")
		w.ask(rt, questions[:half]...)
		w.save(rt, w.board(rt).Proposed)
		kept := named(w.board(rt).Mapping)
		w.ask(rt, questions...)
		w.save(rt, w.board(rt).Proposed)
		all := named(w.board(rt).Mapping)
		require.Len(rt, all, len(questions))
		for question, name := range kept {
			require.Equal(rt, name, all[question], "what is kept is never made again")
		}
		seen := map[string]bool{strings.ToLower(w.board(rt).Mapping.Link): true}
		for _, name := range all {
			require.LessOrEqual(rt, len(name), most)
			require.False(rt, seen[strings.ToLower(name)], "%s twice in %v", name, all)
			seen[strings.ToLower(name)] = true
		}
	})
}

func named(m app.Mapping) map[string]string {
	all := map[string]string{}
	for _, t := range m.Targets {
		all[t.Question] = t.Name
	}
	return all
}

func TestWordsNeverChangeWhateverIsWrittenLater(t *testing.T) {
	t.Parallel()
	database := storetest.SQLite(t)
	rapid.Check(t, func(rt *rapid.T) {
		w := newWorld(t, database)
		known := map[string]string{}
		for step := range rapid.IntRange(1, 5).Draw(rt, "versions") {
			q := app.Question{Key: "skin", Type: "single_choice"}
			for _, key := range rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"a", "b", "c", "d", "e"}), 2, 5, rapid.ID[string]).Draw(rt, "options") {
				q.Options = append(q.Options, app.Option{Key: key, Label: app.Text{"en": rapid.StringMatching(`[xyz]{1,2}`).Draw(rt, "label")}})
			}
			w.ask(rt, q)
			w.save(rt, w.board(rt).Proposed)
			words := find(rt, w.board(rt).Mapping, "skin").Words
			for key, word := range known {
				require.Equal(rt, word, words[key], "version %d", step)
			}
			said := map[string]string{}
			for key, word := range words {
				require.Empty(rt, said[strings.ToLower(word)], "%s and %s are called the same", key, said[word])
				said[strings.ToLower(word)] = key
			}
			known = maps.Clone(words)
		}
	})
}

func TestWhatIsSensitiveNeverLeaksUnlessTicked(t *testing.T) {
	t.Parallel()
	database := storetest.SQLite(t)
	rapid.Check(t, func(rt *rapid.T) {
		w := newWorld(t, database)
		version := func() (all []app.Question) {
			for i := range 4 {
				all = append(all, app.Question{Key: fmt.Sprintf("q%d", i), Type: "text", Sensitive: rapid.Bool().Draw(rt, "sensitive")})
			}
			return all
		}
		first := version()
		w.ask(rt, first...)
		m := w.board(rt).Proposed
		ticked := map[string]bool{}
		for _, q := range first {
			if q.Sensitive && rapid.Bool().Draw(rt, "tick") {
				ticked[q.Key] = true
				m.Targets = append(m.Targets, app.Target{Question: q.Key, Kind: app.TargetProperty, Name: q.Key, Type: app.FieldText, Sensitive: true})
			}
		}
		w.save(rt, m)
		answers := map[string]app.Value{}
		for _, q := range first {
			answers[q.Key] = value(app.KindText, "secret "+q.Key)
		}
		if rapid.Bool().Draw(rt, "told before") {
			w.reachable(rt, 7, "ada@example.com", answers)
		} else {
			w.answer(rt, said{customer: 7, answers: answers})
		}
		second := version()
		for i := range second {
			second[i].Sensitive = second[i].Sensitive || first[i].Sensitive // as publishing has it
		}
		w.ask(rt, second...)
		w.reachable(rt, 7, "ada@example.com", map[string]app.Value{"q0": value(app.KindText, "again")})
		whole, err := json.Marshal(w.person("ada@example.com"))
		require.NoError(rt, err)
		for _, q := range second {
			_, there := w.held("ada@example.com")[q.Key]
			require.Equal(rt, !q.Sensitive || ticked[q.Key], there, "%s in %s", q.Key, whole)
		}
	})
}
