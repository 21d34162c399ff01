package site

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// panel is "What happens": a customer as the shop knows her, and what went
// between the shop and the app because of her.
type panel struct {
	Shop     *world.Shop
	Customer *world.Customer
	Order    *world.Order
	Fields   []panelField
	Events   []event
}

type panelField struct{ Name, Type, Value string }

// event is one line of the story.
type event struct {
	Key    string // stable, so that the page can tell the new ones
	At     time.Time
	Kind   string // "call", "webhook" or "proxy"
	Title  string
	Detail string
	Good   bool
	Busy   bool
}

const maxEvents = 30

// panel gathers the story of one customer, of everybody for nil. The caller holds the lock.
func (s *Site) panel(shop *world.Shop, c *world.Customer) panel {
	p := panel{Shop: shop, Customer: c}
	var about string
	if c != nil {
		about = world.GID("Customer", c.ID)
		for _, name := range world.Sorted(c.Metafields) {
			m := c.Metafields[name]
			p.Fields = append(p.Fields, panelField{m.ShortName(), m.Type, m.Value})
		}
	}
	p.Events = append(p.Events, callEvents(shop, c, about)...)
	p.Events = append(p.Events, webhookEvents(shop, c, about)...)
	p.Events = append(p.Events, proxyEvents(shop, c)...)
	slices.SortStableFunc(p.Events, func(a, b event) int { return b.At.Compare(a.At) })
	p.Events = p.Events[:min(len(p.Events), maxEvents)]
	return p
}

// latest walks a log from its end, as far as the panel can show.
func latest[T any](log []T) []T { return log[max(0, len(log)-4*maxEvents):] }

func callEvents(s *world.Shop, c *world.Customer, about string) []event {
	var out []event
	for _, call := range latest(s.Calls) {
		if c != nil && !concerns(s, call.Subjects, c, about) {
			continue
		}
		e := event{
			Key: "c" + world.Number(call.At.UnixNano()), At: call.At, Kind: "call", Title: call.Operation,
			Detail: points(call.Actual), Good: len(call.Errors) == 0 && !call.Throttled,
		}
		switch {
		case call.Throttled:
			e.Detail = "throttled"
		case len(call.Errors) > 0:
			e.Detail = call.Errors[0]
		}
		out = append(out, e)
	}
	return out
}

func points(n int) string {
	if n == 1 {
		return "1 point"
	}
	return strconv.Itoa(n) + " points"
}

func webhookEvents(s *world.Shop, c *world.Customer, about string) []event {
	var out []event
	for _, w := range latest(s.Webhooks) {
		if c != nil && !concerns(s, w.Subjects, c, about) {
			continue
		}
		e := event{
			Key: "w" + w.ID + strconv.Itoa(w.Attempts), At: w.Triggered, Kind: "webhook", Title: w.Topic,
			Good: w.Status >= 200 && w.Status < 300, Busy: w.Attempts == 0,
		}
		switch {
		case w.Attempts == 0:
			e.Detail = "on its way"
		case w.Status == 0:
			e.Detail = "no answer, try " + strconv.Itoa(w.Attempts)
		default:
			e.Detail = "answered " + strconv.Itoa(w.Status)
		}
		out = append(out, e)
	}
	return out
}

func proxyEvents(s *world.Shop, c *world.Customer) []event {
	var out []event
	for _, p := range latest(s.Proxied) {
		if c != nil && p.Customer != c.ID {
			continue
		}
		out = append(out, event{
			Key: "p" + world.Number(p.At.UnixNano()), At: p.At, Kind: "proxy", Title: p.Method + " " + p.Path,
			Detail: "answered " + strconv.Itoa(p.Status), Good: p.Status < 400,
		})
	}
	return out
}

// concerns reports whether ids name the customer or one of her orders.
func concerns(s *world.Shop, ids []string, c *world.Customer, about string) bool {
	return slices.ContainsFunc(ids, func(id string) bool {
		if id == about {
			return true
		}
		kind, n, _ := world.ParseGID(id)
		if kind != "Order" {
			return false
		}
		o := s.Order(n)
		return o != nil && o.Customer == c.ID
	})
}

// showPanel is the panel alone, for the page to fetch again and again.
func (s *Site) showPanel(w http.ResponseWriter, r *http.Request) {
	s.world.Lock()
	defer s.world.Unlock()
	shop := s.world.Shop(r.URL.Query().Get("shop"))
	if shop == nil {
		http.NotFound(w, r)
		return
	}
	id, _ := strconv.ParseInt(r.URL.Query().Get("customer"), 10, 64)
	p := s.panel(shop, shop.Customer(id))
	orderID, _ := strconv.ParseInt(r.URL.Query().Get("order"), 10, 64)
	p.Order = shop.Order(orderID)
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	if err := s.pages.byName["home.html"].ExecuteTemplate(w, "panel-body", p); err != nil {
		s.log.Error("sandbox: panel not drawn", "error", err)
	}
}

// ours reports whether a tag or metafield was written by the app.
func ours(name string) bool {
	return strings.HasPrefix(name, "askwell:") || strings.HasPrefix(name, "$app")
}

func initials(c *world.Customer) string {
	out := ""
	for _, name := range []string{c.First, c.Last} {
		for _, r := range name {
			out += string(r)
			break
		}
	}
	return cmp.Or(out, "?")
}
