package link_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/link"
	"github.com/askwell/askwell/app/store"
)

func TestALinkIsRefusedPolitelyWithAWayForward(t *testing.T) {
	t.Parallel()
	const home, centre = `href="https://demo-shop.myshopify.com/"`, `href="https://demo-shop.myshopify.com/apps/askwell/preferences"`
	for name, c := range map[string]struct {
		arrange func(s *shop, path string) string
		status  int
		says    []string
		not     []string
	}{
		"that was changed on its way": {
			func(_ *shop, path string) string { return path[:len(path)-2] },
			http.StatusNotFound,
			[]string{"This link is not complete", "from the email again"},
			[]string{"demo-shop", "Back to the shop"},
		},
		"that nobody made": {
			func(*shop, string) string { return "/p/" + strings.Repeat("A", 75) },
			http.StatusNotFound,
			[]string{"This link is not complete"},
			nil,
		},
		"that has expired": {
			func(s *shop, path string) string { s.later.Store(int64(2 * link.Period)); return path },
			http.StatusGone,
			[]string{"This link has expired", "Morgonljus", home, centre},
			nil,
		},
		"of somebody who was erased": {
			func(s *shop, path string) string {
				_, err := s.Erase(s.t.Context(), demo, store.ErasureOrder{Request: "r", Customer: ada, RequestedAt: time.Now(), DueAt: time.Now().Add(app.PrivacyTerm)})
				require.NoError(s.t, err)
				return path
			},
			http.StatusGone,
			[]string{"not in use any more", "Nothing is kept", home, centre},
			nil,
		},
		"of a shop that left": {
			func(s *shop, path string) string {
				require.NoError(s.t, s.RecordUninstall(s.t.Context(), demo, time.Now().Add(time.Hour)))
				return path
			},
			http.StatusGone,
			[]string{"not in use any more", home},
			[]string{"/preferences"},
		},
		"that asks what is not asked any more": {
			func(_ *shop, path string) string { return path + "?survey=gone&question=source" },
			http.StatusNotFound,
			[]string{"nothing to answer here", home, centre},
			nil,
		},
		"that asks what is no question": {
			func(_ *shop, path string) string { return path + "?survey=welcome&question=none&answer=%00" },
			http.StatusNotFound,
			[]string{"nothing to answer here"},
			nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newShop(t)
			path := c.arrange(s, s.link(ada, link.Answer))
			page := s.get(path)
			require.Equal(t, c.status, page.status)
			for _, part := range c.says {
				require.Contains(t, page.body, part)
			}
			for _, part := range c.not {
				require.NotContains(t, page.body, part)
			}
			path, _, _ = strings.Cut(path, "?")
			if c.status == http.StatusGone || strings.Contains(c.says[0], "complete") {
				require.Equal(t, c.status, s.post(path, "source", "podcast").status, "nor is an answer taken")
			}
			require.Empty(t, s.said(ada))
		})
	}
}

func TestItIsSaidInHerLanguage(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	for lang, says := range map[string]string{
		"en": "not complete", "sv": "inte hel", "sl": "ni popolna", "pl": "niepełny", "da": "ikke helt", "es": "no está completo",
	} {
		require.Contains(t, s.send(http.MethodGet, "/p/x", http.Header{"Accept-Language": {lang + "-XX,en;q=0.5"}}, nil).body, says)
		require.Contains(t, s.get("/p/x?locale="+lang).body, says)
	}
	path := s.link(ada, link.Answer) + "?survey=welcome&question=source&answer=podcast&locale=sv"
	require.Contains(t, s.get(path).body, "Ja, En podd")
}

func TestTheAddressIsKeptFromThoseItIsNoAffairOf(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	for _, path := range []string{"/p/broken", s.link(ada, link.Answer) + "?survey=welcome&question=source"} {
		header := s.get(path).header
		require.Equal(t, "no-store", header.Get("Cache-Control"))
		require.Equal(t, "no-referrer", header.Get("Referrer-Policy"))
		require.Equal(t, "noindex, nofollow", header.Get("X-Robots-Tag"))
		require.Contains(t, header.Get("Content-Security-Policy"), "default-src 'none'")
		require.NotContains(t, header.Get("Content-Security-Policy"), "unsafe")
		require.Empty(t, header.Get("Set-Cookie"))
	}
}

