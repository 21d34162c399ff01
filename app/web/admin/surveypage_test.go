package admin_test

import (
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	adminui "github.com/askwell/askwell/admin-ui"
	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/web/browsertest"
)

func TestASurveyTellsWhereItsPageIs(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	doc := document("heard")
	doc.Placements = []app.Surface{app.SurfaceLink}
	made := b.published(doc)
	var got struct{ URL, QR string }
	query := url.Values{"utm_source": {" Receipt & bag "}, "utm_medium": {"qr"}, "utm_campaign": {""}, "locale": {"sv"}, "kiosk": {"true"}}
	for _, name := range []string{string(made.ID), "heard"} {
		require.Equal(t, http.StatusOK, b.call(http.MethodGet, "/surveys/"+name+"/link?"+query.Encode(), demo, nil, &got))
		require.Equal(t, "https://"+string(demo)+"/apps/askwell/surveys/heard?kiosk=1&locale=sv&utm_medium=qr&utm_source=Receipt+%26+bag", got.URL)
		require.True(t, strings.HasPrefix(got.QR, "<svg "))
		require.Contains(t, got.QR, "<title>"+doc.Title+"</title>")
	}
	require.NoError(t, b.store.LearnProxyPath(t.Context(), demo, "/a/ask"))
	require.Equal(t, http.StatusOK, b.call(http.MethodGet, "/surveys/heard/link", demo, nil, &got))
	require.Equal(t, "https://"+string(demo)+"/a/ask/surveys/heard", got.URL, "a merchant may move it")

	elsewhere := document("elsewhere")
	elsewhere.Placements = []app.Surface{app.SurfaceTheme}
	b.published(elsewhere)
	require.Equal(t, http.StatusConflict, b.call(http.MethodGet, "/surveys/elsewhere/link", demo, nil, nil))
	require.Equal(t, http.StatusNotFound, b.call(http.MethodGet, "/surveys/nothing/link", demo, nil, nil))
	require.Equal(t, http.StatusUnprocessableEntity, b.call(http.MethodGet, "/surveys/heard/link?locale=%3Cx", demo, nil, nil))
	b.install(other)
	require.Equal(t, http.StatusNotFound, b.call(http.MethodGet, "/surveys/heard/link", other, nil, nil))
}

// TestAMerchantTakesTheLinkOfASurvey opens the editor of a survey that has a page.
func TestAMerchantTakesTheLinkOfASurvey(t *testing.T) {
	if _, err := fs.Stat(adminui.Dist, "index.html"); err != nil {
		require.Empty(t, os.Getenv("CI"), "the admin is not built")
		t.Skip("SKIPPED: the admin is not built; run make ui")
	}
	b := newBench(t, adminui.Dist)
	w := browsertest.Open(t)
	b.install(demo)
	doc := document("heard")
	doc.Placements = []app.Surface{app.SurfaceLink}
	made := b.published(doc)
	const section = `s-section[heading="Link and QR code"] `

	w.Do("open the admin", chromedp.Navigate(b.shop+"/admin/apps/askwell/surveys"))
	w.ClickInside(`s-link[href="/surveys/` + string(made.ID) + `"]`)
	w.Inside(section + "s-image")
	w.ClickInside(section + `s-button[accessibilitylabel^="Say where it hangs"]`)
	w.ClickInside(section + `s-text-field[label="Source"]`)
	w.Do("say where it hangs", chromedp.KeyEvent("receipt"), chromedp.KeyEvent(kb.Tab))
	w.Inside(section + `s-button[href$="/apps/askwell/surveys/heard?utm_source=receipt"]`)
	w.Do("look at it", chromedp.EmulateViewport(1280, 1800))
	w.Pictures("link")
	w.AccessibleInside("the link")
	folder := w.Saving()
	w.ClickInside(section + `s-button:nth-of-type(2)`)
	require.Contains(t, string(w.Saved(folder, "askwell-heard.svg")), "<svg ")
}
