package sandbox

import (
	"net/http"
	"slices"
	"time"

	"github.com/askwell/askwell/integrations/shopify/sandbox/admin"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// clockView is the sandbox's time and what waits for it to pass.
type clockView struct {
	Now   time.Time  `json:"now"`
	Ahead float64    `json:"ahead_s"` // of the machine's clock
	Next  []upcoming `json:"next"`
}

// upcoming is something that happens when its time comes.
type upcoming struct {
	At   time.Time `json:"at"`
	What string    `json:"what"`
	Shop string    `json:"shop"`
}

const maxUpcoming = 12

// maxAdvance keeps times within what a time.Duration and a calendar hold.
const maxAdvance = 10 * 365 * 24 * time.Hour

func (s *Sandbox) showClock(w http.ResponseWriter, _ *http.Request) {
	s.world.Lock()
	defer s.world.Unlock()
	admin.WriteJSON(w, http.StatusOK, s.clock())
}

// postClock moves the sandbox's clock. It only ever goes forward, as the app's does.
func (s *Sandbox) postClock(w http.ResponseWriter, r *http.Request) {
	in, ok := body[struct {
		Advance float64 `json:"advance_s"`
	}](w, r)
	if !ok {
		return
	}
	s.world.Lock()
	defer s.world.Unlock()
	if in.Advance < 0 || s.world.Ahead.Seconds()+in.Advance > maxAdvance.Seconds() {
		admin.WriteJSON(w, http.StatusBadRequest, map[string]string{"error": "advance_s must be at least 0 and lead no more than ten years ahead"})
		return
	}
	s.world.Advance(time.Duration(in.Advance * float64(time.Second)))
	s.noteControl("It is " + s.world.Now().UTC().Format("2 January 2006, 15:04"))
	s.world.Changed()
	admin.WriteJSON(w, http.StatusOK, s.clock())
}

func (s *Sandbox) clock() clockView {
	v := clockView{Now: s.world.Now().UTC(), Ahead: s.world.Ahead.Seconds(), Next: []upcoming{}}
	for _, shop := range s.world.Shops {
		v.Next = append(v.Next, s.waiting(shop)...)
	}
	slices.SortStableFunc(v.Next, func(a, b upcoming) int { return a.At.Compare(b.At) })
	v.Next = v.Next[:min(len(v.Next), maxUpcoming)]
	return v
}

// waiting is what time alone brings to a shop.
func (s *Sandbox) waiting(shop *world.Shop) []upcoming {
	var out []upcoming
	now := s.world.Now()
	add := func(at time.Time, what string) {
		if at.After(now) {
			out = append(out, upcoming{at.UTC(), what, shop.Domain})
		}
	}
	if shop.Installed != nil && len(shop.Installed.Grants) > 0 {
		g := shop.Installed.Grants[len(shop.Installed.Grants)-1]
		add(g.Expires, "the access token expires")
		add(g.RefreshExpires, "the refresh token expires: the merchant has to open the app")
	}
	for _, hook := range shop.Webhooks {
		switch {
		case hook.NextAt.IsZero():
		case hook.Attempts == 0:
			add(hook.NextAt, hook.Topic+" is sent")
		default:
			add(hook.NextAt, hook.Topic+" is sent again")
		}
	}
	return out
}
