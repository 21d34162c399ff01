// Package double owns the play of Klaviyo: its shapes, limits and traps, so that what
// works against it works at Klaviyo.
package double

import (
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/double"
)

const (
	revision  = "2026-07-15"
	mediaType = "application/vnd.api+json"
	keyPrefix = "pk_double_"
)

// Double plays Klaviyo.
type Double struct {
	*double.Reception
	desk    *double.Desk[*account]
	now     func() time.Time
	handler http.Handler
}

type (
	call   = double.Call[*account]
	answer = double.Answer
)

// New makes a double with a clock.
func New(now func() time.Time) *Double {
	d := &Double{now: now}
	d.desk = double.NewDesk(now, fresh)
	d.Reception = reception(now, d.desk.Open)
	d.handler = d.desk.Handler(double.Vendor[*account]{Account: d.whose, Answer: route, Refuse: refuse})
	return d
}

// Hosts implements integrations.Double.
func (*Double) Hosts() []string { return []string{"a.klaviyo.com", "www.klaviyo.com"} }

// ServeHTTP implements integrations.Double.
func (d *Double) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !d.Serve(w, r) {
		d.handler.ServeHTTP(w, r)
	}
}

// Open implements integrations.Double.
func (d *Double) Open(name string) map[string]string {
	d.desk.Open(name)
	return map[string]string{"api_key": keyPrefix + base64.RawURLEncoding.EncodeToString([]byte(name)), "list": Newsletter}
}

// Trouble implements integrations.Double.
func (d *Double) Trouble(name string, t integrations.Trouble) {
	d.desk.Trouble(name, t)
	d.Reception.Trouble(name, t)
}

// Reset implements integrations.Double.
func (d *Double) Reset() {
	d.desk.Reset()
	d.Reception.Reset()
}

// reception lets apps in by Klaviyo's rules: a token is good for an hour, its refresh token
// stays the same.
func reception(now func() time.Time, open func(string)) *double.Reception {
	return &double.Reception{Title: "Klaviyo", Life: time.Hour, Open: open, Now: now, Spec: &integrations.OAuth{
		Authorize: "https://www.klaviyo.com/oauth/authorize", Token: "https://a.klaviyo.com/oauth/token", Revoke: "https://a.klaviyo.com/oauth/revoke",
		Scopes: []string{
			"accounts:read", "data-privacy:read", "data-privacy:write", "events:read", "events:write", "lists:read", "lists:write", "metrics:read",
			"profiles:read", "profiles:write", "subscriptions:read", "subscriptions:write",
		},
		PKCE: true, Basic: true,
	}}
}

// whose is the account of a key, or of a token.
func (d *Double) whose(r *http.Request, _ []byte) string {
	if account := d.Account(r.Header.Get("Authorization")); account != "" {
		return account
	}
	text, ours := strings.CutPrefix(r.Header.Get("Authorization"), "Klaviyo-API-Key "+keyPrefix)
	name, err := base64.RawURLEncoding.DecodeString(text)
	if !ours || err != nil {
		return ""
	}
	return string(name)
}

// limits are an endpoint's, in fixed windows of a second and a minute.
type limits struct{ second, minute int }

// The sizes Klaviyo gives its limits. Most of its reference says 750 for the third; its
// guide says 700.
var (
	xs = limits{1, 15}
	s  = limits{3, 60}
	m  = limits{10, 150}
	l  = limits{75, 700}
	xl = limits{350, 3500}
)

type endpoint struct {
	method, path string // "{id}" for any part
	limits       limits
	answer       func(*call, string) answer
}

var endpoints = []endpoint{
	{"GET", "/api/accounts", xs, readAccount},
	{"GET", "/api/profiles", l, readProfiles},
	{"POST", "/api/profile-import", l, importProfile},
	{"GET", "/api/lists", l, readLists},
	{"GET", "/api/lists/{id}", l, readList},
	{"GET", "/api/lists/{id}/relationships/profiles", l, readMembers},
	{"POST", "/api/lists/{id}/relationships/profiles", m, joinList},
	{"DELETE", "/api/lists/{id}/relationships/profiles", m, leaveList},
	{"POST", "/api/events", xl, createEvent},
	{"POST", "/api/profile-subscription-bulk-create-jobs", l, subscribe},
	{"POST", "/api/profile-subscription-bulk-delete-jobs", l, unsubscribe},
	{"POST", "/api/profile-bulk-import-jobs", m, beginImport},
	{"GET", "/api/profile-bulk-import-jobs", m, readImports},
	{"GET", "/api/profile-bulk-import-jobs/{id}/import-errors", m, readImportErrors},
	{"GET", "/api/profile-bulk-import-jobs/{id}/profiles", m, readImported},
	{"POST", "/api/data-privacy-deletion-jobs", s, deleteProfile},
}

// route answers a call as Klaviyo would.
func route(c *call) answer {
	(*c.State).settle(c.Now)
	for _, e := range endpoints {
		id, fits := matches(e.path, c.URL.Path)
		if !fits || e.method != c.Method {
			continue
		}
		if wrong, bad := malformed(c); bad {
			return wrong
		}
		return within(c, e, id)
	}
	return problem(http.StatusNotFound, "not_found", "A path or a method that does not exist", "/data/")
}

// within books a call against its endpoint's limits, and says how they stand.
func within(c *call, e endpoint, id string) answer {
	name := e.method + " " + e.path
	ok, _, after := c.Allow(double.Limit{Name: name + " burst", Most: e.limits.second, Per: time.Second})
	left := 0
	if ok {
		ok, left, after = c.Allow(double.Limit{Name: name, Most: e.limits.minute, Per: time.Minute})
	}
	if !ok {
		return refuse(double.Busy, after)
	}
	a := e.answer(c, id)
	if a.Header == nil {
		a.Header = map[string]string{}
	}
	a.Header["RateLimit-Limit"] = strconv.Itoa(e.limits.minute)
	a.Header["RateLimit-Remaining"] = strconv.Itoa(left)
	a.Header["RateLimit-Reset"] = "60"
	return a
}

func matches(template, path string) (id string, ok bool) {
	want, got := strings.Split(template, "/"), strings.Split(path, "/")
	if len(want) != len(got) {
		return "", false
	}
	for i := range want {
		switch {
		case want[i] == "{id}":
			id = got[i]
		case want[i] != got[i]:
			return "", false
		}
	}
	return id, true
}
