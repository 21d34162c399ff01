package double

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/askwell/askwell/integrations/double"
)

// Account is what one account holds, and what it would have done.
type Account struct {
	Email      string // of the user whose it is
	Attributes []Attribute
	Lists      []List
	Contacts   map[string]*Contact // by address
	Broke      bool                // no credits are left
	Clicks     bool                // who is asked to confirm does so at once

	ConfirmationMails int // sent
	Subscriptions     int // joinings of lists and changes of the blocklist, by the API
	Lifted            int // of those, ends of a blocklisting
	Automations       int // started
}

// Attribute is one that contacts have.
type Attribute struct {
	Name     string   `json:"name"`
	Category string   `json:"category"`
	Type     string   `json:"type,omitempty"`
	Choices  []string `json:"multiCategoryOptions,omitempty"`
}

// List is one list of contacts.
type List struct {
	ID   int64
	Name string
}

// fresh is an account with two lists, and Ada in the first.
func fresh(name string, now time.Time) Account {
	normal := func(name, kind string) Attribute { return Attribute{Name: name, Category: "normal", Type: kind} }
	a := Account{
		Email:      "owner-" + name + "@example.com",
		Attributes: []Attribute{normal("FIRSTNAME", "text"), normal("LASTNAME", "text"), normal("SMS", "text"), {Name: "TIER", Category: "category"}},
		Lists:      []List{{3, "Newsletter"}, {5, "Quiz"}}, Contacts: map[string]*Contact{},
	}
	for i, email := range []string{"ada@example.com", "bo@example.com", a.Email} {
		a.Contacts[email] = &Contact{ID: int64(i + 1), Email: email, Attributes: map[string]any{}, Created: now.AddDate(-1, 0, 0), Changed: now.AddDate(-1, 0, 0)}
	}
	a.Contacts["ada@example.com"].Lists = []int64{3}
	return a
}

func (a *Account) do(c *double.Call[Account]) double.Answer {
	path := strings.TrimPrefix(c.URL.Path, "/v3")
	parts := strings.Split(strings.Trim(path, "/"), "/")
	switch c.Method + " " + path {
	case "GET /account":
		return double.Answer{Status: http.StatusOK, Body: map[string]any{"email": a.Email, "companyName": "Demo shop", "firstName": "De", "lastName": "Mo"}}
	case "GET /contacts/attributes":
		return double.Answer{Status: http.StatusOK, Body: map[string]any{"attributes": a.Attributes}}
	case "GET /contacts/lists":
		return a.listed(c.URL.Query())
	case "POST /contacts":
		return a.create(c)
	case "POST /contacts/doubleOptinConfirmation":
		return a.ask(c)
	case "POST /events":
		return a.hear(c)
	case "GET /events":
		return a.heard(c.URL.Query())
	}
	switch {
	case len(parts) == 4 && parts[0] == "contacts" && parts[1] == "attributes" && c.Method == http.MethodPost:
		return a.makeAttribute(c, parts[2], parts[3])
	case len(parts) == 2 && parts[0] == "contacts":
		return a.contact(c, parts[1])
	default:
		return fault(http.StatusNotFound, "document_not_found", "No such resource")
	}
}

// listed is a page: ten, unless more were asked for, and never more than fifty.
func (a *Account) listed(query url.Values) double.Answer {
	limit, err := strconv.Atoi(query.Get("limit"))
	if err != nil {
		limit = 10
	}
	offset, _ := strconv.Atoi(query.Get("offset"))
	if limit < 0 || limit > 50 || offset < 0 {
		return fault(http.StatusBadRequest, "out_of_range", "Limit exceeds max value")
	}
	lists := []any{}
	for _, l := range a.Lists[min(offset, len(a.Lists)):min(offset+limit, len(a.Lists))] {
		lists = append(lists, map[string]any{"id": l.ID, "name": l.Name, "folderId": 1, "totalSubscribers": 0, "totalBlacklisted": 0, "uniqueSubscribers": 0})
	}
	return double.Answer{Status: http.StatusOK, Body: map[string]any{"lists": lists, "count": len(a.Lists)}}
}

func (a *Account) makeAttribute(c *double.Call[Account], category, name string) double.Answer {
	var sent struct {
		Type    string   `json:"type"`
		Choices []string `json:"multiCategoryOptions"`
	}
	switch {
	case !c.JSON(&sent) || category != "normal" || !slices.Contains([]string{"text", "date", "float", "boolean", "multiple-choice"}, sent.Type):
		return fault(http.StatusBadRequest, "invalid_parameter", "Invalid type")
	case len(name) > 50 || strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") != "":
		return fault(http.StatusBadRequest, "invalid_parameter", "Invalid attribute name")
	case slices.ContainsFunc(a.Attributes, func(one Attribute) bool { return one.Name == name }):
		return fault(http.StatusBadRequest, "duplicate_parameter", "Attribute name must be unique")
	}
	a.Attributes = append(a.Attributes, Attribute{Name: name, Category: category, Type: sent.Type, Choices: sent.Choices})
	return done(http.StatusCreated)
}

// show is an account for people.
func (a *Account) show() any {
	lists := map[string]string{}
	for _, l := range a.Lists {
		lists[strconv.FormatInt(l.ID, 10)] = l.Name
	}
	return map[string]any{
		"contacts": a.Contacts, "attributes": a.Attributes, "lists": lists, "confirmation_mails": a.ConfirmationMails,
		"subscriptions_changed": a.Subscriptions, "blocklistings_lifted": a.Lifted, "automations_started": a.Automations,
	}
}