func TestAFormOfAnotherSiteIsRefused(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	path := s.link(ada, link.Answer)
	for _, header := range []http.Header{
		{"Sec-Fetch-Site": {"cross-site"}}, {"Sec-Fetch-Site": {"same-site"}}, {"Origin": {"https://evil.example"}},
	} {
		require.Equal(t, http.StatusForbidden, s.send(http.MethodPost, path, header, formOf("source", "podcast")).status)
	}
	require.Empty(t, s.said(ada))
	for i, header := range []http.Header{
		{"Sec-Fetch-Site": {"same-origin"}, "Origin": {"null"}}, {"Origin": {"null"}}, {"Origin": {s.url}}, {},
	} {
		page := s.send(http.MethodPost, s.link(ada+2+app.CustomerID(i), link.Answer), header, formOf("source", "podcast"))
		require.Equal(t, http.StatusCreated, page.status)
	}
}

func TestALinkIsNotPostedToWithoutEnd(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	path := s.link(ada, link.Answer)
	for range 30 {
		require.NotEqual(t, http.StatusTooManyRequests, s.post(path, "wish", strings.Repeat("x", 11)).status)
	}
	page := s.post(path, "wish", "tea")
	require.Equal(t, http.StatusTooManyRequests, page.status)
	require.NotEmpty(t, page.header.Get("Retry-After"))
	require.Equal(t, http.StatusCreated, s.post(s.link(ada+1, link.Answer), "wish", "tea").status, "of another link none were")
	s.later.Store(int64(time.Minute))
	require.Equal(t, http.StatusCreated, s.post(path, "wish", "tea").status)
}

func TestEachLinkLeadsToItsOwnPageOnly(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	centre := s.get(s.link(ada, link.Preferences) + "?survey=welcome&question=source&answer=podcast")
	require.Equal(t, http.StatusOK, centre.status)
	require.NotContains(t, centre.body, "Yes, A podcast")
	require.Contains(t, centre.body, `action="`+strings.TrimPrefix(s.link(ada, link.Preferences), "/p/")+`"`)
	require.Equal(t, "no-referrer", centre.header.Get("Referrer-Policy"))
	for _, kept := range []string{"/export", "/erasure"} {
		require.NotContains(t, centre.body, kept, "who has a link takes nothing away and erases nobody")
	}

	saved := s.post(s.link(ada, link.Preferences), "source", "podcast")
	require.Equal(t, http.StatusOK, saved.status)
	require.Len(t, s.said(ada), 1)
	require.Equal(t, app.SurfacePreferences, s.said(ada)[0].Surface, "what she says there is a preference")
	require.NotContains(t, s.get(s.link(ada, link.Answer)).body, "A podcast", "and who may answer does not see it")
}

func TestHostileFormsAreRefusedAndLeaveNothing(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	path := s.link(ada, link.Answer)
	for name, send := range map[string]func() answer{
		"too large": func() answer { return s.post(path, "wish", strings.Repeat("x", 70_000)) },
		"no form": func() answer {
			return s.send(http.MethodPost, path, http.Header{"Content-Type": {"application/json"}}, formOf("source", "podcast"))
		},
		"no question": func() answer { return s.post(path, "", "podcast") },
		"no such one": func() answer { return s.post(path, "nope", "podcast") },
		"two at once": func() answer { return s.post(path, "source wish", "podcast") },
		"no option":   func() answer { return s.post(path, "source", "nope") },
	} {
		page := send()
		require.GreaterOrEqual(t, page.status, 400, name)
		require.Less(t, page.status, 500, name)
		require.Contains(t, page.body, "<h1", name)
	}
	require.Empty(t, s.said(ada))
}
