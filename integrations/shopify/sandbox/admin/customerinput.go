package admin

import (
	"net/mail"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// Shopify's limits on a customer.
const (
	maxText = 255
	maxNote = 5000
)

var (
	localeForm = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,4})?$`)
	phoneForm  = regexp.MustCompile(`^\+[1-9]\d{6,14}$`)
)

// fillCustomer takes over what an input gives and answers what is wrong with it,
// in Shopify's order. What the input does not name stays.
func (s *session) fillCustomer(c *world.Customer, in args) []world.UserError {
	for name, into := range map[string]*string{"firstName": &c.First, "lastName": &c.Last, "note": &c.Note} {
		if _, given := in[name]; given {
			*into = strings.TrimSpace(world.Text(in, name))
		}
	}
	if _, given := in["email"]; given {
		c.Email = squeeze(world.Text(in, "email"))
	}
	if _, given := in["phone"]; given {
		c.Phone = dialled(world.Text(in, "phone"))
	}
	if locale := world.Text(in, "locale"); locale != "" {
		c.Locale = locale
	}
	if exempt, ok := in["taxExempt"].(bool); ok {
		c.TaxExempt = exempt
	}
	if _, given := in["tags"]; given {
		c.Tags = world.AddTags(nil, texts(in, "tags"))
	}
	if errs := s.customerProblems(c); errs != nil {
		return errs
	}
	if c.Email == "" && c.Phone == "" && strings.TrimSpace(c.First+c.Last) == "" {
		return []world.UserError{{Message: "A name, phone number, or email address must be present"}}
	}
	if in["addresses"] == nil {
		return nil
	}
	addresses, bad := s.addressesOf(in)
	if bad != nil {
		return []world.UserError{*bad}
	}
	c.Addresses = addresses
	return nil
}

func (s *session) customerProblems(c *world.Customer) []world.UserError {
	var errs []world.UserError
	refuse := func(bad bool, field, message string) {
		if bad {
			errs = append(errs, world.UserError{Field: []string{field}, Message: message})
		}
	}
	long := func(text string, most int, field, name string) {
		refuse(utf8.RuneCountInString(text) > most, field, name+" is too long (maximum is "+strconv.Itoa(most)+" characters)")
	}
	long(c.Email, maxText, "email", "Email")
	refuse(c.Email != "" && !validEmail(c.Email), "email", "Email is invalid")
	other := s.shop.CustomerByEmail(c.Email)
	refuse(other != nil && other.ID != c.ID, "email", "Email has already been taken")
	long(c.Phone, maxText, "phone", "Phone")
	refuse(c.Phone != "" && !phoneForm.MatchString(c.Phone), "phone", "Phone is invalid")
	other = s.shop.CustomerByPhone(c.Phone)
	refuse(other != nil && other.ID != c.ID, "phone", "Phone has already been taken")
	long(c.First, maxText, "firstName", "First name")
	long(c.Last, maxText, "lastName", "Last name")
	long(c.Note, maxNote, "note", "Note")
	longest := ""
	for _, tag := range c.Tags {
		if utf8.RuneCountInString(tag) > utf8.RuneCountInString(longest) {
			longest = tag
		}
	}
	long(longest, world.MaxTagCustomer, "tags", "Tags")
	refuse(len(c.Tags) > world.MaxTags, "tags", "Tags cannot be more than 250")
	refuse(!localeForm.MatchString(c.Locale), "locale", "Locale is invalid")
	return errs
}

// validEmail is an address with a dot in its domain and nothing around it.
func validEmail(email string) bool {
	parsed, err := mail.ParseAddress(email)
	if err != nil || parsed.Address != email || len(email) > maxText {
		return false
	}
	_, domain, _ := world.CutLast(email, "@")
	return strings.Contains(strings.Trim(domain, "."), ".")
}

// squeeze takes the white space out of an address, as Shopify does.
func squeeze(email string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, email)
}

// dialled is a telephone number without what people write between its digits.
func dialled(phone string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || strings.ContainsRune("()-.", r) {
			return -1
		}
		return r
	}, phone)
}

// consentAtBirth takes over the consent a new customer comes with.
func (s *session) consentAtBirth(c *world.Customer, in args) ([]world.UserError, error) {
	for _, channel := range []struct {
		consentInput
		reach, missing string
		into           *world.Consent
	}{
		{emailInput, c.Email, "An email address is required to set the email marketing consent state.", &c.EmailConsent},
		{smsInput, c.Phone, "A phone number is required to set the SMS consent state.", &c.SMSConsent},
		{whatsAppInput, c.Phone, "A phone number is required to set the WhatsApp consent state.", &c.WhatsApp},
	} {
		if in[channel.field] == nil {
			continue
		}
		if channel.reach == "" {
			return []world.UserError{{Field: []string{channel.field}, Message: channel.missing}}, nil
		}
		given, refused, err := channel.read(in, s.world.Now())
		if refused != nil || err != nil {
			for i := range refused {
				refused[i].Field = refused[i].Field[1:] // this input is the mutation's own
			}
			return refused, err
		}
		*channel.into = given
	}
	return nil, nil
}

// consentElsewhere refuses consent in an update: there are mutations for it.
func consentElsewhere(in args) []world.UserError {
	for name, mutation := range map[string]string{
		"emailMarketingConsent": "customerEmailMarketingConsentUpdate", "smsMarketingConsent": "customerSmsMarketingConsentUpdate",
		"whatsAppMarketingConsent": "customerWhatsAppMarketingConsentUpdate",
	} {
		if in[name] != nil {
			return []world.UserError{{Field: []string{name}, Message: "To update " + name + ", please use the " + mutation + " Mutation instead"}}
		}
	}
	return nil
}
