// Package double owns the play of Omnisend: its shapes, limits and traps, so that what
// works against it works at Omnisend.
package double

import (
	"encoding/base64"
	"net/http"
	"strings"
	"time"

	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/double"
)

const (
	version   = "2026-03-15"
	keyPrefix = "double_key_"
)

// Double plays Omnisend.
type Double struct {
	*double.Reception
	desk    *double.Desk[*brand]
	now     func() time.Time
	handler http.Handler
}

type (
	call   = double.Call[*brand]
	answer = double.Answer
	object = map[string]any
)

// New makes a double with a clock.
func New(now func() time.Time) *Double {
	d := &Double{now: now}
	d.desk = double.NewDesk(now, fresh)
	d.Reception = reception(now, d.desk.Open)
	d.handler = d.desk.Handler(double.Vendor[*brand]{Account: d.whose, Answer: route, Refuse: refuse})
	return d
}

// Hosts implements integrations.Double.
func (*Double) Hosts() []string { return []string{"api.omnisend.com", "app.omnisend.com"} }

// ServeHTTP implements integrations.Double.
func (d *Double) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !d.Serve(w, r) {
		d.handler.ServeHTTP(w, r)
	}
}

// Open implements integrations.Double.
func (d *Double) Open(name string) map[string]string {
	d.desk.Open(name)
	return map[string]string{"api_key": keyPrefix + base64.RawURLEncoding.EncodeToString([]byte(name))}
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

// reception lets apps in. A token is said to live for two hours, and each refresh token is
// good once: whoever keeps to that gets along with a vendor that is less strict.
func reception(now func() time.Time, open func(string)) *double.Reception {
	return &double.Reception{Title: "Omnisend", Life: 2 * time.Hour, Rotates: true, Open: open, Now: now, Spec: &integrations.OAuth{
		Authorize: "https://app.omnisend.com/oauth2/authorize", Token: "https://app.omnisend.com/oauth2/token",
		Scopes: []string{"brands.read", "contacts.read", "contacts.write", "events.read", "events.write", "products.read", "segments.read"},
	}}
}

// whose is the account of a key, or of a token.
func (d *Double) whose(r *http.Request, _ []byte) string {
	if account := d.Account(r.Header.Get("Authorization")); account != "" {
		return account
	}
	text, ours := strings.CutPrefix(r.Header.Get("Authorization"), "Omnisend-API-Key "+keyPrefix)
	name, err := base64.RawURLEncoding.DecodeString(text)
	if !ours || err != nil {
		return ""
	}
	return string(name)
}

// All keys of a brand share what a minute allows, over a sliding window; calls about tags
// have a limit of their own.
var (
	usual = double.Limit{Name: "all", Most: 400, Per: time.Minute, Sliding: true}
	tags  = double.Limit{Name: "tags", Most: 60, Per: time.Minute, Sliding: true}
)

type endpoint struct {
	method, path string // "{id}" for any part
	limit        double.Limit
	answer       func(*call, string) answer
}

var endpoints = []endpoint{
	{"GET", "/api/contacts", usual, readContacts},
	{"POST", "/api/contacts", usual, postContact},
	{"PATCH", "/api/contacts", usual, patchContact},
	{"POST", "/api/contacts/tags", tags, addTags},
	{"DELETE", "/api/contacts/tags", tags, removeTags},
	{"GET", "/api/contacts/{id}", usual, readContact},
	{"PATCH", "/api/contacts/{id}", usual, patchContact},
	{"POST", "/api/events", usual, hear},
	{"POST", "/api/batches", usual, beginBatch},
	{"GET", "/api/batches", usual, readBatches},
	{"GET", "/api/batches/{id}", usual, readBatch},
}

// route answers a call as Omnisend would.
func route(c *call) answer {
	(*c.State).settle(c.Now)
	switch c.Header.Get("Omnisend-Version") {
	case version:
	case "":
		return problem(http.StatusBadRequest, "The Omnisend-Version header is missing.")
	default:
		return problem(http.StatusGone, "This version of the API has been retired.")
	}
	for _, e := range endpoints {
		id, fits := matches(e.path, c.URL.Path)
		if !fits || e.method != c.Method {
			continue
		}
		if ok, _, after := c.Allow(e.limit); !ok {
			return refuse(double.Busy, after)
		}
		return e.answer(c, id)
	}
	return problem(http.StatusNotFound, "There is nothing at this address.")
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
