package admin

import (
	"slices"
	"strconv"
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// addressObject is a MailingAddress; model is what it belongs to, as its id says.
func addressObject(a *world.Address, model string) object {
	name := strings.TrimSpace(a.First + " " + a.Last)
	return object{
		"__typename": "MailingAddress", "id": world.GID("MailingAddress", a.ID) + "?model_name=" + model,
		"firstName": world.OrNil(a.First), "lastName": world.OrNil(a.Last), "name": world.OrNil(name), "company": world.OrNil(a.Company),
		"address1": world.OrNil(a.Line1), "address2": world.OrNil(a.Line2), "city": world.OrNil(a.City), "zip": world.OrNil(a.Zip),
		"province": world.OrNil(world.ProvinceName(a.Country, a.Province)), "provinceCode": world.OrNil(a.Province),
		"country": world.OrNil(world.CountryName(a.Country)), "countryCode": world.OrNil(a.Country), "countryCodeV2": world.OrNil(a.Country),
		"phone": world.OrNil(a.Phone), "coordinatesValidated": false, "latitude": nil, "longitude": nil, "timeZone": nil,
		"validationResultSummary": nil, "formattedArea": world.OrNil(area(a)),
		"formatted": field(func(in args) (any, error) { return anys(lines(a, name, in)), nil }),
	}
}

// area is "Toronto ON, Canada".
func area(a *world.Address) string {
	town := strings.TrimSpace(a.City + " " + a.Province)
	parts := slices.DeleteFunc([]string{town, world.CountryName(a.Country)}, func(s string) bool { return s == "" })
	return strings.Join(parts, ", ")
}

func lines(a *world.Address, name string, in args) []string {
	out := []string{a.Line1, a.Line2, strings.TrimSpace(a.Zip + " " + a.City), world.CountryName(a.Country)}
	if in["withCompany"] == true {
		out = slices.Insert(out, 0, a.Company)
	}
	if in["withName"] == true {
		out = slices.Insert(out, 0, name)
	}
	return slices.DeleteFunc(out, func(s string) bool { return s == "" })
}

// addressOf reads a MailingAddressInput.
func addressOf(in args) (*world.Address, *world.UserError) {
	a := &world.Address{
		First: world.Text(in, "firstName"), Last: world.Text(in, "lastName"), Company: world.Text(in, "company"),
		Line1: world.Text(in, "address1"), Line2: world.Text(in, "address2"), City: world.Text(in, "city"), Zip: world.Text(in, "zip"),
		Province: world.Text(in, "provinceCode"), Country: world.Text(in, "countryCode"), Phone: world.Text(in, "phone"),
	}
	if name := world.Text(in, "country"); name != "" && a.Country == "" {
		if a.Country = world.CountryCode(name); a.Country == "" {
			return nil, &world.UserError{Field: []string{"country"}, Message: "Country is invalid"}
		}
	}
	for name, text := range map[string]string{"address1": a.Line1, "city": a.City, "zip": a.Zip} {
		if len(text) > 255 {
			return nil, &world.UserError{Field: []string{name}, Message: strings.ToUpper(name[:1]) + name[1:] + " is too long (maximum is 255 characters)"}
		}
	}
	return a, nil
}

// addressesOf reads the addresses of a customer's input and numbers them.
func (s *session) addressesOf(in args) ([]*world.Address, *world.UserError) {
	list, _ := in["addresses"].([]any)
	out := make([]*world.Address, 0, len(list))
	for i, item := range list {
		given, _ := item.(args)
		at := []string{"addresses", strconv.Itoa(i)}
		if given["id"] != nil {
			return nil, &world.UserError{Field: append(at, "id"), Message: "Cannot specify address ID on creation"}
		}
		a, bad := addressOf(given)
		if bad != nil {
			bad.Field = append(at, bad.Field...)
			return nil, bad
		}
		a.ID = s.world.NewID()
		out = append(out, a)
	}
	return out, nil
}
