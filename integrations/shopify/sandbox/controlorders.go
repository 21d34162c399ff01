package sandbox

import (
	"net/http"
	"net/mail"

	"github.com/askwell/askwell/integrations/shopify/sandbox/admin"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

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
	s.world.Lock()
	defer s.world.Unlock()
	shop := s.lookup(w, in.Shop)
	if shop == nil {
		return
	}
	o := &world.Order{Discount: in.Discount, Country: in.Country, Landing: in.Landing, Locale: shop.Languages[0]}
	for _, wanted := range in.Lines {
		p := shop.Product(wanted.Product)
		if p == nil || wanted.Quantity < 0 {
			admin.WriteJSON(w, http.StatusBadRequest, map[string]string{"error": "no product " + wanted.Product})
			return
		}
		o.Lines = append(o.Lines, p.Line(max(1, wanted.Quantity)))
	}
	if len(o.Lines) == 0 {
		o.Lines = []*world.Line{shop.Products[0].Line(1)}
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

// buyerNamed is the customer of a gid, or of an email address known or new; nil
// for nobody, as at a till.
func (s *Sandbox) buyerNamed(shop *world.Shop, who *string) (*world.Customer, string) {
	if who == nil || *who == "" {
		return nil, ""
	}
	if id, problem := shop.Speaker(who); problem == "" {
		return shop.Customer(id), ""
	}
	if _, err := mail.ParseAddress(*who); err != nil {
		return nil, "no customer " + *who
	}
	return s.world.Buyer(shop, *who, "", ""), ""
}
