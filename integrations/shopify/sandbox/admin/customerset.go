package admin

import (
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// customerSet makes or changes the customer an identifier names, and replaces
// lists whole.
func (s *session) customerSet(a args) (any, error) {
	in, _ := a["input"].(args)
	by, _ := a["identifier"].(args)
	answer := func(c any, errs ...world.UserError) (any, error) {
		for i := range errs {
			errs[i].Field = append([]string{"input"}, errs[i].Field...)
		}
		return s.payload("CustomerSetPayload", "CustomerSetUserError", object{"customer": c}, errs...), nil
	}
	if err := lacks(in, "CustomerSetInput", "taxExemptions"); err != nil {
		return nil, err
	}
	c, refused, err := s.setTarget(by, in)
	if err != nil {
		return nil, err
	}
	if refused != nil {
		return answer(nil, *refused)
	}
	if c == nil {
		c = s.stranger()
		if errs := s.fillCustomer(c, in); errs != nil {
			return answer(nil, errs...)
		}
		if errs := s.born(c, identified(by)); errs != nil {
			return answer(nil, errs...)
		}
		return answer(s.customerObject(c))
	}
	changed := *c
	if errs := s.fillCustomer(&changed, in); errs != nil {
		return answer(nil, errs...)
	}
	s.replace(c, changed)
	return answer(s.customerObject(c))
}

// setTarget is the customer to change, nil for one to make.
func (s *session) setTarget(by, in args) (*world.Customer, *world.UserError, error) {
	if by == nil {
		by = args{}
		if in["id"] != nil {
			by["id"] = in["id"]
		}
	} else if in["id"] != nil {
		return nil, &world.UserError{Message: "The id field is not allowed if identifier is provided.", Code: "ID_NOT_ALLOWED"}, nil
	}
	for _, name := range []string{"email", "phone"} {
		_, given := in[name]
		switch {
		case by[name] == nil:
		case !given:
			return nil, &world.UserError{Message: "The input field corresponding to the identifier is required.", Code: "MISSING_FIELD_REQUIRED"}, nil
		case by[name] != in[name]:
			return nil, &world.UserError{Message: "The identifier value does not match the value of the corresponding field in the input.", Code: "INPUT_MISMATCH"}, nil
		}
	}
	c, err := s.customerBy(by)
	if c == nil && err == nil && by["id"] != nil {
		return nil, &world.UserError{Message: "Resource matching the identifier was not found.", Code: "NOT_FOUND"}, nil
	}
	return c, nil, err
}

// identified is the metafield a custom id asks a new record to have.
func identified(by args) args {
	custom, ok := by["customId"].(args)
	if !ok {
		return nil
	}
	return args{"metafields": []any{args{"namespace": custom["namespace"], "key": custom["key"], "type": "id", "value": custom["value"]}}}
}
