package template_test

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/publish"
	"github.com/askwell/askwell/app/question"
	"github.com/askwell/askwell/app/reward"
	"github.com/askwell/askwell/app/rule"
	"github.com/askwell/askwell/app/template"
	"github.com/askwell/askwell/app/written"
)

var languages = []string{"en", "sv", "sl", "pl", "da", "es"}

// every calls a test for each template.
func every(t *testing.T, test func(t *testing.T, one template.Template)) {
	t.Helper()
	all, err := template.List()
	require.NoError(t, err)
	for _, one := range all {
		t.Run(one.Name, func(t *testing.T) {
			t.Parallel()
			test(t, one)
		})
	}
}

// everySurvey calls a test for each survey of each template.
func everySurvey(t *testing.T, test func(t *testing.T, of template.Template, d app.Document)) {
	t.Helper()
	every(t, func(t *testing.T, one template.Template) {
		for _, d := range one.Surveys {
			test(t, one, d)
		}
	})
}

func TestEverySurveyCanBePublishedInSixLanguages(t *testing.T) {
	t.Parallel()
	everySurvey(t, func(t *testing.T, _ template.Template, d app.Document) {
		require.NoError(t, publish.Check(d))
		require.Equal(t, languages, d.Languages)
		require.Empty(t, question.Missing(d))
		require.NotEmpty(t, d.Thanks)
		require.NotEmpty(t, d.Placements)
	})
}

func TestATemplateSaysWhatItIs(t *testing.T) {
	t.Parallel()
	every(t, func(t *testing.T, one template.Template) {
		require.NotEmpty(t, one.Title)
		require.Greater(t, len(one.Purpose), 40)
		require.Positive(t, one.Questions())
		require.Greater(t, one.Seconds(), float64(one.Questions()))
		require.Equal(t, languages, one.Languages())
		again, err := template.Get(one.Name)
		require.NoError(t, err)
		require.Equal(t, one, again)
	})
	_, err := template.Get("nothing")
	require.True(t, app.Is(err, app.NotFound))
}

// Collect only what is used, and no longer than that.
func TestEveryAnswerIsUsedAndNotKeptForEver(t *testing.T) {
	t.Parallel()
	everySurvey(t, func(t *testing.T, _ template.Template, d app.Document) {
		for _, q := range d.Questions {
			require.True(t, q.Mapping.Writes(), q.Key)
			if q.Type == "consent" { // which counts until it is taken back
				require.NotEmpty(t, q.Purpose, q.Key)
				require.Zero(t, q.KeepDays, q.Key)
			} else {
				require.Positive(t, q.KeepDays, q.Key)
				require.LessOrEqual(t, q.HalfLife, q.KeepDays, q.Key)
			}
		}
	})
}

// askServer are the rules that a block cannot decide by itself, knowingly.
var askServer = map[string][]string{
	"delivery on thank-you":          {"order.delivery"},
	"delivery on order-status":       {"order.delivery"},
	"profile-offers on theme":        {"shopper.visits"},
	"after-purchase on order-status": {"shopper.days_since_order"},
}

func TestRulesAskWhatTheirSurfacesKnow(t *testing.T) {
	t.Parallel()
	everySurvey(t, func(t *testing.T, _ template.Template, d app.Document) {
		rules := []app.Rule{d.Audience}
		for _, q := range d.Questions {
			rules = append(rules, q.If, q.Doubt)
			for _, b := range q.Next {
				rules = append(rules, b.If)
			}
		}
		for _, at := range d.Placements {
			var unknown []string
			for _, raw := range rules {
				parsed, err := rule.Parse(raw)
				require.NoError(t, err)
				for _, name := range parsed.Facts() {
					if fact, _ := rule.Find(name); !slices.Contains(fact.Blocks, at) {
						unknown = append(unknown, name)
					}
				}
			}
			require.Equal(t, askServer[d.Handle+" on "+string(at)], unknown, "%s on %s", d.Handle, at)
		}
	})
}

