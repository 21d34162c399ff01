package double

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
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

// batchUpsert takes all of them. What cannot be done is left undone, and nobody is told.
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
	for _, one := range in.Details {
		if one.wrong() == "" {
			c.State.write(one, in.DoubleOptIn == nil || *in.DoubleOptIn, in.Fire == nil || *in.Fire, c.Now)
		}
	}
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

// lookup names one contact.
type lookup struct {
	auth
	Email string `json:"email"`
}

func hasContact(c *call) double.Answer {
	var in lookup
	if !strictly(c, &in) || in.Email == "" {
		return no("Invalid request")
	}
	if one := c.State.Contacts[in.Email]; one != nil {
		return yes(map[string]any{"result": true, "contactId": one.ID})
	}
	return yes(map[string]any{"result": false, "contactId": nil})
}

func remove(c *call) double.Answer {
	var in lookup
	switch {
	case !strictly(c, &in) || in.Email == "":
		return no("Invalid request")
	case c.State.Contacts[in.Email] == nil:
		return no("Contact not found")
	case !c.Liar:
		delete(c.State.Contacts, in.Email)
	}
	return yes(map[string]any{"result": nil})
}

func list(c *call) double.Answer {
	var in struct {
		auth
		Email []string `json:"email"`
	}
	if !strictly(c, &in) || len(in.Email) > mostRead {
		return no("Invalid request")
	}
	found := []any{}
	for _, email := range in.Email {
		if one := c.State.Contacts[email]; one != nil {
			found = append(found, one.told())
		}
	}
	return yes(map[string]any{"contacts": found})
}

func (o *Contact) told() map[string]any {
	tags, properties := []any{}, []any{}
	for _, tag := range slices.Sorted(maps.Keys(o.Tags)) {
		score := o.Tags[tag]
		tags = append(tags, map[string]any{"tag": tag, "tagName": tag, "score": score, "tagWithScore": tag + " (" + strconv.Itoa(score) + ")"})
	}
	for _, key := range slices.Sorted(maps.Keys(o.Properties)) {
		properties = append(properties, map[string]any{"name": key, "value": o.Properties[key]})
	}
	told := map[string]any{
		"id": o.ID, "email": o.Email, "name": o.Name, "company": o.Company, "phone": o.Phone, "score": 0, "state": "PROSPECT",
		"optedOut": o.OptedOut, "optedOutPhone": o.PhoneOut, "deleted": false, "invalid": false, "mainContactOwner": Owner, "address": o.Address,
		"birthdayYear": nil, "birthdayMonth": nil, "birthdayDay": nil, "contactTags": tags, "properties": properties, "contactExtEvents": []any{},
		"createdOn": o.CreatedAt.UnixMilli(), "modifiedOn": o.ModifiedAt.UnixMilli(),
	}
	if n := len(o.Birthday); n >= 4 {
		told["birthdayMonth"], told["birthdayDay"] = whole(o.Birthday[n-4:n-2]), whole(o.Birthday[n-2:])
		if n == 8 {
			told["birthdayYear"] = whole(o.Birthday[:4])
		}
	}
	return told
}

func whole(digits string) int {
	n, _ := strconv.Atoi(digits) // digits, as the pattern has seen
	return n
}

func tags(c *call) double.Answer {
	var in auth
	if !strictly(c, &in) {
		return no("Invalid request")
	}
	counts := map[string]int{}
	for _, one := range c.State.Contacts {
		for tag := range one.Tags {
			counts[tag]++
		}
	}
	all := []any{}
	for _, tag := range slices.Sorted(maps.Keys(counts)) {
		all = append(all, map[string]any{"tag": tag, "numberOfTagged": counts[tag]})
	}
	return yes(map[string]any{"tags": all})
}
