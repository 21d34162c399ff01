package site

import (
	"cmp"
	"net/http"
	"strconv"
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// panel is a customer as the shop knows her: what stands above "What happens".
type panel struct {
	Shop     *world.Shop
	Customer *world.Customer
	Order    *world.Order
	Fields   []panelField
}

type panelField struct{ Name, Type, Value string }

// Subjects are the ids whose story the page tells, "" for everybody's.
func (p panel) Subjects() string {
	var ids []string
	if p.Customer != nil {
		ids = append(ids, world.GID("Customer", p.Customer.ID))
	}
	if p.Order != nil {
		ids = append(ids, world.GID("Order", p.Order.ID))
	}
	return strings.Join(ids, " ")
}

// panel gathers what there is to say of a customer, nil for a guest. The caller
// holds the lock.
func (s *Site) panel(shop *world.Shop, c *world.Customer) panel {
	p := panel{Shop: shop, Customer: c}
	if c != nil {
		for _, name := range world.Sorted(c.Metafields) {
			m := c.Metafields[name]
			p.Fields = append(p.Fields, panelField{m.ShortName(), m.Type, m.Value})
		}
	}
	return p
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
	if err := s.pages.byName["home.html"].ExecuteTemplate(w, "about", p); err != nil {
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
