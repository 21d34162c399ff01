// Package double owns a HubSpot that exists in memory: contacts, properties, static lists,
// subscriptions and custom events, with the limits, refusals and traps of the real one.
package double

import (
	"cmp"
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/double"
)

// rolling is what a private app may call, by HubSpot's usage guidelines for the smallest
// plan; what it may call in a day is the account's.
var rolling = double.Limit{Name: "rolling", Most: 110, Per: 10 * time.Second, Sliding: true}

// Double plays HubSpot. Safe for concurrent use.
type Double struct {
	*double.Reception
	handler http.Handler
	desk    *double.Desk[Account]
}

// New makes a double. now is its clock.
func New(now func() time.Time) *Double {
	d := &Double{desk: double.NewDesk(now, fresh)}
	d.Reception = reception(now, d.desk.Open)
	d.handler = d.desk.Handler(double.Vendor[Account]{
		Account: func(r *http.Request, _ []byte) string {
			authorization := r.Header.Get("Authorization")
			return cmp.Or(d.Account(authorization), owner(authorization))
		},
		Answer: answer, Refuse: refuse,
	})
	return d
}

// reception lets apps in by HubSpot's rules: a token is good for half an hour, its refresh
// token stays the same.
func reception(now func() time.Time, open func(string)) *double.Reception {
	return &double.Reception{
		Title: "HubSpot", Life: 30 * time.Minute, Open: open, Now: now,
		More: func(string) map[string]any { return map[string]any{"hub_id": 4242} },
		Spec: &integrations.OAuth{
			Authorize: "https://app.hubspot.com/oauth/authorize", Token: "https://api.hubapi.com/oauth/2026-03/token", Revoke: "https://api.hubapi.com/oauth/2026-03/token/revoke",
			Scopes: []string{
				"oauth", "crm.objects.contacts.read", "crm.objects.contacts.write", "crm.schemas.contacts.read", "crm.schemas.contacts.write",
				"crm.lists.read", "crm.lists.write", "communication_preferences.read_write",
			},
		},
	}
}

// ServeHTTP implements http.Handler.
func (d *Double) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !d.Serve(w, r) {
		d.handler.ServeHTTP(w, r)
	}
}

// Hosts implements integrations.Double.
func (*Double) Hosts() []string { return []string{"api.hubapi.com", "app.hubspot.com"} }

// tokens of an account begin like real ones, and say whose they are.
const tokens = "pat-na1-"

func owner(authorization string) string {
	token, ok := strings.CutPrefix(authorization, "Bearer "+tokens)
	name, err := base64.RawURLEncoding.DecodeString(token)
	if !ok || err != nil {
		return ""
	}
	return string(name)
}

// Open implements integrations.Double.
func (d *Double) Open(account string) map[string]string {
	d.desk.Open(account)
	return map[string]string{
		"token": tokens + base64.RawURLEncoding.EncodeToString([]byte(account)), "subscription": strconv.Itoa(Newsletter), "events": "askwell",
	}
}

// Trouble implements integrations.Double.
func (d *Double) Trouble(account string, t integrations.Trouble) {
	d.desk.Trouble(account, t)
	d.Reception.Trouble(account, t)
}

// Reset implements integrations.Double.
func (d *Double) Reset() {
	d.desk.Reset()
	d.Reception.Reset()
}

type call = double.Call[Account]

// route is one operation. A star in its path is any one segment, told to the handler.
type route struct {
	method, path string
	handle       func(*call, []string) double.Answer
}

