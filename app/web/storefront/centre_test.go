package storefront_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"
)

const browsing = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"

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
