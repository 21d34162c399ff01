package main

import (
	"bytes"
	"encoding/csv"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/web/browsertest"
)

// canary sings when words are run: the hostile ones call it, or the host of its name.
const canary = `window.__ran = () => { console.error('the canary sang'); };`

// unclean are things only words that became part of a page can put there.
const unclean = `function () {
	const found = [];
	const look = (root) => {
		for (const one of root.querySelectorAll('*')) {
			const leads = ({ name, value }) => /(^|:)(src|href|action|formaction|data)$/.test(name) && /^\s*(javascript|vbscript):|canary\.invalid/i.test(value);
			const said = [...one.attributes].some((it) => it.name.startsWith('on') || leads(it));
			if (said || one.matches('base, object, embed, marquee, meta[http-equiv="refresh" i], script:not([src])')) found.push(one.outerHTML.slice(0, 200));
			if (one.shadowRoot) look(one.shadowRoot);
		}
	};
	look(this);
	return found;
}`

// least is how many of the hostile words a page shows at least: nobody can be proud of a
// page that hides them.
var least = map[string]int{
	"survey": 150, "insight": 90, "responses": 40, "response": 1, "person": 1, "people": 1, "surveys": 1, "destinations": 1, "destination": 1,
	"deliveries": 1, "delivery": 1, "rewards": 1, "reward": 1, "keys": 1, "mapping": 2, "settings": 1,
}

// TestHostileWordsAreWordsEverywhere has more than two hundred of them be answers, names,
// options, titles, questions and what destinations say; and looks at every page of the
// admin, and at all that leaves it.
func TestHostileWordsAreWordsEverywhere(t *testing.T) {
	t.Parallel()
	h := besieged(t)
	w := browsertest.Open(t)
	w.First(canary)
	watch := w.Watching()
	for _, page := range pages(h.of) {
		h.atDesk(w, "", page.path)
		w.Inside(page.full)
		w.Calm()
		h.unharmed(watch, page.name)
		require.Empty(t, w.InsideAll(unclean), page.name)
		seen := h.seen(w.InsideText())
		t.Logf("%s: %d hostile words", page.name, seen)
		require.GreaterOrEqual(t, seen, least[page.name], page.name)
	}
	for name, address := range h.outside() {
		w.Do("open "+name, chromedp.Navigate(address), see("body"))
		text := w.Text("body")
		h.unharmed(watch, name)
		require.Positive(t, h.seen(text), name)
	}
	for name, file := range h.files() {
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(file(w)), "\uFEFF"))).ReadAll()
		require.NoError(t, err, name)
		require.Greater(t, len(rows), 90, name)
		rows = append(rows, h.splitElsewhere(file(w))...)
		for _, row := range rows {
			for _, cell := range row {
				require.NotRegexp(t, `^\s*([=+@\t\r]|-[\pL\pN(])`, cell, "%s: a spreadsheet takes it for a formula", name)
			}
		}
	}
	h.unharmed(watch, "files")
}

// splitElsewhere is how spreadsheets read a file where decimals have commas.
func (h *siege) splitElsewhere(file []byte) [][]string {
	h.t.Helper()
	split := csv.NewReader(bytes.NewReader(file))
	split.Comma, split.LazyQuotes, split.FieldsPerRecord = ';', true, -1
	rows, err := split.ReadAll()
	require.NoError(h.t, err)
	return rows
}

// files are all there are for spreadsheets.
func (h *siege) files() map[string]func(*browsertest.Window) []byte {
	return map[string]func(*browsertest.Window) []byte{"the answers to a question": h.answersFile, "the responses": h.responsesFile}
}

