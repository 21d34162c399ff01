package sandbox_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func (b *bench) shopStatus(token string) int {
	b.Helper()
	return b.send(demo, "/admin/api/2026-10/graphql.json", map[string]any{"query": "{shop{id}}"}, nil, "X-Shopify-Access-Token", token)
}

func TestASessionTokenIsTradedForAnExpiringPair(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	require.False(t, b.state().Shops[0].Installed)
	got, status := b.exchange(b.sessionToken("admin"), "1")
	require.Equal(t, http.StatusOK, status)
	require.Equal(t, 3600, got.Expires)
	require.Contains(t, got.Scope, "write_customers")
	require.True(t, b.state().Shops[0].Installed)
	require.Equal(t, http.StatusOK, b.shopStatus(got.Access))
	require.Equal(t, http.StatusUnauthorized, b.shopStatus("shpat_other"))
}

func TestATokenThatNeverExpiresIsNotAccepted(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	got, _ := b.exchange(b.sessionToken("admin"), "0")
	require.Empty(t, got.Refresh)
	require.Equal(t, http.StatusForbidden, b.shopStatus(got.Access))
}

func TestAStaleOrTamperedSessionTokenIsRefused(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	var stale struct{ Token string }
	b.send("", "/_sandbox/tokens", map[string]any{"kind": "admin", "ttl_s": -1}, &stale)
	good := b.sessionToken("admin")
	for _, token := range []string{stale.Token, "", "a.b.c", b.sessionToken("checkout"), good[:len(good)-4] + "AAAA", strings.Replace(good, ".", ".x", 1)} {
		got, status := b.exchange(token, "1")
		require.Equal(t, http.StatusBadRequest, status)
		require.Equal(t, "invalid_subject_token", got.Error)
	}
	require.False(t, b.state().Shops[0].Installed)
}

func TestARefreshTokenAnswersAgainUntilItsReplacementIsUsed(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	first, _ := b.exchange(b.sessionToken("admin"), "1")
	lost, status := b.refresh(first.Refresh)
	require.Equal(t, http.StatusOK, status)
	again, status := b.refresh(first.Refresh)
	require.Equal(t, http.StatusOK, status, "the first answer was lost in a crash")
	require.Equal(t, lost, again)
	require.Equal(t, http.StatusOK, b.shopStatus(again.Access))
	require.Equal(t, http.StatusOK, b.shopStatus(first.Access), "access lives out its hour")
	_, status = b.refresh(first.Refresh)
	require.Equal(t, http.StatusOK, status, "using the access is not using the refresh token")
	_, status = b.refresh(again.Refresh)
	require.Equal(t, http.StatusOK, status)
	_, status = b.refresh(first.Refresh)
	require.Equal(t, http.StatusUnauthorized, status)
}

func TestAnAccessTokenDiesWithItsHourWithRevocationAndWithTheUninstall(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.install()
	b.send("", "/_sandbox/clock", map[string]any{"advance_s": 3601}, nil)
	require.Equal(t, http.StatusUnauthorized, b.shopStatus(b.token))
	b.install()
	require.Equal(t, http.StatusOK, b.shopStatus(b.token))
	b.send("", "/_sandbox/faults", map[string]any{"revoke_token": true}, nil)
	require.Equal(t, http.StatusUnauthorized, b.shopStatus(b.token))
	b.install()
	b.send("", "/_sandbox/uninstall", map[string]any{}, nil)
	require.Equal(t, http.StatusUnauthorized, b.shopStatus(b.token))
}
