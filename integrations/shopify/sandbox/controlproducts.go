package sandbox

import (
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

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
	if problem := in.problem(); problem != "" {
		admin.WriteJSON(w, http.StatusBadRequest, map[string]string{"error": problem})
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
	switch {
	case fresh && (in.Remove || in.Title == ""):
		admin.WriteJSON(w, http.StatusNotFound, map[string]string{"error": "no product " + handle})
		return
	case in.Remove:
		s.world.RemoveProduct(shop, p)
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

const longestName = 255 // characters of a title, a vendor, a tag

// problem is what is wrong with a change, "" for a good one.
func (in productChange) problem() string {
	names := append([]string{in.Title, in.Handle}, in.Tags...)
	for _, given := range []*string{in.Vendor, in.Type} {
		if given != nil {
			names = append(names, *given)
		}
	}
	for _, name := range names {
		if utf8.RuneCountInString(name) > longestName {
			return "a name has at most 255 characters"
		}
	}
	if !slices.Contains([]string{"", "ACTIVE", "DRAFT", "ARCHIVED"}, strings.ToUpper(in.Status)) {
		return "status must be ACTIVE, DRAFT or ARCHIVED"
	}
	return world.TagProblem(in.Tags, longestName)
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
