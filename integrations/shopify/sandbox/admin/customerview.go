package admin

import (
	"fmt"
	"time"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

func (s *session) customerObject(c *world.Customer) object {
	o := object{
		"__typename": "Customer", "id": world.GID("Customer", c.ID), "legacyResourceId": world.Number(c.ID),
		"email": world.OrNil(c.Email), "phone": world.OrNil(c.Phone), "firstName": world.OrNil(c.First), "lastName": world.OrNil(c.Last),
		"displayName": c.Name(), "locale": c.Locale, "tags": anys(c.Tags), "state": c.Account(), "note": world.OrNil(c.Note),
		"verifiedEmail": true, "validEmailAddress": c.Email != "", "taxExempt": c.TaxExempt, "taxExemptions": []any{},
		"multipassIdentifier": nil, "dataSaleOptOut": c.SaleOptOut, "createdAt": c.CreatedAt, "updatedAt": c.UpdatedAt,
		"lifetimeDuration": duration(s.world.Now().Sub(c.CreatedAt)), "companyContactProfiles": []any{}, "hasTimelineComment": false,
		"productSubscriberStatus": "NEVER_SUBSCRIBED", "defaultEmailAddress": nil, "defaultPhoneNumber": nil,
		"emailMarketingConsent": nil, "smsMarketingConsent": nil, "canDelete": len(s.shop.OrdersOf(c.ID)) == 0,
		"mergeable": field(func(args) (any, error) { return mergeable(c), nil }),
	}
	s.addReach(o, c)
	s.addOrders(o, c)
	addAddresses(o, c)
	return s.withMetafields(o, owner{kind: "Customer", id: c.ID, fields: &c.Metafields})
}

func mergeable(c *world.Customer) object {
	o := object{"__typename": "CustomerMergeable", "isMergeable": true, "errorFields": []any{}, "reason": nil, "mergeInProgress": nil}
	if !c.EraseAfter.IsZero() {
		o["isMergeable"], o["errorFields"] = false, []any{"PENDING_DATA_REQUEST"}
		o["reason"] = c.Name() + " has a pending data erasure request and can’t be merged."
	}
	return o
}

// addReach adds the email address and phone number with their consent, where there are any.
func (s *session) addReach(o object, c *world.Customer) {
	if c.Email != "" {
		o["defaultEmailAddress"] = object{
			"__typename": "CustomerEmailAddress", "emailAddress": c.Email,
			"marketingState": c.EmailConsent.State, "marketingOptInLevel": world.OrNil(c.EmailConsent.OptIn),
			"marketingUpdatedAt": world.OrNil(c.EmailConsent.UpdatedAt), "validFormat": true,
		}
	}
	if c.Phone != "" {
		o["defaultPhoneNumber"] = object{
			"__typename": "CustomerPhoneNumber", "phoneNumber": c.Phone,
			"marketingState": c.SMSConsent.State, "marketingOptInLevel": world.OrNil(c.SMSConsent.OptIn),
			"marketingUpdatedAt": world.OrNil(c.SMSConsent.UpdatedAt), "marketingCollectedFrom": "OTHER",
			"smsMarketingConsent":      phoneConsentObject("CustomerSmsMarketingConsent", c.SMSConsent),
			"whatsAppMarketingConsent": phoneConsentObject("CustomerWhatsAppMarketingConsent", c.WhatsApp),
		}
	}
}

func (s *session) addOrders(o object, c *world.Customer) {
	o["numberOfOrders"] = world.Number(int64(len(s.shop.OrdersOf(c.ID))))
	o["amountSpent"] = field(func(args) (any, error) { return s.moneyV2(s.spent(c)), nil })
	o["statistics"] = field(func(args) (any, error) { return s.statistics(c), nil })
	o["orders"] = field(func(a args) (any, error) { return s.orders().list("orders", s.shop.OrdersOf(c.ID), a) })
	o["lastOrder"] = field(func(args) (any, error) {
		if order := s.shop.NewestOrder(c.ID); order != nil {
			return s.orderObject(order), nil
		}
		return nil, nil
	})
}

func addAddresses(o object, c *world.Customer) {
	const model = "CustomerAddress"
	o["defaultAddress"] = nil
	if home := c.Home(); home != nil {
		o["defaultAddress"] = addressObject(home, model)
	}
	all := func() []object {
		out := make([]object, len(c.Addresses))
		for i, a := range c.Addresses {
			out[i] = addressObject(a, model)
		}
		return out
	}
	o["addressesV2"] = field(func(a args) (any, error) { return graphql.Connection("MailingAddressConnection", all())(a) })
	o["addresses"] = field(func(a args) (any, error) {
		list := all()
		if first, ok := graphql.Int(a["first"]); ok {
			list = list[:min(len(list), max(0, first))]
		}
		return anys(list), nil
	})
}

// statistics are Shopify's guesses at a customer, from how lately and how often
// she bought.
func (s *session) statistics(c *world.Customer) object {
	orders := s.shop.OrdersOf(c.ID)
	o := object{"__typename": "CustomerStatistics", "predictedSpendTier": nil, "rfmGroup": "PROSPECTS"}
	if len(orders) == 0 {
		return o
	}
	o["predictedSpendTier"] = [...]string{"LOW", "MEDIUM", "HIGH"}[min(len(orders)/4, 2)]
	silent := s.world.Now().Sub(orders[len(orders)-1].CreatedAt)
	const month = 30 * 24 * time.Hour
	switch often := len(orders) >= 6; {
	case silent > 12*month && often:
		o["rfmGroup"] = "PREVIOUSLY_LOYAL"
	case silent > 12*month:
		o["rfmGroup"] = "DORMANT"
	case silent > 6*month:
		o["rfmGroup"] = "AT_RISK"
	case often && silent < month:
		o["rfmGroup"] = "CHAMPIONS"
	case often:
		o["rfmGroup"] = "LOYAL"
	case len(orders) == 1 && silent < month:
		o["rfmGroup"] = "NEW"
	default:
		o["rfmGroup"] = "ACTIVE"
	}
	return o
}

// duration is a span of time in words: "about 1 year".
func duration(d time.Duration) string {
	days := int(d.Hours() / 24)
	switch {
	case days < 1:
		return "less than a day"
	case days < 30:
		return plural(days, "day")
	case days < 365:
		return plural(days/30, "month")
	}
	return "about " + plural(days/365, "year")
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
