package admin

import (
	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// The parts of a discount, as the API shows them.

func (s *session) audienceObject(d *world.Discount) object {
	switch {
	case len(d.For.Customers) > 0:
		list := []any{}
		for _, id := range d.For.Customers {
			if c := s.shop.Customer(id); c != nil {
				list = append(list, s.customerObject(c))
			}
		}
		return object{"__typename": "DiscountCustomers", "customers": list}
	case len(d.For.Segments) > 0:
		list := []any{}
		for _, id := range d.For.Segments {
			if g := s.shop.Segment(id); g != nil {
				list = append(list, segmentObject(g))
			}
		}
		return object{"__typename": "DiscountCustomerSegments", "segments": list}
	}
	return object{"__typename": "DiscountBuyerSelectionAll", "all": "ALL"}
}

func (s *session) minimumObject(d *world.Discount) any {
	switch {
	case d.LeastSum > 0:
		return object{"__typename": "DiscountMinimumSubtotal", "greaterThanOrEqualToSubtotal": s.moneyV2(d.LeastSum)}
	case d.LeastPieces > 0:
		return object{"__typename": "DiscountMinimumQuantity", "greaterThanOrEqualToQuantity": world.Number(int64(d.LeastPieces))}
	}
	return nil
}

func (s *session) getsObject(d *world.Discount) object {
	value := object{"__typename": "DiscountPercentage", "percentage": d.Percent}
	if d.Percent == 0 && d.Amount > 0 {
		value = object{"__typename": "DiscountAmount", "amount": s.moneyV2(d.Amount), "appliesOnEachItem": d.EachItem}
	}
	return object{
		"__typename": "DiscountCustomerGets", "value": value, "items": s.itemsObject(d),
		"appliesOnOneTimePurchase": !d.Subscribed.NotOnce, "appliesOnSubscription": d.Subscribed.Subscription,
	}
}

func (s *session) itemsObject(d *world.Discount) object {
	switch {
	case d.Items.All():
		return object{"__typename": "AllDiscountItems", "allItems": true}
	case len(d.Items.Collections) > 0:
		return object{"__typename": "DiscountCollections", "collections": s.nodesOf("CollectionConnection", "Collection", d.Items.Collections)}
	}
	return object{
		"__typename": "DiscountProducts", "products": s.nodesOf("ProductConnection", "Product", d.Items.Products),
		"productVariants": s.nodesOf("ProductVariantConnection", "ProductVariant", d.Items.Variants),
	}
}

// nodesOf is a connection of records that are known by their ids.
func (s *session) nodesOf(connection, kind string, ids []int64) field {
	return func(a args) (any, error) {
		var list []object
		for _, id := range ids {
			if o, ok := s.node(world.GID(kind, id)).(object); ok {
				list = append(list, o)
			}
		}
		return graphql.Connection(connection, list)(a)
	}
}

func (s *session) addShipping(o object, d *world.Discount) {
	o["appliesOnOneTimePurchase"], o["appliesOnSubscription"] = !d.Subscribed.NotOnce, d.Subscribed.Subscription
	o["maximumShippingPrice"] = nil
	if d.MostShipping > 0 {
		o["maximumShippingPrice"] = s.moneyV2(d.MostShipping)
	}
	o["destinationSelection"] = object{"__typename": "DiscountCountryAll", "allCountries": true}
	if len(d.Countries) > 0 {
		o["destinationSelection"] = object{"__typename": "DiscountCountries", "countries": anys(d.Countries), "includeRestOfWorld": false}
	}
}
