package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/question"
	"github.com/askwell/askwell/app/stream"
)

// rated is a survey of so many questions, of which a rule of the next holds.
func rated(handle string, questions int, again string) string {
	texts := `{"en": "%s %d?"}`
	list := make([]string, questions)
	for i := range list {
		text := fmt.Sprintf(texts, handle, i)
		list[i] = fmt.Sprintf(`{"key": "%s_%d", "type": "rating", "prompt": %s, "why": %s, "get": %s, "use": %s%s}`, handle, i, text, text, text, text, again)
	}
	return fmt.Sprintf(`{"handle": %q, "title": %q, "languages": ["en"], "placements": ["theme", "thank-you"], "questions": [%s]}`, handle, handle, strings.Join(list, ","))
}

func TestA70FiftyQuestionsAreNotPublished(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	shop := startSandbox(t, "--data", folder)
	fifty := rated("fifty", 50, "")
	var made struct {
		ID       string
		Revision int
		Warnings []app.FieldError
	}
	shop.asMerchant(http.MethodPost, "/api/v1/surveys", fmt.Appendf(nil, `{"document":%s}`, fifty), http.StatusCreated, &made)
	require.Contains(t, fmt.Sprint(made.Warnings), "A shopper can be asked 50 questions", "the editor hears of it before")
	var problem struct{ Errors []app.FieldError }
	shop.asMerchant(http.MethodPost, "/api/v1/surveys/"+made.ID+"/publish", fmt.Appendf(nil, `{"revision":%d}`, made.Revision), http.StatusUnprocessableEntity, &problem)
	require.Len(t, problem.Errors, 1)
	require.Equal(t, "questions", problem.Errors[0].Field)
	require.Contains(t, problem.Errors[0].Message, "A shopper can be asked 50 questions, and 20 is the most: at 3 questions a visit it takes 17 visits.")

	file := filepath.Join(folder, "fifty.json")
	require.NoError(t, os.WriteFile(file, []byte(strings.ReplaceAll(fifty, `"fifty"`, `"fifty-too"`)), 0o600))
	id, err := sandboxIdentity(folder)
	require.NoError(t, err)
	var out bytes.Buffer
	environment := id.over(func(string) string { return "" }, map[string]string{"APP_URL": shop.app, "DATABASE_URL": "sqlite:" + filepath.Join(folder, "askwell.db")})
	require.Equal(t, 1, execute(t.Context(), []string{"survey", "apply", "--shop", string(demo), file}, environment, &out), out.String())
	require.Contains(t, out.String(), "A shopper can be asked 50 questions, and 20 is the most")
	require.NotContains(t, shop.state().Metafields["$app.surveys"].Value, "fifty", "no block can ask it")
	require.NotContains(t, shop.browser().next("").Survey, "fifty")
}

// diary is what a shopper was asked, and when.
type diary struct {
	seconds map[string]float64 // by question, what it takes her
	entries []entry
}

type entry struct {
	visit    string
	at       time.Duration
	question string
}

func (d *diary) note(visit string, at time.Duration, questions []string) {
	for _, q := range questions {
		known := false
		for _, e := range d.entries {
			known = known || e.visit == visit && e.question == q
		}
		if !known {
			d.entries = append(d.entries, entry{visit, at, q})
		}
	}
}

// spent sums what counts.
func (d *diary) spent(counts func(entry) bool) (l app.Limit) {
	for _, e := range d.entries {
		if counts(e) {
			l.Questions++
			l.Seconds += d.seconds[e.question]
		}
	}
	return l
}

// seconds are what every published question costs a shopper.
func (r *running) seconds() map[string]float64 {
	r.t.Helper()
	var list struct{ Surveys []struct{ ID string } }
	r.asMerchant(http.MethodGet, "/api/v1/surveys", nil, http.StatusOK, &list)
	all := map[string]float64{}
	for _, s := range list.Surveys {
		var one struct{ Document app.Document }
		r.asMerchant(http.MethodGet, "/api/v1/surveys/"+s.ID, nil, http.StatusOK, &one)
		for _, q := range one.Document.Questions {
			all[q.Key] = question.Seconds(q)
		}
	}
	return all
}

func TestA70AHundredVisitsNeverExceedTheBudget(t *testing.T) {
	t.Parallel()
	shop := startSandbox(t)
	for _, name := range []string{"progressive-profile", "style-profile", "onboarding", "birthday", "article-series"} {
		shop.template(name)
	}
	shop.asks(rated("daily", 6, `, "again": {"mode": "every", "days": 1}`))
	shop.asks(rated("always", 6, `, "again": {"mode": "evergreen"}, "seconds": 20`))
	atHome := shop.browser().on(`{"visit.article":"news/first-light","visit.page":"article"}`)
	d := &diary{seconds: shop.seconds()}
	chance := rand.New(rand.NewPCG(1, 70))
	var now time.Duration
	var most struct{ visit, month app.Limit }
	thanked := 0 // questions after an order
	for visit := range 100 {
		away := 31*time.Minute + time.Duration(chance.Int64N(int64(30*time.Hour)))
		shop.later(away)
		now += away
		ada := atHome
		switch { // she is a guest at first
		case visit == 50:
			ada.logIn("ada@example.com")
		case visit > 50 && visit%3 == 0:
			ada = ada.thanked("ada@example.com")
		}
		occasion := fmt.Sprint(visit)
		for range 8 { // pages
			due := ada.next("")
			if len(due.Ask) == 0 {
				break
			}
			d.note(occasion, now, due.Ask)
			if ada != atHome {
				thanked += len(due.Ask)
			}
			if chance.IntN(5) == 0 { // not now, none of these
				for _, question := range due.Ask {
					ada.snoozes(question)
				}
				continue
			}
			ada.says(due, map[string]any{due.Next.Key: anything(t, *due.Next)})
		}
		onVisit := d.spent(func(e entry) bool { return e.visit == occasion })
		inMonth := d.spent(func(e entry) bool { return e.at > now-30*day })
		for _, limit := range []struct{ spent, most app.Limit }{{onVisit, stream.DefaultBudget.Visit}, {inMonth, stream.DefaultBudget.Month}} {
			require.LessOrEqual(t, limit.spent.Questions, limit.most.Questions, "visit %d", visit)
			require.LessOrEqual(t, limit.spent.Seconds, limit.most.Seconds, "visit %d", visit)
		}
		most.visit.Questions = max(most.visit.Questions, onVisit.Questions)
		most.month.Questions = max(most.month.Questions, inMonth.Questions)
	}
	require.Equal(t, app.Limit{Questions: 3, Seconds: 45}, stream.DefaultBudget.Visit)
	require.Equal(t, app.Limit{Questions: 10, Seconds: 150}, stream.DefaultBudget.Month)
	require.Equal(t, 3, most.visit.Questions, "the budget is made use of")
	require.Equal(t, 10, most.month.Questions)
	require.Positive(t, thanked)
}

// anything is an answer a question takes.
func anything(t *testing.T, q app.Question) any {
	t.Helper()
	switch q.Type {
	case "text":
		return "words"
	case "email":
		return "ada@example.com"
	case "phone":
		return "+46701234567"
	case "birthday":
		return "--12-10"
	case "consent", "yes_no":
		return true
	case "rating", "nps":
		return 3
	case "multiple_choice":
		return []string{q.Options[0].Key}
	case "size":
		return q.Options[0].Key
	}
	require.NotEmpty(t, q.Options, "%s %s", q.Key, q.Type)
	return q.Options[0].Key
}
