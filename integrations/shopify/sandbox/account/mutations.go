package account

import (
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// customerUpdate changes her name.
func (s *session) customerUpdate(a args) (any, error) {
	in, _ := a["input"].(map[string]any)
	if _, given := in["firstName"]; given {
		s.customer.First = world.Text(in, "firstName")
	}
	if _, given := in["lastName"]; given {
		s.customer.Last = world.Text(in, "lastName")
	}
	s.changed()
	return object{"__typename": "CustomerUpdatePayload", "userErrors": []any{}, "customer": s.customerObject()}, nil
}

// consent is her saying yes or no to marketing by email.
func (s *session) consent(state, typename string) field {
	return func(args) (any, error) {
		out := object{"__typename": typename, "emailAddress": nil, "userErrors": []any{}}
		if s.customer.Email == "" {
			out["userErrors"] = []any{refusal("UserErrorsCustomerEmailMarketingUserErrors", world.UserError{Message: "Email address is missing"})}
			return out, nil
		}
		s.world.SetConsent(s.shop, s.customer, "email", world.Consent{State: state, OptIn: "SINGLE_OPT_IN", UpdatedAt: s.world.Now()})
		s.world.Changed()
		out["emailAddress"] = s.emailObject()
		return out, nil
	}
}
