package sandbox

import (
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"

	"github.com/askwell/askwell/integrations/shopify/sandbox/admin"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// accessToken answers POST /admin/oauth/access_token on a shop's domain.
func (s *Sandbox) accessToken(w http.ResponseWriter, r *http.Request) {
	form, err := readForm(r)
	if err != nil {
		oauthError(w, "invalid_request")
		return
	}
	s.world.Lock()
	defer s.world.Unlock()
	shop := s.world.Shop(world.HostName(r.Host))
	switch {
	case shop == nil:
		admin.Refuse(w, http.StatusNotFound, "Not Found")
		return
	case form["client_id"] != s.world.App.Key || form["client_secret"] != s.world.App.Secret:
		oauthError(w, "invalid_client")
		return
	}
	s.world.Changed()
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
func (s *Sandbox) exchange(w http.ResponseWriter, shop *world.Shop, form map[string]string) {
	switch {
	case form["subject_token_type"] != "urn:ietf:params:oauth:token-type:id_token" || form["requested_token_type"] != offlineToken:
		oauthError(w, "invalid_request")
		return
	case !s.world.OwnToken(form["subject_token"], shop):
		oauthError(w, "invalid_subject_token")
		return
	}
	if shop.Installed == nil {
		shop.Installed = &world.Installation{ID: s.world.NewID(), Metafields: world.Metafields{}}
		shop.ProxyPath = s.world.App.Manifest.ProxyPath()
		s.world.Declare(shop)
	}
	shop.Installed.Scopes = s.world.App.Manifest.AccessScopes()
	now := s.world.Now()
	g := s.world.NewGrant(shop, now)
	if form["expiring"] != "1" {
		g.Refresh = ""
	}
	admin.WriteJSON(w, http.StatusOK, g.Answer(now))
}

// refresh replaces a pair. The old refresh token answers again, with the same
// new pair, until that pair is used: a client that crashed can catch up.
func (s *Sandbox) refresh(w http.ResponseWriter, shop *world.Shop, token string) {
	if shop.Installed == nil || token == "" {
		oauthError(w, "invalid_request")
		return
	}
	i := slices.IndexFunc(shop.Installed.Grants, func(g *world.Grant) bool { return g.Refresh == token })
	if i < 0 {
		oauthError(w, "invalid_request")
		return
	}
	old, now := shop.Installed.Grants[i], s.world.Now()
	switch {
	case now.After(old.RefreshExpires), !old.Refreshed.IsZero() && now.After(old.Refreshed.Add(world.RefreshGrace)):
		oauthError(w, "invalid_request")
		return
	case i+1 < len(shop.Installed.Grants): // its replacement exists and was not used yet
		shop.Installed.Grants = shop.Installed.Grants[:i+1]
	}
	if old.Refreshed.IsZero() {
		old.Refreshed = now
	}
	admin.WriteJSON(w, http.StatusOK, s.world.NewGrant(shop, now).Answer(now))
}

func oauthError(w http.ResponseWriter, code string) {
	admin.WriteJSON(w, http.StatusBadRequest, map[string]string{"error": code})
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
