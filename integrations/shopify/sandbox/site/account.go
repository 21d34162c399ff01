package site

import (
	"net/http"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

func (s *Site) account(mux *http.ServeMux) {
	mux.HandleFunc("GET /account", s.accountPage)
	mux.HandleFunc("GET /account/login", s.accountPage)
	mux.HandleFunc("POST /account/login", s.logIn)
	mux.HandleFunc("POST /account/logout", s.logOut)
}

// accountPage is the account of who is logged in, or the choice of who to be.
func (s *Site) accountPage(w http.ResponseWriter, r *http.Request) {
	s.world.Lock()
	defer s.world.Unlock()
	f := s.frame(w, r, "Account")
	var orders []*world.Order
	for _, o := range f.Shop.Orders {
		if f.Customer != nil && o.Customer == f.Customer.ID {
			orders = append(orders, o)
		}
	}
	s.show(w, http.StatusOK, "account.html", struct {
		frame
		Orders []*world.Order
	}{f, orders})
}

// logIn takes the shopper's word: there is nothing behind it worth a password.
func (s *Site) logIn(w http.ResponseWriter, r *http.Request) {
	s.world.Lock()
	defer s.world.Unlock()
	shop := s.here(w, r)
	who := r.FormValue("customer")
	id, problem := shop.Speaker(&who)
	if problem != "" || id == 0 {
		http.Error(w, "no such customer", http.StatusBadRequest)
		return
	}
	logIn(w, shop, shop.Customer(id))
	http.Redirect(w, r, "/account", http.StatusSeeOther)
}

func (s *Site) logOut(w http.ResponseWriter, r *http.Request) {
	setCookie(w, cookieCustomer, "")
	http.Redirect(w, r, "/account/login", http.StatusSeeOther)
}
