package admin

import (
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// gateway is what every order was paid with: Shopify's gateway for trying things out.
const gateway = "bogus"

func (s *session) orderObject(o *world.Order) object {
	out := object{
		"__typename": "Order", "id": world.GID("Order", o.ID), "legacyResourceId": world.Number(o.ID), "name": o.Name(), "number": o.Number,
		"email": world.OrNil(o.Email), "phone": world.OrNil(o.Phone), "tags": anys(o.Tags), "note": world.OrNil(o.Note), "customAttributes": attributes(o.Attributes),
		"currencyCode": s.shop.Currency, "presentmentCurrencyCode": s.shop.Currency, "customerLocale": world.OrNil(o.Locale),
		"test": false, "closed": false, "closedAt": nil, "confirmed": true, "edited": false, "confirmationNumber": confirmation(o),
		"cancelledAt": world.OrNil(o.Cancelled), "cancelReason": nil, "createdAt": o.CreatedAt, "updatedAt": o.UpdatedAt, "processedAt": o.CreatedAt,
		"displayFinancialStatus": o.Financial(), "displayFulfillmentStatus": o.Shipping(), "returnStatus": "NO_RETURN",
		"discountCode": world.OrNil(o.Discount), "discountCodes": []any{}, "paymentGatewayNames": []any{gateway},
		"checkoutToken": o.Token, "cartToken": nil, "poNumber": world.OrNil(o.PONumber), "clientIp": nil,
		"sourceName": o.Channel(), "sourceIdentifier": nil, "registeredSourceUrl": nil, "fullyPaid": true, "unpaid": false,
		"requiresShipping": true, "merchantEditable": true, "merchantEditableErrors": []any{}, "hasTimelineComment": false,
		"refundable": o.Refunded < o.Total(), "restockable": true, "fulfillable": o.Fulfilled.IsZero() && o.Cancelled.IsZero(),
		"taxesIncluded": true, "taxExempt": false, "taxLines": []any{}, "subtotalLineItemsQuantity": o.Items(), "currentSubtotalLineItemsQuantity": o.Items(),
		"landingPageUrl": s.landingPage(o), "referrerUrl": world.OrNil(o.Referrer), "additionalFees": []any{}, "disputes": []any{}, "alerts": []any{},
		"statusPageUrl":          s.world.OrderStatusURL(o),
		"customerJourneySummary": field(func(args) (any, error) { return s.journey(o), nil }),
		"lineItems":              field(func(a args) (any, error) { return graphql.Connection("LineItemConnection", s.lineObjects(o))(a) }),
	}
	if o.Discount != "" {
		out["discountCodes"] = []any{o.Discount}
	}
	s.addBuyer(out, o)
	s.addMoney(out, o)
	addDestination(out, o)
	return s.withMetafields(out, owner{kind: "Order", id: o.ID, fields: &o.Metafields})
}

func (s *session) addBuyer(out object, o *world.Order) {
	c := s.shop.Customer(o.Customer)
	out["customerAcceptsMarketing"] = c != nil && c.EmailConsent.State == "SUBSCRIBED"
	out["canNotifyCustomer"] = o.Email != ""
	out["customer"] = field(func(args) (any, error) {
		if c == nil {
			return nil, nil
		}
		return s.customerObject(c), nil
	})
}

// addMoney adds every sum an order has: what was paid, and what of it is left.
func (s *session) addMoney(out object, o *world.Order) {
	left := o.Total() - o.Refunded
	for name, sum := range map[string]int64{
		"total": o.Total(), "originalTotal": o.Total(), "currentTotal": left, "subtotal": o.Total(), "currentSubtotal": left,
		"totalShipping": 0, "currentShipping": 0,
	} {
		out[name+"PriceSet"] = s.moneyBag(sum)
	}
	for name, sum := range map[string]int64{
		"totalDiscounts": o.Off, "currentTotalDiscounts": o.Off, "cartDiscountAmount": o.Off, "currentCartDiscountAmount": o.Off,
		"totalTax": 0, "currentTotalTax": 0, "totalReceived": o.Total(), "netPayment": left, "totalRefunded": o.Refunded,
		"totalRefundedShipping": 0, "totalOutstanding": 0, "totalCapturable": 0, "totalTipReceived": 0, "refundDiscrepancy": 0,
	} {
		out[name+"Set"] = s.moneyBag(sum)
	}
	out["totalPrice"], out["subtotalPrice"], out["totalDiscounts"] = world.Money(o.Total()), world.Money(o.Total()), world.Money(o.Off)
	out["totalRefunded"], out["totalTax"], out["netPayment"] = world.Money(o.Refunded), "0.00", world.Money(left)
}

func addDestination(out object, o *world.Order) {
	out["shippingAddress"], out["billingAddress"], out["displayAddress"] = nil, nil, nil
	out["billingAddressMatchesShippingAddress"] = true
	if to := destination(o); to.Country != "" {
		at := addressObject(to, "Address")
		out["shippingAddress"], out["billingAddress"], out["displayAddress"] = at, at, at
	}
}

// destination is where an order goes: of one made by hand the country at most.
func destination(o *world.Order) *world.Address {
	if o.Address != nil {
		return o.Address
	}
	return &world.Address{ID: o.ID, Country: o.Country}
}

// confirmation is the number a buyer is shown for her order.
func confirmation(o *world.Order) string {
	return strings.ToUpper(o.Token[:min(len(o.Token), 9)])
}

func attributes(list []world.Attribute) []any {
	out := make([]any, len(list))
	for i, a := range list {
		out[i] = object{"__typename": "Attribute", "key": a.Key, "value": a.Value}
	}
	return out
}

func (s *session) lineObjects(o *world.Order) []object {
	list := make([]object, len(o.Lines))
	for i, l := range o.Lines {
		list[i] = s.lineObject(l, o)
	}
	return list
}

func (s *session) lineObject(l *world.Line, o *world.Order) object {
	out := object{
		"__typename": "LineItem", "id": world.GID("LineItem", l.ID), "title": l.Title, "name": l.Title, "sku": nil, "vendor": nil,
		"quantity": l.Quantity, "currentQuantity": l.Quantity, "refundableQuantity": l.Quantity, "unfulfilledQuantity": l.Quantity, "nonFulfillableQuantity": 0,
		"originalUnitPriceSet": s.moneyBag(l.Price), "originalTotalSet": s.moneyBag(l.Sum()), "discountedUnitPriceSet": s.moneyBag(l.Price),
		"discountedTotalSet": s.moneyBag(l.Sum()), "totalDiscountSet": s.moneyBag(0), "customAttributes": []any{}, "taxLines": []any{}, "duties": []any{},
		"isGiftCard": false, "requiresShipping": true, "taxable": true, "restockable": true, "merchantEditable": true, "sellingPlan": nil,
		"variantTitle": nil, "product": nil, "variant": nil,
	}
	if !o.Fulfilled.IsZero() {
		out["unfulfilledQuantity"] = 0
	}
	p, v := s.shop.Sold(l)
	if p == nil {
		return out
	}
	out["sku"], out["vendor"] = v.SKU, p.Vendor
	if !p.Plain() {
		out["variantTitle"], out["name"] = v.Title(), l.Title+" - "+v.Title()
	}
	out["product"] = field(func(args) (any, error) { return s.productObject(p), nil })
	out["variant"] = field(func(args) (any, error) { return s.variantObject(p, v), nil })
	return out
}
