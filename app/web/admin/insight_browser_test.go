package admin_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	adminui "github.com/askwell/askwell/admin-ui"
	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/recount"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/web/browsertest"
)

// TestAMerchantReadsWhatWasAnsweredAndWhatCameOfIt walks from a survey nobody answered to
// one that hundreds did: narrows it, loads it again, moves along a line by keys, reads
// the table behind a chart and keeps it.
func TestAMerchantReadsWhatWasAnsweredAndWhatCameOfIt(t *testing.T) {
	if _, err := fs.Stat(adminui.Dist, "index.html"); err != nil {
		require.Empty(t, os.Getenv("CI"), "the admin is not built")
		t.Skip("SKIPPED: the admin is not built; run make ui")
	}
	b := newBench(t, adminui.Dist)
	w := browsertest.Open(t)
	b.install(demo)
	const (
		page   = "/admin/apps/askwell/insight"
		source = `s-section[heading="How did you hear about us?"] `
		fresh  = `s-section[heading="How fresh answers are"] `
		score  = `s-section[heading="Would you recommend us to a friend?"] `
	)

	w.Do("look before there is a survey", chromedp.Navigate(b.shop+page))
	w.Inside(`s-section[accessibilitylabel="There is no survey yet"] s-button[href="/surveys"]`)
	w.Pictures("insight-none")
	w.AccessibleInside("insight without a survey")

	survey := b.published(heard())
	w.Do("look before anybody answered", chromedp.Navigate(b.shop+page))
	w.Inside(`s-section[accessibilitylabel="Nobody answered in these days"] s-button[href="/surfaces"]`)
	w.Inside(fresh + `s-heading`)
	w.Pictures("insight-empty")
	w.AccessibleInside("insight without answers")

	b.tells(survey.ID)
	w.Do("look again", chromedp.Navigate(b.shop+page))
	w.Inside(source + `.chart [role="img"]`)
	w.Inside(`.chart [role="img"][aria-label*="when it was first there"]`)
	w.Pictures("insight")
	w.ScrollInside(fresh + `.chart`) // eighty of 240 answered forty days ago or before
	w.Inside(fresh + `.chart [role="img"][aria-label="Aged: 33.3 %. 80 of 240"]`)
	w.Pictures("insight-fresh")
	w.ClickInside(fresh + `s-button[accessibilitylabel^="Show the table: How fresh: How did you hear"]`)
	w.Inside(fresh + "s-table-row")
	w.AccessibleInside("how fresh answers are")
	day := time.Now().AddDate(0, 0, -40).In(b.zone()).Format(time.DateOnly)
	w.Inside(fresh + `s-button[href="/surveys/` + string(survey.ID) + `"]`)
	w.Inside(fresh + `s-button[href="/responses?survey=` + string(survey.ID) + `&question=source&to=` + day + `"]`)
	w.ScrollInside(score + `s-select`)
	w.Inside(score + `.chart .line`)
	w.Pictures("insight-score")
	w.AccessibleInside("insight")

	w.ClickInside(source + `s-button[accessibilitylabel^="Show the table: How did you hear"]`)
	w.Inside(source + "s-table-row")
	w.AccessibleInside("the table behind a chart")
	folder := w.Saving()
	w.ClickInside(source + `s-button[accessibilitylabel^="Download as CSV: How did you hear"]`)
	today := time.Now().In(b.zone())
	name := fmt.Sprintf("how-did-you-hear-source-answers-%s-%s.csv", today.AddDate(0, 0, -29).Format(time.DateOnly), today.Format(time.DateOnly))
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(w.Saved(folder, name)), "\uFEFF"))).ReadAll()
	require.NoError(t, err)
	require.Equal(t, []string{"Answer", "Answers", "Of", "Share", "At least", "At most", "Note"}, rows[0])
	require.Equal(t, "'=A podcast", rows[1][0], "no spreadsheet takes a label for a formula")

	w.ClickInside(source + `.chart [role="img"][tabindex="0"]`)
	w.Do("go along the bars by keys", chromedp.KeyEvent(kb.ArrowDown))
	w.Inside(source + `.chart [data-point="1-0"]:focus`)

	w.Do("link one country and a longer time", chromedp.Navigate(b.shop+page+"?survey="+string(survey.ID)+"&days=90&country=DE&by=month"))
	w.Inside(source + `.chart [role="img"][aria-label*="of 80 ·"]`)
	w.ScrollInside(source + `s-select`)
	w.Inside(source + `svg:has(.line):not(:has([data-point="0-5"]))`)
	w.Pictures("insight-narrowed")
	w.AccessibleInside("insight of one country")
	w.Do("load it again", chromedp.Reload())
	w.Inside(source + `.chart [role="img"][aria-label*="of 80 ·"]`)
	require.Equal(t, "DE", w.Address().Query().Get("country"))
}

