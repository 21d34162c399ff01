package main

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app/web/browsertest"
)

const owed1 = `"why": {"en": "To help."}, "get": {"en": "Less noise."}, "use": {"en": "To choose."}`

// steeping asks three things; the first leads past the second.
const steeping = `{"handle": "steeping", "title": "Steeping", "languages": ["en"], "placements": ["thank-you"], "questions": [
	{"key": "leaves", "type": "yes_no", "prompt": {"en": "Do you steep leaves?"}, ` + owed1 + `, "next": [{"if": {"==": [{"var": "answers.leaves"}, false]}, "to": "bags"}], "mapping": {"metafield": true}},
	{"key": "minutes", "type": "number", "prompt": {"en": "For how many minutes?"}, ` + owed1 + `, "mapping": {"metafield": true}},
	{"key": "bags", "type": "yes_no", "prompt": {"en": "Are bags quick and easy?"}, ` + owed1 + `, "mapping": {"metafield": true}}]}`

// TestAMerchantPutsAWayRightThatLeadsBack moves a question past where its branch leads, saves
// that, is told what publishing would refuse and change, and takes the branch out.
func TestAMerchantPutsAWayRightThatLeadsBack(t *testing.T) {
	t.Parallel()
	sandbox := startSandbox(t)
	sandbox.asks(steeping)
	id, _ := sandbox.draft("steeping", `"title":"Steeping"`, `"title":"How they steep"`)
	type told struct {
		Revision, Version int
		Document          struct {
			Questions []struct {
				Key  string
				Next []struct{ To string }
			}
		}
	}
	read := func() (s told) {
		sandbox.asMerchant(http.MethodGet, "/api/v1/surveys/"+id, nil, http.StatusOK, &s)
		return s
	}
	w := browsertest.Open(t)
	w.Do("open the survey", chromedp.Navigate(sandbox.shop+"/admin/apps/askwell/surveys/"+id), see(browsertest.Frame))
	w.ClickInside(`s-button[accessibilitylabel^="Question 1 of 3"]`)
	down := chromedp.KeyEvent(kb.ArrowDown, chromedp.KeyModifiers(chromedp.ModifierAlt))
	w.Do("move it down", down)
	w.Inside(`s-box:nth-of-type(2) s-link[href="#questions.1"]`)
	w.Inside(`s-button[accessibilitylabel^="Question 2 of 3"]:focus`)
	w.Do("move it down again", down)
	const aside = `s-section[heading="Ways to put right"] `
	w.Inside(aside + `s-button[accessibilitylabel="Remove branch: Question 3, branch 1"]`)
	w.Inside(`s-section[heading="Question 3"] s-banner s-button[accessibilitylabel="Remove branch: Question 3, branch 1"]`)
	require.Eventually(t, func() bool { return strings.Contains(w.InsideText(), "This may be two questions in one.") }, browsertest.Patience, 100*time.Millisecond, "of the bags")
	w.AccessibleInside("a branch that leads back")
	w.ScrollInside(`s-section[heading="Question 3"] s-banner`)
	w.Pictures("builder-astray")
	w.ScrollInside(aside + `s-banner`)
	w.Pictures("builder-astray-aside")
	w.Inside(`s-section[heading="Preview"] iframe`)
	w.Do("save it", see(".host-save-bar .primary"), click(".host-save-bar .primary"), chromedp.WaitNotPresent(chromedp.CSS(".host-save-bar")))
	kept := read()
	require.Equal(t, "leaves", kept.Document.Questions[2].Key)
	require.Equal(t, "bags", kept.Document.Questions[2].Next[0].To, "as it was left")

	w.ClickInside(aside + `s-button[accessibilitylabel="Remove branch: Question 3, branch 1"]`)
	w.Inside(`s-section[heading="Question 3"] s-text-field:focus`)
	w.ClickInside(`s-page > s-button[commandfor="will-change"]`)
	w.Inside(`s-modal#will-change s-list-item`)
	require.Contains(t, w.TextInside(`s-modal#will-change s-unordered-list`), "Leads to question bags if")
	w.AccessibleInside("what Publish will change")
	w.Pictures("builder-will-change")
	w.Do("close it", chromedp.KeyEvent(kb.Escape))
	w.ClickInside(`s-page > s-button[variant="primary"]:not([disabled], [loading])`)
	require.Eventually(t, func() bool { return read().Version == 2 }, browsertest.Patience, 100*time.Millisecond)
	require.Empty(t, read().Document.Questions[2].Next)

	w.ClickInside(`s-button[accessibilitylabel="What changed in version 1"]`)
	w.ClickInside(`s-button[accessibilitylabel="Compare with the draft: Version 1"]`)
	w.Inside(`s-section[heading="Versions"] s-list-item`)
	w.AccessibleInside("a version beside the draft")
	w.Pictures("builder-compare")
}

