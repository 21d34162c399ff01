package storefront_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"

	"github.com/askwell/askwell/app/store/storetest"
)

const browsing = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"

// centred is a shop that asks what preferences can be.
func centred(t *testing.T) *shop {
	t.Helper()
	s := newShopOn(t, storetest.New(t))
	made, err := s.store.CreateSurvey(t.Context(), demo, preferred())
	require.NoError(t, err)
	_, err = s.store.PublishSurvey(t.Context(), demo, made.ID, made.Revision)
	require.NoError(t, err)
	s.onePurpose()
	return s
}

// visits opens a page of hers, or of nobody's for customer "".
func (s *shop) visits(path, customer string, query url.Values) answer {
	s.t.Helper()
	all := url.Values{"logged_in_customer_id": {customer}}
	for name, values := range query {
		all[name] = values
	}
	return s.send(http.MethodGet, proxied("/proxy"+path, all), http.Header{"Accept": {browsing}}, "")
}

// posts sends the fields of a plain form, as a browser does.
func (s *shop) posts(path, customer string, fields url.Values, more ...string) answer {
	s.t.Helper()
	header := http.Header{"Content-Type": {"application/x-www-form-urlencoded"}, "Sec-Fetch-Site": {"same-origin"}, "Accept": {browsing}}
	for i := 0; i < len(more); i += 2 {
		header.Set(more[i], more[i+1])
	}
	return s.send(http.MethodPost, proxied("/proxy"+path, url.Values{"logged_in_customer_id": {customer}}), header, fields.Encode())
}

// formOn are the fields of the centre's form, as a browser would post them.
func formOn(t *testing.T, page, class string) url.Values {
	t.Helper()
	tree, err := html.Parse(strings.NewReader(page))
	require.NoError(t, err)
	fields := url.Values{}
	for form := range tree.Descendants() {
		if form.Data != "form" || attr(form, "class") != class {
			continue
		}
		for node := range form.Descendants() {
			name, kind := attr(node, "name"), attr(node, "type")
			_, checked := attribute(node, "checked")
			switch {
			case name == "":
			case node.Data == "textarea":
				fields.Add(name, text(node))
			case node.Data == "select":
				fields.Add(name, "")
				for option := range node.ChildNodes() {
					if _, selected := attribute(option, "selected"); selected {
						fields.Set(name, attr(option, "value"))
					}
				}
			case node.Data == "input" && (checked || kind != "radio" && kind != "checkbox"):
				fields.Add(name, attr(node, "value"))
			}
		}
	}
	return fields
}

func text(node *html.Node) (all string) {
	for n := range node.Descendants() {
		if n.Type == html.TextNode {
			all += n.Data
		}
	}
	return all
}

