package sandbox

import (
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/admin"
	"github.com/askwell/askwell/integrations/shopify/sandbox/extension"
	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// What the admin's frame asks in the app's name.

// The answer of App Bridge's app.extensions(), by its types.
type (
	extensionInfo struct {
		Handle      string `json:"handle"`
		Type        string `json:"type"`
		Activations []any  `json:"activations"`
	}
	targetActivation struct {
		Target string `json:"target"`
	}
	blockActivation struct {
		Target string          `json:"target"`
		Handle string          `json:"handle"`
		Name   string          `json:"name"`
		Status string          `json:"status"`
		Placed []placedOnTheme `json:"activations"`
	}
	placedOnTheme struct {
		Target string `json:"target"` // "template--product/main/question"
		Theme  string `json:"themeId"`
	}
)

// themeID numbers the only theme of every shop.
var themeID = world.GID("OnlineStoreTheme", 1)

// showExtensions says which of the app's extensions stand where.
func (s *Sandbox) showExtensions(w http.ResponseWriter, r *http.Request) {
	s.world.Lock()
	defer s.world.Unlock()
	shop := s.lookup(w, r.URL.Query().Get("shop"))
	if shop == nil {
		return
	}
	out := []extensionInfo{}
	if shop.Installed != nil {
		for _, e := range s.extensions {
			out = append(out, s.informed(shop, e))
		}
	}
	admin.WriteJSON(w, http.StatusOK, out)
}

func (s *Sandbox) informed(shop *world.Shop, e *extension.Extension) extensionInfo {
	info := extensionInfo{Handle: e.Handle, Type: e.Type, Activations: []any{}}
	if e.Type == extension.Theme {
		info.Type = "theme_app_extension"
	}
	if e.Bundle != "" {
		for _, target := range e.Targets {
			info.Activations = append(info.Activations, targetActivation{target})
		}
	}
	for _, b := range e.Blocks {
		info.Activations = append(info.Activations, s.activation(shop, b))
	}
	return info
}

// activation says where a theme block stands.
func (s *Sandbox) activation(shop *world.Shop, b extension.Block) blockActivation {
	out := blockActivation{Target: b.Target, Handle: b.Handle, Name: b.Name, Status: "available", Placed: []placedOnTheme{}}
	for _, on := range world.Templates() {
		for n, standing := range extension.Stand(s.extensions, shop.Theme, on) {
			if standing.Handle != b.Handle {
				continue
			}
			place := "template--" + on + "/main/"
			if on == world.Embeds {
				place = "app-embeds/"
			}
			out.Status = "active"
			out.Placed = append(out.Placed, placedOnTheme{place + b.Handle + "_" + strconv.Itoa(n), themeID})
		}
	}
	return out
}

// postDirect runs Admin GraphQL for the app's pages in the admin: its extensions
// always, the embedded app when the manifest allows it.
func (s *Sandbox) postDirect(w http.ResponseWriter, r *http.Request) {
	var in graphql.Request
	text, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 8<<20))
	if err != nil || world.Unmarshal(text, &in) != nil || strings.TrimSpace(in.Query) == "" {
		admin.Refuse(w, http.StatusBadRequest, "Required parameter missing or invalid")
		return
	}
	if r.URL.Query().Get("from") == "app" && !s.world.App.Manifest.Access.Admin.Direct {
		admin.Refuse(w, http.StatusForbidden, "Direct API access is not enabled: shopify.app.toml needs [access.admin] embedded_app_direct_api_access")
		return
	}
	if answer := s.direct(w, r.URL.Query().Get("shop"), in); answer != nil {
		admin.WriteJSON(w, http.StatusOK, answer) // can be large: without the lock
	}
}

// direct runs a request in a shop, nil when it was refused.
func (s *Sandbox) direct(w http.ResponseWriter, domain string, in graphql.Request) any {
	s.world.Lock()
	defer s.world.Unlock()
	shop := s.lookup(w, domain)
	if shop == nil {
		return nil
	}
	answer, installed := s.admin.Direct(shop, in)
	if !installed {
		admin.Refuse(w, http.StatusUnauthorized, "The app is not installed")
		return nil
	}
	s.world.Changed()
	return answer
}
