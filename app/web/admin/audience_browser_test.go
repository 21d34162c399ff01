package admin_test

import (
	"encoding/json"
	"io/fs"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	adminui "github.com/askwell/askwell/admin-ui"
	"github.com/askwell/askwell/app/web/browsertest"
)

// TestAMerchantAsksOnlyThoseWhoSaidSomethingElsewhere builds whom a survey is for out of an
// answer to another survey and a group of conditions, without a word of code, and reads in
// words what was written by hand.
func TestAMerchantAsksOnlyThoseWhoSaidSomethingElsewhere(t *testing.T) {
	if _, err := fs.Stat(adminui.Dist, "index.html"); err != nil {
		require.Empty(t, os.Getenv("CI"), "the admin is not built")
		t.Skip("SKIPPED: the admin is not built; run make ui")
	}
	b := newBench(t, adminui.Dist)
	w := browsertest.Open(t)
	b.install(demo)
	b.published(graded())
	asks := document("heard")
	made := b.published(asks)
	audience := func() string {
		var got struct {
			Document struct{ Audience json.RawMessage }
		}
		require.Equal(t, http.StatusOK, b.call("GET", "/surveys/"+string(made.ID), demo, nil, &got))
		return string(got.Document.Audience)
	}
	const who = `s-section[heading="Who is asked"] `
	pick := func(label, typed string) {
		t.Helper()
		w.ClickInside(who + `s-select[label="` + label + `"]`)
		w.Do("pick "+typed, chromedp.KeyEvent(kb.Escape), chromedp.KeyEvent(typed))
	}
	save := func() {
		t.Helper()
		w.Do("save it", chromedp.WaitVisible(chromedp.CSS(".host-save-bar .primary")), chromedp.Click(chromedp.CSS(".host-save-bar .primary")), chromedp.WaitNotPresent(chromedp.CSS(".host-save-bar")))
	}

	w.Do("open the survey", chromedp.Navigate(b.shop+"/admin/apps/askwell/surveys/"+string(made.ID)))
	w.ClickInside(who + `s-button[accessibilitylabel="Add condition: Who is asked"]`)
	w.Inside(who + `s-option-group[label="Answers to other surveys"]`)
	pick("Who is asked, condition 1: about", "“How many stars")
	w.Inside(who + `s-number-field[label="Who is asked, condition 1: what"]`)
	pick("Who is asked, condition 1: how", "is at most")
	w.ClickInside(who + `s-button[accessibilitylabel="Add group: Who is asked"]`)
	const group = who + `s-box[accessibilitylabel="Who is asked, group 2"] `
	w.ClickInside(group + `s-button[accessibilitylabel="Add condition: Who is asked, group 2"]`)
	w.Inside(group + `s-select[label="Who is asked, group 2, condition 2: about"]`)
	pick("Who is asked, group 2, condition 2: about", "How many orders she")
	w.Inside(group + `s-number-field[label="Who is asked, group 2, condition 2: what"]`)
	w.ScrollInside(who + `s-button[accessibilitylabel="Add condition: Who is asked"]`)
	w.Pictures("audience-group")
	w.AccessibleInside("whom a survey is for")
	save()
	require.JSONEq(t, `{"and":[{"<=":[{"var":"answers.stars"},1]},{"or":[{"!!":{"var":"shopper.known"}},{">=":[{"var":"shopper.orders"},1]}]}]}`, audience())

	w.Do("open it again", chromedp.Navigate(b.shop+"/admin/apps/askwell/surveys/"+string(made.ID)))
	w.ClickInside(group + `s-button[accessibilitylabel="Remove Who is asked, group 2"]`)
	w.Inside(who + `s-select[label="Who is asked, condition 1: about"]:focus`)
	w.Do("the group is gone", chromedp.WaitVisible(chromedp.CSS(".host-save-bar .primary")))
	save()
	require.JSONEq(t, `{"<=":[{"var":"answers.stars"},1]}`, audience())

	asks.Audience = []byte(`{"and":[{"var":"shopper.known"},{"or":[{"and":[{">":[{"var":"answers.cups"},3]},{"!":{"var":"shopper.returning"}}]},{">":[{"+":[{"var":"shopper.orders"},1]},4]}]}]}`)
	var now survey
	require.Equal(t, http.StatusOK, b.call("GET", "/surveys/"+string(made.ID), demo, nil, &now))
	require.Equal(t, http.StatusOK, b.call("PUT", "/surveys/"+string(made.ID), demo, told{"document": asks, "revision": now.Revision}, nil))
	w.Do("open what was written by hand", chromedp.Navigate(b.shop+"/admin/apps/askwell/surveys/"+string(made.ID)))
	w.Inside(who + `s-box[accessibilitylabel="Who is asked, condition 2"] s-list-item s-list-item`)
	var said string
	for _, words := range []string{"“How many cups a week?”, in How was it? is more than 3", "One of these holds", "All of these hold", "She has ordered before this order – no", "+ 1 is more than 4"} {
		require.Eventually(t, func() bool { // once it is known what is asked elsewhere, and what the facts are called
			said = w.TextInside(who + `s-box[accessibilitylabel="Who is asked, condition 2"]`)
			return strings.Contains(said, words)
		}, browsertest.Patience, 50*time.Millisecond, words)
	}
	require.NotContains(t, said, "var")
	w.ScrollInside(who + `s-button[accessibilitylabel="Add condition: Who is asked"]`)
	w.Pictures("audience-deep")
	w.AccessibleInside("a condition in words")
	w.ClickInside(who + `s-box[accessibilitylabel="Who is asked, condition 2"] s-button[tone="critical"]`)
	save()
	require.JSONEq(t, `{"!!":{"var":"shopper.known"}}`, audience(), "what is left is said as these fields say it")
}