func attribute(node *html.Node, name string) (string, bool) {
	for _, a := range node.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

func attr(node *html.Node, name string) string {
	value, _ := attribute(node, name)
	return value
}

// said is the text of the first element of a class.
func said(t *testing.T, page, class string) string {
	t.Helper()
	tree, err := html.Parse(strings.NewReader(page))
	require.NoError(t, err)
	for node := range tree.Descendants() {
		if strings.HasPrefix(attr(node, "class"), class) {
			return strings.Join(strings.Fields(text(node)), " ")
		}
	}
	return ""
}

var (
	adas   = fmt.Sprint(int64(ada))
	graces = fmt.Sprint(int64(grace))
)

func TestAPageAsItStandsChangesNothing(t *testing.T) {
	t.Parallel()
	s := centred(t)
	s.posts("/preferences", adas, url.Values{"shown": {"source wish"}, "answers[source]": {"podcast"}, "answers[wish]": {"a\r\nb"}})
	page := s.visits("/preferences", adas, nil)
	require.Equal(t, http.StatusOK, page.status)
	form := formOn(t, page.body, "centre")
	got := s.posts("/preferences", adas, form)
	require.Equal(t, "Nothing was changed", said(t, got.body, "banner"))
	require.Equal(t, map[string]string{"source": `"podcast"`, "wish": `"a\nb"`}, s.preferences())
}

func TestWhatIsChangedIsToldAndSetBack(t *testing.T) {
	t.Parallel()
	s := centred(t)
	form := formOn(t, s.visits("/preferences", adas, nil).body, "centre")
	form.Set("answers[source]", "podcast")
	form.Set("answers[wish]", `<b>"x"</b>`)
	form.Set("allow[email/news/news]", "1")
	got := s.posts("/preferences", adas, form)
	require.Equal(t, http.StatusOK, got.status, got.body)
	banner := said(t, got.body, "banner")
	for _, part := range []string{"Saved", "How did you hear about us? A podcast", `A wish? <b>"x"</b>`, "Yes, write to me. you allow it", "Undo"} {
		require.Contains(t, banner, part)
	}
	require.NotContains(t, got.body, `<b>"x"`)
	require.Equal(t, map[string]string{"source": `"podcast"`, "wish": `"<b>\"x\"</b>"`, "news": "true"}, s.preferences())

	again := s.posts("/preferences", adas, form)
	require.Equal(t, banner, said(t, again.body, "banner"), "a page that is loaded again says the same")
	require.Equal(t, 1, s.responsesTo("welcome"), "and is done once")

	back := s.posts("/preferences", adas, formOn(t, got.body, ""))
	require.Contains(t, said(t, back.body, "banner"), "It is as it was before")
	require.Equal(t, map[string]string{"news": "false"}, s.preferences())
	require.NotContains(t, formOn(t, back.body, "centre"), "allow[email/news/news]")
}

func TestAPageGoneBackToAndChangedIsNotLost(t *testing.T) {
	t.Parallel()
	s := centred(t)
	form := formOn(t, s.visits("/preferences", adas, nil).body, "centre")
	form.Set("answers[source]", "podcast")
	require.Contains(t, said(t, s.posts("/preferences", adas, form).body, "banner"), "Saved")
	form.Set("answers[source]", "friend")
	require.Contains(t, said(t, s.posts("/preferences", adas, form).body, "banner"), "Saved")
	require.Equal(t, map[string]string{"source": `"friend"`}, s.preferences())
}

func TestAnOldPageLeavesWhatCameToBeKnownSince(t *testing.T) {
	t.Parallel()
	s := centred(t)
	old := formOn(t, s.visits("/preferences", adas, nil).body, "centre")
	s.posts("/preferences", adas, url.Values{"shown": {"source"}, "answers[source]": {"podcast"}})
	old.Set("answers[wish]", "socks")
	s.posts("/preferences", adas, old)
	require.Equal(t, map[string]string{"source": `"podcast"`, "wish": `"socks"`}, s.preferences())
}

func TestButtonsTakeBackPutOffAndSayThatItIsStillTrue(t *testing.T) {
	t.Parallel()
	s := centred(t)
	s.posts("/preferences", adas, url.Values{"shown": {"source"}, "answers[source]": {"podcast"}})
	press := func(button string) answer {
		form := formOn(t, s.visits("/preferences", adas, nil).body, "centre")
		form.Set("do", button)
		return s.posts("/preferences", adas, form)
	}
	require.Contains(t, said(t, press("keep:source").body, "banner"), "still true")
	require.Contains(t, said(t, press("clear:source").body, "banner"), "taken back")
	require.Empty(t, s.preferences())
	require.Contains(t, said(t, press("never:wish").body, "banner"), "You will not be asked this again.")
	require.Contains(t, press("later:source").body, "You will not be asked before")
	woken := press("wake:source")
	require.Contains(t, said(t, woken.body, "banner"), "you may be asked again")
	require.NotContains(t, woken.body, "You will not be asked before")
	require.Contains(t, s.posts("/preferences", adas, formOn(t, woken.body, "")).body, "You will not be asked before", "undone")
	woken = press("wake:wish")
	require.Contains(t, s.posts("/preferences", adas, formOn(t, woken.body, "")).body, "You will not be asked this again.", "never is never again")
	require.Contains(t, said(t, press("clear:nonsense").body, "banner"), "Nothing was changed")
}

func TestWhatIsWrongStandsBesideItAndNothingIsLost(t *testing.T) {
	t.Parallel()
	s := centred(t)
	form := formOn(t, s.visits("/preferences", adas, nil).body, "centre")
	form.Set("answers[source]", "friend")
	form.Set("answers[wish]", "much too long a wish")
	form.Set("allow[email/news/news]", "1")
	got := s.posts("/preferences", adas, form)
	require.Equal(t, http.StatusUnprocessableEntity, got.status)
	require.Contains(t, said(t, got.body, "banner"), "Not saved yet")
	require.Contains(t, got.body, `href="#wish-field"`)
	require.Contains(t, got.body, "Please write at most 10 characters.")
	require.Empty(t, s.preferences())
	left := formOn(t, got.body, "centre")
	for name := range form {
		if name != "id" {
			require.Equal(t, form[name], left[name], name)
		}
	}
	left.Set("answers[wish]", "socks")
	require.Equal(t, http.StatusOK, s.posts("/preferences", adas, left).status)
	require.Equal(t, map[string]string{"source": `"friend"`, "wish": `"socks"`, "news": "true"}, s.preferences())
}

func TestThePageIsInHerLanguageAndElseInTheShops(t *testing.T) {
	t.Parallel()
	s := centred(t)
	for name, one := range map[string]struct {
		query  url.Values
		accept string
		want   string
	}{
		"the address":        {url.Values{"locale": {"sv-SE"}}, "pl", "Hur hittade du oss?"},
		"the browser":        {nil, "de, sv;q=0.5", "Hur hittade du oss?"},
		"none that is known": {nil, "de", "How did you hear about us?"},
	} {
		all := url.Values{"logged_in_customer_id": {adas}}
		for name, values := range one.query {
			all[name] = values
		}
		got := s.send(http.MethodGet, proxied("/proxy/preferences", all), http.Header{"Accept": {browsing}, "Accept-Language": {one.accept}}, "")
		require.Equal(t, http.StatusOK, got.status, name)
		require.Contains(t, got.body, one.want, name)
		require.NotContains(t, got.body, "<script")
	}
	require.Equal(t, http.StatusUnprocessableEntity, s.visits("/preferences", adas, url.Values{"locale": {"<b>"}}).status)
}

func TestAGuestIsShownNothingAndThankedHonestly(t *testing.T) {
	t.Parallel()
	s := centred(t)
	visitor := uuid.NewString()
	noted := s.posts("/preferences", "", url.Values{"shown": {"source wish"}, "answers[source]": {"podcast"}, "visitor": {visitor}})
	require.Equal(t, http.StatusOK, noted.status, noted.body)
	require.Contains(t, noted.body, "for this browser")
	require.Equal(t, 1, s.responsesTo("welcome"))
	led := s.visits("/preferences", "", url.Values{"visitor": {visitor}})
	require.Equal(t, http.StatusOK, led.status)
	require.Contains(t, led.body, `href="/account"`)
	require.NotContains(t, led.body, "podcast", "anybody may have led her there")

	got := s.posts("/preferences", "", url.Values{"shown": {"source wish"}, "answers[wish]": {"socks"}})
	require.Equal(t, http.StatusOK, got.status, got.body)
	require.Contains(t, got.body, "not kept under your name")
	require.Equal(t, 2, s.responsesTo("welcome"))

	for name, fields := range map[string]url.Values{
		"too long":    {"shown": {"wish"}, "answers[wish]": {"much too long a wish"}},
		"nothing":     {"shown": {"wish"}, "answers[wish]": {" "}},
		"no browser":  {"shown": {"wish"}, "answers[wish]": {"socks"}, "visitor": {"<b>"}},
		"no question": {"answers[nonsense]": {"x"}},
	} {
		got = s.posts("/preferences", "", fields)
		require.Equal(t, http.StatusUnprocessableEntity, got.status, name)
		require.NotContains(t, got.body, "<b>", name)
	}
	require.Equal(t, 2, s.responsesTo("welcome"))
	require.Contains(t, s.posts("/preferences", "", url.Values{"shown": {"wish"}, "answers[wish]": {"much too long a wish"}}).body, "much too long a wish")
}

func TestAStrangersFormChangesNothingOfHers(t *testing.T) {
	t.Parallel()
	s := centred(t)
	s.posts("/preferences", adas, url.Values{"shown": {"source"}, "answers[source]": {"podcast"}})
	page := s.visits("/preferences", adas, nil)
	form := formOn(t, page.body, "centre")
	form.Set("answers[source]", "friend")
	require.Equal(t, http.StatusForbidden, s.posts("/preferences", adas, form, "Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example").status)
	require.Equal(t, http.StatusForbidden, s.posts("/preferences/erasure", adas, url.Values{"id": {uuid.NewString()}, "confirm": {"true"}}, "Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example").status)
	require.Equal(t, `"podcast"`, s.preferences()["source"])

	// What another posts with her ids and her page's fields is of the other.
	got := s.posts("/preferences", graces, form)
	require.Equal(t, http.StatusOK, got.status)
	require.Equal(t, `"podcast"`, s.preferences()["source"])
	require.NotContains(t, s.visits("/preferences", graces, nil).body, `value="podcast" checked`)

	undo, err := json.Marshal(map[string]any{"set": map[string]string{"source": "friend"}, "visitor": uuid.NewString()})
	require.NoError(t, err)
	s.posts("/preferences", graces, url.Values{"change": {string(undo)}})
	require.Equal(t, `"podcast"`, s.preferences()["source"])
}

func TestHostileFormsAreRefusedInAPage(t *testing.T) {
	t.Parallel()
	s := centred(t)
	long := strings.Repeat("x", 100<<10)
	for name, one := range map[string]struct {
		fields url.Values
		status int
	}{
		"a name of 100 kB":       {url.Values{"answers[" + long + "]": {"x"}}, http.StatusUnprocessableEntity},
		"a was of 100 kB":        {url.Values{"was[" + long + "]": {"x"}, "was[source]": {long}}, http.StatusUnprocessableEntity},
		"a question nobody asks": {url.Values{"answers[nonsense]": {"x"}, "id": {uuid.NewString()}}, http.StatusUnprocessableEntity},
		"no id":                  {url.Values{"answers[source]": {"friend"}, "id": {"<i>1</i>"}}, http.StatusUnprocessableEntity},
		"no change":              {url.Values{"change": {"{"}}, http.StatusOK},
		"a change of nothing":    {url.Values{"change": {`{"set":{"source":{}},"clear":["` + long + `"]}`}}, http.StatusUnprocessableEntity},
		"a consent nobody asks":  {url.Values{"held[email/x]": {"0"}, "allow[email/x]": {"1"}}, http.StatusOK},
		"too much":               {url.Values{"answers[wish]": {strings.Repeat("x", 600<<10)}}, http.StatusRequestEntityTooLarge},
		"no text":                {url.Values{"answers[wish]": {"\xff\xfe"}}, http.StatusOK},
	} {
		got := s.posts("/preferences", adas, one.fields)
		require.Equal(t, one.status, got.status, name)
		require.Equal(t, "text/html; charset=utf-8", got.header.Get("Content-Type"), name)
		require.NotContains(t, got.body, "<i>", name)
		require.Less(t, len(got.body), 200<<10, name)
	}
	require.NotContains(t, s.preferences(), "source")
}

func TestSheDeletesEverythingWithoutScripts(t *testing.T) {
	t.Parallel()
	s := centred(t)
	s.posts("/preferences", adas, url.Values{"shown": {"source"}, "answers[source]": {"podcast"}})
	require.Contains(t, s.visits("/preferences/erasure", "", nil).body, `href="/account"`)
	ask := s.visits("/preferences/erasure", adas, nil)
	require.Equal(t, http.StatusOK, ask.status)
	require.Contains(t, ask.body, "Delete everything about you?")
	require.Len(t, s.preferences(), 1, "the page does nothing by itself")
	form := formOn(t, ask.body, "")
	got := s.posts("/preferences/erasure", adas, form)
	require.Equal(t, http.StatusUnprocessableEntity, got.status)
	require.Contains(t, got.body, "Please tick the box to confirm.")
	require.Equal(t, form.Get("id"), formOn(t, got.body, "").Get("id"))
	form.Set("confirm", "true")
	require.Equal(t, http.StatusForbidden, s.posts("/preferences/erasure", "", form).status)
	require.Len(t, s.preferences(), 1)
	got = s.posts("/preferences/erasure", adas, form)
	require.Equal(t, http.StatusAccepted, got.status, got.body)
	require.Empty(t, s.preferences())
	require.Equal(t, http.StatusAccepted, s.posts("/preferences/erasure", adas, form).status, "the same again is the same")
	told := s.visits("/preferences/erasure", "", url.Values{"id": {form.Get("id")}, "locale": {"pl"}})
	require.Equal(t, http.StatusOK, told.status)
	require.Contains(t, told.body, `lang="pl"`)
	require.Equal(t, http.StatusNotFound, s.visits("/preferences/erasure", "", url.Values{"id": {uuid.NewString()}}).status)
}
