package admin

import (
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// addPlace adds where the shop is, what time it is there and how it writes money.
func (s *session) addPlace(o object) {
	shop := s.shop
	address := addressObject(&shop.Address, "ShopAddress")
	address["__typename"], address["id"] = "ShopAddress", world.GID("ShopAddress", shop.ID)
	o["shopAddress"], o["billingAddress"], o["shopOwnerName"] = address, address, shop.Name
	plain := world.MoneyFormat(shop.Currency)
	full := plain
	if !strings.HasSuffix(plain, shop.Currency) {
		full += " " + shop.Currency
	}
	o["currencyFormats"] = object{
		"__typename": "CurrencyFormats", "moneyFormat": plain, "moneyInEmailsFormat": plain, "moneyWithCurrencyFormat": full, "moneyWithCurrencyInEmailsFormat": full,
	}
	o["enabledPresentmentCurrencies"], o["taxesIncluded"], o["taxShipping"] = []any{shop.Currency}, shop.Country != "US", false
	now := s.world.Now().In(shop.Zone())
	name, seconds := now.Zone()
	o["timezoneAbbreviation"], o["timezoneOffset"], o["timezoneOffsetMinutes"] = name, now.Format("-0700"), seconds/60
	o["unitSystem"] = "METRIC_SYSTEM"
	if shop.Country == "US" {
		o["unitSystem"], o["weightUnit"] = "IMPERIAL_SYSTEM", "POUNDS"
	}
	o["orderNumberFormatPrefix"], o["orderNumberFormatSuffix"], o["checkoutApiSupported"] = "#", "", true
	o["shipsToCountries"] = anys(shop.Countries())
	s.addTags(o)
}

// addTags adds the tags people and orders of the shop have.
func (s *session) addTags(o object) {
	o["customerTags"] = field(func(a args) (any, error) {
		var tags []string
		for _, c := range s.shop.Customers {
			tags = append(tags, c.Tags...)
		}
		return nameConnection(tags, a)
	})
	o["orderTags"] = field(func(a args) (any, error) {
		if a["sort"] == "POPULAR" {
			return nil, graphql.Coded("NOT_IMPLEMENTED", "not implemented in the sandbox: Shop.orderTags by POPULAR")
		}
		var tags []string
		for _, order := range s.shop.Orders {
			tags = append(tags, order.Tags...)
		}
		return nameConnection(tags, a)
	})
}

func (s *session) queryLocales(args) (any, error) {
	out := make([]any, len(s.shop.Languages))
	for i, code := range s.shop.Languages {
		name, _ := world.LanguageName(code)
		out[i] = object{"__typename": "ShopLocale", "locale": code, "name": name, "primary": i == 0, "published": true, "marketWebPresences": []any{}}
	}
	return out, nil
}
