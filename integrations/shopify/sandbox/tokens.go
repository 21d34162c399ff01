package sandbox

import (
	"crypto/subtle"
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// How long Shopify's expiring offline tokens live.
const (
	accessLifetime  = time.Hour
	refreshLifetime = 90 * 24 * time.Hour
	// A refresh token that was used keeps working until its successor is used,
	// and no longer than this after its own first use.
	refreshGrace = 30 * 24 * time.Hour
)

// grant is one access token and the refresh token that replaces it.
type grant struct {
	Access         string
	Refresh        string // "" for a token that never expires
	Scopes         []string
	Expires        time.Time
	RefreshExpires time.Time
	Refreshed      time.Time // when Refresh was first used
	Revoked        bool
}

const neverExpiring = "[API] Non-expiring access tokens are no longer accepted for the Admin API. " +
	"Start using expiring offline tokens to access this resource."

// authorise finds the grant of an access token, or Shopify's refusal.
func (s *shop) authorise(token string, now time.Time) (*grant, int, string) {
	const unknown = "[API] Invalid API key or access token (unrecognized login or wrong password)"
	if s.Installed == nil || token == "" {
		return nil, http.StatusUnauthorized, unknown
	}
	for _, g := range s.Installed.Grants {
		if subtle.ConstantTimeCompare([]byte(g.Access), []byte(token)) != 1 {
			continue
		}
		switch {
		case g.Refresh == "":
			return nil, http.StatusForbidden, neverExpiring
		case g.Revoked || !now.Before(g.Expires):
			return nil, http.StatusUnauthorized, unknown
		}
		s.Installed.retire(g)
		return g, http.StatusOK, ""
	}
	return nil, http.StatusUnauthorized, unknown
}

// retire drops the pairs before g: once a replacement is used, the refresh
// token it replaced is dead.
func (i *installation) retire(g *grant) {
	if i.Grants[0] == g {
		return
	}
	i.Grants = i.Grants[slices.Index(i.Grants, g):]
}

// accessToken answers POST /admin/oauth/access_token on a shop's domain.
func (s *Sandbox) accessToken(w http.ResponseWriter, r *http.Request) {
	form, err := readForm(r)
	if err != nil {
		oauthError(w, "invalid_request")
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	shop := s.world.shop(hostName(r))
	switch {
	case shop == nil:
		refuse(w, http.StatusNotFound, "Not Found")
		return
	case form["client_id"] != s.cfg.APIKey || form["client_secret"] != s.cfg.Secret:
		oauthError(w, "invalid_client")
		return
	}
	s.changed()
	switch form["grant_type"] {
	case "urn:ietf:params:oauth:grant-type:token-exchange":
		s.exchange(w, shop, form)
	case "refresh_token":
		s.refresh(w, shop, form["refresh_token"])
	default:
		oauthError(w, "unsupported_grant_type")
	}
}

const offlineToken = "urn:shopify:params:oauth:token-type:offline-access-token"

// exchange turns a session token into a token pair; the first one installs.
func (s *Sandbox) exchange(w http.ResponseWriter, shop *shop, form map[string]string) {
	switch {
	case form["subject_token_type"] != "urn:ietf:params:oauth:token-type:id_token" || form["requested_token_type"] != offlineToken:
		oauthError(w, "invalid_request")
		return
	case !s.ownToken(form["subject_token"], shop):
		oauthError(w, "invalid_subject_token")
		return
	}
	if shop.Installed == nil {
		shop.Installed = &installation{ID: s.world.newID(), Metafields: metafields{}}
		shop.ProxyPath = s.manifest.proxyPath()
		s.declare(shop)
	}
	shop.Installed.Scopes = s.manifest.scopes()
	now := s.now()
	g := s.newGrant(shop, now)
	if form["expiring"] != "1" {
		g.Refresh = ""
	}
	writeJSON(w, http.StatusOK, g.answer(now))
}

// refresh replaces a pair. The old refresh token answers again, with the same
// new pair, until that pair is used: a client that crashed can catch up.
func (s *Sandbox) refresh(w http.ResponseWriter, shop *shop, token string) {
	if shop.Installed == nil || token == "" {
		oauthError(w, "invalid_request")
		return
	}
	i := slices.IndexFunc(shop.Installed.Grants, func(g *grant) bool { return g.Refresh == token })
	if i < 0 {
		oauthError(w, "invalid_request")
		return
	}
	old, now := shop.Installed.Grants[i], s.now()
	switch {
	case now.After(old.RefreshExpires), !old.Refreshed.IsZero() && now.After(old.Refreshed.Add(refreshGrace)):
		oauthError(w, "invalid_request")
		return
	case i+1 < len(shop.Installed.Grants): // its replacement exists and was not used yet
		shop.Installed.Grants = shop.Installed.Grants[:i+1]
	}
	if old.Refreshed.IsZero() {
		old.Refreshed = now
	}
	writeJSON(w, http.StatusOK, s.newGrant(shop, now).answer(now))
}

func (s *Sandbox) newGrant(shop *shop, now time.Time) *grant {
	g := &grant{
		Access: "shpat_" + randomHex(), Refresh: "shprt_" + randomHex(), Scopes: shop.Installed.Scopes,
		Expires: now.Add(accessLifetime), RefreshExpires: now.Add(refreshLifetime),
	}
	shop.Installed.Grants = append(shop.Installed.Grants, g)
	return g
}

func (g *grant) answer(now time.Time) map[string]any {
	out := map[string]any{"access_token": g.Access, "scope": strings.Join(g.Scopes, ",")}
	if g.Refresh != "" {
		out["expires_in"] = int(g.Expires.Sub(now).Seconds())
		out["refresh_token"] = g.Refresh
		out["refresh_token_expires_in"] = int(g.RefreshExpires.Sub(now).Seconds())
	}
	return out
}

// revoke kills every token of a shop, as a merchant's or Shopify's security
// measures can.
func (s *shop) revoke() {
	if s.Installed == nil {
		return
	}
	for _, g := range s.Installed.Grants {
		g.Revoked = true
	}
}

func oauthError(w http.ResponseWriter, code string) {
	writeJSON(w, http.StatusBadRequest, map[string]string{"error": code})
}

// readForm reads a JSON object of strings or a form, whichever was posted.
func readForm(r *http.Request) (map[string]string, error) {
	text, err := io.ReadAll(io.LimitReader(r.Body, 64<<10))
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind == "application/json" {
		return out, json.Unmarshal(text, &out)
	}
	values, err := url.ParseQuery(string(text))
	for key := range values {
		out[key] = values.Get(key)
	}
	return out, err
}
