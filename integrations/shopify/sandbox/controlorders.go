package sandbox

import (
	"net/http"
	"net/mail"
	"regexp"
	"strconv"
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/admin"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// Bounds of an order.
const (
	maxLines    = 500
	maxQuantity = 100_000
	maxLanding  = 2048
	maxName     = 255
)

var countryForm = regexp.MustCompile(`^[A-Z]{2}$`)

// wanted is a line of an order: a product by its handle, once when it says no more.
type wanted struct {
	Product  string
	Quantity *int
}

// postOrder buys without a browser.
func (s *Sandbox) postOrder(w http.ResponseWriter, r *http.Request) {
	in, ok := body[struct {
		Shop     string
		Customer *string
		Lines    []wanted
		Discount string `json:"discount_code"`
		Country  string
		Landing  string
		Cart     string `json:"cart_token"`
		Source   string // the channel: "web", "pos"
	}](w, r)
	if !ok {
		return
	}
	s.world.Lock()
	defer s.world.Unlock()
	shop := s.lookup(w, in.Shop)
	if shop == nil {
		return
	}
	o := &world.Order{Discount: in.Discount, Country: strings.ToUpper(in.Country), Landing: in.Landing, Cart: in.Cart, Source: in.Source, Locale: shop.Languages[0]}
	var problem string
	switch o.Lines, problem = basket(shop, in.Lines); {
	case problem != "":
	case o.Country != "" && !countryForm.MatchString(o.Country):
		problem = "country must be a code of two letters"
	case len(o.Landing) > maxLanding:
		problem = "landing is too long"
	case len(o.Cart) > maxName || len(o.Source) > maxName:
		problem = "cart_token and source are short"
	}
	if problem != "" {
		admin.WriteJSON(w, http.StatusBadRequest, map[string]string{"error": problem})
		return
	}
	if in.Discount != "" {
		known, _ := shop.Speaker(in.Customer) // who is new has no past with any code
		amount, problem := s.world.Redeem(shop, in.Discount, known, o.Lines)
		if problem != "" {
			admin.WriteJSON(w, http.StatusUnprocessableEntity, map[string]string{"error": problem})
			return
		}
		o.Off = amount
	}
	if c, problem := s.buyerNamed(shop, in.Customer); problem != "" {
		admin.WriteJSON(w, http.StatusNotFound, map[string]string{"error": problem})
		return
	} else if c != nil {
		o.Customer, o.Email = c.ID, c.Email
	}
	s.world.PlaceOrder(shop, o)
	s.world.Changed()
	var customer any
	if o.Customer != 0 {
		customer = world.GID("Customer", o.Customer)
	}
	admin.WriteJSON(w, http.StatusOK, map[string]any{
		"order": world.GID("Order", o.ID), "name": o.Name(), "customer": customer,
		"thank_you_url": s.world.ThankYouURL(o), "order_status_url": s.world.OrderStatusURL(o),
	})
}

// basket is what is bought: one of the shop's first product when nothing is named.
func basket(shop *world.Shop, of []wanted) (lines []*world.Line, problem string) {
	if len(of) > maxLines {
		return nil, "at most " + strconv.Itoa(maxLines) + " lines"
	}
	if len(of) == 0 && len(shop.Products) > 0 {
		of = []wanted{{Product: shop.Products[0].Handle}}
	}
	for _, l := range of {
		p, quantity := shop.Product(l.Product), 1
		if l.Quantity != nil {
			quantity = *l.Quantity
		}
		switch {
		case p == nil:
			return nil, "no product " + l.Product
		case quantity < 1 || quantity > maxQuantity:
			return nil, "quantity must be between 1 and " + strconv.Itoa(maxQuantity)
		}
		lines = append(lines, p.Line(quantity))
	}
	if len(lines) == 0 {
		return nil, "the shop has no products"
	}
	return lines, ""
}

// buyerNamed is the customer of a gid, or of an email address known or new; nil
// for nobody, as at a till.
func (s *Sandbox) buyerNamed(shop *world.Shop, who *string) (*world.Customer, string) {
	if who == nil || *who == "" {
		return nil, ""
	}
	if id, problem := shop.Speaker(who); problem == "" {
		return shop.Customer(id), ""
	}
	if at, err := mail.ParseAddress(*who); err != nil || at.Address != *who {
		return nil, "no customer " + *who
	}
	return s.world.Buyer(shop, *who, "", ""), ""
}
