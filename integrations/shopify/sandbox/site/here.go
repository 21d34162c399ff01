package site

import (
	"html/template"
	"net/http"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// What the admin shares with the storefront.

// Here is the shop a browser is in. The caller holds the lock.
func (s *Site) Here(w http.ResponseWriter, r *http.Request) *world.Shop { return s.here(w, r) }

// Draw draws a product.
func Draw(p *world.Product) template.HTML { return drawArt(p) }
