package world

import (
	"crypto/subtle"
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
	// A refresh token that was used keeps working until its successor is used,
	// and no longer than this after its own first use.
	RefreshGrace = 30 * 24 * time.Hour
)

// Grant is one access token and the refresh token that replaces it.
type Grant struct {
	Access         string
	Refresh        string // "" for a token that never expires
	Scopes         []string
	Expires        time.Time
	RefreshExpires time.Time
	Refreshed      time.Time // when Refresh was first used
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
		if !g.Online {
			s.Installed.retire(g)
		}
		return g, http.StatusOK, ""
	}
	return nil, http.StatusUnauthorized, unknown
}

// retire drops the pairs before g: once a replacement is used, the refresh
// token it replaced is dead.
func (i *Installation) retire(g *Grant) {
	if i.Grants[0] == g {
		return
	}
	at := slices.Index(i.Grants, g)
	kept := slices.DeleteFunc(slices.Clone(i.Grants[:at]), func(old *Grant) bool { return !old.Online })
	i.Grants = append(kept, i.Grants[at:]...)
}

// Supersede drops the pairs after the one at a position: they are about to be
// replaced.
func (i *Installation) Supersede(at int) {
	later := slices.DeleteFunc(slices.Clone(i.Grants[at+1:]), func(g *Grant) bool { return !g.Online })
	i.Grants = append(i.Grants[:at+1:at+1], later...)
}

// NewGrant issues a pair for an installed app.
func (w *World) NewGrant(shop *Shop, now time.Time) *Grant {
	g := &Grant{
		Access: "shpat_" + randomHex(), Refresh: "shprt_" + randomHex(), Scopes: shop.Installed.Scopes,
		Expires: now.Add(accessLifetime), RefreshExpires: now.Add(refreshLifetime),
	}
	shop.Installed.Grants = append(shop.Installed.Grants, g)
	return g
}

// NewOnlineGrant issues access for who is logged in to the admin.
func (w *World) NewOnlineGrant(shop *Shop, now time.Time) *Grant {
	g := &Grant{Access: "shpua_" + randomHex(), Scopes: shop.Installed.Scopes, Expires: now.Add(onlineLifetime), Online: true}
	shop.Installed.Grants = append(shop.Installed.Grants, g)
	return g
}

// Permanent finds a grant that never expires by its access token.
func (s *Shop) Permanent(token string) *Grant {
	if s.Installed == nil {
		return nil
	}
	for _, g := range s.Installed.Grants {
		if g.Refresh == "" && !g.Online && !g.Revoked && subtle.ConstantTimeCompare([]byte(g.Access), []byte(token)) == 1 {
			return g
		}
	}
	return nil
}

// Answer is the token endpoint's answer.
func (g *Grant) Answer(now time.Time) map[string]any {
	out := map[string]any{"access_token": g.Access, "scope": strings.Join(g.Scopes, ",")}
	if g.Refresh != "" || g.Online {
		out["expires_in"] = int(g.Expires.Sub(now).Seconds())
	}
	if g.Refresh != "" {
		out["refresh_token"] = g.Refresh
		out["refresh_token_expires_in"] = int(g.RefreshExpires.Sub(now).Seconds())
	}
	return out
}

// Revoke kills every token of a shop, as a merchant's or Shopify's security
// measures can.
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
