package storefront_test

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/recount"
)

// browse opens a page of the shop's as a browser does.
func (w who) browse(path string, query url.Values) answer {
	w.t.Helper()
	address, header := w.path(path, query)
	header.Set("Sec-Fetch-Mode", "navigate")
	header.Set("Sec-Fetch-Site", "none")
	return w.send("GET", address, header, "")
}

var hiddenField = regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)">`)

// fills is the form of a page, filled in.
func fills(page string, answers map[string]string) url.Values {
	form := url.Values{}
	for _, field := range hiddenField.FindAllStringSubmatch(page, -1) {
		form.Set(field[1], html.UnescapeString(field[2]))
	}
	for key, value := range answers {
		form.Set("answers["+key+"]", value)
	}
	return form
}

// sends is what a browser posts of it.
func (w who) sends(form url.Values) answer {
	w.t.Helper()
	address, header := w.path("responses", nil)
	header.Set("Content-Type", "application/x-www-form-urlencoded")
	header.Set("Sec-Fetch-Site", "same-origin")
	return w.send("POST", address, header, form.Encode())
}

// linkedShop asks where she lives, and who says abroad also which country.
func linkedShop(t *testing.T) *shop {
	t.Helper()
	s := newShop(t)
	s.publish("home", func(d *app.Document) {
		d.Languages, d.Placements = []string{"en", "sv"}, []app.Surface{app.SurfaceLink}
		d.Thanks = app.Text{"en": "So kind"}
		d.Poll = &app.Poll{Least: 1}
		d.Questions = []app.Question{
			{Key: "lives", Type: "single_choice", Required: true, Prompt: app.Text{"en": "Where do you live?", "sv": "Var bor du?"}, Options: []app.Option{
				{Key: "here", Label: app.Text{"en": "Here"}}, {Key: "abroad", Label: app.Text{"en": "Abroad"}},
			}},
			{Key: "country", Type: "text", Prompt: app.Text{"en": "Which country?"}, If: app.Rule(`{"==":[{"var":"answers.lives"},"abroad"]}`)},
		}
	})
	return s
}

func TestASurveysPageSpeaksTheBestOfItsLanguages(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.publish("home", func(d *app.Document) {
		d.Languages, d.Placements = []string{"en", "sv", "de"}, []app.Surface{app.SurfaceLink}
		d.Questions = []app.Question{{Key: "lives", Type: "text", Prompt: app.Text{"en": "Where?", "sv": "Var?", "de": "Wo?"}}}
	})
	guest := who{shop: s, door: "proxy"}
	for accept, prompt := range map[string]string{"de-AT,de;q=0.9,en;q=0.5": "Wo?", "fr,sv;q=0.4": "Var?", "fr": "Where?", "": "Where?"} {
		address, header := guest.path("surveys/home", nil)
		header.Set("Accept-Language", accept)
		require.Contains(t, s.send("GET", address, header, "").body, prompt, accept)
	}
	require.Contains(t, guest.browse("surveys/home", url.Values{"locale": {"de"}}).body, "Wo?", "as the address says")
}

func TestASurveyHasAPageThatLeadsThroughIt(t *testing.T) {
	t.Parallel()
	s := linkedShop(t)
	guest := who{shop: s, door: "proxy"}
	first := guest.browse("surveys/home", url.Values{"locale": {"en"}, "utm_source": {"Poster"}})
	require.Equal(t, http.StatusOK, first.status, first.body)
	require.Contains(t, first.body, "Where do you live?")
	require.NotContains(t, first.body, "Which country?")
	require.NotContains(t, first.body, "<script")
	form := fills(first.body, map[string]string{"lives": "abroad"})
	require.Equal(t, "poster", form.Get("utm_source"))

	second := guest.sends(form)
	require.Equal(t, http.StatusCreated, second.status, second.body)
	require.Contains(t, second.body, "Which country?")
	again := guest.sends(form)
	require.Equal(t, http.StatusOK, again.status)
	require.Equal(t, second.body, again.body, "a second click is the same page")
	next := fills(second.body, map[string]string{"country": "Norway"})
	require.NotEqual(t, form.Get("id"), next.Get("id"))
	require.Equal(t, form.Get("visitor"), next.Get("visitor"), "she is one person from page to page")

	last := guest.sends(next)
	require.Equal(t, http.StatusCreated, last.status, last.body)
	require.Contains(t, last.body, "So kind")
	require.Contains(t, last.body, "100 %", "how others answered")
	require.Equal(t, 2, s.responsesTo("home"))
	require.NoError(t, (&recount.Keeper{Store: s.store, Now: s.now}).Drain(t.Context(), demo))
	met, err := s.store.Impressions(t.Context(), demo, s.now().AddDate(0, 0, -1), s.now().AddDate(0, 0, 1))
	require.NoError(t, err)
	require.Len(t, met, 1)
	require.Equal(t, [3]int{1, 1, 1}, [3]int{met[0].Shown, met[0].Answered, met[0].Completed}, "one of them completes it")
}