func routes() []route {
	const (
		contacts    = "/crm/objects/2026-09/contacts"
		properties  = "/crm/properties/2026-09/contacts"
		lists       = "/crm/lists/2026-09"
		preferences = "/communication-preferences/2026-09"
		events      = "/events/custom/2026-09"
	)
	return []route{
		{"GET", contacts, firstContacts},
		{"POST", contacts + "/batch/upsert", upsert},
		{"POST", contacts + "/batch/read", batchRead},
		{"POST", contacts + "/gdpr-delete", gdprDelete},
		{"GET", properties, allProperties},
		{"POST", properties, makeProperty},
		{"PATCH", properties + "/*", changeProperty},
		{"GET", properties + "/groups/*", readGroup},
		{"POST", properties + "/groups", makeGroup},
		{"POST", lists + "/search", searchLists},
		{"PUT", lists + "/*/memberships/add-and-remove", changeMembers},
		{"POST", lists + "/records/memberships/batch/read", readMemberships},
		{"GET", preferences + "/definitions", definitions},
		{"GET", preferences + "/statuses/*", readStatuses},
		{"POST", preferences + "/statuses/*", writeStatus},
		{"GET", events + "/event-definitions", findDefinitions},
		{"POST", events + "/event-definitions", makeDefinition},
		{"POST", events + "/event-definitions/*/property", addDefinitionProperty},
		{"POST", events + "/send/batch", sendEvents},
	}
}

var table = routes()

func answer(c *call) double.Answer {
	c.State.Calls++
	ok, left, after := c.Allow(rolling)
	if !ok {
		return limited("TEN_SECONDLY_ROLLING", after)
	}
	if ok, _, _ := c.Allow(double.Limit{Name: "daily", Most: c.State.Daily, Per: 24 * time.Hour}); !ok {
		return limited("DAILY", 0)
	}
	said := refused(http.StatusNotFound, "", "resource not found")
	for _, r := range table {
		if names, fits := match(r.path, c.URL.Path); fits && r.method == c.Method {
			said = r.handle(c, names)
			break
		}
	}
	said.Header = map[string]string{
		"X-HubSpot-RateLimit-Max": strconv.Itoa(rolling.Most), "X-HubSpot-RateLimit-Remaining": strconv.Itoa(left),
		"X-HubSpot-RateLimit-Interval-Milliseconds": strconv.Itoa(int(rolling.Per / time.Millisecond)),
	}
	return said
}

func match(pattern, path string) (names []string, ok bool) {
	want, got := strings.Split(pattern, "/"), strings.Split(path, "/")
	if len(want) != len(got) {
		return nil, false
	}
	for i := range want {
		switch {
		case want[i] == "*":
			names = append(names, got[i])
		case want[i] != got[i]:
			return nil, false
		}
	}
	return names, true
}

// fault is one property that is wrong.
type fault struct {
	Code string `json:"error"`
	Name string `json:"name"`
	Text string `json:"message"`
}

func said(category, message string) map[string]any {
	body := map[string]any{"status": "error", "message": message, "correlationId": uuid.NewString()}
	if category != "" {
		body["category"] = category
	}
	return body
}

func refused(status int, category, message string) double.Answer {
	return double.Answer{Status: status, Body: said(category, message)}
}

func limited(policy string, after time.Duration) double.Answer {
	body := said("RATE_LIMITS", "You have reached your "+strings.ToLower(policy)+" limit.")
	body["errorType"], body["policyName"] = "RATE_LIMIT", policy
	a := double.Answer{Status: http.StatusTooManyRequests, Body: body}
	if after > 0 {
		a.Header = map[string]string{"Retry-After": strconv.Itoa(int(after/time.Second) + 1)}
	}
	return a
}

// scopeMissing is what a private app without a scope is told.
func scopeMissing(scope string) double.Answer {
	body := said("MISSING_SCOPES", "This app hasn't been granted all required scopes to make this call.")
	body["errors"] = []any{map[string]any{
		"message": "One or more of the following scopes are required.", "context": map[string][]string{"requiredGranularScopes": {scope}},
	}}
	return double.Answer{Status: http.StatusForbidden, Body: body}
}

func refuse(why double.Refusal, after time.Duration) double.Answer {
	switch why {
	case double.Unauthorized:
		return refused(http.StatusUnauthorized, "INVALID_AUTHENTICATION", "Authentication credentials not found.")
	case double.Forbidden:
		return scopeMissing("crm.objects.contacts.write")
	case double.Busy:
		return limited("TEN_SECONDLY_ROLLING", after)
	default:
		return refused(http.StatusInternalServerError, "", "internal error")
	}
}
