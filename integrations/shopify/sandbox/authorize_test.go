package sandbox_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"
)

const offlineToken = "urn:shopify:params:oauth:token-type:offline-access-token"

// authorize asks for a code and gives where the merchant was sent back to.
func (b *bench) authorize(query string) (*url.URL, int) {
	b.Helper()
	r, err := http.NewRequestWithContext(b.Context(), http.MethodGet, b.url+"/admin/oauth/authorize?"+query, nil)
	require.NoError(b, err)
	r.Host = demo
	answer, err := http.DefaultTransport.RoundTrip(r)
	require.NoError(b, err)
	require.NoError(b, answer.Body.Close())
	back, err := answer.Location()
	if err != nil {
		return nil, answer.StatusCode
	}
	return back, answer.StatusCode
}

func (b *bench) redeem(code, expiring string) (pair, int) {
	b.Helper()
	var out pair
	status := b.send(demo, "/admin/oauth/access_token", map[string]any{
		"client_id": key, "client_secret": secret, "code": code, "expiring": expiring,
	}, &out)
	return out, status
}

func TestAMerchantComesBackWithACodeThatIsGoodOnceForAMinute(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	ask := url.Values{"client_id": {key}, "scope": {"read_orders,write_customers"}, "state": {"s1"}, "redirect_uri": {"https://app.example/back?x=1"}}
	back, status := b.authorize(ask.Encode())
	require.Equal(t, http.StatusFound, status)
	query := back.Query()
	require.Equal(t, "app.example", back.Host)
	require.Equal(t, []string{"s1", "1", demo}, []string{query.Get("state"), query.Get("x"), query.Get("shop")})
	got, status := b.redeem(query.Get("code"), "1")
	require.Equal(t, http.StatusOK, status)
	require.Equal(t, "read_orders,write_customers", got.Scope)
	require.Equal(t, http.StatusOK, b.shopStatus(got.Access))
	_, status = b.redeem(query.Get("code"), "1")
	require.Equal(t, http.StatusBadRequest, status)

	back, _ = b.authorize(ask.Encode())
	b.send("", "/_sandbox/clock", map[string]any{"advance_s": 61}, nil)
	_, status = b.redeem(back.Query().Get("code"), "1")
	require.Equal(t, http.StatusBadRequest, status)
}

func TestACodeIsSentOnlyToWhereTheManifestSays(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	for _, query := range []url.Values{
		{"client_id": {key}, "redirect_uri": {"https://elsewhere.example/back"}},
		{"client_id": {"other"}, "redirect_uri": {"https://app.example/back"}},
		{"client_id": {key}},
	} {
		_, status := b.authorize(query.Encode())
		require.Equal(t, http.StatusBadRequest, status, query)
	}
}

func TestATokenThatNeverExpiresIsTradedForOnePair(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	old, _ := b.exchange(b.sessionToken("admin"), "0")
	trade := map[string]any{
		"client_id": key, "client_secret": secret, "grant_type": "urn:ietf:params:oauth:grant-type:token-exchange",
		"subject_token": old.Access, "subject_token_type": offlineToken, "requested_token_type": offlineToken, "expiring": "1",
	}
	var got pair
	require.Equal(t, http.StatusOK, b.send(demo, "/admin/oauth/access_token", trade, &got))
	require.Equal(t, http.StatusOK, b.shopStatus(got.Access))
	require.Equal(t, http.StatusUnauthorized, b.shopStatus(old.Access), "it cannot be taken back")
	var again pair
	require.Equal(t, http.StatusOK, b.send(demo, "/admin/oauth/access_token", trade, &again))
	require.Equal(t, got.Access, again.Access)
	b.refresh(got.Refresh)
	b.exchange(b.sessionToken("admin"), "1")
	require.Equal(t, http.StatusBadRequest, b.send(demo, "/admin/oauth/access_token", trade, nil), "a later pair replaced it")
}

func TestAnOnlineTokenIsOfOnePersonAndLeavesTheShopsPairAlone(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	offlinePair, _ := b.exchange(b.sessionToken("admin"), "1")
	var online struct {
		pair
		User struct{ Email string } `json:"associated_user"`
	}
	require.Equal(t, http.StatusOK, b.send(demo, "/admin/oauth/access_token", map[string]any{
		"client_id": key, "client_secret": secret, "grant_type": "urn:ietf:params:oauth:grant-type:token-exchange",
		"subject_token": b.sessionToken("admin"), "subject_token_type": "urn:ietf:params:oauth:token-type:id_token",
		"requested_token_type": "urn:shopify:params:oauth:token-type:online-access-token",
	}, &online))
	require.NotEmpty(t, online.User.Email)
	require.Equal(t, 24*3600, online.Expires)
	require.Empty(t, online.Refresh)
	require.Equal(t, http.StatusOK, b.shopStatus(online.Access))
	require.Equal(t, http.StatusOK, b.shopStatus(offlinePair.Access))
	_, status := b.refresh(offlinePair.Refresh)
	require.Equal(t, http.StatusOK, status)
	require.Equal(t, http.StatusOK, b.shopStatus(online.Access))
}

func TestAnOptionalScopeComesAndGoesWithTheMerchantsWord(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.install()
	type scopes struct{ Granted, Optional []string }
	change := func(body map[string]any) (scopes, int) {
		var out scopes
		status := b.send("", "/_sandbox/scopes", body, &out)
		return out, status
	}
	got, status := change(map[string]any{"grant": []string{"read_products"}})
	require.Equal(t, http.StatusOK, status)
	require.Contains(t, got.Granted, "read_products")
	require.Equal(t, []string{"read_products"}, got.Optional)
	eventually(t, func() bool { return len(b.requests("app/scopes_update")) == 1 })
	b.install()
	require.Contains(t, b.state().Shops[0].Scopes, "read_products", "opening the app again keeps it")
	got, _ = change(map[string]any{"revoke": []string{"read_products"}})
	require.NotContains(t, got.Granted, "read_products")
	_, status = change(map[string]any{"grant": []string{"write_themes"}})
	require.Equal(t, http.StatusUnprocessableEntity, status)
}
