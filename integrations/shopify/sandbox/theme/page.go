package theme

import (
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// Page is a page of the storefront as its blocks see it.
type Page struct {
	Shop       *world.Shop
	Customer   *world.Customer // nil: a guest
	Cart       []*world.Line
	Template   string // "index", "product", "collection", "cart", "page", "page.quiz", "search", "404"
	Path       string // as the browser sees it: "/sv/products/low-tide"
	Host       string
	Locale     string
	Country    string
	Product    *world.Product
	Variant    *world.Variant // chosen in the address, nil: none
	Collection *world.Collection
	Content    *Text // of a page
	Title      string
	Editor     bool // the theme editor's preview
}

// Text is a page a merchant wrote.
type Text struct {
	ID                     int64
	Handle, Title, Content string
}

// Root is where a language's pages start: "/" for the shop's first, "/sv" for
// another.
func Root(shop *world.Shop, locale string) string {
	if locale == shop.Languages[0] {
		return "/"
	}
	return "/" + locale
}

// at is a path in the page's language.
func (p Page) at(path string) string {
	return strings.TrimSuffix(Root(p.Shop, p.Locale), "/") + path
}

// objects are what Liquid finds by name.
func (d *drawing) objects(p placement, id string) map[string]any {
	s := &scene{d.page}
	return map[string]any{
		"shop": s.shop(), "customer": s.customer(), "cart": s.cart(), "product": s.product(d.page.Product), "collection": s.collection(d.page.Collection),
		"page": s.text(), "collections": s.collections(), "all_products": s.products(),
		"localization": s.localization(), "request": s.request(), "routes": s.routes(), "template": s.template(),
		"settings": thing("settings", nil), "app": thing("app", props{"metafields": fields(d.page.Shop.Installed.Metafields)}),
		"block":      thing("block", props{"id": id, "type": p.Handle, "settings": thing("block.settings", p.values(s)), "shopify_attributes": ""}),
		"section":    thing("section", props{"id": "apps", "settings": thing("section.settings", nil), "index": int64(1)}),
		"theme":      thing("theme", props{"id": d.page.Shop.ID, "name": "Sandbox", "role": "main"}),
		"page_title": d.page.Title, "page_description": nil, "current_tags": nil, "current_page": int64(1),
		"canonical_url": "https://" + d.page.Shop.Domain + d.page.Path, "handle": s.handle(),
	}
}

// lacking are Shopify's other objects: https://shopify.dev/docs/api/liquid/objects
var lacking = map[string]bool{
	"all_country_option_tags": true, "article": true, "articles": true, "blog": true, "blogs": true, "brand": true, "checkout": true, "closest": true,
	"comment": true, "content_for_additional_checkout_buttons": true, "content_for_header": true, "content_for_index": true, "content_for_layout": true,
	"country_option_tags": true, "gift_card": true, "images": true, "linklists": true, "metaobject": true, "metaobjects": true, "order": true,
	"page_image": true, "pages": true, "paginate": true, "policy": true, "powered_by_link": true, "predictive_search": true, "quantity_rule": true,
	"recipient": true, "recommendations": true, "robots": true, "scripts": true, "search": true, "sitemap": true, "store_availability": true,
	"tablerowloop": true,
}
