package sandbox

import (
	"net/http"
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/admin"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// productChange is what becomes of a product: what is not said stays as it is.
type productChange struct {
	Shop, Handle, Title string
	Vendor, Type        *string
	Tags                []string
	Status              string // ACTIVE, DRAFT, ARCHIVED
	Remove              bool
}

// postProduct puts a product on sale, changes the one of a handle, or takes it
// off, as the merchant does in the admin; subscribers are told.
func (s *Sandbox) postProduct(w http.ResponseWriter, r *http.Request) {
	in, ok := body[productChange](w, r)
	if !ok {
		return
	}
	s.world.Lock()
	defer s.world.Unlock()
	shop := s.lookup(w, in.Shop)
	if shop == nil {
		return
	}
	handle := in.Handle
	if handle == "" {
		handle = world.FreeHandle(world.Handle(in.Title, "product"), func(h string) bool { return shop.Product(h) != nil })
	}
	p := shop.Product(handle)
	fresh := p == nil
	switch status := strings.ToUpper(in.Status); {
	case fresh && (in.Remove || in.Title == ""):
		admin.WriteJSON(w, http.StatusNotFound, map[string]string{"error": "no product " + handle})
		return
	case in.Remove:
		s.world.RemoveProduct(shop, p)
	case status != "" && status != "ACTIVE" && status != "DRAFT" && status != "ARCHIVED":
		admin.WriteJSON(w, http.StatusBadRequest, map[string]string{"error": "status must be ACTIVE, DRAFT or ARCHIVED"})
		return
	default:
		if fresh {
			p = &world.Product{Handle: handle, Vendor: shop.Name, Status: "ACTIVE", PublishedAt: s.world.Now()}
			p.Variants = []*world.Variant{{Price: 1000, Stock: 10}}
			p.Art = world.Art{Shape: "bag", Back: "#ececec", Body: "#8c8c8c", Label: "#ffffff", Ink: "#444444"}
		}
		in.apply(p)
		if fresh {
			s.world.AddProduct(shop, p)
		} else {
			s.world.TouchProduct(shop, p)
		}
	}
	s.world.Changed()
	admin.WriteJSON(w, http.StatusOK, map[string]string{"id": world.GID("Product", p.ID), "handle": p.Handle})
}

func (in productChange) apply(p *world.Product) {
	if in.Title != "" {
		p.Title = in.Title
	}
	if in.Vendor != nil {
		p.Vendor = *in.Vendor
	}
	if in.Type != nil {
		p.Type = *in.Type
	}
	if in.Tags != nil {
		p.Tags = world.AddTags(nil, in.Tags)
	}
	if in.Status != "" {
		p.Status = strings.ToUpper(in.Status)
	}
}
