package merchant

import (
	"net/http"
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/search"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

func (a *Admin) products(v *visit) {
	v.show("products.html", "products", "Products", listed(v, v.shop.Products, productRecord))
}

// productRecord is what a product is found by.
func productRecord(p *world.Product) search.Record {
	return func(field string) []search.Value {
		switch field {
		case search.Default:
			return []search.Value{search.Text(p.Title), search.Text(p.Vendor), search.Text(p.Type)}
		case "tag":
			return keywords(p.Tags)
		case "vendor":
			return []search.Value{search.Keyword(p.Vendor)}
		case "product_type":
			return []search.Value{search.Keyword(p.Type)}
		case "status":
			return []search.Value{search.Keyword(p.Status)}
		}
		return nil
	}
}

func (a *Admin) product(v *visit) {
	p := v.shop.ProductByID(v.id())
	if p == nil {
		v.missing()
		return
	}
	v.show("product.html", "products", p.Title, struct {
		*world.Product
		In         []*world.Collection
		Metafields []metafieldRow
	}{p, v.shop.CollectionsOf(p), metafieldRows(v.shop, "Product", p.Metafields)})
}

// picture is a product's drawing as a file, for what wants an address: the
// resource picker, the Admin API.
func (a *Admin) picture(w http.ResponseWriter, r *http.Request) {
	a.world.Lock()
	defer a.world.Unlock()
	id := (&visit{r: r}).id()
	for _, shop := range a.world.Shops {
		if p := shop.ProductByID(id); p != nil {
			w.Header().Set("Content-Type", "image/svg+xml")
			w.Header().Set("Cache-Control", "max-age=3600")
			w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
			// Inside a page an SVG needs no namespace, as a file it does.
			_, _ = w.Write([]byte(strings.Replace(string(a.draw(p)), "<svg ", `<svg xmlns="http://www.w3.org/2000/svg" `, 1)))
			return
		}
	}
	http.NotFound(w, r)
}
