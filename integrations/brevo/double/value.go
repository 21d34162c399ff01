package double

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/askwell/askwell/integrations/double"
)

// takes reports whether an attribute is made for a value, and as what it keeps it.
func (at Attribute) takes(value any) (kept any, fits bool) {
	switch v := value.(type) {
	case string:
		if at.Type == "date" {
			_, err := time.Parse(time.DateOnly, v)
			return v, err == nil
		}
		return v, at.Type == "text"
	case float64:
		return v, at.Type == "float"
	case bool:
		return v, at.Type == "boolean"
	case []any:
		known := slices.DeleteFunc(slices.Clone(v), func(one any) bool {
			text, ok := one.(string)
			return !ok || !slices.Contains(at.Choices, text)
		})
		return known, at.Type == "multiple-choice" && len(known) > 0
	default:
		return nil, false
	}
}

// Event is something that happened to a contact.
type Event struct {
	Name       string         `json:"event_name"`
	At         string         `json:"event_date"`
	Properties map[string]any `json:"event_properties"`
}

var eventName = regexp.MustCompile(`^[A-Za-z0-9_-]{1,255}$`)

// hear takes an event, however often it is told, and starts what begins with it.
func (a *Account) hear(c *double.Call[Account]) double.Answer {
	var sent struct {
		Event
		Identifiers struct {
			Email string `json:"email_id"`
		} `json:"identifiers"`
	}
	switch {
	case a.Broke:
		return fault(http.StatusPaymentRequired, "not_enough_credits", "You have no credits left")
	case !c.JSON(&sent) || !eventName.MatchString(sent.Name):
		return fault(http.StatusBadRequest, "invalid_parameter", "event_name is not valid")
	case !address(sent.Identifiers.Email):
		return fault(http.StatusBadRequest, "missing_parameter", "identifiers are missing")
	}
	email := strings.ToLower(sent.Identifiers.Email)
	her := a.Contacts[email]
	if her == nil {
		her = a.made(email, c.Now)
		a.Contacts[email] = her
	}
	her.Events = append(her.Events, sent.Event)
	a.Automations++
	return done(http.StatusNoContent)
}

// heard lists the events of a contact by name, between two moments.
func (a *Account) heard(query url.Values) double.Answer {
	from, bad := time.Parse(time.RFC3339, query.Get("startDate"))
	till, worse := time.Parse(time.RFC3339, query.Get("endDate"))
	if most, err := strconv.Atoi(query.Get("limit")); bad != nil || worse != nil || till.Before(from) || err != nil || most < 1 || most > 10_000 {
		return fault(http.StatusBadRequest, "invalid_parameter", "The range is not valid")
	}
	found := []map[string]any{}
	for _, her := range a.Contacts {
		if strconv.FormatInt(her.ID, 10) != query.Get("contact_id") {
			continue
		}
		for _, e := range her.Events {
			at, _ := time.Parse(time.RFC3339, e.At) // it was told so
			if e.Name == query.Get("event_name") && !at.Before(from) && !at.After(till) {
				found = append(found, map[string]any{"contact_id": her.ID, "event_name": e.Name, "event_date": e.At, "event_properties": e.Properties})
			}
		}
	}
	return double.Answer{Status: http.StatusOK, Body: map[string]any{"count": len(found), "events": found}}
}
