package site

import (
	"net/http"
	"net/mail"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

func (s *Site) checkout(mux *http.ServeMux) {
	mux.HandleFunc("GET /checkout", s.payPage)
	mux.HandleFunc("POST /checkout", s.pay)
	mux.HandleFunc("GET /discount/{code}", s.discountLink)
	mux.HandleFunc("GET /checkouts/{token}/thank-you", s.thankYou)
	mux.HandleFunc("GET /orders/{token}", s.orderStatus)
}

const cookieDiscount = "sandbox_discount"

// payForm is the checkout with what was filled in, and what is wrong with it.
type payForm struct {
	frame
	Email, First, Last, Phone string
	ByEmail, BySMS            bool // she wants to hear from the shop
	Code                      string
	Off                       int64
	Errors                    map[string]string // by field
}

// Summary is of the cart, less the discount.
func (f payForm) Summary() summary { return summary{f.frame, f.Cart, f.Sum(), f.Off, f.Code} }

// Left is what is to be paid.
func (f payForm) Left() int64 { return f.Sum() - f.Off }

// Known reports whether the shop knows the buyer's address: who is logged in
// buys in her own name, as in Shopify's checkout.
func (f payForm) Known() bool { return f.Customer != nil && f.Customer.Email != "" }

func (s *Site) payForm(w http.ResponseWriter, r *http.Request) (payForm, bool) {
	f := payForm{frame: s.frame(w, r), Errors: map[string]string{}}
	f.Title, _ = f.T("checkout")
	if len(f.Cart) == 0 {
		http.Redirect(w, r, f.At("/cart"), http.StatusSeeOther)
		return f, false
	}
	return f, true
}

func (s *Site) payPage(w http.ResponseWriter, r *http.Request) {
	s.world.Lock()
	defer s.world.Unlock()
	f, ok := s.payForm(w, r)
	if !ok {
		return
	}
	if c := f.Customer; c != nil {
		f.Email, f.First, f.Last, f.Phone = c.Email, c.First, c.Last, c.Phone
		f.ByEmail, f.BySMS = c.EmailConsent.State == "SUBSCRIBED", c.SMSConsent.State == "SUBSCRIBED"
	}
	f.Code = cookie(r, cookieDiscount)
	s.redeem(&f)
	s.show(w, http.StatusOK, "pay.html", f)
}

// redeem holds the code against the cart.
func (s *Site) redeem(f *payForm) {
	if f.Code == "" {
		return
	}
	var buyer int64
	if c := f.Shop.CustomerByEmail(f.Email); c != nil {
		buyer = c.ID
	}
	var problem string
	if f.Off, problem = s.world.Redeem(f.Shop, f.Code, buyer, f.Cart); problem != "" {
		f.Errors["discount"] = problem
	}
}

// discountLink is the address by which a merchant hands out a code; it leads on
// to where the link says.
func (s *Site) discountLink(w http.ResponseWriter, r *http.Request) {
	s.world.Lock()
	defer s.world.Unlock()
	f := s.frame(w, r)
	setCookie(w, cookieDiscount, clipped(r.PathValue("code")))
	http.Redirect(w, r, f.At(own(r.URL.Query().Get("redirect"))), http.StatusSeeOther)
}

const maxField = 255

// clipped is a field of a form, no longer than Shopify keeps one.
func clipped(text string) string {
	text = strings.TrimSpace(strings.ToValidUTF8(text, ""))
	return string([]rune(text)[:min(len([]rune(text)), maxField)])
}

var phoneForm = regexp.MustCompile(`^\+[1-9][0-9]{6,14}$`)

func (f *payForm) read(r *http.Request) {
	f.Email, f.First, f.Last = clipped(r.FormValue("email")), clipped(r.FormValue("first")), clipped(r.FormValue("last"))
	if f.Known() {
		f.Email = f.Customer.Email
	}
	f.Phone = strings.Map(func(c rune) rune {
		if strings.ContainsRune(" -()", c) {
			return -1
		}
		return c
	}, clipped(r.FormValue("phone")))
	f.ByEmail, f.BySMS, f.Code = r.FormValue("news_email") != "", r.FormValue("news_sms") != "", clipped(r.FormValue("discount"))
	if chosen := r.FormValue("country"); slices.Contains(f.Shop.Countries(), chosen) {
		f.Country = chosen
	}
}

// check says what is wrong with what was filled in.
func (f *payForm) check() {
	if at, err := mail.ParseAddress(f.Email); err != nil || at.Address != f.Email {
		f.Errors["email"], _ = f.T("email_wrong")
	}
	if f.Phone != "" && !phoneForm.MatchString(f.Phone) || f.BySMS && f.Phone == "" {
		f.Errors["phone"], _ = f.T("phone_wrong")
	}
}

// pay finishes the checkout, or only tries a discount code.
func (s *Site) pay(w http.ResponseWriter, r *http.Request) {
	s.world.Lock()
	defer s.world.Unlock()
	f, ok := s.payForm(w, r)
	if !ok {
		return
	}
	f.read(r)
	setCookie(w, cookieCountry, f.Country)
	s.redeem(&f)
	if r.FormValue("then") == "discount" {
		setCookie(w, cookieDiscount, f.Code)
		s.show(w, http.StatusOK, "pay.html", f)
		return
	}
	if f.check(); len(f.Errors) > 0 {
		s.show(w, http.StatusUnprocessableEntity, "pay.html", f)
		return
	}
	o := s.place(f, cartToken(r))
	setCart(w, nil)
	setCookie(w, cookieToken, "")
	setCookie(w, cookieDiscount, "")
	http.Redirect(w, r, "/checkouts/"+url.PathEscape(o.Token)+"/thank-you", http.StatusSeeOther)
}

// place makes the order, and of its buyer what Shopify makes: a customer, with
// the marketing she agreed to.
func (s *Site) place(f payForm, cart string) *world.Order {
	known := f.Shop.CustomerByEmail(f.Email) != nil
	buyer := s.world.Buyer(f.Shop, f.Email, f.First, f.Last)
	if !known {
		buyer.Locale = f.Locale
	}
	if buyer.Phone == "" {
		buyer.Phone = f.Phone
	}
	s.subscribe(f.Shop, buyer, "email", f.ByEmail, buyer.EmailConsent)
	s.subscribe(f.Shop, buyer, "sms", f.BySMS && buyer.Phone != "", buyer.SMSConsent)
	o := &world.Order{
		Customer: buyer.ID, Email: f.Email, Cart: cart, Lines: f.Cart, Country: f.Country, Locale: f.Locale, Landing: "/", Discount: f.Code, Off: f.Off,
		Address: &world.Address{First: f.First, Last: f.Last, Country: f.Country, Phone: f.Phone},
	}
	s.world.PlaceOrder(f.Shop, o)
	s.world.Changed()
	return o
}

// subscribe writes down a yes. A box that is not ticked takes nothing back.
func (s *Site) subscribe(shop *world.Shop, c *world.Customer, channel string, yes bool, now world.Consent) {
	if yes && now.State != "SUBSCRIBED" {
		s.world.SetConsent(shop, c, channel, world.Consent{State: "SUBSCRIBED", OptIn: "SINGLE_OPT_IN", UpdatedAt: s.world.Now()})
	}
}