func TestAPageThatIsLeftBlankAsksAgain(t *testing.T) {
	t.Parallel()
	s := linkedShop(t)
	guest := who{shop: s, door: "proxy"}
	form := fills(guest.browse("surveys/home", url.Values{"kiosk": {"1"}, "utm_medium": {"qr"}}).body, nil)
	blank := guest.sends(form)
	require.Equal(t, http.StatusUnprocessableEntity, blank.status)
	require.Contains(t, blank.body, "Please answer this question.")
	require.Equal(t, form, fills(blank.body, nil), "nothing of the visit is lost")
	require.Zero(t, s.responsesTo("home"))
}

func TestACustomerWhoHasAnsweredIsToldSo(t *testing.T) {
	t.Parallel()
	s := linkedShop(t)
	she := who{shop: s, customer: ada, door: "proxy"}
	page := she.browse("surveys/home", nil)
	require.NotContains(t, page.body, `name="visitor"`, "her login says who she is")
	done := she.sends(fills(page.body, map[string]string{"lives": "here"}))
	require.Equal(t, http.StatusCreated, done.status)
	require.Contains(t, done.body, `href="preferences"`)
	require.Len(t, s.preferences(), 1)
	again := she.browse("surveys/home", url.Values{"locale": {"en"}})
	require.Equal(t, http.StatusOK, again.status)
	require.Contains(t, again.body, "You have answered this already")
	require.Contains(t, again.body, `href="../preferences"`)
	require.NotContains(t, again.body, "<form")
	require.Contains(t, who{shop: s, door: "proxy"}.browse("surveys/home", nil).body, "<form", "a guest is asked")
}

func TestOnlyWhatIsPublishedOnLinkHasAPage(t *testing.T) {
	t.Parallel()
	s := linkedShop(t)
	_, err := s.store.CreateSurvey(t.Context(), demo, app.Document{Handle: "draft", Languages: []string{"en"}, Placements: app.Surfaces})
	require.NoError(t, err)
	guest := who{shop: s, door: "proxy"}
	for _, handle := range []string{"welcome", "draft", "nothing", "No!", strings.Repeat("x", 300)} {
		got := guest.browse("surveys/"+url.PathEscape(handle), url.Values{"locale": {"sv"}})
		require.Equal(t, http.StatusNotFound, got.status, handle)
		require.Contains(t, got.body, "Här finns inget att svara på")
	}
	require.Equal(t, http.StatusUnauthorized, s.send("GET", "/proxy/surveys/home", nil, "").status)
}

func TestOnlyABrowserThatOpensAPageIsCounted(t *testing.T) {
	t.Parallel()
	s := linkedShop(t)
	guest := who{shop: s, door: "proxy"}
	path, header := guest.path("surveys/home", nil)
	for range 3 {
		require.Equal(t, http.StatusOK, s.send("GET", path, header, "").status)
		require.Equal(t, http.StatusOK, s.send("HEAD", path, header, "").status)
		ahead := header.Clone()
		ahead.Set("Sec-Fetch-Mode", "navigate")
		ahead.Set("Sec-Purpose", "prefetch;prerender")
		require.Equal(t, http.StatusOK, s.send("GET", path, ahead, "").status)
	}
	require.Zero(t, s.counted(app.SurfaceLink))
	guest.browse("surveys/home", nil)
	require.Equal(t, [2]int{1, 0}, s.counted(app.SurfaceLink))
}

func TestAKioskStartsAgainForTheNext(t *testing.T) {
	t.Parallel()
	s := linkedShop(t)
	staff := who{shop: s, customer: ada, door: "proxy"} // is logged in at the counter
	for range 2 {
		page := staff.browse("surveys/home", url.Values{"kiosk": {"1"}, "locale": {"en"}, "utm_source": {"till"}})
		done := staff.sends(fills(page.body, map[string]string{"lives": "here"}))
		require.Equal(t, http.StatusCreated, done.status, done.body)
		require.Contains(t, done.body, `<meta http-equiv="refresh" content="15;url=surveys/home?kiosk=1&amp;locale=en&amp;utm_source=till">`)
		require.Contains(t, done.body, "Start again")
	}
	require.Empty(t, s.preferences(), "none of it is hers")
	require.Equal(t, 2, s.responsesTo("home"))
}

func TestWordsFromOutsideAreBounded(t *testing.T) {
	t.Parallel()
	s := linkedShop(t)
	guest := who{shop: s, door: "proxy"}
	page := guest.browse("surveys/home", url.Values{
		"utm_source": {strings.Repeat("é", 5000)}, "utm_campaign": {"\"><script>\xff"}, "locale": {strings.Repeat("x", 99)},
	})
	require.Equal(t, http.StatusOK, page.status)
	require.NotContains(t, page.body, "<script")
	form := fills(page.body, map[string]string{"lives": "here"})
	require.Len(t, []rune(form.Get("utm_source")), 200)
	form.Set("utm_source", strings.Repeat("x", 5000))
	form.Set("id", "not an id")
	require.Equal(t, http.StatusUnprocessableEntity, guest.sends(form).status)
	form.Del("id")
	require.Equal(t, http.StatusCreated, guest.sends(form).status)
}
