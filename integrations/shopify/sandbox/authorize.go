package sandbox

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/askwell/askwell/integrations/shopify/sandbox/admin"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// authorize answers GET /admin/oauth/authorize on a shop's domain, the way apps
// were installed before Shopify did it for them: the merchant agrees (here she
// always does) and comes back to the app with a code.
func (s *Sandbox) authorize(w http.ResponseWriter, r *http.Request) {
	s.world.Lock()
	defer s.world.Unlock()
	shop, query := s.world.Shop(world.HostName(r.Host)), r.URL.Query()
	back, err := url.Parse(query.Get("redirect_uri"))
	switch {
	case shop == nil:
		http.NotFound(w, r)
		return
	case query.Get("client_id") != s.world.App.Key:
		http.Error(w, "Oauth error invalid_request: Could not find Shopify API application with api_key", http.StatusBadRequest)
		return
	case err != nil || !s.world.Allows(back):
		http.Error(w, "Oauth error invalid_request: The redirect_uri is not whitelisted", http.StatusBadRequest)
		return
	}
	code := s.world.NewCode(shop, query.Get("scope"), slices.Contains(query["grant_options[]"], "per-user"))
	answer := back.Query() // what the app put there is signed, too
	answer.Set("code", code)
	answer.Set("state", query.Get("state"))
	back.RawQuery = s.world.Signed(shop, answer).Encode()
	http.Redirect(w, r, back.String(), http.StatusFound)
}

// redeem trades a code for access, once and within its minute.
func (s *Sandbox) redeem(w http.ResponseWriter, shop *world.Shop, form map[string]string) {
	code := s.world.TakeCode(shop, form["code"])
	if code == nil {
		oauthError(w, "invalid_request")
		return
	}
	s.world.Install(shop)
	if len(code.Scopes) > 0 {
		shop.Installed.Scopes = code.Scopes
	}
	if code.Online {
		s.answerOnline(w, shop)
		return
	}
	s.answerOffline(w, shop, form["expiring"] == "1")
}

// scopesView is what an app was granted and what it may still ask for.
type scopesView struct {
	Granted  []string `json:"granted"`
	Required []string `json:"required"`
	Optional []string `json:"optional"`
}

// showScopes answers App Bridge's scopes.query.
func (s *Sandbox) showScopes(w http.ResponseWriter, r *http.Request) {
	s.world.Lock()
	defer s.world.Unlock()
	if shop := s.lookup(w, r.URL.Query().Get("shop")); shop != nil {
		admin.WriteJSON(w, http.StatusOK, s.scopes(shop))
	}
}

func (s *Sandbox) scopes(shop *world.Shop) scopesView {
	v := scopesView{Granted: []string{}, Required: s.world.App.Manifest.AccessScopes(), Optional: slices.Clone(s.world.App.Manifest.Scopes.Optional)}
	if shop.Installed != nil {
		v.Granted = slices.Clone(shop.Installed.Scopes)
	}
	if v.Optional == nil {
		v.Optional = []string{}
	}
	return v
}

// postScopes is the merchant agreeing to optional scopes, or taking them back.
func (s *Sandbox) postScopes(w http.ResponseWriter, r *http.Request) {
	in, ok := body[struct {
		Shop          string
		Grant, Revoke []string
	}](w, r)
	if !ok {
		return
	}
	s.world.Lock()
	defer s.world.Unlock()
	shop := s.lookup(w, in.Shop)
	if shop == nil {
		return
	}
	if problem := s.world.ChangeScopes(shop, in.Grant, in.Revoke); problem != "" {
		admin.WriteJSON(w, http.StatusUnprocessableEntity, map[string]string{"error": problem})
		return
	}
	s.world.Changed()
	admin.WriteJSON(w, http.StatusOK, s.scopes(shop))
}
