package main

import (
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app/web/browsertest"
)

const owed3 = `"why": {"en": "To help.", "sv": "För att hjälpa.", "da": "For at hjælpe."}, "get": {"en": "Less noise.", "sv": "Mindre brus.", "da": "Mindre støj."}, "use": {"en": "To choose.", "sv": "För att välja.", "da": "For at vælge."}`

// brewing asks two things in three languages, nothing of which depends on anything yet.
const brewing = `{"handle": "brewing", "title": "Brewing", "languages": ["en", "sv", "da"], "placements": ["link"], "questions": [
	{"key": "brews", "type": "single_choice", "prompt": {"en": "How do you brew?", "sv": "Hur brygger du?", "da": "Hvordan brygger du?"}, ` + owed3 + `,
	 "options": [{"key": "filter", "label": {"en": "Filter", "sv": "Filter", "da": "Filter"}}, {"key": "press", "label": {"en": "Press", "sv": "Press", "da": "Stempel"}}], "mapping": {"metafield": true}},
	{"key": "papers", "type": "text", "prompt": {"en": "Which papers?", "sv": "Vilka filter?", "da": "Hvilke filtre?"}, ` + owed3 + `, "max_length": 40, "mapping": {"metafield": true}}]}`

// TestAMerchantBuildsABranchedSurveyInThreeLanguages puts its questions in order, takes that
// back, has one asked only of some, publishes it and goes back to the version before.
func TestAMerchantBuildsABranchedSurveyInThreeLanguages(t *testing.T) {
	t.Parallel()
	sandbox := startSandbox(t)
	sandbox.asks(brewing)
	id, _ := sandbox.draft("brewing", `"title":"Brewing"`, `"title":"How they brew"`)
	type told struct {
		Version  int
		Document struct {
			Questions []struct {
				Key string
				If  json.RawMessage
			}
		}
	}
	read := func() (s told) {
		sandbox.asMerchant(http.MethodGet, "/api/v1/surveys/"+id, nil, http.StatusOK, &s)
		return s
	}
	w := browsertest.Open(t)
	w.Do("open the survey", chromedp.Navigate(sandbox.shop+"/admin/apps/askwell/surveys/"+id), see(browsertest.Frame))
	const second = `s-button[accessibilitylabel^="Question 2 of 2"]`
	w.Inside(`s-section[heading="Preview"] iframe`)
	w.ClickInside(second)
	w.Do("move it up by keys", chromedp.KeyEvent(kb.ArrowUp, chromedp.KeyModifiers(chromedp.ModifierAlt)))
	w.Inside(`s-box:nth-of-type(1) s-link[href="#questions.0"]`)
	w.ClickInside(`s-button[accessibilitylabel="Undo"]:not([disabled])`)
	w.Inside(`s-button[accessibilitylabel="Redo"]:not([disabled])`)
	w.Do("nothing is left to save", chromedp.WaitNotPresent(chromedp.CSS(".host-save-bar")))

	w.ClickInside(`s-button[accessibilitylabel="Add condition: Question 2"]`)
	w.Inside(`svg[role="list"] a`)
	w.AccessibleInside("a branched survey")
	w.Pictures("builder-branched")
	w.ClickInside(`s-page > s-button[variant="primary"]:not([disabled], [loading])`)
	require.Eventually(t, func() bool { return read().Version == 2 }, browsertest.Patience, 100*time.Millisecond)
	got := read()
	require.Equal(t, "brews", got.Document.Questions[0].Key)
	require.JSONEq(t, `{"==":[{"var":"answers.brews"},"filter"]}`, string(got.Document.Questions[1].If))

	w.ClickInside(`s-button[accessibilitylabel="What changed in version 2"]`)
	w.Inside(`s-section[heading="Versions"] s-list-item`)
	w.AccessibleInside("what a version changed")
	w.Pictures("builder-versions")
	w.ClickInside(`s-button[accessibilitylabel="What changed in version 1"]`)
	w.ClickInside(`s-button[accessibilitylabel="Restore into the draft: version 1"]`)
	w.Do("save it", see(".host-save-bar .primary"), click(".host-save-bar .primary"), chromedp.WaitNotPresent(chromedp.CSS(".host-save-bar")))
	got = read()
	require.Empty(t, got.Document.Questions[1].If, "as it was")
	require.Equal(t, 2, got.Version, "a draft is published by whoever publishes it")
}
