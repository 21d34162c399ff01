package shopify_test

import (
	"encoding/json"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations/shopify"
)

func TestASessionTokenIsExchangedForAnExpiringPair(t *testing.T) {
	t.Parallel()
	var sent map[string]string
	a := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Host != string(shop) || r.URL.Path != "/admin/oauth/access_token" {
			w.WriteHeader(http.StatusTeapot)
			return
		}
		_ = json.NewDecoder(r.Body).Decode(&sent)
		_, _ = io.WriteString(w, `{"access_token":"shpat_a","scope":"write_customers, read_orders","expires_in":3600,
			"refresh_token":"shprt_b","refresh_token_expires_in":7776000}`)
	}, func(c *shopify.Config) { c.PreviousSecret = "older" })
	got, err := a.Exchange(t.Context(), shop, "session")
	require.NoError(t, err)
	require.Equal(t, app.Access{
		Token: "shpat_a", RefreshToken: "shprt_b", Scopes: []string{"write_customers", "read_orders"},
		ExpiresAt: proxied.Add(time.Hour).UTC(), RefreshExpiresAt: proxied.Add(90 * 24 * time.Hour).UTC(),
	}, got)
	require.Equal(t, map[string]string{
		"client_id": key, "client_secret": secret, "expiring": "1",
		"grant_type":           "urn:ietf:params:oauth:grant-type:token-exchange",
		"subject_token":        "session",
		"subject_token_type":   "urn:ietf:params:oauth:token-type:id_token",
		"requested_token_type": "urn:shopify:params:oauth:token-type:offline-access-token",
	}, sent)
}

func TestARefreshWithoutAnExpiryIsNotTakenForEver(t *testing.T) {
	t.Parallel()
	var sent map[string]string
	a := serve(t, func(w http.ResponseWriter, r *http.Request) {
		_ = json.NewDecoder(r.Body).Decode(&sent)
		_, _ = io.WriteString(w, `{"access_token":"shpat_c","refresh_token":"shprt_d"}`)
	})
	got, err := a.Refresh(t.Context(), shop, "shprt_b")
	require.NoError(t, err)
	require.Equal(t, proxied.Add(time.Hour).UTC(), got.ExpiresAt)
	require.Equal(t, "refresh_token", sent["grant_type"])
	require.Equal(t, "shprt_b", sent["refresh_token"])
}

func TestATokenAnswersRefusalHasItsKind(t *testing.T) {
	t.Parallel()
	refuse := func(code int, text string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(code)
			_, _ = io.WriteString(w, text)
		}
	}
	for name, c := range map[string]struct {
		handler http.HandlerFunc
		kind    app.Kind
	}{
		"a stale session token": {refuse(400, `{"error":"invalid_subject_token"}`), app.Unauthorized},
		"a dead refresh token":  {refuse(400, `{"error":"invalid_grant"}`), app.Unauthorized},
		"a wrong secret":        {refuse(400, `{"error":"invalid_client"}`), app.Internal},
		"an unreadable 400":     {refuse(400, `<html>`), app.Internal},
		"401":                   {refuse(401, ``), app.Unauthorized},
		"a frozen shop":         {refuse(402, ``), app.Forbidden},
		"too often":             {refuse(429, ``), app.Throttled},
		"trouble":               {refuse(502, `<html>`), app.Unavailable},
		"a web page":            {refuse(200, `<html>`), app.Unavailable},
		"no token":              {refuse(200, `{}`), app.Unavailable},
	} {
		_, err := serve(t, c.handler).Refresh(t.Context(), shop, "shprt_b")
		require.Error(t, err, name)
		require.Equal(t, c.kind, app.KindOf(err), name)
		require.NotContains(t, err.Error(), secret)
		require.NotContains(t, err.Error(), "shprt_b")
	}
}

func TestTheSecretIsNeverSentToAHostThatIsNoShop(t *testing.T) {
	t.Parallel()
	a := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("called") })
	for _, host := range []app.ShopID{"evil.com", "shop.myshopify.com.evil.com", "evil.com?x=.myshopify.com", "evil.com/.myshopify.com", ""} {
		_, err := a.Exchange(t.Context(), host, "session")
		require.True(t, app.Is(err, app.Invalid), host)
		_, err = a.Admin(host, shopify.TokenFunc(token)).ShopInfo(t.Context())
		require.Error(t, err)
	}
}