// responsesFile has a file made of all the responses.
func (h *siege) responsesFile(*browsertest.Window) []byte {
	h.t.Helper()
	var made struct{ ID, State string }
	h.merchant(http.MethodPost, "/exports", map[string]any{"format": "csv"}, http.StatusCreated, &made)
	require.Eventually(h.t, func() bool {
		h.merchant(http.MethodGet, "/exports/"+made.ID, nil, http.StatusOK, &made)
		return made.State == "done"
	}, patience, often)
	var minted struct{ Token string }
	h.post(h.shop+"/_sandbox/tokens", `{"kind":"admin"}`, http.StatusOK, &minted)
	request, err := http.NewRequestWithContext(h.t.Context(), http.MethodGet, h.app+"/api/v1/exports/"+made.ID+"/download", nil)
	require.NoError(h.t, err)
	request.Header.Set("Authorization", "Bearer "+minted.Token)
	answer, err := http.DefaultClient.Do(request)
	require.NoError(h.t, err)
	defer answer.Body.Close()
	file, err := io.ReadAll(answer.Body)
	require.NoError(h.t, err)
	require.Equal(h.t, http.StatusOK, answer.StatusCode, "%.300s", file)
	return file
}

// unharmed fails the test when words were run, asked for something, or were refused by
// the policy that stands behind everything else.
func (h *siege) unharmed(watch *browsertest.Watch, where string) {
	h.t.Helper()
	require.Empty(h.t, watch.Requests("canary"), where)
	complaints := slices.DeleteFunc(watch.Complaints(), func(one string) bool {
		return strings.HasSuffix(one, "/destinations/claim") // of a page that claims what nobody let us in to
	})
	require.Empty(h.t, complaints, where)
}

// answersFile saves the table behind a chart, as a merchant does.
func (h *siege) answersFile(w *browsertest.Window) []byte {
	h.atDesk(w, "", "/insight?survey="+h.of.survey)
	folder := w.Saving()
	w.ClickInside(`s-button[accessibilitylabel^="Show the table: <script>__ran()"]`)
	w.ClickInside(`s-button[accessibilitylabel^="Download as CSV: <script>__ran()"]`)
	var file []byte
	require.Eventually(h.t, func() bool {
		saved, err := filepath.Glob(filepath.Join(folder, "*.csv"))
		if err != nil || len(saved) == 0 {
			return false
		}
		file, err = os.ReadFile(saved[0])
		return err == nil && len(file) > 0
	}, patience, often)
	return file
}

// outside are the addresses of what leaves the admin: an email, the pages without scripts,
// the theme's blocks, and the copy of what is held of somebody.
func (h *siege) outside() map[string]string {
	h.t.Helper()
	id, err := app.ParseCustomerID("gid://shopify/Customer/" + h.of.customer)
	require.NoError(h.t, err)
	var drawn struct{ HTML string }
	h.merchant(http.MethodGet, "/surveys/"+h.of.survey+"/email?tool=brevo", nil, http.StatusOK, &drawn)
	var held struct{ Page string }
	h.merchant(http.MethodGet, "/people/"+h.of.customer+"/export", nil, http.StatusOK, &held)
	return map[string]string{
		"the email":         h.file("email", "<!doctype html><title>Email</title>"+drawn.HTML),
		"the copy":          h.file("copy", held.Page),
		"her page":          h.linkOf(id, "preferences"),
		"her question":      h.linkOf(id, "answer") + "?" + url.Values{"survey": {"siege"}, "question": {"first"}, "answer": {"o1"}}.Encode(),
		"the survey's page": h.shop + proxied + "/surveys/siege",
		"a product":         h.shop + "/products/low-tide",
	}
}

func (h *siege) file(name, page string) string {
	h.t.Helper()
	file := filepath.Join(h.t.TempDir(), name+".html")
	require.NoError(h.t, os.WriteFile(file, []byte(page), 0o600))
	return "file://" + file
}

// seen counts the hostile words in a text, whatever its spaces.
func (h *siege) seen(text string) (count int) {
	text = squeezed(text)
	for _, word := range h.words {
		if strings.Contains(text, squeezed(tame(word, 60))) {
			count++
		}
	}
	return count
}

func squeezed(s string) string { return strings.Join(strings.Fields(s), "") }