// TestAMerchantIsToldOfALongSurveyBeforeItIsRefused adds the twenty-first question that
// everybody would be asked, and looks at a place that the survey is not on.
func TestAMerchantIsToldOfALongSurveyBeforeItIsRefused(t *testing.T) {
	t.Parallel()
	sandbox := startSandbox(t)
	steps := func(handle string, count int) (page string) {
		var made struct{ ID string }
		all := make([]string, count)
		for i := range all {
			all[i] = fmt.Sprintf(`{"key": "step_%d", "type": "yes_no", "prompt": {"en": "Do you do step %d?"}, %s, "mapping": {"metafield": true}}`, i, i+1, owed1)
		}
		sandbox.asMerchant(http.MethodPost, "/api/v1/surveys", fmt.Appendf(nil,
			`{"document": {"handle": %q, "title": "Steps", "languages": ["en"], "placements": ["thank-you"], "questions": [%s]}}`, handle, strings.Join(all, ",")), http.StatusCreated, &made)
		return sandbox.shop + "/admin/apps/askwell/surveys/" + made.ID
	}
	const add = `s-stack > s-button[icon="plus"]:not([variant])`
	w := browsertest.Open(t)
	said := func(words string) {
		t.Helper()
		require.Eventually(t, func() bool { return strings.Contains(w.InsideText(), words) }, browsertest.Patience, 100*time.Millisecond, words)
	}
	w.Do("open one that is full", chromedp.Navigate(steps("fifty", 50)), see(browsertest.Frame))
	w.Inside(add + `[disabled]`)
	said("A survey has at most 50 questions")
	w.ScrollInside(add)
	w.Pictures("builder-full")
	w.Do("open one that nothing is to be added to", chromedp.Navigate(steps("twenty", 20)), see(browsertest.Frame))
	said("Expect 20 to 40 of 100 who begin to leave before the end")
	said("One shopper can be asked 20 questions already")
	w.ClickInside(add)
	w.Inside(`s-banner[heading="Too long to be published"]`)
	said("split the survey into several")
	w.AccessibleInside("a survey that is too long")
	w.Pictures("builder-more-than-most")
	w.ScrollInside(`s-banner[heading="Too long to be published"]`)
	w.Pictures("builder-too-long")
	const where = `s-section[heading="Preview"] s-select[label="Where"]`
	require.Eventually(t, func() bool {
		return len(w.InsideAll(`function () { const at = this.querySelector('`+where+`'); if (!at?.querySelector('s-option[value="email"]')?.textContent.includes('(not placed here yet)')) return [];
			at.value = 'email'; at.dispatchEvent(new Event('change', {bubbles: true})); return ['email'] }`)) > 0
	}, browsertest.Patience, 200*time.Millisecond)
	w.Inside(`s-section[heading="Preview"] iframe[srcdoc*="Do you do step 1?"]`)
	said("Not placed here yet: tick it below")
	w.ScrollInside(where)
	w.Pictures("builder-unplaced")
}
