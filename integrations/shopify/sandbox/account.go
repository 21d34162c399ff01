package sandbox

import "net/http"

func (s *Sandbox) account(mux *http.ServeMux) {
	mux.HandleFunc("GET /account", s.accountPage)
	mux.HandleFunc("GET /account/login", s.accountPage)
	mux.HandleFunc("POST /account/login", s.logIn)
	mux.HandleFunc("POST /account/logout", s.logOut)
}

// accountPage is the account of who is logged in, or the choice of who to be.
func (s *Sandbox) accountPage(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.frame(w, r, "Account")
	var orders []*order
	for _, o := range f.Shop.Orders {
		if f.Customer != nil && o.Customer == f.Customer.ID {
			orders = append(orders, o)
		}
	}
	s.show(w, http.StatusOK, "account.html", struct {
		frame
		Orders []*order
	}{f, orders})
}

// logIn takes the shopper's word: there is nothing behind it worth a password.
func (s *Sandbox) logIn(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	shop := s.here(w, r)
	who := r.FormValue("customer")
	id, problem := s.speaker(shop, &who)
	if problem != "" || id == 0 {
		http.Error(w, "no such customer", http.StatusBadRequest)
		return
	}
	logIn(w, shop, shop.customer(id))
	http.Redirect(w, r, "/account", http.StatusSeeOther)
}

func (s *Sandbox) logOut(w http.ResponseWriter, r *http.Request) {
	setCookie(w, cookieCustomer, "")
	http.Redirect(w, r, "/account/login", http.StatusSeeOther)
}
