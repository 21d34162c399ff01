package main

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// onward is where the page that a vendor leads back to leads on.
var onward = regexp.MustCompile(`<a href="([^"]+)">`)

// once follows no redirect: each step of the way is looked at.
var once = &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}

// decides sets out for a vendor, decides there and comes back: what the last page says, its status,
// and where it leads.
func (r *running) decides(t *testing.T, from map[string]any, decision string) (status int, page, next string) {
	t.Helper()
	var out struct{ URL string }
	r.merchant("POST", "/destinations/authorize", from, http.StatusCreated, &out)
	asked, page := r.visit(t, http.MethodGet, out.URL, nil)
	require.Equal(t, http.StatusOK, asked.StatusCode, page)
	require.Contains(t, page, "Allow")
	back, page := r.visit(t, http.MethodPost, out.URL, url.Values{"account": {"demo"}, "decision": {decision}})
	require.Equal(t, http.StatusFound, back.StatusCode, page)
	require.True(t, strings.HasPrefix(back.Header.Get("Location"), r.app+"/connect/"+from["kind"].(string)+"/callback?"))
	return r.arrives(t, back.Header.Get("Location"))
}

func (r *running) arrives(t *testing.T, at string) (status int, page, next string) {
	t.Helper()
	answer, page := r.visit(t, http.MethodGet, at, nil)
	if found := onward.FindStringSubmatch(page); found != nil {
		next = found[1]
	}
	return answer.StatusCode, page, next
}

func (r *running) visit(t *testing.T, method, at string, form url.Values) (*http.Response, string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, at, strings.NewReader(form.Encode()))
	require.NoError(t, err)
	if form != nil {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	answer, err := once.Do(request)
	require.NoError(t, err)
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	require.NoError(t, err)
	return answer, string(text)
}

func claimOf(next string) map[string]any {
	return map[string]any{"claim": next[strings.LastIndex(next, "/")+1:]}
}

func TestAMerchantLetsAskwellInAtTheVendorsOwnSite(t *testing.T) {
	t.Parallel()
	shop := startSandbox(t)
	shop.asks(drinks)
	ada := shop.browser()
	ada.logIn("ada@example.com")
	for _, name := range []string{"klaviyo", "omnisend", "mailchimp", "hubspot"} {
		t.Run(name, func(t *testing.T) {
			shop := *shop
			shop.t = t
			status, page, next := shop.decides(t, map[string]any{"kind": name}, "deny")
			require.Equal(t, http.StatusForbidden, status)
			require.Contains(t, page, "was not allowed to let Askwell in")
			require.True(t, strings.HasSuffix(next, "/destinations"), next)

			status, page, next = shop.decides(t, map[string]any{"kind": name, "title": "Ours"}, "allow")
			require.Equal(t, http.StatusOK, status, page)
			require.True(t, strings.HasPrefix(next, shop.shop+"/admin/apps/askwell/destinations/admitted/"), next)
			var made tool
			shop.merchant("POST", "/destinations/claim", claimOf(next), http.StatusCreated, &made)
			require.Equal(t, name, made.ID)
			require.Equal(t, "Ours", made.Title)
			shop.merchant("POST", "/destinations/claim", claimOf(next), http.StatusNotFound, nil)
			if name == "mailchimp" {
				made = shop.choosesAudience(made)
			}
			require.Empty(t, made.Problem)
			require.Empty(t, made.Paused)
			require.Empty(t, made.Settings["api_key"]+made.Settings["token"])

			var board struct{ Proposed json.RawMessage }
			shop.merchant("GET", "/destinations/"+name+"/mapping", nil, http.StatusOK, &board)
			shop.asMerchant("PUT", "/api/v1/destinations/"+name+"/mapping", board.Proposed, http.StatusOK, nil)
		})
	}
	ada.says(ada.next("drinks"), map[string]any{"drink": "tea"})
	for _, name := range []string{"klaviyo", "omnisend", "mailchimp", "hubspot"} {
		shop.holding(name, "ada@example.com", "ea")
	}
}

// choosesAudience gives a Mailchimp that was let in the one thing it lacks.
func (r *running) choosesAudience(made tool) tool {
	r.t.Helper()
	require.Contains(r.t, made.Problem, "audience")
	require.NotEmpty(r.t, made.Paused)
	var there struct{ Lists []struct{ ID string } }
	r.merchant("GET", "/destinations/"+made.ID+"/catalogue", nil, http.StatusOK, &there)
	require.NotEmpty(r.t, there.Lists)
	var changed tool
	r.merchant("PATCH", "/destinations/"+made.ID, map[string]any{"settings": map[string]string{"audience": there.Lists[0].ID}}, http.StatusOK, &changed)
	return changed
}

func TestWhatAVendorLeadsBackWithIsGoodOnce(t *testing.T) {
	t.Parallel()
	shop := startSandbox(t)
	var out struct{ URL string }
	shop.merchant("POST", "/destinations/authorize", map[string]any{"kind": "klaviyo"}, http.StatusCreated, &out)
	back, _ := shop.visit(t, http.MethodPost, out.URL, url.Values{"account": {"demo"}, "decision": {"allow"}})
	at := back.Header.Get("Location")

	other := strings.Replace(at, "/connect/klaviyo/", "/connect/hubspot/", 1)
	for _, wrong := range []string{shop.app + "/connect/klaviyo/callback", shop.app + "/connect/klaviyo/callback?state=guessed&code=guessed"} {
		status, page, next := shop.arrives(t, wrong)
		require.Equal(t, http.StatusGone, status)
		require.Contains(t, page, "connect again")
		require.Empty(t, next)
	}
	status, _, _ := shop.arrives(t, at)
	require.Equal(t, http.StatusOK, status)
	for _, again := range []string{at, other} {
		status, _, _ = shop.arrives(t, again)
		require.Equal(t, http.StatusGone, status)
	}
	gone, _ := shop.visit(t, http.MethodGet, at, nil)
	require.Equal(t, "no-referrer", gone.Header.Get("Referrer-Policy"))
	shop.merchant("POST", "/destinations/authorize", map[string]any{"kind": "brevo"}, http.StatusNotFound, nil)
}
