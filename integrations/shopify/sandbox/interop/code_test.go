package interop_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// browse asks for an address as a browser would, a shop's at the sandbox. The
// library sends bots away, and Go's own client looks like one.
func (b *bench) browse(address string, cookies []*http.Cookie) *http.Response {
	b.Helper()
	request, err := http.NewRequest(http.MethodGet, address, nil)
	require.NoError(b, err)
	request.Header.Set("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/145.0")
	if host := request.URL.Host; strings.HasSuffix(host, ".myshopify.com") {
		at, err := url.Parse(b.shop)
		require.NoError(b, err)
		request.Host, request.URL.Scheme, request.URL.Host = host, at.Scheme, at.Host
	}
	for _, c := range cookies {
		request.AddCookie(c)
	}
	answer, err := http.DefaultTransport.RoundTrip(request)
	require.NoError(b, err)
	return answer
}

// follow is where an address sends a browser, and the cookies it gets there.
func (b *bench) follow(address string) (*url.URL, []*http.Cookie) {
	b.Helper()
	answer := b.browse(address, nil)
	defer answer.Body.Close()
	require.Equal(b, http.StatusFound, answer.StatusCode, address)
	to, err := answer.Location()
	require.NoError(b, err)
	return to, answer.Cookies()
}

// finish brings the shop's answer to the app.
func (b *bench) finish(callback string, cookies []*http.Cookie) outcome[session] {
	b.Helper()
	return decode[outcome[session]](b.T, b.browse(callback, cookies))
}

func TestTheLibraryInstallsByTheAuthorizationCode(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	ask, cookies := b.follow(b.url + "/auth?shop=" + demo)
	require.Equal(t, demo, ask.Host)
	require.Equal(t, "/admin/oauth/authorize", ask.Path)
	back, _ := b.follow(ask.String())
	require.Equal(t, ask.Query().Get("redirect_uri"), back.Scheme+"://"+back.Host+back.Path)
	require.Equal(t, ask.Query().Get("state"), back.Query().Get("state"))
	_, err := b.askwell.VerifyQuery(back.RawQuery)
	require.NoError(t, err)

	t.Run("not with another's state, code or signature, nor from another browser", func(t *testing.T) {
		b := b.in(t)
		for _, parameter := range []string{"state", "code", "hmac"} {
			forged := strings.Replace(back.String(), parameter+"=", parameter+"=0", 1)
			require.Equal(t, "InvalidOAuthError", b.finish(forged, cookies).Refused.Name, parameter)
		}
		require.Equal(t, "CookieNotFound", b.finish(back.String(), nil).Refused.Name)
	})

	t.Run("once", func(t *testing.T) {
		b := b.in(t)
		installed := b.finish(back.String(), cookies)
		require.Nil(t, installed.Refused)
		require.NotEmpty(t, installed.Result.RefreshToken)
		require.True(t, b.works(installed.Result))
		again := b.finish(back.String(), cookies)
		require.Equal(t, http.StatusBadRequest, again.Refused.Status)
	})
}

func TestBothBelieveTheSandboxWhateverStateAnAppSends(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	for _, state := range []string{"", "a b+c", "1=2&3%4", "-._~*!'()", "Żółć 🕯", "https://app.example/?next=/x#y", "a\x00\r\n"} {
		query := url.Values{"client_id": {key}, "scope": {scopes[0]}, "redirect_uri": {b.url + "/auth/callback"}, "state": {state}}
		back, _ := b.follow("https://" + demo + "/admin/oauth/authorize?" + query.Encode())
		require.Equal(t, state, back.Query().Get("state"))
		library, ours := b.verdicts(back.RawQuery, document)
		require.True(t, library, state)
		require.True(t, ours, state)
	}
}

func TestTheLibraryMigratesATokenThatNeverExpires(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	never := get[session](b.library, "exchange", map[string]any{"shop": demo, "token": b.token("admin", "", 60), "expiring": false})
	pair := get[session](b.library, "migrate", map[string]any{"shop": demo, "token": never.AccessToken})
	require.NotEmpty(t, pair.RefreshToken)
	require.True(t, b.works(pair))
	again := get[session](b.library, "migrate", map[string]any{"shop": demo, "token": never.AccessToken})
	require.Equal(t, pair.AccessToken, again.AccessToken, "a lost answer can be had again")
}
