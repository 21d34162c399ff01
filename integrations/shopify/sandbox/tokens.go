package sandbox

import (
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"

	"github.com/askwell/askwell/integrations/shopify/sandbox/admin"
	"github.com/askwell/askwell/integrations/shopify/sandbox/ledger"
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
	ledger.Note(r.Context(), func(e *ledger.Entry) { e.Title = s.words.Access(form["grant_type"]) })
	switch form["grant_type"] {
	case "urn:ietf:params:oauth:grant-type:token-exchange":
		s.exchange(w, shop, form)
	case "refresh_token":
		s.refresh(w, shop, form["refresh_token"])
	case "", "authorization_code":
		s.redeem(w, shop, form)
	default:
		oauthError(w, "unsupported_grant_type")
	}
}

// The kinds of token an exchange takes and gives.
const (
	idToken      = "urn:ietf:params:oauth:token-type:id_token"
	offlineToken = "urn:shopify:params:oauth:token-type:offline-access-token"
	onlineToken  = "urn:shopify:params:oauth:token-type:online-access-token"
)

// exchange turns a session token into access; the first one installs. It also
// turns an access token that never expires into a pair that does, once.
func (s *Sandbox) exchange(w http.ResponseWriter, shop *world.Shop, form map[string]string) {
	given, wanted := form["subject_token_type"], form["requested_token_type"]
	switch {
	case given == offlineToken && wanted == offlineToken && form["expiring"] == "1":
		s.migrate(w, shop, form["subject_token"])
	case given != idToken || wanted != offlineToken && wanted != onlineToken:
		oauthError(w, "invalid_request")
	case !s.world.OwnToken(form["subject_token"], shop):
		oauthError(w, "invalid_subject_token")
	case wanted == onlineToken:
		s.world.Install(shop)
		s.answerOnline(w, shop)
	default:
		s.world.Install(shop)
		s.answerOffline(w, shop, form["expiring"] == "1")
	}
}

func (s *Sandbox) answerOffline(w http.ResponseWriter, shop *world.Shop, expiring bool) {
	now := s.world.Now()
	g := s.world.NewGrant(shop, now)
	if !expiring {
		g.Refresh = ""
	}
	admin.WriteJSON(w, http.StatusOK, g.Answer(now))
}

// answerOnline gives access for a day to who is logged in to the admin.
func (s *Sandbox) answerOnline(w http.ResponseWriter, shop *world.Shop) {
	now := s.world.Now()
	answer := s.world.NewOnlineGrant(shop, now).Answer(now)
	answer["associated_user_scope"] = answer["scope"]
	answer["associated_user"] = world.Staff(shop)
	admin.WriteJSON(w, http.StatusOK, answer)
}

func (s *Sandbox) migrate(w http.ResponseWriter, shop *world.Shop, token string) {
	g := s.world.Migrate(shop, token)
	if g == nil {
		oauthError(w, "invalid_subject_token")
		return
	}
	admin.WriteJSON(w, http.StatusOK, g.Answer(s.world.Now()))
}

func (s *Sandbox) refresh(w http.ResponseWriter, shop *world.Shop, token string) {
	g := s.world.Refresh(shop, token)
	if g == nil {
		admin.WriteJSON(w, http.StatusUnauthorized, map[string]string{
			"error": "invalid_request", "error_description": "This request requires an active refresh_token",
		})
		return
	}
	admin.WriteJSON(w, http.StatusOK, g.Answer(s.world.Now()))
}

func oauthError(w http.ResponseWriter, code string) {
	admin.WriteJSON(w, http.StatusBadRequest, map[string]string{"error": code})
}

// readForm reads a JSON object or a form, whichever was posted.
func readForm(r *http.Request) (map[string]string, error) {
	text, err := io.ReadAll(io.LimitReader(r.Body, 64<<10))
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind == "application/json" {
		var members map[string]any
		err := world.Unmarshal(text, &members)
		for key, value := range members {
			out[key] = fmt.Sprint(value) // {"expiring": 1} says what {"expiring": "1"} does
		}
		return out, err
	}
	values, err := url.ParseQuery(string(text))
	for key := range values {
		out[key] = values.Get(key)
	}
	return out, err
}