// zone is the demo shop's.
func (b *bench) zone() *time.Location {
	b.Helper()
	known, err := b.store.Shop(b.Context(), demo)
	require.NoError(b, err)
	return known.Zone()
}

func heard() app.Document {
	d := document("how-did-you-hear")
	d.Title = "How did you hear"
	words := func(text string) app.Text { return app.Text{"en": text} }
	d.Questions = []app.Question{
		{Key: "source", HalfLife: 40, Type: "single_choice", Prompt: words("How did you hear about us?"), Other: &app.Other{Label: words("Something else")}, Options: []app.Option{
			{Key: "podcast", Label: words("=A podcast")},
			{Key: "friend", Label: words("From a friend or somebody in the family who has bought here before")},
			{Key: "search", Label: words("A search engine")},
			{Key: "social", Label: words("Social media")},
		}},
		{Key: "score", Type: "nps", Prompt: words("Would you recommend us to a friend?")},
		{Key: "age", Type: "number", Prompt: words("How old are you?")},
		{Key: "why", Type: "text", Prompt: words("What did you like?")},
	}
	for i := range d.Questions {
		q := &d.Questions[i]
		q.Why, q.Get, q.Use = words("Why"), words("Get"), words("Use")
	}
	return d
}

// tells has two months of orders answered, fewer and fewer of the questions by each.
func (b *bench) tells(id app.SurveyID) {
	b.Helper()
	v, err := b.store.SurveyVersion(b.Context(), demo, id, 1)
	require.NoError(b, err)
	now := time.Now()
	for n := range 240 {
		at, order := now.Add(-time.Duration(n)*6*time.Hour), app.OrderID(n+1)
		currency := "SEK"
		if n%9 == 0 {
			currency = "EUR"
		}
		_, err := b.store.RecordOrder(b.Context(), demo, app.Order{
			ID: order, Currency: currency, Total: fmt.Sprintf("%d.50", 100+n*7%400), Country: []string{"SE", "DE", "SE"}[n%3], Channel: "web", CreatedAt: at, UpdatedAt: at,
		})
		require.NoError(b, err)
		said := map[string]string{"source": []string{`"podcast"`, `"search"`, `"friend"`, `"podcast"`, `{"other":"a friend"}`}[n%5]}
		if n%4 != 0 {
			said["score"] = []string{"10", "3", "9", "8", "10", "7"}[n*5%6]
		}
		if n%3 == 0 {
			said["age"] = fmt.Sprint(20 + n%50)
		}
		response := app.Response{
			ID: app.ResponseID(uuid.NewString()), Survey: v.Survey, Version: v.Version, Surface: []app.Surface{app.SurfaceThankYou, app.SurfaceOrderStatus}[n%7/6], Order: order,
			StartedAt: at.Add(-time.Duration(5+n%20) * time.Second), SubmittedAt: at, Complete: n%4 != 0 && n%3 == 0,
		}
		for _, q := range []string{"source", "score", "age", "why"} {
			response.Shown = append(response.Shown, app.Shown{Question: q})
			if json, ok := said[q]; ok {
				response.Answers = append(response.Answers, app.Answer{Question: q, Value: valueOf(q, json)})
			}
		}
		_, err = b.store.RecordResponse(b.Context(), demo, store.Submitted{Visitor: uuid.NewString(), Response: response})
		require.NoError(b, err)
	}
	b.publishedBefore(684 * time.Hour) // in the first of the thirty days that are shown
	require.NoError(b, b.store.RecordDisplays(b.Context(), demo, v, app.SurfaceThankYou, 112, 106))
	require.NoError(b, (&recount.Keeper{Store: b.store}).Drain(b.Context(), demo))
}

func valueOf(question, text string) app.Value {
	kind := app.KindNumber
	if question == "source" {
		kind = app.KindChoice
	}
	return app.Value{Kind: kind, JSON: json.RawMessage(text)}
}
