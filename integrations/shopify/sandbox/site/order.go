package site

import (
	"net/http"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// orderPage is an order as its buyer sees it, with the app's extensions.
type orderPage struct {
	frame
	Order      *world.Order
	Buyer      *world.Customer // whoever the browser is: the order's customer
	Extensions []hosted
}

// Summary is of the order.
func (p orderPage) Summary() summary {
	return summary{p.frame, p.Order.Lines, p.Order.Gross(), p.Order.Off, p.Order.Discount}
}

// Hers reports whether the order's own customer is logged in. Who only has the
// link sees the order, and not who bought it.
func (p orderPage) Hers() bool { return p.Customer != nil && p.Customer.ID == p.Order.Customer }

// Masked is the buyer's address as the link alone shows it.
func (p orderPage) Masked() string {
	if p.Hers() {
		return p.Order.Email
	}
	name, host, ok := world.CutLast(p.Order.Email, "@")
	if !ok {
		return ""
	}
	return string([]rune(name)[:1]) + "•••@" + host
}

func (s *Site) thankYou(w http.ResponseWriter, r *http.Request) {
	s.orderPage(w, r, "thanks.html", "thank_you", s.thankYouExtensions)
}

func (s *Site) orderStatus(w http.ResponseWriter, r *http.Request) {
	s.orderPage(w, r, "status.html", "follow", s.orderStatusExtensions)
}

// orderPage shows an order in its own shop, whichever the browser was in.
func (s *Site) orderPage(w http.ResponseWriter, r *http.Request, name, title string, host func(orderPage) []hosted) {
	s.world.Lock()
	defer s.world.Unlock()
	shop, o := s.world.OrderByToken(r.PathValue("token"))
	if o == nil {
		s.missing(w, s.frame(w, r))
		return
	}
	page := orderPage{frame: s.frameIn(w, r, shop), Order: o, Buyer: shop.Customer(o.Customer)}
	page.Title, _ = page.T(title)
	page.Panel = s.panel(shop, page.Buyer)
	page.Panel.Order = o
	page.Extensions = host(page)
	s.show(w, http.StatusOK, name, page)
}
