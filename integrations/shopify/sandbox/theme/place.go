package theme

import (
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/liquid"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// Where a page is, in which language and for which country.

func (s *scene) language(code string) any {
	english, own := world.LanguageName(code)
	return &object{"shop_locale", props{
		"iso_code": code, "name": english, "endonym_name": own, "primary": code == s.Shop.Languages[0], "root_url": Root(s.Shop, code),
	}, english}
}

func (s *scene) country(code string) any {
	units := "metric"
	if code == "US" {
		units = "imperial"
	}
	return &object{"country", props{
		"iso_code": code, "name": world.CountryName(code), "unit_system": units, "currency": s.currency(), "popular?": false,
	}, world.CountryName(code)}
}

func (s *scene) localization() liquid.Object {
	return thing("localization", props{
		"language": s.language(s.Locale), "country": s.country(s.Country),
		"available_languages": list(s.Shop.Languages, s.language), "available_countries": list(s.Shop.Countries(), s.country),
		"market": thing("market", props{"id": s.Shop.ID, "handle": "primary", "metafields": map[string]any{}}),
	})
}

func (s *scene) request() liquid.Object {
	host := s.Host
	kind, _, _ := strings.Cut(s.Template, ".")
	return thing("request", props{
		"design_mode": s.Editor, "visual_preview_mode": false, "host": host, "origin": "https://" + host, "path": s.Path, "page_type": kind,
		"locale": s.language(s.Locale),
	})
}

func (s *scene) template() liquid.Object {
	name, suffix, _ := strings.Cut(s.Template, ".")
	return &object{"template", props{"name": name, "suffix": text(suffix), "directory": nil}, s.Template}
}

func (s *scene) routes() liquid.Object {
	return thing("routes", props{
		"root_url": Root(s.Shop, s.Locale), "account_url": "/account", "account_login_url": "/account/login", "account_logout_url": "/account/logout",
		"account_profile_url": "/account/profile", "cart_url": s.at("/cart"), "cart_add_url": s.at("/cart/add"), "collections_url": s.at("/collections"),
		"all_products_collection_url": s.at("/collections/all"), "search_url": s.at("/search"),
	})
}

func (s *scene) text() any {
	if s.Content == nil {
		return nil
	}
	t := s.Content
	suffix, _ := s.template().Get("suffix")
	return &object{"page", props{
		"id": t.ID, "handle": t.Handle, "title": t.Title, "content": t.Content, "url": s.at("/pages/" + t.Handle), "metafields": map[string]any{},
		"template_suffix": suffix, "author": nil,
	}, t.Title}
}

func (s *scene) handle() any {
	switch {
	case s.Product != nil:
		return s.Product.Handle
	case s.Collection != nil:
		return s.Collection.Handle
	case s.Content != nil:
		return s.Content.Handle
	}
	return nil
}
