package site

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

func (s *Site) admin(mux *http.ServeMux) {
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

func (s *Site) adminPage(w http.ResponseWriter, r *http.Request, section string) adminPage {
	return adminPage{s.frame(w, r, section), s.world.App.Manifest.Name, section}
}

// appFrame embeds the app as Shopify's admin does.
func (s *Site) appFrame(w http.ResponseWriter, r *http.Request) {
	s.world.Lock()
	defer s.world.Unlock()
	page := s.adminPage(w, r, "app")
	page.Title = page.App
	path := strings.TrimPrefix(r.PathValue("rest"), strings.ToLower(page.App))
	s.show(w, http.StatusOK, "app.html", struct {
		adminPage
		Source string
	}{page, s.world.DocumentURL(page.Shop, path)})
}

func (s *Site) customersPage(w http.ResponseWriter, r *http.Request) {
	s.world.Lock()
	defer s.world.Unlock()
	page := s.adminPage(w, r, "customers")
	people := slices.Clone(page.Shop.Customers)
	slices.Reverse(people)
	s.show(w, http.StatusOK, "customers.html", struct {
		adminPage
		People []*world.Customer
	}{page, people[:min(len(people), 250)]})
}

func (s *Site) customerPage(w http.ResponseWriter, r *http.Request) {
	s.world.Lock()
	defer s.world.Unlock()
	page := s.adminPage(w, r, "customers")
	id, _ := strconv.ParseInt(r.PathValue("id"), 10, 64)
	c := page.Shop.Customer(id)
	if c == nil {
		s.missing(w, page.frame)
		return
	}
	page.Title, page.Panel = c.Name(), s.panel(page.Shop, c)
	var orders []*world.Order
	for _, o := range slices.Backward(page.Shop.Orders) {
		if o.Customer == c.ID {
			orders = append(orders, o)
		}
	}
	s.show(w, http.StatusOK, "customer.html", struct {
		adminPage
		Person *world.Customer
		Orders []*world.Order
	}{page, c, orders})
}

func (s *Site) ordersPage(w http.ResponseWriter, r *http.Request) {
	s.world.Lock()
	defer s.world.Unlock()
	page := s.adminPage(w, r, "orders")
	orders := slices.Clone(page.Shop.Orders)
	slices.Reverse(orders)
	s.show(w, http.StatusOK, "orders.html", struct {
		adminPage
		Orders []*world.Order
	}{page, orders[:min(len(orders), 250)]})
}

func (s *Site) settingsPage(w http.ResponseWriter, r *http.Request) {
	s.world.Lock()
	defer s.world.Unlock()
	s.show(w, http.StatusOK, "settings.html", s.adminPage(w, r, "settings"))
}

func (s *Site) uninstallPressed(w http.ResponseWriter, r *http.Request) {
	s.world.Lock()
	defer s.world.Unlock()
	s.world.Uninstall(s.here(w, r))
	s.world.Changed()
	http.Redirect(w, r, "/admin/settings", http.StatusSeeOther)
}

// CustomerOf is an order's customer, nil for a guest's.
func (p adminPage) CustomerOf(o *world.Order) *world.Customer { return p.Shop.Customer(o.Customer) }
