package salesmanago

import (
	"encoding/json"
	"strings"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// detail is one contact as SALESmanago is told of her. The five flags are always there:
// what is left out may be taken for a yes, and all five at false leave a contact's
// subscriptions as they are, and a new one without any.
type detail struct {
	Contact       contact           `json:"contact"`
	Tags          []string          `json:"tags"`
	RemoveTags    []string          `json:"removeTags"`
	Scoring       bool              `json:"tagScoring"` // counts how often a tag was given
	Properties    map[string]string `json:"properties"`
	Birthday      *string           `json:"birthday,omitempty"`
	OptIn         bool              `json:"forceOptIn"`
	OptOut        bool              `json:"forceOptOut"`
	PhoneOptIn    bool              `json:"forcePhoneOptIn"`
	PhoneOptOut   bool              `json:"forcePhoneOptOut"`
	DoubleOptIn   bool              `json:"useApiDoubleOptIn"`
	Consents      []agreed          `json:"consentDetails,omitempty"`
	OptInTemplate string            `json:"apiDoubleOptInEmailTemplateId,omitempty"`
	OptInAccount  string            `json:"apiDoubleOptInEmailAccountId,omitempty"`
	OptInSubject  string            `json:"apiDoubleOptInEmailSubject,omitempty"`
}

type contact struct {
	Email   string            `json:"email"`
	Name    *string           `json:"name,omitempty"`
	Company *string           `json:"company,omitempty"`
	Phone   string            `json:"phone,omitempty"`
	Address map[string]string `json:"address,omitempty"`
}

// agreed is what somebody said of an agreement of the account.
type agreed struct {
	Name   string `json:"consentName"`
	Accept bool   `json:"consentAccept"`
	At     int64  `json:"agreementDate"` // ms
	OptOut bool   `json:"optOut"`
}

// upsert is one contact, and whose call it is.
type upsert struct {
	auth
	Async bool `json:"async"`
	detail
}

// batchUpsert is many, which are done in SALESmanago's own time.
type batchUpsert struct {
	auth
	Details     []detail `json:"upsertDetails"`
	DoubleOptIn bool     `json:"useApiDoubleOptIn"` // left out it is a yes
	Fire        bool     `json:"fireEvents"`        // whether rules and workflows start
}

func bare(email string) detail {
	return detail{Contact: contact{Email: email}, Tags: []string{}, RemoveTags: []string{}, Properties: map[string]string{}}
}

// profile is what a change says of a person, without her consents.
func profile(change integrations.Change) detail {
	d := bare(change.Subject.Email)
	d.Tags, d.RemoveTags = called(change.AddTags), called(change.RemoveTags)
	for _, key := range change.Unset {
		d.set(key, "")
	}
	for _, p := range change.Set {
		d.set(p.Key, formatted(p))
	}
	return d
}

// Standard details that a property may be mapped to: they are not among the others.
const (
	nameKey     = "contact.name"
	companyKey  = "contact.company"
	birthdayKey = "contact.birthday"
	addressKeys = "address."
)

func (d *detail) set(key, text string) {
	part, inAddress := strings.CutPrefix(key, addressKeys)
	switch {
	case key == nameKey:
		d.Contact.Name = &text
	case key == companyKey:
		d.Contact.Company = &text
	case key == birthdayKey:
		text = strings.ReplaceAll(text, "-", "") // MMdd, or yyyyMMdd
		d.Birthday = &text
	case inAddress:
		if d.Contact.Address == nil {
			d.Contact.Address = map[string]string{}
		}
		d.Contact.Address[part] = text
	default:
		d.Properties[key] = text
	}
}

// formatted is a value as SALESmanago takes it: all are texts.
func formatted(p integrations.Property) string {
	var text string
	if json.Unmarshal(p.Value.JSON, &text) == nil {
		return text
	}
	var several []string
	if json.Unmarshal(p.Value.JSON, &several) == nil {
		return strings.Join(several, ", ")
	}
	return string(p.Value.JSON) // a number, or a boolean
}

func text(of string) app.Value {
	raw, _ := json.Marshal(of) // a string always marshals
	return app.Value{Kind: app.KindText, JSON: raw}
}
