package account

import (
	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

func (s *session) shopObject() object {
	shop := s.shop
	return s.withMetafields(object{
		"__typename": "Shop", "id": world.GID("Shop", shop.ID), "name": shop.Name, "email": shop.Email,
		"myshopifyDomain": shop.Domain, "url": "https://" + shop.Domain,
	}, owner{"Shop", shop.ID, &shop.Metafields})
}

// customerObject is only asked for when somebody is logged in: Query.customer
// needs that, and an order needs to be hers.
func (s *session) customerObject() object {
	c := s.customer
	return s.withMetafields(object{
		"__typename": "Customer", "id": world.GID("Customer", c.ID), "displayName": c.Name(),
		"firstName": world.OrNil(c.First), "lastName": world.OrNil(c.Last), "creationDate": c.CreatedAt, "tags": texts(c.Tags),
		"emailAddress": s.emailObject(),
		"phoneNumber":  s.phoneObject(),
		"orders": field(func(a args) (any, error) {
			if world.Text(a, "query") != "" {
				return nil, graphql.Coded("NOT_IMPLEMENTED", "not implemented in the sandbox: searching orders")
			}
			var list []object
			for _, o := range s.shop.OrdersOf(c.ID) {
				list = append(list, s.orderObject(o))
			}
			return graphql.Connection("OrderConnection", list)(a)
		}),
	}, owner{"Customer", c.ID, &c.Metafields})
}

func (s *session) emailObject() any {
	if s.customer.Email == "" {
		return nil
	}
	return object{"__typename": "CustomerEmailAddress", "emailAddress": s.customer.Email, "marketingState": s.customer.EmailConsent.State}
}

func (s *session) phoneObject() any {
	if s.customer.Phone == "" {
		return nil
	}
	return object{"__typename": "CustomerPhoneNumber", "phoneNumber": s.customer.Phone, "marketingState": s.customer.SMSConsent.State}
}

// queryOrder finds one of the shopper's own orders; another's is not there.
func (s *session) queryOrder(a args) (any, error) {
	if o := s.ownOrder(world.Text(a, "id")); o != nil {
		return s.orderObject(o), nil
	}
	return nil, nil
}

func (s *session) ownOrder(id string) *world.Order {
	kind, n, _ := world.ParseGID(id)
	o := s.shop.Order(n)
	if o == nil || kind != "Order" || s.customer == nil || o.Customer != s.customer.ID {
		return nil
	}
	return o
}

func (s *session) orderObject(o *world.Order) object {
	return s.withMetafields(object{
		"__typename": "Order", "id": world.GID("Order", o.ID), "name": o.Name(), "number": o.Number, "email": world.OrNil(o.Email),
		"createdAt": o.CreatedAt, "processedAt": o.CreatedAt, "updatedAt": o.UpdatedAt, "currencyCode": s.shop.Currency,
		"customerLocale": world.OrNil(o.Locale), "note": world.OrNil(o.Note), "statusPageUrl": s.world.OrderStatusURL(o),
		"totalPrice": s.money(o.Total()), "subtotal": s.money(o.Total()), "totalRefunded": s.money(o.Refunded),
		"customer": field(func(args) (any, error) { return s.customerObject(), nil }),
		"lineItems": field(func(a args) (any, error) {
			list := make([]object, len(o.Lines))
			for i, l := range o.Lines {
				list[i] = object{
					"__typename": "LineItem", "id": world.GID("LineItem", l.ID), "title": l.Title, "name": l.Title,
					"quantity": l.Quantity, "price": s.money(l.Price), "totalPrice": s.money(l.Sum()),
				}
			}
			return graphql.Connection("LineItemConnection", list)(a)
		}),
	}, owner{"Order", o.ID, &o.Metafields})
}

func (s *session) money(hundredths int64) object {
	return object{"__typename": "MoneyV2", "amount": world.Money(hundredths), "currencyCode": s.shop.Currency}
}

func texts(list []string) []any {
	out := make([]any, len(list))
	for i, text := range list {
		out[i] = text
	}
	return out
}
