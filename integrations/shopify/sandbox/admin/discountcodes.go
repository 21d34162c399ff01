package admin

import (
	"slices"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

func (s *session) codesAdd(a args) (any, error) {
	answer := func(b any, errs ...world.UserError) (any, error) {
		return s.payload("DiscountRedeemCodeBulkAddPayload", discountError, object{"bulkCreation": b}, errs...), nil
	}
	list, _ := a["codes"].([]any)
	if len(list) > 250 {
		return nil, tooMany("discountRedeemCodeBulkAdd", "codes", len(list))
	}
	d := s.discountNamed(world.Text(a, "discountId"))
	switch {
	case d == nil:
		return answer(nil, world.UserError{Field: []string{"discountId"}, Message: "Code discount does not exist.", Code: "INVALID"})
	case len(list) == 0:
		return answer(nil, world.UserError{Field: []string{"codes"}, Message: "Codes can't be blank", Code: "BLANK"})
	}
	codes := make([]string, len(list))
	for i, item := range list {
		in, _ := item.(args)
		codes[i] = world.Text(in, "code")
	}
	return answer(s.bulkObject(s.world.AddCodes(s.shop, d, codes)))
}

func (s *session) queryBulkCreation(a args) (any, error) {
	kind, id, _ := world.ParseGID(world.Text(a, "id"))
	b := s.shop.BulkCreation(id)
	if b == nil || kind != "DiscountRedeemCodeBulkCreation" {
		return nil, nil
	}
	if b.Look(s.world.Now()) {
		s.world.SettleCodes(s.shop)
	}
	return s.bulkObject(b), nil
}

func (s *session) codesDelete(a args) (any, error) {
	answer := func(job any, errs ...world.UserError) (any, error) {
		return s.payload("DiscountCodeRedeemCodeBulkDeletePayload", discountError, object{"job": job}, errs...), nil
	}
	d := s.discountNamed(world.Text(a, "discountId"))
	if d == nil {
		return answer(nil, world.UserError{Field: []string{"discountId"}, Message: "Code discount does not exist.", Code: "INVALID"})
	}
	if bad := selector(a); bad != nil {
		return answer(nil, *bad)
	}
	ids := texts(a, "ids")
	gone := func(c *world.RedeemCode) bool { return slices.Contains(ids, world.GID("DiscountRedeemCode", c.ID)) }
	if query := world.Text(a, "search"); query != "" {
		found, _, err := s.redeemCodes().find("discountCodeRedeemCodeBulkDelete", d.Codes, query)
		if err != nil {
			return nil, err
		}
		gone = func(c *world.RedeemCode) bool { return slices.Contains(found, c) }
	}
	s.world.RemoveCodes(s.shop, d, gone)
	return answer(s.job())
}

// selector says what is wrong with how many records are named at once.
func selector(a args) *world.UserError {
	given := 0
	for _, name := range []string{"ids", "search", "savedSearchId"} {
		if a[name] != nil {
			given++
		}
	}
	switch {
	case given == 0:
		return &world.UserError{Message: "Missing expected argument key: 'ids', 'search' or 'saved_search_id'.", Code: "MISSING_ARGUMENT"}
	case given > 1:
		return &world.UserError{Message: "Only one of 'ids', 'search' or 'saved_search_id' is allowed.", Code: "TOO_MANY_ARGUMENTS"}
	case a["search"] == "":
		return &world.UserError{Field: []string{"search"}, Message: "'Search' can't be blank.", Code: "BLANK"}
	case a["savedSearchId"] != nil:
		return &world.UserError{Field: []string{"savedSearchId"}, Message: "Invalid 'saved_search_id'.", Code: "INVALID"}
	}
	return nil
}
