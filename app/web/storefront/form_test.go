package storefront_test

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func (s *shop) form(fields url.Values, more ...string) answer {
	s.t.Helper()
	all := url.Values{"survey": {"welcome"}, "version": {"1"}, "surface": {"theme"}, "locale": {"sv"}}
	for name, values := range fields {
		all[name] = values
	}
	header := http.Header{"Content-Type": {"application/x-www-form-urlencoded; charset=utf-8"}, "Sec-Fetch-Site": {"same-origin"}}
	for i := 0; i < len(more); i += 2 {
		header.Set(more[i], more[i+1])
	}
	return s.send("POST", proxied("/proxy/responses", nil), header, all.Encode())
}

func TestAFormWithoutScriptsIsThankedWithAPage(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	got := s.form(url.Values{
		"answers[source]": {"other"}, "other[source]": {" a poster "}, "answers[topics]": {"sale", "news"}, "answers[wish]": {"socks"},
	})
	require.Equal(t, http.StatusCreated, got.status, got.body)
	require.Equal(t, "text/html; charset=utf-8", got.header.Get("Content-Type"))
	require.Contains(t, got.body, "Tack ska du ha")
	require.Contains(t, got.body, `<html lang="sv">`)
	require.NotContains(t, got.body, "<script")
	require.Equal(t, map[string]string{"source": `{"other":"a poster"}`, "topics": `["news","sale"]`, "wish": `"socks"`}, s.preferences())
	require.Equal(t, [3]int{1, 1, 1}, s.recorded())
}

func TestTheFieldsOfAForm(t *testing.T) {
	t.Parallel()
	for _, one := range []struct {
		name   string
		fields url.Values
		want   map[string]string
	}{
		{"an option", url.Values{"answers[source]": {"friend"}}, map[string]string{"source": `"friend"`}},
		{
			"empty fields are nothing",
			url.Values{"answers[source]": {"friend"}, "answers[wish]": {""}, "other[source]": {""}},
			map[string]string{"source": `"friend"`},
		},
		{
			"a write-in beside another choice is left over",
			url.Values{"answers[source]": {"friend"}, "other[source]": {"a poster"}},
			map[string]string{"source": `"friend"`},
		},
		{"a write-in with nothing chosen is meant", url.Values{"other[source]": {"a poster"}}, map[string]string{"source": `{"other":"a poster"}`}},
		{
			"words are words in a text",
			url.Values{"answers[source]": {"friend"}, "answers[wish]": {"other"}},
			map[string]string{"source": `"friend"`, "wish": `"other"`},
		},
	} {
		t.Run(one.name, func(t *testing.T) {
			t.Parallel()
			s := newShop(t)
			got := s.form(one.fields)
			require.Equal(t, http.StatusCreated, got.status, got.body)
			require.Equal(t, one.want, s.preferences())
		})
	}
}

func TestABadFormComesBackWithWhatWasSaidAndWhatIsWrong(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	got := s.form(url.Values{
		"answers[source]": {"other"}, "other[source]": {""}, "answers[topics]": {"news"}, "answers[wish]": {`"><script>alert(1)</script>`},
	})
	require.Equal(t, http.StatusUnprocessableEntity, got.status)
	require.Contains(t, got.body, "Kontrollera dina svar")
	require.Contains(t, got.body, "Svara på den här frågan.")
	require.Contains(t, got.body, "Skriv högst 10 tecken.")
	require.Contains(t, got.body, `value="news" checked`)
	require.Contains(t, got.body, `value="other" checked`)
	require.NotContains(t, got.body, "<script")
	require.Equal(t, [3]int{}, s.recorded())

	// The page's own form carries an id, so that sending it twice is one response.
	id := regexp.MustCompile(`name="id" value="([0-9a-f-]{36})"`).FindStringSubmatch(got.body)
	require.NotNil(t, id)
	fields := url.Values{"id": {id[1]}, "answers[source]": {"podcast"}}
	require.Equal(t, http.StatusCreated, s.form(fields).status)
	require.Equal(t, http.StatusOK, s.form(fields).status)
	require.Equal(t, [3]int{1, 1, 1}, s.recorded())
}

func TestAFormIsHeldToTheQuestionsItShowed(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	known := url.Values{"shown": {"topics wish"}, "answers[topics]": {"news"}}
	require.Equal(t, http.StatusCreated, s.form(known).status, "the required question was not on the form")
	require.Equal(t, map[string]string{"topics": `["news"]`}, s.preferences())

	known.Set("answers[wish]", "more than ten")
	got := s.form(known)
	require.Equal(t, http.StatusUnprocessableEntity, got.status)
	require.Contains(t, got.body, `name="shown" value="topics wish"`)
	require.NotContains(t, got.body, `name="answers[source]"`, "it does not come back either")

	require.Equal(t, http.StatusUnprocessableEntity, s.form(url.Values{"shown": {"nonsense"}, "answers[topics]": {"news"}}).status,
		"a form that names no question of the survey showed all")
}

