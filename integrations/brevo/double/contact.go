package double

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/askwell/askwell/integrations/double"
)

// Contact is a person in an account.
type Contact struct {
	ID          int64          `json:"id"`
	Email       string         `json:"email"`
	Attributes  map[string]any `json:"attributes"`
	Lists       []int64        `json:"listIds"`
	Blocklisted bool           `json:"emailBlacklisted"`
	Created     time.Time      `json:"createdAt"`
	Changed     time.Time      `json:"modifiedAt"`
	Asked       bool           `json:"asked,omitempty"` // to confirm, and has not yet
	Events      []Event        `json:"events,omitempty"`
}

// written is a contact as it is sent.
type written struct {
	Email       string         `json:"email"`
	Attributes  map[string]any `json:"attributes"`
	Lists       []int64        `json:"listIds"`
	Unlink      []int64        `json:"unlinkListIds"`
	Blocklisted *bool          `json:"emailBlacklisted"`
	Update      bool           `json:"updateEnabled"`
}

func (a *Account) create(c *double.Call[Account]) double.Answer {
	var w written
	if !c.JSON(&w) || !address(w.Email) {
		return fault(http.StatusBadRequest, "invalid_parameter", "Invalid email address")
	}
	w.Email = strings.ToLower(w.Email)
	her := a.Contacts[w.Email]
	if her != nil && !w.Update {
		return fault(http.StatusBadRequest, "duplicate_parameter", "Contact already exist")
	}
	fresh := her == nil
	if fresh {
		her = a.made(w.Email, c.Now)
	}
	if refused := a.write(her, w, c.Now); refused != nil {
		return *refused
	}
	if !fresh {
		return done(http.StatusNoContent)
	}
	a.Contacts[her.Email] = her
	return double.Answer{Status: http.StatusCreated, Body: map[string]any{"id": her.ID}}
}

func (a *Account) made(email string, now time.Time) *Contact {
	return &Contact{ID: int64(len(a.Contacts) + 100), Email: email, Attributes: map[string]any{}, Created: now}
}

func address(email string) bool {
	at := strings.LastIndex(email, "@")
	return at > 0 && strings.Contains(email[at:], ".") && !strings.ContainsAny(email, " \t\n")
}

// contact is a call about one, by its address.
func (a *Account) contact(c *double.Call[Account], email string) double.Answer {
	her := a.Contacts[strings.ToLower(email)]
	if her == nil {
		return fault(http.StatusNotFound, "document_not_found", "Contact does not exist")
	}
	switch c.Method {
	case http.MethodGet:
		return double.Answer{Status: http.StatusOK, Body: map[string]any{
			"id": her.ID, "email": her.Email, "attributes": her.Attributes, "listIds": append([]int64{}, her.Lists...), "emailBlacklisted": her.Blocklisted, "smsBlacklisted": false,
			"createdAt": her.Created.UTC().Format(time.RFC3339), "modifiedAt": her.Changed.UTC().Format(time.RFC3339), "statistics": map[string]any{},
		}}
	case http.MethodPut:
		var w written
		if !c.JSON(&w) {
			return fault(http.StatusBadRequest, "invalid_parameter", "Not JSON")
		}
		if refused := a.write(her, w, c.Now); refused != nil {
			return *refused
		}
		return done(http.StatusNoContent)
	case http.MethodDelete:
		if her.Email == a.Email {
			return fault(http.StatusMethodNotAllowed, "method_not_allowed", "You cannot delete the contact of a registered user")
		}
		if !c.Liar {
			delete(a.Contacts, her.Email)
		}
		return done(http.StatusNoContent)
	default:
		return fault(http.StatusMethodNotAllowed, "method_not_allowed", c.Method+" Method is not allowed on this path")
	}
}

// write changes a contact, all of it or nothing; what an attribute is not made for falls
// under the table.
func (a *Account) write(her *Contact, w written, now time.Time) *double.Answer {
	for _, id := range append(slices.Clone(w.Lists), w.Unlink...) {
		if !slices.ContainsFunc(a.Lists, func(l List) bool { return l.ID == id }) {
			refused := fault(http.StatusBadRequest, "invalid_parameter", "Invalid list ids")
			return &refused
		}
	}
	if phone := w.Attributes["SMS"]; phone != nil && phone != "" {
		for _, other := range a.Contacts {
			if other != her && other.Attributes["SMS"] == phone {
				refused := fault(http.StatusBadRequest, "duplicate_parameter", "Unable to create contact, SMS is already associated with another Contact "+other.Email)
				return &refused
			}
		}
	}
	for name, value := range w.Attributes {
		at := slices.IndexFunc(a.Attributes, func(one Attribute) bool { return one.Name == name })
		if at < 0 {
			continue
		}
		if value == "" || value == nil {
			delete(her.Attributes, name)
		} else if taken, fits := a.Attributes[at].takes(value); fits {
			her.Attributes[name] = taken
		}
	}
	a.subscribe(her, w)
	her.Changed = now
	return nil
}

// subscribe counts what a change of who may be mailed sets off.
func (a *Account) subscribe(her *Contact, w written) {
	for _, id := range w.Lists {
		if !slices.Contains(her.Lists, id) {
			her.Lists = append(her.Lists, id)
			a.Subscriptions++
			a.Automations++
		}
	}
	her.Lists = slices.DeleteFunc(her.Lists, func(id int64) bool { return slices.Contains(w.Unlink, id) })
	if w.Blocklisted != nil && *w.Blocklisted != her.Blocklisted {
		her.Blocklisted, her.Asked = *w.Blocklisted, false
		a.Subscriptions++
		if !her.Blocklisted {
			a.Lifted++
		}
	}
}

// ask sends the confirmation. The lists have her once she clicks.
func (a *Account) ask(c *double.Call[Account]) double.Answer {
	var w struct {
		Email    string  `json:"email"`
		Lists    []int64 `json:"includeListIds"`
		Template int64   `json:"templateId"`
		Page     string  `json:"redirectionUrl"`
	}
	if !c.JSON(&w) || !address(w.Email) || len(w.Lists) == 0 || w.Template == 0 || w.Page == "" {
		return fault(http.StatusBadRequest, "missing_parameter", "email, includeListIds, templateId and redirectionUrl are mandatory")
	}
	her := a.Contacts[strings.ToLower(w.Email)]
	status := http.StatusNoContent
	if her == nil {
		her, status = a.made(strings.ToLower(w.Email), c.Now), http.StatusCreated
		a.Contacts[her.Email] = her
	}
	her.Asked, her.Changed = true, c.Now
	a.ConfirmationMails++
	if a.Clicks {
		her.Asked, her.Blocklisted = false, false
		her.Lists = slices.Compact(slices.Sorted(slices.Values(append(her.Lists, w.Lists...))))
	}
	return done(status)
}
