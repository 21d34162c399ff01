package admin

import (
	"unicode/utf8"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// orderUpdate changes what of an order may be changed after it was placed.
func (s *session) orderUpdate(a args) (any, error) {
	in, _ := a["input"].(args)
	answer := func(o any, errs ...world.UserError) (any, error) {
		return s.payload("OrderUpdatePayload", "UserError", object{"order": o}, errs...), nil
	}
	if err := lacks(in, "OrderInput", "localizationExtensions", "localizedFields"); err != nil {
		return nil, err
	}
	_, id, _ := world.ParseGID(world.Text(in, "id"))
	o := s.shop.Order(id)
	if o == nil {
		return answer(nil, world.UserError{Field: []string{"id"}, Message: "Order does not exist"})
	}
	changed := *o
	if bad := fillOrder(&changed, in); bad != nil {
		return answer(s.orderObject(o), *bad)
	}
	if errs := s.attach(world.GID("Order", id), in); errs != nil {
		return answer(s.orderObject(o), errs...)
	}
	if changed.Address != o.Address {
		changed.Address.ID = s.world.NewID()
	}
	changed.Metafields = o.Metafields // attached meanwhile
	*o = changed
	s.world.TouchOrder(s.shop, o)
	return answer(s.orderObject(o))
}

func fillOrder(o *world.Order, in args) *world.UserError {
	for name, into := range map[string]*string{"note": &o.Note, "poNumber": &o.PONumber, "phone": &o.Phone} {
		if _, given := in[name]; given {
			*into = world.Text(in, name)
		}
	}
	o.Phone = dialled(o.Phone)
	if email := world.Text(in, "email"); email != "" {
		o.Email = squeeze(email)
	}
	if _, given := in["tags"]; given {
		o.Tags = world.AddTags(nil, texts(in, "tags"))
	}
	if list, ok := in["customAttributes"].([]any); ok {
		o.Attributes = nil
		for _, item := range list {
			pair, _ := item.(args)
			o.Attributes = append(o.Attributes, world.Attribute{Key: world.Text(pair, "key"), Value: world.Text(pair, "value")})
		}
	}
	if given, ok := in["shippingAddress"].(args); ok {
		to, bad := addressOf(given)
		if bad != nil {
			bad.Field = append([]string{"shippingAddress"}, bad.Field...)
			return bad
		}
		o.Address = to
	}
	return orderProblem(o)
}

func orderProblem(o *world.Order) *world.UserError {
	if o.Email != "" && !validEmail(o.Email) {
		return &world.UserError{Field: []string{"email"}, Message: "Email is invalid"}
	}
	if o.Phone != "" && !phoneForm.MatchString(o.Phone) {
		return &world.UserError{Field: []string{"phone"}, Message: "Phone is invalid"}
	}
	if utf8.RuneCountInString(o.Note) > maxNote {
		return &world.UserError{Field: []string{"note"}, Message: "Note is too long (maximum is 5000 characters)"}
	}
	if len(o.Tags) > world.MaxTags {
		return &world.UserError{Field: []string{"tags"}, Message: "Tags cannot be more than 250"}
	}
	for _, tag := range o.Tags {
		if utf8.RuneCountInString(tag) > world.MaxTagOrder {
			return &world.UserError{Field: []string{"tags"}, Message: "Tags is too long (maximum is 40 characters)"}
		}
	}
	return nil
}
