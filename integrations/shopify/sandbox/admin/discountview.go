package admin

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/askwell/askwell/integrations/shopify/sandbox/search"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// discounts are the shop's discounts as lists of them are searched and sorted.
func (s *session) discounts(connection string, show func(*world.Discount) object) *records[*world.Discount] {
	type one = *world.Discount
	milli := func(at func(one) time.Time) func(one) any { return func(d one) any { return at(d).UnixMilli() } }
	kinds := map[string][]string{world.BasicCode: {"amount_off", "percentage", "fixed_amount"}, world.ShippingCode: {"free_shipping"}}
	return &records[one]{
		session: s, connection: connection,
		id:   func(d one) int64 { return d.ID },
		show: show,
		fields: map[string]func(one) []search.Value{
			search.Default:   func(d one) []search.Value { return wordsOf(d.Title, d.Code()) },
			"id":             func(d one) []search.Value { return []search.Value{search.Number(float64(d.ID))} },
			"title":          func(d one) []search.Value { return wordsOf(d.Title) },
			"status":         func(d one) []search.Value { return keywords(strings.ToLower(d.Status(s.world.Now()))) },
			"discount_type":  func(d one) []search.Value { return keywords(kinds[d.Kind]...) },
			"type":           func(d one) []search.Value { return keywords(kinds[d.Kind]...) },
			"method":         func(one) []search.Value { return keywords("code") },
			"code":           func(d one) []search.Value { return codeWords(d) },
			"times_used":     func(d one) []search.Value { return []search.Value{search.Number(float64(d.Used))} },
			"discount_class": func(d one) []search.Value { return keywords(strings.ToLower(d.Class())) },
			"combines_with":  combinations,
			"starts_at":      func(d one) []search.Value { return moment(d.StartsAt) },
			"ends_at":        func(d one) []search.Value { return moment(d.EndsAt) },
			"created_at":     func(d one) []search.Value { return moment(d.CreatedAt) },
			"updated_at":     func(d one) []search.Value { return moment(d.UpdatedAt) },
			"tag":            func(d one) []search.Value { return keywords(d.Tags...) },
		},
		sorts: map[string]func(one) any{
			"TITLE":      func(d one) any { return d.Title },
			"STARTS_AT":  milli(func(d one) time.Time { return d.StartsAt }),
			"ENDS_AT":    milli(func(d one) time.Time { return d.EndsAt }),
			"CREATED_AT": milli(func(d one) time.Time { return d.CreatedAt }),
			"UPDATED_AT": milli(func(d one) time.Time { return d.UpdatedAt }),
		},
	}
}

func codeWords(d *world.Discount) []search.Value {
	out := make([]search.Value, len(d.Codes))
	for i, c := range d.Codes {
		out[i] = search.Keyword(c.Code)
	}
	return out
}

func combinations(d *world.Discount) []search.Value {
	var with []string
	for name, on := range map[string]bool{"order_discounts": d.Combines.Order, "product_discounts": d.Combines.Product, "shipping_discounts": d.Combines.Shipping} {
		if on {
			with = append(with, name)
		}
	}
	return keywords(with...)
}

// bulkSearch are the fields by which many discounts are chosen at once.
var bulkSearch = []string{"combines_with", "discount_type", "ends_at", "id", "starts_at", "status", "times_used", "type", search.Default}

// searchDiscounts finds discounts to be changed at once: what a search does not
// know is then no warning but a refusal.
func (s *session) searchDiscounts(query string) ([]*world.Discount, *world.UserError) {
	q, err := search.Parse(query)
	var unknown []string
	if err == nil {
		unknown = slices.DeleteFunc(q.Fields(), func(name string) bool { return slices.Contains(bulkSearch, name) })
	}
	if err != nil || len(unknown) > 0 {
		return nil, &world.UserError{Field: []string{"search"}, Code: "INVALID", Message: "Invalid search field(s): " + strings.Join(unknown, ", ") + ". Check the query syntax."}
	}
	found, _, _ := s.discounts("", nil).find("discounts", s.shop.Discounts, query)
	return found, nil
}

