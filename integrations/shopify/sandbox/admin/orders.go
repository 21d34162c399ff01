package admin

import (
	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

func (s *session) queryOrder(a args) (any, error) {
	kind, id, _ := world.ParseGID(world.Text(a, "id"))
	if o := s.shop.Order(id); o != nil && kind == "Order" {
		return s.orderObject(o), nil
	}
	return nil, nil
}

func (s *session) queryOrders(a args) (any, error) {
	if q := world.Text(a, "query"); q != "" {
		return nil, graphql.Coded("NOT_IMPLEMENTED", "not implemented in the sandbox: searching orders")
	}
	list := make([]object, len(s.shop.Orders))
	for i, o := range s.shop.Orders {
		at := i
		if a["reverse"] == true {
			at = len(list) - 1 - i
		}
		list[at] = s.orderObject(o)
	}
	return graphql.Connection("OrderConnection", list)(a)
}

func (s *session) orderObject(o *world.Order) object {
	out := object{
		"__typename": "Order", "id": world.GID("Order", o.ID), "legacyResourceId": world.Number(o.ID), "name": o.Name(), "number": o.Number,
		"email": world.OrNil(o.Email), "tags": anys(o.Tags), "currencyCode": s.shop.Currency,
		"presentmentCurrencyCode": s.shop.Currency, "customerLocale": world.OrNil(o.Locale), "note": nil, "test": true, "closed": false,
		"confirmed": true, "cancelledAt": nil, "createdAt": o.CreatedAt, "updatedAt": o.UpdatedAt, "processedAt": o.CreatedAt,
		"displayFinancialStatus": "PAID", "displayFulfillmentStatus": "UNFULFILLED", "discountCode": world.OrNil(o.Discount),
		"totalPriceSet": s.moneyBag(o.Total()), "subtotalPriceSet": s.moneyBag(o.Total()), "checkoutToken": o.Token,
		"statusPageUrl": s.world.OrderStatusURL(o), "sourceName": "web",
		"customer": field(func(args) (any, error) {
			if c := s.shop.Customer(o.Customer); c != nil {
				return s.customerObject(c), nil
			}
			return nil, nil
		}),
		"lineItems": field(func(a args) (any, error) { return graphql.Connection("LineItemConnection", s.lineObjects(o))(a) }),
	}
	return s.withMetafields(out, owner{kind: "Order", id: o.ID, fields: &o.Metafields})
}

func (s *session) lineObjects(o *world.Order) []object {
	list := make([]object, len(o.Lines))
	for i, l := range o.Lines {
		list[i] = object{
			"__typename": "LineItem", "id": world.GID("LineItem", l.ID), "title": l.Title, "name": l.Title,
			"quantity": l.Quantity, "currentQuantity": l.Quantity, "originalUnitPriceSet": s.moneyBag(l.Price), "sku": l.Product,
		}
	}
	return list
}
