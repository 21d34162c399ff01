package sandbox

import (
	"html/template"
	"net/http"
	"net/mail"
	"strings"
)

func (s *Sandbox) checkout(mux *http.ServeMux) {
	mux.HandleFunc("GET /checkout", s.payPage)
	mux.HandleFunc("POST /checkout", s.pay)
	mux.HandleFunc("GET /checkouts/{token}/thank-you", s.thankYou)
	mux.HandleFunc("GET /orders/{token}", s.orderStatus)
}

type payForm struct {
	frame
	Email, First, Last, Error string
}

func (s *Sandbox) payPage(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
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

func (s *Sandbox) pay(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
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
	buyer := s.buyer(f.Shop, f.Email, f.First, f.Last)
	o := &order{Customer: buyer.ID, Email: f.Email, Lines: f.Cart, Country: f.Shop.Country, Locale: f.Locale, Landing: "/"}
	s.placeOrder(f.Shop, o)
	s.changed()
	setCart(w, nil)
	http.Redirect(w, r, "/checkouts/"+o.Token+"/thank-you", http.StatusSeeOther)
}

// buyer finds or makes the customer of an email address: Shopify makes one for
// every buyer, logged in or not. Needs mu.
func (s *Sandbox) buyer(shop *shop, email, first, last string) *customer {
	if c := shop.customerByEmail(email); c != nil {
		return c
	}
	c := &customer{
		Email: email, First: first, Last: last, Locale: shop.Languages[0],
		EmailConsent: consent{State: "NOT_SUBSCRIBED"}, SMSConsent: consent{State: "NOT_SUBSCRIBED"},
	}
	s.addCustomer(shop, c)
	s.announce(shop, "customers/create", s.customerPayload(shop, c))
	return c
}

type orderPage struct {
	frame
	Order     *order
	Buyer     *customer
	Extension template.JS // the configuration the page host reads, as JSON; "" without a bundle
}

// Summary is of the order.
func (p orderPage) Summary() summary { return summary{p.Shop, p.Order.Lines, p.Order.Total()} }

func (s *Sandbox) thankYou(w http.ResponseWriter, r *http.Request) {
	s.orderPage(w, r, "thanks.html", "Thank you")
}

func (s *Sandbox) orderStatus(w http.ResponseWriter, r *http.Request) {
	s.orderPage(w, r, "status.html", "Order status")
}

// orderPage shows an order in its own shop, whichever the browser was in.
func (s *Sandbox) orderPage(w http.ResponseWriter, r *http.Request, name, title string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	shop, o := s.orderByToken(r.PathValue("token"))
	if o == nil {
		s.missing(w, s.frame(w, r, ""))
		return
	}
	page := orderPage{Order: o, Buyer: shop.customer(o.Customer)}
	page.frame = frame{
		Title: title, Shop: shop, Shops: s.world.Shops, Customer: shopper(r, shop), Cart: cart(r, shop),
		Year: s.now().Year(), Panel: s.panel(shop, page.Buyer),
	}
	page.Locale = locale(r, shop, page.Customer)
	page.Panel.Order = o
	if name == "thanks.html" {
		page.Extension = s.thankYouExtension(page)
	}
	s.show(w, http.StatusOK, name, page)
}

func (s *Sandbox) orderByToken(token string) (*shop, *order) {
	for _, shop := range s.world.Shops {
		for _, o := range shop.Orders {
			if o.Token == token {
				return shop, o
			}
		}
	}
	return nil, nil
}

// postOrder buys without a browser.
func (s *Sandbox) postOrder(w http.ResponseWriter, r *http.Request) {
	in, ok := body[struct {
		Shop     string
		Customer *string
		Lines    []struct {
			Product  string
			Quantity int
		}
		Discount string `json:"discount_code"`
		Country  string
		Landing  string
	}](w, r)
	if !ok {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	shop := s.lookup(w, in.Shop)
	if shop == nil {
		return
	}
	o := &order{Discount: in.Discount, Country: in.Country, Landing: in.Landing, Locale: shop.Languages[0]}
	for _, wanted := range in.Lines {
		p := shop.product(wanted.Product)
		if p == nil || wanted.Quantity < 0 {
			writeJSON(w, http.StatusBadRequest, map[string]string{"error": "no product " + wanted.Product})
			return
		}
		o.Lines = append(o.Lines, &line{Product: p.Handle, Title: p.Title, Price: p.Price, Quantity: max(1, wanted.Quantity)})
	}
	if len(o.Lines) == 0 {
		p := shop.Products[0]
		o.Lines = []*line{{Product: p.Handle, Title: p.Title, Price: p.Price, Quantity: 1}}
	}
	if c, problem := s.buyerNamed(shop, in.Customer); problem != "" {
		writeJSON(w, http.StatusNotFound, map[string]string{"error": problem})
		return
	} else if c != nil {
		o.Customer, o.Email = c.ID, c.Email
	}
	s.placeOrder(shop, o)
	s.changed()
	var customer any
	if o.Customer != 0 {
		customer = gid("Customer", o.Customer)
	}
	writeJSON(w, http.StatusOK, map[string]any{
		"order": gid("Order", o.ID), "name": o.Name(), "customer": customer,
		"thank_you_url": s.thankYouURL(o), "order_status_url": s.orderStatusURL(o),
	})
}

// buyerNamed is the customer of a gid, or of an email address known or new; nil
// for nobody, as at a till.
func (s *Sandbox) buyerNamed(shop *shop, who *string) (*customer, string) {
	if who == nil || *who == "" {
		return nil, ""
	}
	if id, problem := s.speaker(shop, who); problem == "" {
		return shop.customer(id), ""
	}
	if _, err := mail.ParseAddress(*who); err != nil {
		return nil, "no customer " + *who
	}
	return s.buyer(shop, *who, "", ""), ""
}
