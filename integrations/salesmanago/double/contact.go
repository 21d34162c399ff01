package double

import (
	"maps"
	"regexp"
	"time"

	"github.com/askwell/askwell/integrations/double"
)

// What calls may hold, as their own plugin keeps to it.
const (
	mostDetails = 400
	mostRead    = 50
)

var (
	address  = regexp.MustCompile(`^[^@\s]{1,64}@[^@\s]+\.[^@\s.]{2,}$`)
	birthday = regexp.MustCompile(`^(\d{4})?(\d{4})?$`)
)

type contactIn struct {
	Email      string            `json:"email"`
	Name       *string           `json:"name"`
	Phone      string            `json:"phone"`
	Company    *string           `json:"company"`
	ExternalID string            `json:"externalId"`
	State      string            `json:"state"`
	Address    map[string]string `json:"address"`
}

type detailIn struct {
	Contact     contactIn         `json:"contact"`
	Tags        []string          `json:"tags"`
	RemoveTags  []string          `json:"removeTags"`
	TagScoring  bool              `json:"tagScoring"`
	Properties  map[string]string `json:"properties"`
	Birthday    *string           `json:"birthday"`
	Lang        string            `json:"lang"`
	OptIn       bool              `json:"forceOptIn"`
	OptOut      bool              `json:"forceOptOut"`
	PhoneOptIn  bool              `json:"forcePhoneOptIn"`
	PhoneOptOut bool              `json:"forcePhoneOptOut"`
	DoubleOptIn *bool             `json:"useApiDoubleOptIn"`
	Template    string            `json:"apiDoubleOptInEmailTemplateId"`
	Account     string            `json:"apiDoubleOptInEmailAccountId"`
	Subject     string            `json:"apiDoubleOptInEmailSubject"`
	Consents    []struct {
		Name   string `json:"consentName"`
		Accept bool   `json:"consentAccept"`
		At     int64  `json:"agreementDate"`
		OptOut bool   `json:"optOut"`
	} `json:"consentDetails"`
}

// wrong is what is wrong with a contact, "" for nothing.
func (in detailIn) wrong() string {
	switch {
	case !address.MatchString(in.Contact.Email):
		return "Invalid email: " + in.Contact.Email
	case in.Birthday != nil && !birthday.MatchString(*in.Birthday):
		return "Invalid birthday"
	case in.OptIn && in.OptOut, in.PhoneOptIn && in.PhoneOptOut:
		return "Invalid combination of options"
	}
	for _, one := range in.Consents {
		if one.Name != Agreement {
			return "Consent " + one.Name + " does not exist"
		}
	}
	return ""
}

func upsert(c *call) double.Answer {
	var in struct {
		auth
		Async bool `json:"async"`
		detailIn
	}
	if !strictly(c, &in) {
		return no("Invalid request")
	}
	if wrong := in.wrong(); wrong != "" {
		return no(wrong)
	}
	one := c.State.write(in.detailIn, in.DoubleOptIn == nil || *in.DoubleOptIn, true, c.Now)
	return yes(map[string]any{"contactId": one.ID, "externalId": nil})
}

// batchUpsert takes all of them, and does it a moment later. What cannot be done is left
// undone, and nobody is told.
func batchUpsert(c *call) double.Answer {
	var in struct {
		auth
		Details     []detailIn `json:"upsertDetails"`
		DoubleOptIn *bool      `json:"useApiDoubleOptIn"`
		Lang        string     `json:"lang"`
		Fire        *bool      `json:"fireEvents"`
	}
	if !strictly(c, &in) || len(in.Details) == 0 || len(in.Details) > mostDetails {
		return no("Invalid request")
	}
	a, now := c.State, c.Now
	a.later(now, func() {
		for _, one := range in.Details {
			if one.wrong() == "" {
				a.write(one, in.DoubleOptIn == nil || *in.DoubleOptIn, in.Fire == nil || *in.Fire, now)
			}
		}
	})
	return yes(map[string]any{"requestId": c.State.Calls})
}

// write makes or changes a contact. asks says that she is asked to confirm, where nothing
// else is said of her subscription.
func (a *Account) write(in detailIn, asks, fire bool, now time.Time) *Contact {
	one := a.Contacts[in.Contact.Email]
	if one == nil {
		one = a.Add(in.Contact.Email, now)
	}
	one.ModifiedAt = now
	one.describe(in)
	one.tag(in)
	switch {
	case in.OptIn:
		one.OptedOut, one.Asked = false, false
		a.Subscribed++
	case in.OptOut:
		one.OptedOut, one.Asked = true, false
	case asks && one.OptedOut:
		one.Asked = true
		a.Mails++
	}
	switch {
	case in.PhoneOptIn:
		one.PhoneOut = false
		a.Subscribed++
	case in.PhoneOptOut:
		one.PhoneOut = true
	}
	for _, said := range in.Consents {
		one.Agreements[said.Name] = said.Accept
	}
	if fire {
		one.Started++
	}
	return one
}

func (o *Contact) describe(in detailIn) {
	for at, value := range map[*string]*string{&o.Name: in.Contact.Name, &o.Company: in.Contact.Company, &o.Birthday: in.Birthday} {
		if value != nil {
			*at = *value
		}
	}
	if in.Contact.Phone != "" {
		o.Phone = in.Contact.Phone
	}
	maps.Copy(o.Address, in.Contact.Address)
	for key, value := range in.Properties {
		if o.Properties[key] = value; value == "" {
			delete(o.Properties, key)
		}
	}
}

func (o *Contact) tag(in detailIn) {
	for _, text := range in.RemoveTags {
		for _, tag := range tagged(text) {
			delete(o.Tags, tag)
		}
	}
	for _, text := range in.Tags {
		for _, tag := range tagged(text) {
			if o.Tags[tag] == 0 || in.TagScoring {
				o.Tags[tag]++
			}
		}
	}
}