func TestThePageLeadsBackToWhereTheShopperWasAndNowhereElse(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	for back, want := range map[string]string{
		"/sv/products/first-light":  "/sv/products/first-light",
		"/products/caf%C3%A9?a=1#b": "/products/caf%C3%A9",
		"":                          "/",
		"products/first-light":      "/",
		"https://evil.example/":     "/",
		"//evil.example/":           "/",
		"/\\evil.example":           "/%5cevil.example",
		"/\t/evil.example":          "/",
		"javascript:alert(1)":       "/",
		`/"><script>`:               "/%22%3e%3cscript%3e",
	} {
		got := s.form(url.Values{"answers[source]": {"podcast"}, "back": {back}})
		link := regexp.MustCompile(`class="back" href="([^"]*)"`).FindStringSubmatch(got.body)
		require.NotNil(t, link, got.body)
		require.Equal(t, strings.ToLower(want), strings.ToLower(link[1]), back)
	}
	// A form that comes back keeps its way back.
	const visitor = "11111111-1111-4111-8111-111111111111"
	got := s.form(url.Values{"back": {"/products/first-light"}, "visitor": {visitor}, "cart": {"c1"}})
	require.Equal(t, http.StatusUnprocessableEntity, got.status)
	require.Contains(t, got.body, `name="back" value="/products/first-light"`)
	require.Contains(t, got.body, `name="visitor" value="`+visitor+`"`)
	require.Contains(t, got.body, `name="cart" value="c1"`)
}

func TestThePagesAddressAloneLeadsBackToTheShop(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	got := s.send("GET", proxied("/proxy/responses", nil), http.Header{"Accept-Language": {"sv"}}, "")
	require.Equal(t, http.StatusNotFound, got.status)
	require.Contains(t, got.body, "Här finns ingenting")
	require.Contains(t, got.body, `class="back" href="/"`)
	require.Contains(t, got.body, shopName)
}

func TestThePageIsTheShops(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	require.Contains(t, s.form(url.Values{"answers[source]": {"podcast"}}).body, `<header><a href="/" dir="auto">`+shopName+`</a></header>`)
	require.NotContains(t, s.form(url.Values{}, "Sec-Fetch-Site", "cross-site").body, "<header>")
}

func TestAMerchantsWordsAreTextInThePage(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	got := s.form(url.Values{"locale": {"en"}, "answers[wish]": {"x"}})
	require.Equal(t, http.StatusUnprocessableEntity, got.status)
	require.Contains(t, got.body, "A &lt;b&gt;friend&lt;/b&gt;")
}

func TestAFormThatCannotBeTakenIsToldInAPage(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	for name, one := range map[string]struct {
		fields url.Values
		header []string
		status int
	}{
		"an unknown survey":  {url.Values{"survey": {"x"}}, []string{"Accept-Language", "pl,en;q=0.5"}, http.StatusUnprocessableEntity},
		"no version":         {url.Values{"version": {""}}, []string{"Accept-Language", "pl"}, http.StatusUnprocessableEntity},
		"from another site":  {nil, []string{"Accept-Language", "pl", "Sec-Fetch-Site", "cross-site"}, http.StatusForbidden},
		"a very long answer": {url.Values{"answers[wish]": {strings.Repeat("x", 70_000)}}, []string{"Accept-Language", "pl"}, http.StatusRequestEntityTooLarge},
	} {
		t.Run(name, func(t *testing.T) {
			got := s.form(one.fields, one.header...)
			require.Equal(t, one.status, got.status)
			require.Equal(t, "text/html; charset=utf-8", got.header.Get("Content-Type"))
			require.Contains(t, got.body, "Nie można było zapisać odpowiedzi.")
		})
	}
	require.Equal(t, [3]int{}, s.recorded())
}

func TestThePageAllowsItsOwnStyleAndNothingElse(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	got := s.form(url.Values{"answers[source]": {"podcast"}})
	style := regexp.MustCompile(`(?s)<style>(.*)</style>`).FindStringSubmatch(got.body)
	require.NotNil(t, style)
	sum := sha256.Sum256([]byte(style[1]))
	policy := got.header.Get("Content-Security-Policy")
	require.Contains(t, policy, "style-src 'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'")
	require.Contains(t, policy, "default-src 'none'")
}