func (s *session) queryDiscounts(a args) (any, error) {
	return s.discounts("DiscountNodeConnection", s.discountNode).list("discountNodes", s.shop.Discounts, a)
}

func (s *session) queryCodeDiscounts(a args) (any, error) {
	return s.discounts("DiscountCodeNodeConnection", s.codeDiscountNode).list("codeDiscountNodes", s.shop.Discounts, a)
}

func (s *session) queryDiscountsCount(a args) (any, error) {
	return s.discounts("", nil).count("discountNodesCount", s.shop.Discounts, a)
}

func (s *session) queryCodesCount(a args) (any, error) {
	var all []*world.RedeemCode
	for _, d := range s.shop.Discounts {
		all = append(all, d.Codes...)
	}
	return s.redeemCodes().count("discountCodesCount", all, a)
}

func (s *session) queryDiscount(a args) (any, error) {
	if d := s.discountNamed(world.Text(a, "id")); d != nil {
		return s.discountNode(d), nil
	}
	return nil, nil
}

func (s *session) queryCodeDiscount(a args) (any, error) {
	if d := s.discountNamed(world.Text(a, "id")); d != nil {
		return s.codeDiscountNode(d), nil
	}
	return nil, nil
}

func (s *session) queryDiscountByCode(a args) (any, error) {
	if d, _ := s.shop.Redeemable(world.Text(a, "code")); d != nil {
		return s.codeDiscountNode(d), nil
	}
	return nil, nil
}

func (s *session) codeDiscountNode(d *world.Discount) object {
	o := object{"__typename": "DiscountCodeNode", "id": world.GID("DiscountCodeNode", d.ID), "codeDiscount": s.discountObject(d)}
	return s.withMetafields(o, owner{kind: "DiscountCodeNode", id: d.ID, fields: &d.Metafields})
}

func (s *session) discountNode(d *world.Discount) object {
	o := object{"__typename": "DiscountNode", "id": world.GID("DiscountCodeNode", d.ID), "discount": s.discountObject(d)}
	return s.withMetafields(o, owner{kind: "DiscountCodeNode", id: d.ID, fields: &d.Metafields})
}

func (s *session) discountObject(d *world.Discount) object {
	o := object{
		"__typename": d.Kind, "title": d.Title, "status": d.Status(s.world.Now()), "startsAt": d.StartsAt, "endsAt": world.OrNil(d.EndsAt),
		"createdAt": d.CreatedAt, "updatedAt": d.UpdatedAt, "asyncUsageCount": d.Used, "usageLimit": positive(d.UsageLimit),
		"appliesOncePerCustomer": d.OncePerBuyer, "discountClass": d.Class(), "discountClasses": []any{d.Class()}, "hasTimelineComment": false,
		"summary": d.Summary(s.shop.Currency), "shortSummary": d.Summary(s.shop.Currency), "tags": anys(d.Tags), "totalSales": nil,
		"recurringCycleLimit": positive(d.Subscribed.Limit), "context": s.audienceObject(d), "minimumRequirement": s.minimumObject(d),
		"codesCount": object{"__typename": "Count", "count": len(d.Codes), "precision": "EXACT"},
		"codes":      field(func(a args) (any, error) { return s.redeemCodes().list("codes", d.Codes, a) }),
		"combinesWith": object{
			"__typename": "DiscountCombinesWith", "orderDiscounts": d.Combines.Order, "productDiscounts": d.Combines.Product,
			"shippingDiscounts": d.Combines.Shipping, "productDiscountsWithTagsOnSameCartLine": nil,
		},
		"shareableUrls": []any{object{
			"__typename": "DiscountShareableUrl", "title": "Homepage", "targetType": "HOME", "targetItemImage": nil,
			"url": "https://" + s.shop.Domain + "/discount/" + url.PathEscape(d.Code()),
		}},
	}
	o["customerSelection"] = o["context"]
	if d.For.All() {
		o["customerSelection"] = object{"__typename": "DiscountCustomerAll", "allCustomers": true}
	}
	if d.Kind == world.BasicCode {
		o["customerGets"] = s.getsObject(d)
	} else {
		s.addShipping(o, d)
	}
	return o
}
