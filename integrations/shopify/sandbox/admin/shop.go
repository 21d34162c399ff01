package admin

import (
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

func (s *session) queryShop(args) (any, error) { return s.shopObject(), nil }

func (s *session) shopObject() object {
	shop := s.shop
	home := "https://" + shop.Domain
	o := object{
		"__typename": "Shop", "id": world.GID("Shop", shop.ID), "name": shop.Name, "email": shop.Email, "contactEmail": shop.Email,
		"myshopifyDomain": shop.Domain, "url": home, "currencyCode": shop.Currency, "ianaTimezone": shop.Timezone,
		"description": shop.Tagline, "setupRequired": false, "weightUnit": "KILOGRAMS",
		"primaryDomain": object{"__typename": "Domain", "id": world.GID("Domain", shop.ID), "host": shop.Domain, "url": home, "sslEnabled": true},
		"plan": object{
			"__typename": "ShopPlan", "publicDisplayName": shop.Plan, "displayName": shop.Plan,
			"shopifyPlus": shop.Plan == "Plus", "partnerDevelopment": false,
		},
	}
	s.addPlace(o)
	return s.withMetafields(o, owner{kind: "Shop", id: shop.ID, fields: &shop.Metafields})
}

func (s *session) currentInstallation(a args) (any, error) {
	if id := world.Text(a, "id"); id != "" && id != world.GID("AppInstallation", s.shop.Installed.ID) {
		return nil, nil
	}
	return s.installationObject(), nil
}

func (s *session) installationObject() object {
	i := s.shop.Installed
	o := object{
		"__typename": "AppInstallation", "id": world.GID("AppInstallation", i.ID), "launchUrl": s.world.App.URL.String(),
		"accessScopes": scopeObjects(i.Scopes), "activeSubscriptions": []any{},
		"app": field(func(args) (any, error) { return s.appObject(), nil }),
	}
	return s.withMetafields(o, owner{kind: "AppInstallation", id: i.ID, fields: &i.Metafields})
}

func (s *session) queryApp(a args) (any, error) {
	if id := world.Text(a, "id"); id != "" && id != world.GID("App", world.AppID) {
		return nil, nil
	}
	return s.appObject(), nil
}

func (s *session) appObject() object {
	name := s.world.App.Manifest.Name
	return object{
		"__typename": "App", "id": world.GID("App", world.AppID), "title": name, "handle": strings.ToLower(name), "apiKey": s.world.App.Key,
		"embedded": true, "published": false, "webhookApiVersion": s.world.App.Manifest.Webhooks.Version,
		"requestedAccessScopes": scopeObjects(s.world.App.Manifest.AccessScopes()),
		"installation":          field(func(args) (any, error) { return s.installationObject(), nil }),
	}
}

func scopeObjects(handles []string) []any {
	out := make([]any, len(handles))
	for i, h := range handles {
		out[i] = object{"__typename": "AccessScope", "handle": h, "description": h}
	}
	return out
}

// moneyV2 is an amount with its currency.
func (s *session) moneyV2(hundredths int64) object {
	return object{"__typename": "MoneyV2", "amount": world.Decimal(hundredths), "currencyCode": s.shop.Currency}
}

func (s *session) moneyBag(hundredths int64) object {
	return object{"__typename": "MoneyBag", "shopMoney": s.moneyV2(hundredths), "presentmentMoney": s.moneyV2(hundredths)}
}
