package site

import (
	"html/template"
	"net/http"
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// shapes are the products' drawings; their colours are named as custom properties
// are, and filled in, because a strict content policy refuses a style attribute.
var shapes = map[string]string{
	"bag": `<path d="M128 78h144l14 34v258a14 14 0 0 1-14 14H128a14 14 0 0 1-14-14V112z" fill="var(--body)"/>` +
		`<path d="M128 78h144l14 34H114z" fill="#000" opacity=".14"/><path d="M120 97h160" stroke="#fff" stroke-opacity=".28" stroke-width="3"/>` +
		`<rect x="142" y="168" width="116" height="142" rx="6" fill="var(--label)"/>` +
		`<circle cx="200" cy="214" r="24" fill="none" stroke="var(--ink)" stroke-width="5"/><path d="M200 190c-13 15 13 33 0 48" fill="none" stroke="var(--ink)" stroke-width="5" stroke-linecap="round"/>` +
		`<path d="M166 264h68M176 280h48" stroke="var(--ink)" stroke-width="5" stroke-linecap="round"/><path d="M114 112v258a14 14 0 0 0 14 14h10V78h-10z" fill="#fff" opacity=".1"/>`,
	"mug": `<path d="M128 158h126v150a44 44 0 0 1-44 44h-38a44 44 0 0 1-44-44z" fill="var(--body)"/>` +
		`<path d="M254 188h22a34 34 0 0 1 0 84h-22" fill="none" stroke="var(--body)" stroke-width="20"/>` +
		`<ellipse cx="191" cy="158" rx="63" ry="15" fill="var(--label)"/><ellipse cx="191" cy="159" rx="52" ry="11" fill="var(--ink)" opacity=".75"/>` +
		`<path d="M128 262c40 14 86 14 126 0v46a44 44 0 0 1-44 44h-38a44 44 0 0 1-44-44z" fill="#000" opacity=".13"/>` +
		`<path d="M172 128c-9-14 9-20 0-36M206 128c-9-14 9-20 0-36" fill="none" stroke="var(--ink)" stroke-opacity=".4" stroke-width="6" stroke-linecap="round"/>`,
	"candle": `<path d="M118 192h164v160a22 22 0 0 1-22 22H140a22 22 0 0 1-22-22z" fill="var(--body)"/>` +
		`<ellipse cx="200" cy="192" rx="82" ry="19" fill="var(--label)"/><path d="M200 190v-26" stroke="var(--ink)" stroke-width="5"/>` +
		`<path d="M200 98c20 26 25 40 25 50a25 25 0 0 1-50 0c0-10 5-24 25-50z" fill="#ffb547"/><path d="M200 130c8 11 10 17 10 22a10 10 0 0 1-20 0c0-5 2-11 10-22z" fill="#fff3c9"/>` +
		`<rect x="146" y="250" width="108" height="70" rx="5" fill="var(--label)"/><path d="M166 278h68M178 296h44" stroke="var(--ink)" stroke-width="5" stroke-linecap="round"/>`,
	"book": `<path d="M112 92h152a14 14 0 0 1 14 14v250H126a14 14 0 0 1-14-14z" fill="var(--body)"/>` +
		`<path d="M112 342a14 14 0 0 1 14-14h152v44H126a14 14 0 0 1-14-14z" fill="var(--label)"/><path d="M112 342a14 14 0 0 1 14-14h152" fill="none" stroke="var(--ink)" stroke-width="5"/>` +
		`<path d="M136 92v236" stroke="#000" stroke-opacity=".18" stroke-width="6"/>` +
		`<path d="M168 150h78M168 170h52" stroke="var(--label)" stroke-width="6" stroke-linecap="round"/><circle cx="208" cy="246" r="32" fill="none" stroke="var(--label)" stroke-width="5"/>` +
		`<path d="M176 246h64M208 214c-22 20-22 44 0 64M208 214c22 20 22 44 0 64" fill="none" stroke="var(--label)" stroke-width="4"/>`,
}

// drawArt draws a product. The colours are the seed's own constants.
func drawArt(p *world.Product) template.HTML {
	a := p.Art
	colours := strings.NewReplacer("var(--back)", a.Back, "var(--body)", a.Body, "var(--label)", a.Label, "var(--ink)", a.Ink)
	return template.HTML(`<svg class="art" viewBox="0 0 400 460" role="img" aria-label="` + template.HTMLEscapeString(p.Title) + `">` +
		colours.Replace(`<rect width="400" height="460" fill="var(--back)"/><ellipse cx="200" cy="392" rx="116" ry="14" fill="#000" opacity=".09"/>`+shapes[a.Shape]) +
		`</svg>`)
}

// picture serves a product's drawing as a file: /cdn/products/low-tide.svg. A
// picture in another shop's page does not change where the browser is.
func (s *Site) picture(w http.ResponseWriter, r *http.Request) {
	s.world.Lock()
	defer s.world.Unlock()
	shop := s.world.Shop(r.URL.Query().Get("shop"))
	if !r.URL.Query().Has("shop") {
		shop = s.Here(w, r)
	}
	handle, ok := strings.CutSuffix(r.PathValue("file"), ".svg")
	if shop == nil || !ok || shop.Product(handle) == nil {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "image/svg+xml")
	w.Header().Set("Cache-Control", "public, max-age=3600")
	drawing := string(drawArt(shop.Product(handle)))
	_, _ = w.Write([]byte(strings.Replace(drawing, "<svg ", `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="460" `, 1)))
}
