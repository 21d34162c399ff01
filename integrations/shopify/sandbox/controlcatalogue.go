package sandbox

import (
	"net/http"
	"strings"
	"time"

	"github.com/askwell/askwell/integrations/shopify/sandbox/admin"
	"github.com/askwell/askwell/integrations/shopify/sandbox/search"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// What a resource picker shows and answers, in App Bridge's words
// (shopify.dev/docs/api/app-bridge-library/apis/resource-picker).
type (
	productItem struct {
		ID          string         `json:"id"`
		Title       string         `json:"title"`
		Handle      string         `json:"handle"`
		Image       string         `json:"image,omitempty"`
		Vendor      string         `json:"vendor"`
		Type        string         `json:"productType"`
		Status      string         `json:"status"`
		Description string         `json:"descriptionHtml"`
		Tags        []string       `json:"tags"`
		Options     []optionItem   `json:"options"`
		Inventory   int            `json:"totalInventory"`
		Tracks      bool           `json:"tracksInventory"`
		Variants    []*variantItem `json:"variants"`
		CreatedAt   string         `json:"createdAt"`
		UpdatedAt   string         `json:"updatedAt"`
		PublishedAt *string        `json:"publishedAt"`
	}
	optionItem struct {
		ID       string   `json:"id"`
		Name     string   `json:"name"`
		Position int      `json:"position"`
		Values   []string `json:"values"`
	}
	variantItem struct {
		ID        string           `json:"id"`
		Title     string           `json:"title"`
		Price     string           `json:"price"`
		Compare   *string          `json:"compareAtPrice"`
		SKU       string           `json:"sku"`
		Barcode   string           `json:"barcode"`
		Position  int              `json:"position"`
		ForSale   bool             `json:"availableForSale"`
		Inventory int              `json:"inventoryQuantity"`
		Selected  []map[string]any `json:"selectedOptions"`
		CreatedAt string           `json:"createdAt"`
		UpdatedAt string           `json:"updatedAt"`
	}
	collectionItem struct {
		ID          string   `json:"id"`
		Title       string   `json:"title"`
		Handle      string   `json:"handle"`
		Description string   `json:"descriptionHtml"`
		Products    int      `json:"productsCount"`
		Sort        string   `json:"sortOrder"`
		Rules       *ruleSet `json:"ruleSet"` // null for one filled by hand
		UpdatedAt   string   `json:"updatedAt"`
	}
	ruleSet struct {
		Any   bool                `json:"appliedDisjunctively"`
		Rules []map[string]string `json:"rules"`
	}
)

const maxPicked = 250 // as many as Shopify gives on a page

// showCatalogue finds products or collections by the words of a picker's search.
func (s *Sandbox) showCatalogue(w http.ResponseWriter, r *http.Request) {
	s.world.Lock()
	defer s.world.Unlock()
	shop := s.lookup(w, r.URL.Query().Get("shop"))
	if shop == nil {
		return
	}
	found, err := newFinder(r.URL.Query().Get("query"), s.world.Now())
	if err != nil {
		admin.WriteJSON(w, http.StatusBadRequest, map[string]string{"error": err.Error()})
		return
	}
	items := []any{}
	switch kind := r.URL.Query().Get("type"); kind {
	case "product", "variant": // variants are chosen below their product
		for _, p := range shop.Products {
			if found(p.Title, map[string][]string{"vendor": {p.Vendor}, "product_type": {p.Type}, "tag": p.Tags, "status": {p.Status}}) {
				items = append(items, s.productItem(p))
			}
		}
	case "collection":
		for _, c := range shop.Collections {
			if found(c.Title, map[string][]string{"handle": {c.Handle}}) {
				items = append(items, newCollectionItem(shop, c))
			}
		}
	default:
		admin.WriteJSON(w, http.StatusBadRequest, map[string]string{"error": "type must be product, variant or collection"})
		return
	}
	admin.WriteJSON(w, http.StatusOK, map[string]any{"items": items[:min(len(items), maxPicked)]})
}

// newFinder reads a search whose last word may be half written.
func newFinder(query string, now time.Time) (func(title string, fields map[string][]string) bool, error) {
	if query = strings.TrimSpace(query); query != "" && !strings.ContainsAny(query[len(query)-1:], `"')*`) {
		query += "*"
	}
	q, err := search.Parse(query)
	return func(title string, fields map[string][]string) bool {
		return q.Match(func(field string) []search.Value {
			if field == search.Default || field == "title" {
				return []search.Value{search.Text(title)}
			}
			var out []search.Value
			for _, value := range fields[field] {
				out = append(out, search.Keyword(value))
			}
			return out
		}, now)
	}, err
}

func (s *Sandbox) productItem(p *world.Product) productItem {
	item := productItem{
		ID: world.GID("Product", p.ID), Title: p.Title, Handle: p.Handle, Vendor: p.Vendor, Type: p.Type, Status: p.Status,
		Image:       s.world.BaseURL + "/admin/products/" + world.Number(p.ID) + "/picture.svg",
		Description: p.Description, Tags: list(p.Tags), Inventory: p.Stock(), Tracks: true, Options: []optionItem{}, Variants: []*variantItem{},
		CreatedAt: world.Stamp(p.CreatedAt), UpdatedAt: world.Stamp(p.UpdatedAt),
	}
	if !p.PublishedAt.IsZero() {
		at := world.Stamp(p.PublishedAt)
		item.PublishedAt = &at
	}
	for i, o := range p.Options {
		item.Options = append(item.Options, optionItem{world.GID("ProductOption", o.ID), o.Name, i + 1, o.Values})
	}
	for i, v := range p.Variants {
		item.Variants = append(item.Variants, newVariantItem(v, i+1))
	}
	return item
}

func newVariantItem(v *world.Variant, position int) *variantItem {
	item := &variantItem{
		ID: world.GID("ProductVariant", v.ID), Title: v.Title(), Price: world.Money(v.Price), SKU: v.SKU, Barcode: v.Barcode, Position: position,
		ForSale: v.ForSale(), Inventory: v.Stock, Selected: []map[string]any{}, CreatedAt: world.Stamp(v.CreatedAt), UpdatedAt: world.Stamp(v.UpdatedAt),
	}
	if v.Compare != 0 {
		before := world.Money(v.Compare)
		item.Compare = &before
	}
	for _, value := range v.Values {
		item.Selected = append(item.Selected, map[string]any{"value": value})
	}
	return item
}

func newCollectionItem(shop *world.Shop, c *world.Collection) collectionItem {
	item := collectionItem{
		ID: world.GID("Collection", c.ID), Title: c.Title, Handle: c.Handle, Description: c.Description,
		Products: len(shop.In(c)), Sort: c.Sort, UpdatedAt: world.Stamp(c.UpdatedAt),
	}
	if len(c.Rules) > 0 {
		item.Rules = &ruleSet{Any: c.Any, Rules: []map[string]string{}}
		for _, rule := range c.Rules {
			item.Rules.Rules = append(item.Rules.Rules, map[string]string{"column": rule.Column, "relation": rule.Relation, "condition": rule.Condition})
		}
	}
	return item
}
