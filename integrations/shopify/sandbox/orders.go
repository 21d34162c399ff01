package sandbox

import (
	"time"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
)

// order is a finished checkout.
type order struct {
	ID         int64
	Number     int // 1001
	Token      string
	Customer   int64 // 0: a guest's
	Email      string
	Lines      []*line
	Discount   string
	Country    string
	Landing    string
	Locale     string
	Tags       []string
	Metafields metafields
	CreatedAt  time.Time
	UpdatedAt  time.Time
}

type line struct {
	ID       int64
	Product  string // handle
	Title    string
	Price    int64
	Quantity int
}

// Sum is the line's price.
func (l *line) Sum() int64 { return l.Price * int64(l.Quantity) }

// Name is the order's number as people say it: "#1001".
func (o *order) Name() string { return "#" + number(int64(o.Number)) }

// Total is the sum of the lines.
func (o *order) Total() int64 {
	var sum int64
	for _, l := range o.Lines {
		sum += l.Sum()
	}
	return sum
}

// placeOrder finishes a checkout and tells subscribers. Needs mu.
func (s *Sandbox) placeOrder(shop *shop, o *order) {
	shop.LastOrder++
	o.ID, o.Number, o.Token = s.world.newID(), shop.LastOrder, randomHex()
	o.CreatedAt, o.UpdatedAt = s.now(), s.now()
	o.Metafields = metafields{}
	for _, l := range o.Lines {
		l.ID = s.world.newID()
	}
	shop.Orders = append(shop.Orders, o)
	s.announce(shop, "orders/create", s.orderPayload(shop, o))
	if c := shop.customer(o.Customer); c != nil {
		s.touch(shop, c)
	}
}

func (s *Sandbox) touchOrder(shop *shop, o *order) {
	o.UpdatedAt = s.now()
	s.announce(shop, "orders/updated", s.orderPayload(shop, o))
}

func (s *session) queryOrder(a args) (any, error) {
	kind, id, _ := parseGID(text(a, "id"))
	if o := s.shop.order(id); o != nil && kind == "Order" {
		return s.orderObject(o), nil
	}
	return nil, nil
}

func (s *session) queryOrders(a args) (any, error) {
	if q := text(a, "query"); q != "" {
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

func (s *session) orderObject(o *order) object {
	out := object{
		"__typename": "Order", "id": gid("Order", o.ID), "legacyResourceId": number(o.ID), "name": o.Name(), "number": o.Number,
		"email": orNil(o.Email), "tags": anys(o.Tags), "currencyCode": s.shop.Currency,
		"presentmentCurrencyCode": s.shop.Currency, "customerLocale": orNil(o.Locale), "note": nil, "test": true, "closed": false,
		"confirmed": true, "cancelledAt": nil, "createdAt": o.CreatedAt, "updatedAt": o.UpdatedAt, "processedAt": o.CreatedAt,
		"displayFinancialStatus": "PAID", "displayFulfillmentStatus": "UNFULFILLED", "discountCode": orNil(o.Discount),
		"totalPriceSet": s.moneyBag(o.Total()), "subtotalPriceSet": s.moneyBag(o.Total()), "checkoutToken": o.Token,
		"statusPageUrl": s.orderStatusURL(o), "sourceName": "web",
		"customer": field(func(args) (any, error) {
			if c := s.shop.customer(o.Customer); c != nil {
				return s.customerObject(c), nil
			}
			return nil, nil
		}),
		"lineItems": field(func(a args) (any, error) { return graphql.Connection("LineItemConnection", s.lineObjects(o))(a) }),
	}
	return s.withMetafields(out, owner{kind: "Order", id: o.ID, fields: &o.Metafields})
}

func (s *session) lineObjects(o *order) []object {
	list := make([]object, len(o.Lines))
	for i, l := range o.Lines {
		list[i] = object{
			"__typename": "LineItem", "id": gid("LineItem", l.ID), "title": l.Title, "name": l.Title,
			"quantity": l.Quantity, "currentQuantity": l.Quantity, "originalUnitPriceSet": s.moneyBag(l.Price), "sku": l.Product,
		}
	}
	return list
}

func (s *Sandbox) thankYouURL(o *order) string {
	return s.cfg.BaseURL + "/checkouts/" + o.Token + "/thank-you"
}

func (s *Sandbox) orderStatusURL(o *order) string { return s.cfg.BaseURL + "/orders/" + o.Token }
