package main

import (
	"net/http"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app/web/browsertest"
)

func TestAMerchantTakesALinkACodeAndAnEmailFromTheEditor(t *testing.T) {
	t.Parallel()
	sandbox := startSandbox(t)
	sandbox.asks(grinding)
	var list struct{ Surveys []struct{ ID, Handle string } }
	sandbox.asMerchant(http.MethodGet, "/api/v1/surveys", nil, http.StatusOK, &list)
	var id string
	for _, one := range list.Surveys {
		if one.Handle == "grinding" {
			id = one.ID
		}
	}
	w := browsertest.Open(t)
	w.Do("open the survey", chromedp.Navigate(sandbox.shop+"/admin/apps/askwell/surveys/"+id), see(browsertest.Frame))
	w.Inside(`s-section[heading="Link and QR code"] s-image`)
	w.AccessibleInside("the link in the editor")
	w.ClickInside(`s-section[heading="Link and QR code"] s-button[icon^="chevron"]`)
	write(w, `s-text-field[label="Source"]`, "counter")
	w.Do("go on", key(kb.Tab))
	w.Inside(`s-section[heading="Link and QR code"] s-image[alt*="utm_source=counter"]`)
	w.AccessibleInside("a campaign's link")
	w.Pictures("editor-link")
	folder := w.Saving()
	w.ClickInside(`s-section[heading="Link and QR code"] s-stack[direction="inline"] s-button:nth-of-type(2)`)
	require.Contains(t, string(w.Saved(folder, "askwell-grinding.svg")), "<svg")

	w.ClickInside(`s-section[heading="Email"] s-button`)
	w.Inside(`s-section[heading="Email"] iframe`)
	w.Inside(`s-section[heading="Email"] s-text-area`)
	w.AccessibleInside("the email in the editor")
	w.Pictures("editor-email")

	w.Do("see where it is asked", click(`#askwell-nav a[href="/surfaces"]`))
	w.Inside(`s-table-row`)
	w.AccessibleInside("where people are asked")
	w.Pictures("reach")
}
