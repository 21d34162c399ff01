package site

import (
	"cmp"
	"encoding/json"
	"net/http"
	"net/mail"
	"slices"
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/extension"
	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

func (s *Site) account(mux *http.ServeMux) {
	mux.HandleFunc("GET /account", s.ordersPage)
	mux.HandleFunc("GET /account/orders", s.ordersPage)
	mux.HandleFunc("GET /account/profile", s.profilePage)
	mux.HandleFunc("GET /account/pages/{handle}/{rest...}", s.fullPage)
	mux.HandleFunc("GET /account/pages/{handle}", s.fullPage)
	mux.HandleFunc("GET /account/login", s.loginPage)
	mux.HandleFunc("POST /account/login", s.logIn)
	mux.HandleFunc("POST /account/logout", s.logOut)
}

// accountPage is a page of the account.
type accountPage struct {
	frame
	Section    string // orders, profile, or the handle of a page of the app's
	Orders     []*world.Order
	Extensions []hosted
	Pages      []place // of the app's
}

// place is an entry of the account's menu.
type place struct{ Handle, Name string }

// fullPageTarget is where the app's own pages of the account stand.
const fullPageTarget = "customer-account.page.render"

// accountPage is for who is logged in; others log in first.
func (s *Site) accountPage(w http.ResponseWriter, r *http.Request, section string) (accountPage, bool) {
	page := accountPage{frame: s.frame(w, r), Section: section}
	page.Title, _ = page.T("account")
	if page.Customer == nil {
		http.Redirect(w, r, "/account/login?return_to="+own(r.URL.RequestURI()), http.StatusSeeOther)
		return page, false
	}
	if page.Shop.Installed != nil {
		for _, e := range extension.At(s.extensions, fullPageTarget) {
			page.Pages = append(page.Pages, place{e.Handle, e.Title(page.Locale)})
		}
	}
	return page, true
}

// maxOrders bounds the list of orders on a page.
const maxOrders = 50

func (s *Site) ordersPage(w http.ResponseWriter, r *http.Request) {
	s.world.Lock()
	defer s.world.Unlock()
	page, ok := s.accountPage(w, r, "orders")
	if !ok {
		return
	}
	page.Orders = slices.Clone(page.Shop.OrdersOf(page.Customer.ID))
	slices.Reverse(page.Orders)
	page.Orders = page.Orders[:min(len(page.Orders), maxOrders)]
	s.show(w, http.StatusOK, "account.html", page)
}

func (s *Site) profilePage(w http.ResponseWriter, r *http.Request) {
	s.world.Lock()
	defer s.world.Unlock()
	page, ok := s.accountPage(w, r, "profile")
	if !ok {
		return
	}
	page.Extensions = s.hosting("customer-account.profile.block.render", guest{frame: page.frame, kind: "account"}, map[string]any{"authenticatedAccount": authenticated(page.Customer)})
	s.show(w, http.StatusOK, "account.html", page)
}

// fullPage is a page of the account that is the app's own.
func (s *Site) fullPage(w http.ResponseWriter, r *http.Request) {
	s.world.Lock()
	defer s.world.Unlock()
	handle := r.PathValue("handle")
	page, ok := s.accountPage(w, r, handle)
	if !ok {
		return
	}
	page.Extensions = s.hosting(fullPageTarget, guest{frame: page.frame, kind: "account", page: handle}, map[string]any{"authenticatedAccount": authenticated(page.Customer)})
	if len(page.Extensions) == 0 {
		s.missing(w, page.frame)
		return
	}
	page.Title = page.Extensions[0].Name
	s.show(w, http.StatusOK, "account.html", page)
}

// loginPage lets the shopper choose who she is.
func (s *Site) loginPage(w http.ResponseWriter, r *http.Request) {
	s.world.Lock()
	defer s.world.Unlock()
	s.showLogin(w, r, http.StatusOK, "")
}

// maxPeople bounds the choice; whoever is not in it is named by her address.
const maxPeople = 8

func (s *Site) showLogin(w http.ResponseWriter, r *http.Request, status int, problem string) {
	page := struct {
		frame
		People      []*world.Customer
		Back, Error string
	}{frame: s.frame(w, r), Back: own(r.FormValue("return_to")), Error: problem}
	if page.Back == "/" {
		page.Back = "/account"
	}
	page.Title, _ = page.T("log_in")
	page.People = acquaintances(page.Shop)
	s.show(w, status, "login.html", page)
}

// acquaintances are those worth being: the last the shop came to know, who stand
// behind a seeded crowd.
func acquaintances(shop *world.Shop) []*world.Customer {
	known := slices.DeleteFunc(slices.Clone(shop.Customers), func(c *world.Customer) bool { return c.Email == "" })
	slices.SortFunc(known, func(a, b *world.Customer) int { return cmp.Compare(a.ID, b.ID) })
	return known[max(0, len(known)-maxPeople):]
}

// logIn takes the shopper's word: there is nothing behind it worth a password.
// Whoever the shop does not know becomes a customer, as with Shopify.
func (s *Site) logIn(w http.ResponseWriter, r *http.Request) {
	s.world.Lock()
	defer s.world.Unlock()
	f := s.frame(w, r)
	who := clipped(r.FormValue("customer"))
	id, problem := f.Shop.Speaker(&who)
	c := f.Shop.Customer(id)
	if problem != "" || c == nil {
		if at, err := mail.ParseAddress(who); err != nil || at.Address != who {
			say, _ := f.T("email_wrong")
			s.showLogin(w, r, http.StatusUnprocessableEntity, say)
			return
		}
		c = s.world.Buyer(f.Shop, who, "", "")
		c.Locale = f.Locale
		s.world.Changed()
	}
	logIn(w, f.Shop, c)
	http.Redirect(w, r, own(strings.TrimSpace(r.FormValue("return_to"))), http.StatusSeeOther)
}

func (s *Site) logOut(w http.ResponseWriter, r *http.Request) {
	setCookie(w, cookieCustomer, "")
	http.Redirect(w, r, "/account/login", http.StatusSeeOther)
}

// maxAsked bounds a request of an extension's.
const maxAsked = 1 << 20

// customerAccount answers what an extension asks Shopify in the account, for
// whoever is logged in in this browser.
func (s *Site) customerAccount(w http.ResponseWriter, r *http.Request) {
	var req graphql.Request
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxAsked)).Decode(&req); err != nil {
		http.Error(w, `{"errors":[{"message":"Required parameter missing or invalid"}]}`, http.StatusBadRequest)
		return
	}
	s.world.Lock()
	defer s.world.Unlock()
	shop := s.world.Shop(r.URL.Query().Get("shop"))
	if shop == nil {
		http.NotFound(w, r)
		return
	}
	answer(w, http.StatusOK, s.api.Answer(shop, shopper(r, shop), req))
}
