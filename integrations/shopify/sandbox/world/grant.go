package world

import (
	"crypto/subtle"
	"math"
	"net/http"
	"slices"
	"strings"
	"time"
)

// How long Shopify's expiring offline tokens live.
const (
	accessLifetime  = time.Hour
	refreshLifetime = 90 * 24 * time.Hour
	onlineLifetime  = 24 * time.Hour
	// How long after its first use a token can be traded again.
	refreshGrace   = 30 * 24 * time.Hour
	migrationGrace = 7 * 24 * time.Hour
)

// Grant is one access token and the refresh token that replaces it.
type Grant struct {
	Access         string
	Refresh        string // "" for a token that never expires
	Scopes         []string
	Expires        time.Time
	RefreshExpires time.Time
	Refreshed      time.Time // when it was first traded for its heir
	Heir           string    // the access token of the pair that replaced it
	Retired        bool      // cannot be traded any more
	Revoked        bool
	Online         bool // of a person: expires, is not refreshed
}

const neverExpiring = "[API] Non-expiring access tokens are no longer accepted for the Admin API. " +
	"Start using expiring offline tokens to access this resource."

// Authorise finds the grant of an access token, or Shopify's refusal.
func (s *Shop) Authorise(token string, now time.Time) (*Grant, int, string) {
	const unknown = "[API] Invalid API key or access token (unrecognized login or wrong password)"
	if s.Installed == nil || token == "" {
		return nil, http.StatusUnauthorized, unknown
	}
	for _, g := range s.Installed.Grants {
		if subtle.ConstantTimeCompare([]byte(g.Access), []byte(token)) != 1 {
			continue
		}
		switch {
		case g.Refresh == "" && !g.Online && !g.Revoked:
			return nil, http.StatusForbidden, neverExpiring
		case g.Revoked || !now.Before(g.Expires):
			return nil, http.StatusUnauthorized, unknown
		}
		return g, http.StatusOK, ""
	}
	return nil, http.StatusUnauthorized, unknown
}

// NewGrant issues a pair for an installed app. It is the one pair that can be
// refreshed: the refresh tokens before it are over, what access they gave lives
// out its hour.
func (w *World) NewGrant(shop *Shop, now time.Time) *Grant {
	for _, old := range shop.Installed.Grants {
		old.Retired = true
	}
	return w.issue(shop, now)
}

func (w *World) issue(shop *Shop, now time.Time) *Grant {
	g := &Grant{
		Access: "shpat_" + randomHex(), Refresh: "shprt_" + randomHex(), Scopes: shop.Installed.Scopes,
		Expires: now.Add(accessLifetime), RefreshExpires: now.Add(refreshLifetime),
	}
	shop.Installed.keep(g, now)
	return g
}

// keep adds a grant and forgets those that are over.
func (i *Installation) keep(g *Grant, now time.Time) {
	i.Grants = slices.DeleteFunc(append(i.Grants, g), func(old *Grant) bool { return old.over(now) })
}

// over reports whether nothing can come of a grant any more.
func (g *Grant) over(now time.Time) bool {
	if g.Refresh == "" && !g.Online {
		return g.Retired && now.After(g.Refreshed.Add(migrationGrace))
	}
	return now.After(g.Expires) && (g.Retired || g.Online || now.After(g.RefreshExpires))
}

// Refresh trades a refresh token for the pair that replaces it, nil when it is
// not, or no longer, good for one. Until that pair is refreshed itself the old
// token gives it again: an app that lost the answer can ask once more
// (shopify.dev/changelog/more-resilient-refreshes-for-expiring-offline-access-tokens).
func (w *World) Refresh(shop *Shop, token string) *Grant {
	now := w.Now()
	g := shop.grant(func(g *Grant) bool { return g.Refresh != "" && g.Refresh == token })
	if g == nil || g.Retired || now.After(g.RefreshExpires) || !g.Refreshed.IsZero() && now.After(g.Refreshed.Add(refreshGrace)) {
		return nil
	}
	if before := shop.grant(func(b *Grant) bool { return b.Heir == g.Access }); before != nil {
		before.Retired = true
	}
	return w.heir(shop, g, now)
}

// Migrate trades a token that never expires for a pair, nil when it is not, or no
// longer, good for one. It is dead for the Admin API at once, and gives the same
// pair again for a week, until that is refreshed or replaced
// (shopify.dev/changelog/more-resilient-token-exchanges-when-migrating-tokens-without-a-user-session).
func (w *World) Migrate(shop *Shop, token string) *Grant {
	now := w.Now()
	g := shop.grant(func(g *Grant) bool { return g.Refresh == "" && !g.Online && g.Access == token })
	if g == nil || g.Retired || !g.Refreshed.IsZero() && now.After(g.Refreshed.Add(migrationGrace)) {
		return nil
	}
	g.Revoked = true
	return w.heir(shop, g, now)
}

// heir is the pair that replaces a grant, the same one however often it is asked for.
func (w *World) heir(shop *Shop, g *Grant, now time.Time) *Grant {
	if heir := shop.grant(func(h *Grant) bool { return h.Access == g.Heir }); heir != nil && !heir.Revoked {
		if now.After(heir.Expires) {
			heir.Expires = now.Add(accessLifetime)
		}
		return heir
	}
	if g.Refreshed.IsZero() {
		g.Refreshed = now
	}
	heir := w.issue(shop, now)
	g.Heir = heir.Access
	return heir
}

func (s *Shop) grant(wanted func(*Grant) bool) *Grant {
	if s.Installed == nil {
		return nil
	}
	if i := slices.IndexFunc(s.Installed.Grants, wanted); i >= 0 {
		return s.Installed.Grants[i]
	}
	return nil
}

// NewOnlineGrant issues access for who is logged in to the admin.
func (w *World) NewOnlineGrant(shop *Shop, now time.Time) *Grant {
	g := &Grant{Access: "shpua_" + randomHex(), Scopes: shop.Installed.Scopes, Expires: now.Add(onlineLifetime), Online: true}
	shop.Installed.keep(g, now)
	return g
}

// Answer is the token endpoint's answer.
func (g *Grant) Answer(now time.Time) map[string]any {
	out := map[string]any{"access_token": g.Access, "scope": strings.Join(g.Scopes, ",")}
	if g.Refresh != "" || g.Online {
		out["expires_in"] = seconds(g.Expires.Sub(now))
	}
	if g.Refresh != "" {
		out["refresh_token"] = g.Refresh
		out["refresh_token_expires_in"] = seconds(g.RefreshExpires.Sub(now))
	}
	return out
}

// seconds are whole ones: what was given this moment lasts its full hour.
func seconds(d time.Duration) int { return int(math.Round(d.Seconds())) }

// Revoke kills every access token of a shop, as Shopify's security measures can.
// The refresh token gives new access.
func (s *Shop) Revoke() {
	if s.Installed == nil {
		return
	}
	for _, g := range s.Installed.Grants {
		g.Revoked = true
	}
}

// Has reports whether a scope was granted; writing includes reading.
func (g *Grant) Has(scope string) bool {
	return slices.Contains(g.Scopes, scope) ||
		slices.Contains(g.Scopes, strings.Replace(scope, "read_", "write_", 1))
}
