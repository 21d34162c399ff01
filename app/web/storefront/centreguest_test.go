package storefront_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
)

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
