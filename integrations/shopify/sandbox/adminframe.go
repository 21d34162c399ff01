package sandbox

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

func (s *Sandbox) admin(mux *http.ServeMux) {
	mux.HandleFunc("GET /admin", s.appFrame)
	mux.HandleFunc("GET /admin/apps/{rest...}", s.appFrame)
	mux.HandleFunc("GET /admin/customers", s.customersPage)
	mux.HandleFunc("GET /admin/customers/{id}", s.customerPage)
	mux.HandleFunc("GET /admin/orders", s.ordersPage)
	mux.HandleFunc("GET /admin/settings", s.settingsPage)
	mux.HandleFunc("POST /admin/settings/uninstall", s.uninstallPressed)
}

// adminPage is what the admin shows around its content.
type adminPage struct {
	frame
	App     string // the app's name
	Section string // the entry of the navigation that is open
}

func (s *Sandbox) adminPage(w http.ResponseWriter, r *http.Request, section string) adminPage {
	return adminPage{s.frame(w, r, section), s.manifest.Name, section}
}

// appFrame embeds the app as Shopify's admin does.
func (s *Sandbox) appFrame(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	page := s.adminPage(w, r, "app")
	page.Title = page.App
	path := strings.TrimPrefix(r.PathValue("rest"), strings.ToLower(page.App))
	s.show(w, http.StatusOK, "app.html", struct {
		adminPage
		Source string
	}{page, s.documentURL(page.Shop, path)})
}

// documentURL is the address of the app's document with what Shopify adds to
// it: who opens it, and a signature over that.
func (s *Sandbox) documentURL(shop *shop, path string) string {
	name := strings.TrimSuffix(shop.Domain, ".myshopify.com")
	query := url.Values{
		"embedded": {"1"}, "shop": {shop.Domain}, "locale": {shop.Languages[0]}, "session": {randomHex()},
		"host":      {base64.RawURLEncoding.EncodeToString([]byte("admin.shopify.com/store/" + name))},
		"id_token":  {s.sessionToken(shop, "admin", 0, time.Minute)},
		"timestamp": {number(s.cfg.Now().Unix())},
	}
	query.Set("hmac", s.signQuery(query))
	return s.app.Scheme + "://" + s.app.Host + "/" + strings.TrimPrefix(path, "/") + "?" + query.Encode()
}

func (s *Sandbox) customersPage(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	page := s.adminPage(w, r, "customers")
	people := slices.Clone(page.Shop.Customers)
	slices.Reverse(people)
	s.show(w, http.StatusOK, "customers.html", struct {
		adminPage
		People []*customer
	}{page, people[:min(len(people), 250)]})
}

func (s *Sandbox) customerPage(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	page := s.adminPage(w, r, "customers")
	id, _ := strconv.ParseInt(r.PathValue("id"), 10, 64)
	c := page.Shop.customer(id)
	if c == nil {
		s.missing(w, page.frame)
		return
	}
	page.Title, page.Panel = c.Name(), s.panel(page.Shop, c)
	var orders []*order
	for _, o := range slices.Backward(page.Shop.Orders) {
		if o.Customer == c.ID {
			orders = append(orders, o)
		}
	}
	s.show(w, http.StatusOK, "customer.html", struct {
		adminPage
		Person *customer
		Orders []*order
	}{page, c, orders})
}

func (s *Sandbox) ordersPage(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	page := s.adminPage(w, r, "orders")
	orders := slices.Clone(page.Shop.Orders)
	slices.Reverse(orders)
	s.show(w, http.StatusOK, "orders.html", struct {
		adminPage
		Orders []*order
	}{page, orders[:min(len(orders), 250)]})
}

func (s *Sandbox) settingsPage(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.show(w, http.StatusOK, "settings.html", s.adminPage(w, r, "settings"))
}

func (s *Sandbox) uninstallPressed(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.uninstall(s.here(w, r))
	s.changed()
	http.Redirect(w, r, "/admin/settings", http.StatusSeeOther)
}

// CustomerOf is an order's customer, nil for a guest's.
func (p adminPage) CustomerOf(o *order) *customer { return p.Shop.customer(o.Customer) }
