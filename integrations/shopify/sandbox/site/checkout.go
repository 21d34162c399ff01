package site

import (
	"html/template"
	"net/http"
	"net/mail"
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

func (s *Site) checkout(mux *http.ServeMux) {
	mux.HandleFunc("GET /checkout", s.payPage)
	mux.HandleFunc("POST /checkout", s.pay)
	mux.HandleFunc("GET /checkouts/{token}/thank-you", s.thankYou)
	mux.HandleFunc("GET /orders/{token}", s.orderStatus)
}

type payForm struct {
	frame
	Email, First, Last, Error string
}

func (s *Site) payPage(w http.ResponseWriter, r *http.Request) {
	s.world.Lock()
	defer s.world.Unlock()
	f := payForm{frame: s.frame(w, r, "Checkout")}
	if len(f.Cart) == 0 {
		http.Redirect(w, r, "/cart", http.StatusSeeOther)
		return
	}
	if c := f.Customer; c != nil {
		f.Email, f.First, f.Last = c.Email, c.First, c.Last
	}
	s.show(w, http.StatusOK, "pay.html", f)
}

func (s *Site) pay(w http.ResponseWriter, r *http.Request) {
	s.world.Lock()
	defer s.world.Unlock()
	f := payForm{frame: s.frame(w, r, "Checkout"), Email: strings.TrimSpace(r.FormValue("email")), First: r.FormValue("first"), Last: r.FormValue("last")}
	if len(f.Cart) == 0 {
		http.Redirect(w, r, "/cart", http.StatusSeeOther)
		return
	}
	if _, err := mail.ParseAddress(f.Email); err != nil {
		f.Error = "Enter an email address"
		s.show(w, http.StatusUnprocessableEntity, "pay.html", f)
		return
	}
	buyer := s.world.Buyer(f.Shop, f.Email, f.First, f.Last)
	o := &world.Order{Customer: buyer.ID, Email: f.Email, Lines: f.Cart, Country: f.Shop.Country, Locale: f.Locale, Landing: "/"}
	s.world.PlaceOrder(f.Shop, o)
	s.world.Changed()
	setCart(w, nil)
	http.Redirect(w, r, "/checkouts/"+o.Token+"/thank-you", http.StatusSeeOther)
}

type orderPage struct {
	frame
	Order     *world.Order
	Buyer     *world.Customer
	Extension template.JS // the configuration the page host reads, as JSON; "" without a bundle
}

// Summary is of the order.
func (p orderPage) Summary() summary { return summary{p.Shop, p.Order.Lines, p.Order.Total()} }

func (s *Site) thankYou(w http.ResponseWriter, r *http.Request) {
	s.orderPage(w, r, "thanks.html", "Thank you")
}

func (s *Site) orderStatus(w http.ResponseWriter, r *http.Request) {
	s.orderPage(w, r, "status.html", "Order status")
}

// orderPage shows an order in its own shop, whichever the browser was in.
func (s *Site) orderPage(w http.ResponseWriter, r *http.Request, name, title string) {
	s.world.Lock()
	defer s.world.Unlock()
	shop, o := s.world.OrderByToken(r.PathValue("token"))
	if o == nil {
		s.missing(w, s.frame(w, r, ""))
		return
	}
	page := orderPage{Order: o, Buyer: shop.Customer(o.Customer)}
	page.frame = frame{
		Title: title, Shop: shop, Shops: s.world.Shops, Customer: shopper(r, shop), Cart: cart(r, shop),
		Year: s.world.Now().Year(), Panel: s.panel(shop, page.Buyer),
	}
	page.Locale = locale(r, shop, page.Customer)
	page.Panel.Order = o
	if name == "thanks.html" {
		page.Extension = s.thankYouExtension(page)
	}
	s.show(w, http.StatusOK, name, page)
}
