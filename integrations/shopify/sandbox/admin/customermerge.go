package admin

import (
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

func (s *session) customerMerge(a args) (any, error) {
	out := object{"job": nil, "resultingCustomerId": nil}
	one, two, errs := s.couple(a)
	if errs != nil {
		return s.payload("CustomerMergePayload", "CustomerMergeUserError", out, errs...), nil
	}
	kept, lost := keptOf(one, two, a)
	choice := s.choice(kept, lost, a)
	if errs := tooMuch(choice); errs != nil {
		return s.payload("CustomerMergePayload", "CustomerMergeUserError", out, errs...), nil
	}
	job := s.world.MergeCustomers(s.shop, kept, lost, choice)
	out["resultingCustomerId"] = world.GID("Customer", kept.ID)
	out["job"] = object{"__typename": "Job", "id": job, "done": false}
	return s.payload("CustomerMergePayload", "CustomerMergeUserError", out), nil
}

// couple finds the two who are to be one.
func (s *session) couple(a args) (one, two *world.Customer, errs []world.UserError) {
	find := func(name string) *world.Customer {
		_, id, _ := world.ParseGID(world.Text(a, name))
		c := s.shop.Customer(id)
		if c == nil && (len(errs) == 0 || a["customerOneId"] != a["customerTwoId"]) {
			errs = append(errs, world.UserError{
				Field: []string{name}, Message: "Customer does not exist with ID " + strconv.FormatInt(id, 10), Code: "INVALID_CUSTOMER_ID",
			})
		}
		return c
	}
	one, two = find("customerOneId"), find("customerTwoId")
	if errs == nil && one == two {
		errs = []world.UserError{{Message: "Customers IDs should not match", Code: "INVALID_CUSTOMER_ID"}}
	}
	for _, pair := range []struct {
		c     *world.Customer
		field string
	}{{one, "customerOneId"}, {two, "customerTwoId"}} {
		if errs == nil && !pair.c.EraseAfter.IsZero() {
			errs = append(errs, world.UserError{Field: []string{pair.field}, Code: "INVALID_CUSTOMER", Message: mergeable(pair.c)["reason"].(string)})
		}
	}
	return one, two, errs
}

// keptOf says which of the two goes on: whose address was chosen, who has one,
// who has the livelier account, else the second.
func keptOf(one, two *world.Customer, a args) (kept, lost *world.Customer) {
	override, _ := a["overrideFields"].(args)
	chosen := world.Text(override, "customerIdOfEmailToKeep")
	first := accountRank(one) > accountRank(two)
	switch {
	case chosen != "":
		first = chosen == world.GID("Customer", one.ID)
	case (one.Email == "") != (two.Email == ""):
		first = one.Email != ""
	}
	if first {
		return one, two
	}
	return two, one
}

func accountRank(c *world.Customer) int {
	return slices.Index([]string{"DISABLED", "DECLINED", "INVITED", "ENABLED"}, c.Account())
}

// choice is the customer who comes out of a merge.
func (s *session) choice(kept, lost *world.Customer, a args) *world.Customer {
	out := world.Merged(kept, lost)
	override, _ := a["overrideFields"].(args)
	from := func(field string, take func(*world.Customer)) {
		_, id, ok := world.ParseGID(world.Text(override, field))
		for _, c := range []*world.Customer{kept, lost} {
			if ok && c.ID == id {
				take(c)
			}
		}
	}
	from("customerIdOfFirstNameToKeep", func(c *world.Customer) { out.First = c.First })
	from("customerIdOfLastNameToKeep", func(c *world.Customer) { out.Last = c.Last })
	from("customerIdOfEmailToKeep", func(c *world.Customer) { out.Email, out.EmailConsent = c.Email, c.EmailConsent })
	from("customerIdOfPhoneNumberToKeep", func(c *world.Customer) { out.Phone, out.SMSConsent = c.Phone, c.SMSConsent })
	from("customerIdOfDefaultAddressToKeep", func(c *world.Customer) {
		if home := c.Home(); home != nil {
			others := slices.DeleteFunc(slices.Clone(out.Addresses), func(a *world.Address) bool { return a == home })
			out.Addresses = append([]*world.Address{home}, others...)
		}
	})
	if _, given := override["note"]; given {
		out.Note = world.Text(override, "note")
	}
	if _, given := override["tags"]; given {
		out.Tags = world.AddTags(nil, texts(override, "tags"))
	}
	return out
}

// tooMuch refuses what no customer may have, of both at once.
func tooMuch(c *world.Customer) []world.UserError {
	message := ""
	switch {
	case len(c.Tags) > world.MaxTags:
		message = "Customers must have 250 tags or less."
	case utf8.RuneCountInString(c.Note) > maxNote:
		message = "Customer notes must be 5,000 characters or less."
	default:
		return nil
	}
	return []world.UserError{
		{Field: []string{"customerOneId"}, Message: message, Code: "INVALID_CUSTOMER"},
		{Field: []string{"customerTwoId"}, Message: message, Code: "INVALID_CUSTOMER"},
	}
}

func (s *session) queryMergePreview(a args) (any, error) {
	one, two, errs := s.couple(a)
	if errs != nil {
		if one == two && one != nil {
			return nil, graphql.Coded("BAD_REQUEST", "Customers must be different.")
		}
		return nil, graphql.Coded("BAD_REQUEST", errs[0].Message)
	}
	kept, lost := keptOf(one, two, a)
	out := s.choice(kept, lost, a)
	return object{
		"__typename": "CustomerMergePreview", "resultingCustomerId": world.GID("Customer", kept.ID), "blockingFields": nil, "customerMergeErrors": nil,
		"defaultFields": s.previewed("CustomerMergePreviewDefaultFields", out), "alternateFields": s.previewed("CustomerMergePreviewAlternateFields", lost),
	}, nil
}

func (s *session) previewed(typename string, c *world.Customer) object {
	o := object{
		"__typename": typename, "firstName": world.OrNil(c.First), "lastName": world.OrNil(c.Last), "displayName": c.Name(),
		"note": world.OrNil(c.Note), "tags": anys(c.Tags), "defaultAddress": nil,
	}
	reach := object{}
	s.addReach(reach, c)
	o["email"], o["phoneNumber"] = reach["defaultEmailAddress"], reach["defaultPhoneNumber"]
	if home := c.Home(); home != nil {
		o["defaultAddress"] = addressObject(home, "CustomerAddress")
	}
	return o
}

func (s *session) queryMergeStatus(a args) (any, error) {
	for _, m := range s.shop.Merges {
		if m.Job == a["jobId"] {
			return object{
				"__typename": "CustomerMergeRequest", "jobId": m.Job, "resultingCustomerId": world.GID("Customer", m.Kept),
				"status": "COMPLETED", "customerMergeErrors": []any{},
			}, nil
		}
	}
	return nil, nil
}
