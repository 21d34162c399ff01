package admin

import (
	"encoding/json"
	"fmt"
	"math/big"
	"slices"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// audience reads for whom a discount is: context, or the older customerSelection.
func (r *discountReader) audience() {
	context, newer := r.in["context"].(args)
	selection, older := r.in["customerSelection"].(args)
	if newer && older {
		r.refuse("INVALID", "Only one of context or customerSelection can be provided.", "context")
		return
	}
	if older {
		context = selection
		if selection["all"] == true && selection["customers"] != nil {
			r.fail("A discount cannot have customerSelection set to all, when customers or customerSavedSearches is specified.")
		} else if selection["all"] == true && selection["customerSegments"] != nil {
			r.fail("A discount cannot have customerSelection set to all, when customerSegments is specified.")
		}
	}
	if context["markets"] != nil {
		r.err = graphql.Coded("NOT_IMPLEMENTED", "not implemented in the sandbox: DiscountContextInput.markets")
	}
	if context["all"] != nil {
		r.d.For = world.Audience{}
	}
	at := "context"
	if older {
		at = "customerSelection"
	}
	if list, given := context["customers"].(args); given {
		r.d.For = world.Audience{Customers: r.chosen(r.d.For.Customers, list, reference{"Customer", "Customer", []string{at, "customers", "add"}})}
	}
	if list, given := context["customerSegments"].(args); given {
		r.d.For = world.Audience{Segments: r.chosen(r.d.For.Segments, list, reference{"Segment", "Segment", []string{at, "customerSegments", "add"}})}
	}
}

// reference is a place in an input that names records of a kind.
type reference struct {
	kind, label string
	at          []string
}

// chosen adds and removes records by id, in whatever names the input has for it.
func (r *discountReader) chosen(old []int64, list args, of reference) []int64 {
	adding := of.at[len(of.at)-1]
	removing := map[string]string{"add": "remove", "productsToAdd": "productsToRemove", "productVariantsToAdd": "productVariantsToRemove"}[adding]
	next := slices.Clone(old)
	for _, gid := range texts(list, adding) {
		_, id, _ := world.ParseGID(gid)
		switch {
		case !r.exists(of.kind, id):
			r.refuse("INVALID", fmt.Sprintf("%s with id: %d is invalid", of.label, id), of.at...)
		case !slices.Contains(next, id):
			next = append(next, id)
		}
	}
	gone := texts(list, removing)
	return slices.DeleteFunc(next, func(id int64) bool { return slices.Contains(gone, world.GID(of.kind, id)) })
}

func (r *discountReader) exists(kind string, id int64) bool {
	if kind == "Segment" {
		return r.shop.Segment(id) != nil
	}
	return r.shop.Has(kind, id)
}

// gets reads what a basic discount takes off, and off what.
func (r *discountReader) gets() {
	gets, given := r.in["customerGets"].(args)
	if !given {
		if r.d.ID == 0 {
			r.refuse("BLANK", "Customer gets can't be blank", "customerGets")
		}
		return
	}
	if items, ok := gets["items"].(args); ok {
		r.items(items)
	}
	if value, ok := gets["value"].(args); ok {
		r.value(value)
	} else if r.d.ID == 0 {
		r.refuse("BLANK", "Value can't be blank", "customerGets", "value")
	}
	if once, ok := gets["appliesOnOneTimePurchase"].(bool); ok {
		r.d.Subscribed.NotOnce = !once
	}
	if subscribed, ok := gets["appliesOnSubscription"].(bool); ok {
		r.d.Subscribed.Subscription = subscribed
	}
}

func (r *discountReader) items(items args) {
	products, some := items["products"].(args)
	collections, shelves := items["collections"].(args)
	if some && shelves {
		r.refuse("CONFLICT", "Cannot entitle collections in combination with product variants or products", "customerGets", "items", "collections", "add")
	}
	next := world.Entitled{}
	if items["all"] != true && (some || shelves) {
		next = r.d.Items
	}
	at := func(path ...string) []string { return append([]string{"customerGets", "items"}, path...) }
	if some {
		next.Collections = nil
		next.Products = r.chosen(next.Products, products, reference{"Product", "Product", at("products", "productsToAdd")})
		next.Variants = r.chosen(next.Variants, products, reference{"ProductVariant", "Product variant", at("products", "productVariantsToAdd")})
	} else if shelves {
		next.Products, next.Variants = nil, nil
		next.Collections = r.chosen(next.Collections, collections, reference{"Collection", "Collection", at("collections", "add")})
	}
	r.d.Items = next
}

func (r *discountReader) value(value args) {
	amount, isAmount := value["discountAmount"].(args)
	percent, isPercent := floating(value["percentage"])
	given := 0
	for _, name := range []string{"percentage", "discountOnQuantity", "discountAmount"} {
		if value[name] != nil {
			given++
		}
	}
	switch {
	case given > 1:
		r.fail("A discount can only have one of percentage, discountOnQuantity or discountAmount.")
	case value["discountOnQuantity"] != nil:
		r.refuse("INVALID", "Discount on quantity is only permitted with bxgy discounts.", "customerGets", "value", "discountOnQuantity")
	case isPercent && (percent < 0 || percent > 1):
		r.refuse("VALUE_OUTSIDE_RANGE", "Value must be between 0.0 and 1.0", "customerGets", "value", "percentage")
	case isPercent:
		r.d.Percent, r.d.Amount, r.d.EachItem = percent, 0, false
	case isAmount:
		r.amount(amount)
	}
}

func (r *discountReader) amount(in args) {
	at := []string{"customerGets", "value", "discountAmount", "amount"}
	n := rational(in["amount"])
	switch {
	case n.Sign() < 0: // Shopify keeps amounts below nothing, and says so
		r.refuse("LESS_THAN_OR_EQUAL_TO", "Value must be less than or equal to 0", at...)
		return
	case n.Cmp(endless) >= 0:
		r.refuse("LESS_THAN", "Value must be greater than "+new(big.Rat).Neg(endless).RatString(), at...)
		return
	}
	r.d.Percent, r.d.Amount, r.d.EachItem = 0, hundredths(n), in["appliesOnEachItem"] == true
}

// shipping reads where a discount makes shipping free.
func (r *discountReader) shipping() {
	if to, given := r.in["destination"].(args); given {
		r.d.Countries = nil
		if countries, some := to["countries"].(args); some {
			r.d.Countries = texts(countries, "add")
		}
	}
	if most, given := r.in["maximumShippingPrice"]; given {
		r.d.MostShipping = hundredths(rational(most))
	}
	if once, ok := r.in["appliesOnOneTimePurchase"].(bool); ok {
		r.d.Subscribed.NotOnce = !once
	}
	if subscribed, ok := r.in["appliesOnSubscription"].(bool); ok {
		r.d.Subscribed.Subscription = subscribed
	}
}

// floating reads a Float in any of the shapes a parser leaves it.
func floating(v any) (float64, bool) {
	switch n := v.(type) {
	case float64:
		return n, true
	case int:
		return float64(n), true
	case int64:
		return float64(n), true
	case json.Number:
		f, err := n.Float64()
		return f, err == nil
	}
	return 0, false
}
