package ledger

import (
	"maps"
	"net/http"
	"slices"
	"time"
)

// Kind says what sort of thing passed.
type Kind string

// The kinds of entries.
const (
	Page      Kind = "page"      // a shopper did something in the shop worth telling
	Proxy     Kind = "proxy"     // a storefront's request, through the app proxy
	Admin     Kind = "admin"     // an Admin API call
	Token     Kind = "token"     // an access token asked for, or renewed
	Webhook   Kind = "webhook"   // a webhook, with all its attempts
	Extension Kind = "extension" // a UI extension calling the app
	Embedded  Kind = "embedded"  // the embedded admin calling the app
	Tool      Kind = "tool"      // a call to an email tool
	Flow      Kind = "flow"      // a Flow trigger
	Bulk      Kind = "bulk"      // a bulk operation
	Control   Kind = "control"   // the sandbox itself: weather, clock, reset
)

// Kinds lists every kind, in the order a page shows them.
var Kinds = []Kind{Page, Proxy, Extension, Admin, Webhook, Tool, Flow, Bulk, Token, Embedded, Control}

// State says how an entry fared.
type State string

// The states of an entry.
const (
	Busy    State = "busy"    // on its way
	OK      State = "ok"      // answered as hoped
	Waiting State = "waiting" // will be tried again
	Failed  State = "failed"  // refused, or never answered
)

// Everybody is the subject of what concerns all shoppers: the weather, the clock.
const Everybody = "everybody"

// Entry is one thing that passed. Once recorded it is never changed: an update
// puts a new one in its place.
type Entry struct {
	ID       uint64
	At       time.Time // by the sandbox's clock
	Shop     string    // its domain; "" concerns every shop
	Kind     Kind
	From, To string // who spoke to whom, in a reader's words; each kind has its own
	Title    string // what happened, for a newcomer
	Detail   string // what happened, for a developer
	State    State
	Method   string
	URL      string
	Status   int // 0 while there is no answer
	Took     time.Duration
	Cost     *Cost
	Request  Message
	Answer   Message
	Subjects []string // ids of the customers and orders it is about
	Link     string   // where in the sandbox to see it: a path
	Key      string   // what Revise finds it by, such as a webhook's id
	Attempts []Attempt

	change uint64 // when it was last changed, counted over the whole ledger
	size   int
}

// Cost is what an Admin API call was charged.
type Cost struct{ Requested, Actual int }

// Attempt is one try of something that is tried again under the same Key.
type Attempt struct {
	At     time.Time
	Status int
	Took   time.Duration
	Note   string
}

// copy is a deep enough copy to change without touching the original.
func (e *Entry) copy() *Entry {
	c := *e
	c.Subjects, c.Attempts = slices.Clone(e.Subjects), slices.Clone(e.Attempts)
	c.Request.Headers, c.Answer.Headers = maps.Clone(e.Request.Headers), maps.Clone(e.Answer.Headers)
	return &c
}

// What an entry may hold of each.
const (
	maxTitle    = 200
	maxText     = 2 << 10
	maxSubjects = 50
	maxAttempts = 30
	fixedSize   = 1 << 10 // an entry without its texts, generously
)

// tidy bounds an entry, hides its secrets and weighs it. What did not change
// since before needs no second look.
func (e *Entry) tidy(before *Entry, app string) {
	if before == nil {
		before = &Entry{}
	}
	from, to := road(e.Kind, app)
	e.From, e.To = first(e.From, from), first(e.To, to)
	if e.Kind == Control && len(e.Subjects) == 0 {
		e.Subjects = []string{Everybody}
	}
	e.Title, e.Detail = clip(maskText(e.Title), maxTitle), clip(maskText(e.Detail), maxText)
	e.URL, e.Link, e.Key = clip(maskText(e.URL), maxText), clip(maskText(e.Link), maxText), clip(e.Key, maxTitle)
	e.From, e.To, e.Method = clip(e.From, maxTitle), clip(e.To, maxTitle), clip(e.Method, maxTitle)
	e.Subjects = slices.Compact(slices.Sorted(slices.Values(e.Subjects)))
	e.Subjects = e.Subjects[:min(len(e.Subjects), maxSubjects)]
	if extra := len(e.Attempts) - maxAttempts; extra > 0 {
		e.Attempts = e.Attempts[extra:]
	}
	for i := range e.Attempts {
		e.Attempts[i].Note = clip(maskText(e.Attempts[i].Note), maxTitle)
	}
	e.Request.tidy(&before.Request)
	e.Answer.tidy(&before.Answer)
	e.size = fixedSize + len(e.Title) + len(e.Detail) + len(e.URL) + len(e.Link) + 2*len(e.Key) + maxTitle*len(e.Attempts) + e.Request.size() + e.Answer.size()
	for _, subject := range e.Subjects {
		e.size += len(subject)
	}
}

// road says who speaks to whom in a kind of entry.
func road(kind Kind, app string) (from, to string) {
	switch kind {
	case Page:
		return "Shopper", "Shop"
	case Proxy, Extension:
		return "Shopper", app
	case Embedded:
		return "Merchant", app
	case Webhook:
		return "Shopify", app
	case Tool:
		return app, "Email tool"
	case Control:
		return "You", "Sandbox"
	default:
		return app, "Shopify"
	}
}

// failed reports whether a status is no success; a request without an answer
// has none.
func failed(status int) bool {
	return status < http.StatusOK && status != http.StatusSwitchingProtocols || status >= http.StatusBadRequest
}
