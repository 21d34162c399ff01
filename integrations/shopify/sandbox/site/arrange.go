package site

import (
	"encoding/json"
	"net/http"
	"slices"

	"github.com/askwell/askwell/integrations/shopify/sandbox/extension"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// arrangement is what a merchant does in the theme and the checkout editor, for a
// template ("product"), for app embeds ("*") or for a target of UI extensions.
type arrangement struct {
	Shop     string         `json:"shop"`
	Template string         `json:"template"`
	Blocks   []world.Placed `json:"blocks"` // null puts every block back
}

// showTheme tells how a shop's pages are arranged.
func (s *Site) showTheme(w http.ResponseWriter, r *http.Request) {
	s.world.Lock()
	defer s.world.Unlock()
	shop := s.world.Shop(r.URL.Query().Get("shop"))
	if shop == nil {
		http.NotFound(w, r)
		return
	}
	answer(w, http.StatusOK, shop.Theme)
}

// arrange changes it.
func (s *Site) arrange(w http.ResponseWriter, r *http.Request) {
	var in arrangement
	d := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxAsked))
	d.DisallowUnknownFields()
	if err := d.Decode(&in); err != nil {
		answer(w, http.StatusBadRequest, map[string]string{"error": err.Error()})
		return
	}
	s.world.Lock()
	defer s.world.Unlock()
	shop := s.world.Shop(in.Shop)
	if shop == nil {
		answer(w, http.StatusNotFound, map[string]string{"error": "no shop " + in.Shop})
		return
	}
	if problem := s.refusal(in); problem != "" {
		answer(w, http.StatusUnprocessableEntity, map[string]string{"error": problem})
		return
	}
	if in.Blocks == nil {
		delete(shop.Theme, in.Template)
	} else {
		if shop.Theme == nil {
			shop.Theme = world.Theme{}
		}
		shop.Theme[in.Template] = in.Blocks
	}
	s.world.Changed()
	answer(w, http.StatusOK, shop.Theme)
}

// refusal says what is wrong with an arrangement, "" for nothing.
func (s *Site) refusal(in arrangement) string {
	if at := extension.At(s.extensions, in.Template); len(at) > 0 {
		for _, placed := range in.Blocks {
			if problem := settable(at, placed); problem != "" {
				return problem
			}
		}
		return ""
	}
	return s.theme.Check(in.Template, in.Blocks)
}

func settable(at []*extension.Extension, placed world.Placed) string {
	for _, e := range at {
		if e.Handle != placed.Type {
			continue
		}
		for _, name := range world.Sorted(placed.Settings) {
			if !slices.Contains(e.Settings, name) {
				return "the extension " + e.Handle + " has no setting " + name
			}
		}
		return ""
	}
	return "no extension " + placed.Type
}

func answer(w http.ResponseWriter, status int, body any) {
	text, err := json.Marshal(body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(text)
}