func TestARewardIsEarnedByAnswersAndNeverByAConsent(t *testing.T) {
	t.Parallel()
	every(t, func(t *testing.T, one template.Template) {
		promised := map[string]bool{}
		for _, d := range one.Surveys {
			if d.Reward == "" {
				continue
			}
			promised[d.Reward] = true
			for _, q := range d.Questions {
				require.NotEqual(t, "consent", q.Type, "a consent that is paid for is none")
				require.Empty(t, q.If, "a question that is not asked here would not count as left")
			}
		}
		for _, r := range one.Rewards {
			require.Empty(t, reward.Check(r))
			require.True(t, promised[r.Handle], r.Handle)
			delete(promised, r.Handle)
		}
		require.Empty(t, promised)
	})
}

// A key is one preference of a shopper, whichever template asks for it.
func TestAKeyMeansTheSameQuestionInEveryTemplate(t *testing.T) {
	t.Parallel()
	all, err := template.List()
	require.NoError(t, err)
	seen := map[string]app.Question{}
	handles := map[string]bool{}
	for _, one := range all {
		for _, d := range one.Surveys {
			require.False(t, handles[d.Handle], d.Handle)
			handles[d.Handle] = true
			for _, q := range d.Questions {
				if before, met := seen[q.Key]; met {
					require.Equal(t, before, q)
				}
				seen[q.Key] = q
			}
		}
	}
}

var (
	userWords = regexp.MustCompile(`(?i)\b(users?|användare|uporabnik\w*|użytkowni\w*|bruger(ne|en|s)|usuari[oa]s?)\b`)
	letters   = map[string]string{"sv": "åäö", "sl": "čšž", "pl": "ąćęłńóśźż", "da": "æøå", "es": "áéíóúñ¿¡"}
)

func TestTextsAreTranslatedAndSpeakToPeople(t *testing.T) {
	t.Parallel()
	everySurvey(t, func(t *testing.T, _ template.Template, d app.Document) {
		raw, err := json.Marshal(d)
		require.NoError(t, err)
		var tree any
		require.NoError(t, json.Unmarshal(raw, &tree))
		all := map[string]string{}
		for _, text := range texts(tree) {
			for lang, words := range text {
				require.NotRegexp(t, userWords, words)
				require.Equal(t, strings.TrimSpace(words), words)
				require.NotContains(t, words, "  ")
				if lang != "en" && len(text["en"]) > 14 {
					require.NotEqual(t, text["en"], words)
				}
				require.Equal(t, ending(text["en"]), ending(words), "%s and %s", text["en"], words)
				all[lang] += words
			}
		}
		for lang, own := range letters {
			require.True(t, strings.ContainsAny(strings.ToLower(all[lang]), own), "%s without %s", lang, own)
		}
	})
}

// ending is the mark a text closes with.
func ending(s string) string {
	if last := s[max(len(s)-1, 0):]; strings.ContainsAny(last, ".?!") {
		return last
	}
	return ""
}

// texts are the texts of several languages within a document.
func texts(v any) (found []map[string]string) {
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			found = append(found, texts(item)...)
		}
	case map[string]any:
		if _, is := v["en"].(string); is {
			text := map[string]string{}
			for lang, words := range v {
				text[lang] = words.(string)
			}
			return append(found, text)
		}
		for _, key := range slices.Sorted(maps.Keys(v)) {
			found = append(found, texts(v[key])...)
		}
	}
	return found
}

func TestWhatIsExportedIsWhatWasInstalled(t *testing.T) {
	t.Parallel()
	everySurvey(t, func(t *testing.T, _ template.Template, d app.Document) {
		text, err := written.Survey(d)
		require.NoError(t, err)
		var again app.Document
		_, err = written.Read("exported.yaml", text, &again)
		require.NoError(t, err)
		changes, err := written.Differences(d, again)
		require.NoError(t, err)
		require.Empty(t, changes)
	})
}
