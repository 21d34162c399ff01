package sandbox

import (
	"strconv"
	"strings"
)

func (s *session) queryShop(args) (any, error) { return s.shopObject(), nil }

func (s *session) shopObject() object {
	shop := s.shop
	home := "https://" + shop.Domain
	o := object{
		"__typename": "Shop", "id": gid("Shop", shop.ID), "name": shop.Name, "email": shop.Email, "contactEmail": shop.Email,
		"myshopifyDomain": shop.Domain, "url": home, "currencyCode": shop.Currency, "ianaTimezone": shop.Timezone,
		"description": shop.Tagline, "setupRequired": false, "weightUnit": "KILOGRAMS",
		"primaryDomain": object{"__typename": "Domain", "id": gid("Domain", shop.ID), "host": shop.Domain, "url": home, "sslEnabled": true},
		"plan": object{
			"__typename": "ShopPlan", "publicDisplayName": shop.Plan, "displayName": shop.Plan,
			"shopifyPlus": shop.Plan == "Plus", "partnerDevelopment": false,
		},
	}
	return s.withMetafields(o, owner{kind: "Shop", id: shop.ID, fields: &shop.Metafields})
}

// installation is the app's seat in a shop.
type installation struct {
	ID         int64
	Scopes     []string
	Grants     []*grant
	Metafields metafields
}

func (s *session) currentInstallation(a args) (any, error) {
	if id := text(a, "id"); id != "" && id != gid("AppInstallation", s.shop.Installed.ID) {
		return nil, nil
	}
	return s.installationObject(), nil
}

func (s *session) installationObject() object {
	i := s.shop.Installed
	o := object{
		"__typename": "AppInstallation", "id": gid("AppInstallation", i.ID), "launchUrl": s.cfg.AppURL,
		"accessScopes": scopeObjects(i.Scopes), "activeSubscriptions": []any{},
		"app": field(func(args) (any, error) { return s.appObject(), nil }),
	}
	return s.withMetafields(o, owner{kind: "AppInstallation", id: i.ID, fields: &i.Metafields})
}

func (s *session) queryApp(a args) (any, error) {
	if id := text(a, "id"); id != "" && id != gid("App", appID) {
		return nil, nil
	}
	return s.appObject(), nil
}

func (s *session) appObject() object {
	name := s.manifest.Name
	return object{
		"__typename": "App", "id": gid("App", appID), "title": name, "handle": strings.ToLower(name), "apiKey": s.cfg.APIKey,
		"embedded": true, "published": false, "webhookApiVersion": s.manifest.Webhooks.Version,
		"requestedAccessScopes": scopeObjects(s.manifest.scopes()),
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

func number(id int64) string { return strconv.FormatInt(id, 10) }

// moneyV2 is an amount with its currency.
func (s *session) moneyV2(hundredths int64) object {
	return object{"__typename": "MoneyV2", "amount": money(hundredths), "currencyCode": s.shop.Currency}
}

func (s *session) moneyBag(hundredths int64) object {
	return object{"__typename": "MoneyBag", "shopMoney": s.moneyV2(hundredths), "presentmentMoney": s.moneyV2(hundredths)}
}
