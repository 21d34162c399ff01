package admin_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	adminui "github.com/askwell/askwell/admin-ui"
	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/web/browsertest"
)

// graded is a survey with a scale, and with a number of no certain size.
func graded() app.Document {
	words := func(text string) app.Text { return app.Text{"en": text} }
	owed := func(q app.Question) app.Question {
		q.Why, q.Get, q.Use = words("To do better."), words("Better tea."), words("We count.")
		return q
	}
	return app.Document{Handle: "grade", Title: "How was it?", Languages: []string{"en"}, Placements: []app.Surface{app.SurfaceThankYou}, Questions: []app.Question{
		owed(app.Question{Key: "stars", Type: "rating", Prompt: words("How many stars?")}),
		owed(app.Question{Key: "cups", Type: "number", Prompt: words("How many cups a week?"), Min: new(0.0), Step: 1}),
	}}
}

// TestAMerchantFindsWhoGaveABadGrade narrows responses by a step of a scale, by how much
// somebody drinks, and by a country that she chooses by its name.
func TestAMerchantFindsWhoGaveABadGrade(t *testing.T) {
	if _, err := fs.Stat(adminui.Dist, "index.html"); err != nil {
		require.Empty(t, os.Getenv("CI"), "the admin is not built")
		t.Skip("SKIPPED: the admin is not built; run make ui")
	}
	b := newBench(t, adminui.Dist)
	w := browsertest.Open(t)
	b.install(demo)
	survey := b.published(graded())
	for i, grade := range []int{5, 1, 4, 1, 3} {
		_, err := b.store.RecordResponse(t.Context(), demo, store.Submitted{Customer: app.CustomerID(i + 1), Response: app.Response{
			ID: app.ResponseID(uuid.NewString()), Survey: survey.ID, Version: 1, Surface: app.SurfaceThankYou, Locale: "sv-SE", SubmittedAt: time.Now().Add(-time.Duration(i) * time.Minute),
			Answers: []app.Answer{
				{Question: "stars", Value: app.Value{Kind: app.KindNumber, JSON: json.RawMessage(strconv.Itoa(grade))}},
				{Question: "cups", Value: app.Value{Kind: app.KindNumber, JSON: json.RawMessage(strconv.Itoa(10 * grade))}},
			},
		}})
		require.NoError(t, err)
	}
	const fields = `s-section[accessibilitylabel="Filter"] `
	rows := func(want int) {
		t.Helper()
		require.Eventually(t, func() bool {
			return len(w.InsideAll(`() => [...document.querySelectorAll("s-table-row")].map((row) => row.id)`)) == want
		}, browsertest.Patience, 50*time.Millisecond)
	}
	choose := func(label, typed string) {
		t.Helper()
		w.ClickInside(fields + `s-select[label="` + label + `"]`)
		w.Do("choose "+typed, chromedp.KeyEvent(kb.Escape), chromedp.KeyEvent(typed))
	}
	w.Do("look at the responses", chromedp.Navigate(b.shop+"/admin/apps/askwell/responses?survey="+string(survey.ID)))
	rows(5)
	w.ClickInside(fields + `s-button[accessibilitylabel^="Filter"]`)
	choose("Question", "How many stars")
	w.Inside(`s-clickable-chip[accessibilitylabel*="How many stars?"]`)
	choose("Answer", "1")
	w.Inside(`s-clickable-chip[accessibilitylabel*="With “1”"]`)
	require.Equal(t, "1", w.Address().Query().Get("value"))
	rows(2)
	w.Pictures("filter-grade")
	w.AccessibleInside("a grade")
	choose("Question", "How many cups")
	w.Inside(`s-clickable-chip[accessibilitylabel*="How many cups"]`)
	choose("Answer", "20")
	w.Inside(`s-clickable-chip[accessibilitylabel*="With “20 up to 50”"]`)
	rows(2)
	choose("Language", "Swed")
	w.Inside(`s-clickable-chip[accessibilitylabel*="Swedish"]`)
	rows(2)
	choose("Country", "Swed")
	w.Inside(`s-clickable-chip[accessibilitylabel*="Sweden"]`)
	said := func(want map[string]string) {
		t.Helper()
		require.Eventually(t, func() bool { // the window hears of it after the page
			query := w.Address().Query()
			for name, value := range want {
				if query.Get(name) != value {
					return false
				}
			}
			return true
		}, browsertest.Patience, 50*time.Millisecond, "%v", want)
	}
	said(map[string]string{"country": "SE", "language": "sv"})
	rows(0)
	w.Pictures("filter-country")
	w.Do("go to all responses", chromedp.Click(chromedp.CSS(`#askwell-nav a[href="/responses"]`)))
	rows(5)
	said(map[string]string{"survey": "", "country": ""})
	require.Empty(t, w.InsideAll(`() => [...document.querySelectorAll("s-clickable-chip")].map((chip) => chip.textContent)`))
	w.Do("follow a link that names no survey", chromedp.Navigate(b.shop+"/admin/apps/askwell/responses?question=stars"))
	w.Inside(`s-clickable-chip[accessibilitylabel*="How many stars?"]`)
}
