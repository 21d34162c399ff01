package admin

import (
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/search"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// orderRoots are the fields of orders.
func (s *session) orderRoots() map[string]field {
	return map[string]field{
		"QueryRoot.order":             s.queryOrder,
		"QueryRoot.orderByIdentifier": s.queryOrderByIdentifier,
		"QueryRoot.orders":            s.queryOrders,
		"QueryRoot.ordersCount":       s.queryOrdersCount,
		"Mutation.orderUpdate":        s.orderUpdate,
	}
}

func (s *session) queryOrder(a args) (any, error) {
	kind, id, _ := world.ParseGID(world.Text(a, "id"))
	if o := s.shop.Order(id); o != nil && kind == "Order" {
		return s.orderObject(o), nil
	}
	return nil, nil
}

func (s *session) queryOrderByIdentifier(a args) (any, error) {
	by, _ := a["identifier"].(args)
	custom, ok := by["customId"].(args)
	if !ok {
		return s.queryOrder(by)
	}
	o, err := customID(s, "Order", custom, s.shop.Orders, func(o *world.Order) world.Metafields { return o.Metafields })
	if o == nil || err != nil {
		return nil, err
	}
	return s.orderObject(o), nil
}

func (s *session) queryOrders(a args) (any, error) {
	return s.orders().list("orders", s.shop.Orders, a)
}

func (s *session) queryOrdersCount(a args) (any, error) {
	return s.orders().count("ordersCount", s.shop.Orders, a)
}

// orders are the shop's orders as lists of them are searched and sorted.
func (s *session) orders() *records[*world.Order] {
	type one = *world.Order
	placed := func(o one) []search.Value { return moment(o.CreatedAt) }
	placedAt := func(o one) any { return o.CreatedAt.UnixMilli() }
	total := func(o one) any { return o.Total() }
	return &records[one]{
		session: s, connection: "OrderConnection", owner: "Order",
		id:         func(o one) int64 { return o.ID },
		show:       s.orderObject,
		metafields: func(o one) world.Metafields { return o.Metafields },
		fields: map[string]func(one) []search.Value{
			search.Default: func(o one) []search.Value {
				return append(wordsOf(o.Email, s.buyerName(o)), keywords(o.Name(), o.Name()[1:])...)
			},
			"id":                           func(o one) []search.Value { return number(o.ID) },
			"name":                         func(o one) []search.Value { return keywords(o.Name(), o.Name()[1:]) },
			"email":                        func(o one) []search.Value { return keywords(o.Email) },
			"customer_id":                  func(o one) []search.Value { return number(o.Customer) },
			"tag":                          func(o one) []search.Value { return keywords(o.Tags...) },
			"tag_not":                      func(o one) []search.Value { return without(o.Tags) },
			"created_at":                   placed,
			"processed_at":                 placed,
			"updated_at":                   func(o one) []search.Value { return moment(o.UpdatedAt) },
			"status":                       func(o one) []search.Value { return keywords(statuses(o)...) },
			"financial_status":             func(o one) []search.Value { return keywords(o.Financial()) },
			"fulfillment_status":           func(o one) []search.Value { return keywords(shippings[o.Shipping()]...) },
			"discount_code":                func(o one) []search.Value { return keywords(o.Discount) },
			"sku":                          func(o one) []search.Value { return keywords(s.skus(o)...) },
			"test":                         func(one) []search.Value { return yes(false) },
			"source_name":                  func(o one) []search.Value { return keywords(o.Channel()) },
			"channel":                      func(o one) []search.Value { return keywords(o.Channel()) },
			"checkout_token":               func(o one) []search.Value { return keywords(o.Token) },
			"po_number":                    func(o one) []search.Value { return keywords(o.PONumber) },
			"confirmation_number":          func(o one) []search.Value { return keywords(confirmation(o)) },
			"gateway":                      func(one) []search.Value { return keywords(gateway) },
			"return_status":                func(one) []search.Value { return keywords("no_return") },
			"risk_level":                   func(one) []search.Value { return keywords("low") },
			"current_total_price":          func(o one) []search.Value { return amount(o.Total() - o.Refunded) },
			"subtotal_line_items_quantity": func(o one) []search.Value { return number(int64(o.Items())) },
		},
		absent: []string{
			"cart_token", "channel_id", "chargeback_status", "credit_card_last4", "delivery_method", "earliest_fulfill_by", "fraud_protection_level",
			"fulfillment_location_id", "location_id", "payment_id", "payment_provider_id", "reference_location_id", "sales_channel",
			"source_identifier", "total_weight", "user_id",
		},
		sorts: map[string]func(one) any{
			"CREATED_AT": placedAt, "PROCESSED_AT": placedAt,
			"UPDATED_AT":           func(o one) any { return o.UpdatedAt.UnixMilli() },
			"ORDER_NUMBER":         func(o one) any { return int64(o.Number) },
			"TOTAL_PRICE":          total,
			"CURRENT_TOTAL_PRICE":  func(o one) any { return o.Total() - o.Refunded },
			"TOTAL_ITEMS_QUANTITY": func(o one) any { return int64(o.Items()) },
			"CUSTOMER_NAME":        func(o one) any { return strings.ToLower(s.buyerName(o)) },
			"FINANCIAL_STATUS":     func(o one) any { return o.Financial() },
			"FULFILLMENT_STATUS":   func(o one) any { return o.Shipping() },
			"DESTINATION":          func(o one) any { return area(destination(o)) },
			"PO_NUMBER":            func(o one) any { return o.PONumber },
		},
	}
}

// buyerName is the name of an order's customer, "" for a guest's.
func (s *session) buyerName(o *world.Order) string {
	if c := s.shop.Customer(o.Customer); c != nil {
		return strings.TrimSpace(c.First + " " + c.Last)
	}
	return ""
}

func (s *session) skus(o *world.Order) []string {
	var out []string
	for _, l := range o.Lines {
		if _, v := s.shop.Sold(l); v != nil {
			out = append(out, v.SKU)
		}
	}
	return out
}

// statuses are what "status:" finds an order by.
func statuses(o *world.Order) []string {
	if !o.Cancelled.IsZero() {
		return []string{"cancelled", "any"}
	}
	return []string{"open", "not_closed", "any"}
}

// shippings are the names "fulfillment_status:" knows a state by.
var shippings = map[string][]string{"FULFILLED": {"fulfilled", "shipped"}, "UNFULFILLED": {"unfulfilled", "unshipped"}}
