package admin

import (
	"slices"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

func (s *session) discountRoots() map[string]field {
	basic := discountForm{world.BasicCode, "basicCodeDiscount"}
	shipping := discountForm{world.ShippingCode, "freeShippingCodeDiscount"}
	return map[string]field{
		"QueryRoot.codeDiscountNode":               s.settled(s.queryCodeDiscount),
		"QueryRoot.codeDiscountNodeByCode":         s.settled(s.queryDiscountByCode),
		"QueryRoot.codeDiscountNodes":              s.settled(s.queryCodeDiscounts),
		"QueryRoot.discountCodesCount":             s.settled(s.queryCodesCount),
		"QueryRoot.discountNode":                   s.settled(s.queryDiscount),
		"QueryRoot.discountNodes":                  s.settled(s.queryDiscounts),
		"QueryRoot.discountNodesCount":             s.settled(s.queryDiscountsCount),
		"QueryRoot.discountRedeemCodeBulkCreation": s.queryBulkCreation,

		"Mutation.discountCodeActivate":             s.settled(s.discountSwitch("Activate", s.world.Activate)),
		"Mutation.discountCodeBasicCreate":          s.settled(s.discountCreate(basic)),
		"Mutation.discountCodeBasicUpdate":          s.settled(s.discountUpdate(basic)),
		"Mutation.discountCodeBulkActivate":         s.settled(s.discountsSwitch("Activate", s.world.Activate)),
		"Mutation.discountCodeBulkDeactivate":       s.settled(s.discountsSwitch("Deactivate", s.world.Deactivate)),
		"Mutation.discountCodeBulkDelete":           s.settled(s.discountsSwitch("Delete", s.world.RemoveDiscount)),
		"Mutation.discountCodeDeactivate":           s.settled(s.discountSwitch("Deactivate", s.world.Deactivate)),
		"Mutation.discountCodeDelete":               s.settled(s.discountDelete),
		"Mutation.discountCodeFreeShippingCreate":   s.settled(s.discountCreate(shipping)),
		"Mutation.discountCodeFreeShippingUpdate":   s.settled(s.discountUpdate(shipping)),
		"Mutation.discountCodeRedeemCodeBulkDelete": s.settled(s.codesDelete),
		"Mutation.discountRedeemCodeBulkAdd":        s.settled(s.codesAdd),
	}
}

// settled ends the additions of codes whose time has come before anyone looks.
func (s *session) settled(f field) field {
	return func(a args) (any, error) {
		s.world.SettleCodes(s.shop)
		return f(a)
	}
}

// discountForm is a kind of discount and the argument its mutations take.
type discountForm struct{ kind, argument string }

const discountError = "DiscountUserError"

var noSuchDiscount = world.UserError{Field: []string{"id"}, Message: "Code discount does not exist.", Code: "INVALID"}

func (s *session) discountNamed(id string) *world.Discount {
	kind, n, _ := world.ParseGID(id)
	if kind != "DiscountCodeNode" && kind != "DiscountNode" {
		return nil
	}
	return s.shop.Discount(n)
}

func (s *session) nodePayload(name string, d *world.Discount, errs ...world.UserError) (any, error) {
	out := object{"codeDiscountNode": nil}
	if d != nil {
		out["codeDiscountNode"] = s.codeDiscountNode(d)
	}
	return s.payload(name+"Payload", discountError, out, errs...), nil
}

func (s *session) discountCreate(form discountForm) field {
	return func(a args) (any, error) {
		in, _ := a[form.argument].(args)
		d := &world.Discount{Kind: form.kind}
		code, errs, err := s.readDiscount(form, d, in)
		if err != nil {
			return nil, err
		}
		if len(errs) > 0 {
			return s.nodePayload(form.kind+"Create", nil, errs...)
		}
		s.world.AddDiscount(s.shop, d, code)
		return s.nodePayload(form.kind+"Create", d)
	}
}

func (s *session) discountUpdate(form discountForm) field {
	return func(a args) (any, error) {
		refused := func(message string) (any, error) {
			return s.nodePayload(form.kind+"Update", nil, world.UserError{Field: []string{"id"}, Message: message})
		}
		in, _ := a[form.argument].(args)
		d := s.discountNamed(world.Text(a, "id"))
		if d == nil || d.Kind != form.kind {
			return refused("Discount does not exist")
		}
		if given := world.Text(in, "code"); d.Bulk && given != "" && given != d.Code() {
			return refused("Cannot update the code of a bulk discount.")
		}
		changed := *d
		code, errs, err := s.readDiscount(form, &changed, in)
		if err != nil {
			return nil, err
		}
		if len(errs) > 0 {
			return s.nodePayload(form.kind+"Update", nil, errs...)
		}
		if code == d.Code() {
			code = ""
		}
		s.world.ChangeDiscount(s.shop, d, &changed, code)
		return s.nodePayload(form.kind+"Update", d)
	}
}

func (s *session) discountSwitch(verb string, do func(*world.Shop, *world.Discount)) field {
	return func(a args) (any, error) {
		d := s.discountNamed(world.Text(a, "id"))
		if d == nil {
			return s.nodePayload("DiscountCode"+verb, nil, noSuchDiscount)
		}
		do(s.shop, d)
		return s.nodePayload("DiscountCode"+verb, d)
	}
}

func (s *session) discountDelete(a args) (any, error) {
	out := object{"deletedCodeDiscountId": nil}
	d := s.discountNamed(world.Text(a, "id"))
	if d == nil {
		return s.payload("DiscountCodeDeletePayload", discountError, out, noSuchDiscount), nil
	}
	s.world.RemoveDiscount(s.shop, d)
	out["deletedCodeDiscountId"] = world.GID("DiscountCodeNode", d.ID)
	return s.payload("DiscountCodeDeletePayload", discountError, out), nil
}

// discountsSwitch does to many discounts what discountSwitch does to one.
func (s *session) discountsSwitch(verb string, do func(*world.Shop, *world.Discount)) field {
	return func(a args) (any, error) {
		name := "DiscountCodeBulk" + verb + "Payload"
		if bad := selector(a); bad != nil {
			return s.payload(name, discountError, object{"job": nil}, *bad), nil
		}
		var chosen []*world.Discount
		for _, id := range texts(a, "ids") {
			if d := s.discountNamed(id); d != nil {
				chosen = append(chosen, d)
			}
		}
		if query := world.Text(a, "search"); query != "" {
			var bad *world.UserError
			if chosen, bad = s.searchDiscounts(query); bad != nil {
				return s.payload(name, discountError, object{"job": nil}, *bad), nil
			}
		}
		for _, d := range slices.Clone(chosen) {
			do(s.shop, d)
		}
		return s.payload(name, discountError, object{"job": s.job()}), nil
	}
}

// job is work that goes on beside the request. What it does here is done at once.
func (s *session) job() object {
	return object{"__typename": "Job", "id": world.GID("Job", s.world.NewID()), "done": false}
}
