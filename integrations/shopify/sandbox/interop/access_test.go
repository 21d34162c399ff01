package interop_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// session is the library's, as its storage would keep it.
type session struct {
	ID, Shop, Scope     string
	AccessToken         string
	RefreshToken        string
	Expires             *time.Time
	RefreshTokenExpires *time.Time
	IsOnline            bool
	OnlineAccessInfo    struct {
		User struct {
			ID    int64
			Email string
		} `json:"associated_user"`
	}
}

// works reports whether the Admin API takes the session's token.
func (b *bench) works(s session) bool {
	b.Helper()
	out := ask[any](b.library, "graphql", map[string]any{"shop": s.Shop, "token": s.AccessToken, "query": "{ shop { id } }"})
	if out.Refused != nil {
		require.Equal(b, 401, out.Refused.Status)
		require.Equal(b, "HttpResponseError", out.Refused.Name)
	}
	return out.Refused == nil
}

func (b *bench) refresh(token string) outcome[session] {
	b.Helper()
	return ask[session](b.library, "refresh", map[string]any{"shop": demo, "token": token})
}

func TestTheLibraryGetsAndKeepsAccess(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	first := b.install()

	t.Run("a session token is traded for an expiring pair", func(t *testing.T) {
		require.Equal(t, "offline_"+demo, first.ID)
		require.Equal(t, demo, first.Shop)
		require.False(t, first.IsOnline)
		for _, scope := range scopes {
			require.Contains(t, first.Scope, scope)
		}
		require.WithinDuration(t, time.Now().Add(time.Hour), *first.Expires, time.Minute)
		require.WithinDuration(t, time.Now().Add(90*24*time.Hour), *first.RefreshTokenExpires, time.Minute)
		require.True(t, b.in(t).works(first))
	})

	t.Run("a refresh brings a new pair, and again when its answer was lost", func(t *testing.T) {
		b := b.in(t)
		lost := b.refresh(first.RefreshToken)
		require.Nil(t, lost.Refused)
		second := b.refresh(first.RefreshToken)
		require.Nil(t, second.Refused)
		require.NotEqual(t, first.RefreshToken, second.Result.RefreshToken)
		require.Equal(t, lost.Result.AccessToken, second.Result.AccessToken)
		require.WithinDuration(t, time.Now().Add(time.Hour), *second.Result.Expires, time.Minute)
		require.True(t, b.works(second.Result))

		require.Nil(t, b.refresh(second.Result.RefreshToken).Refused)
		dead := b.refresh(first.RefreshToken)
		require.Equal(t, "HttpResponseError", dead.Refused.Name)
		require.Equal(t, http.StatusUnauthorized, dead.Refused.Status)
		require.Contains(t, string(dead.Refused.Body), "This request requires an active refresh_token")
	})

	t.Run("a person's own access lasts a day and names her", func(t *testing.T) {
		b := b.in(t)
		token := b.token("admin", "", 60)
		hers := get[session](b.library, "exchange", map[string]any{"shop": demo, "token": token, "kind": "Online"})
		require.True(t, hers.IsOnline)
		require.Empty(t, hers.RefreshToken)
		require.WithinDuration(t, time.Now().Add(24*time.Hour), *hers.Expires, 2*time.Minute)
		require.NotEmpty(t, hers.OnlineAccessInfo.User.Email)
		who, err := b.askwell.VerifySession(token)
		require.NoError(t, err)
		require.Equal(t, who.User, hers.OnlineAccessInfo.User.ID)
		require.True(t, b.works(hers))
	})

	t.Run("another shop's access is its own", func(t *testing.T) {
		b := b.in(t)
		const other = "slow-wick.myshopify.com"
		var minted struct{ Token string }
		b.control("tokens", map[string]any{"shop": other, "kind": "admin"}, &minted)
		refused := ask[session](b.library, "exchange", map[string]any{"shop": demo, "token": minted.Token, "expiring": true}).Refused
		require.JSONEq(t, `{"error": "invalid_subject_token"}`, string(refused.Body))
		there := get[session](b.library, "exchange", map[string]any{"shop": other, "token": minted.Token, "expiring": true})
		require.True(t, b.works(there))
		there.Shop = demo
		require.False(t, b.works(there))
	})

	t.Run("a stale session token never leaves the library, a checkout's is refused by the shop", func(t *testing.T) {
		b := b.in(t)
		exchange := func(token string) *refusal {
			return ask[session](b.library, "exchange", map[string]any{"shop": demo, "token": token, "expiring": true}).Refused
		}
		require.Equal(t, "InvalidJwtError", exchange(b.token("admin", "", -60)).Name)
		refused := exchange(b.token("checkout", "", 60))
		require.Equal(t, 400, refused.Status)
		require.JSONEq(t, `{"error": "invalid_subject_token"}`, string(refused.Body))
	})

	t.Run("an hour, a revocation and an uninstall each end the access", func(t *testing.T) {
		b := b.in(t)
		for _, end := range []struct {
			call string
			body map[string]any
		}{
			{"faults", map[string]any{"revoke_token": true}},
			{"uninstall", map[string]any{}},
			{"clock", map[string]any{"advance_s": 3601}}, // last: the library does not live by the sandbox's clock
		} {
			s := b.install()
			require.True(t, b.works(s), end.call)
			b.control(end.call, end.body, nil)
			require.False(t, b.works(s), end.call)
		}
	})
}
