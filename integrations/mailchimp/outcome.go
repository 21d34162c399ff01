package mailchimp

import (
	"encoding/json"
	"net/http"
	"regexp"
	"strings"
	"time"

	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
)

// problem is what Mailchimp says when it refuses. Detail is not read further than it has
// to be: it repeats the address.
type problem struct {
	Title  string
	Errors []struct{ Field string }
}

// wait is for an account that is over its limit: Mailchimp never says for how long.
const wait = 10 * time.Second

func spokenIn(r client.Response) (p problem, ok bool) {
	ok = json.Unmarshal(r.Body, &p) == nil && p.Title != ""
	return p, ok
}

// decoded reads an answer that is fine.
func decoded(o integrations.Outcome, answer []byte, into any) integrations.Outcome {
	if o.Class == integrations.OK && json.Unmarshal(answer, into) != nil {
		o.Class, o.Reason = integrations.Transient, "the answer could not be read"
	}
	return o
}

// outcome classes an answer.
func outcome(r client.Response, err error) integrations.Outcome {
	o := client.Outcome(r, err)
	if err != nil || o.Class == integrations.OK {
		return o
	}
	p, spoken := spokenIn(r)
	o.Excerpt = client.Excerpt(r)
	switch {
	case throttled(r):
		o.Class, o.After, o.Reason = integrations.Throttled, wait, "over Mailchimp's limit of calls at once"
	case r.Status == http.StatusForbidden && strings.Contains(p.Title, "Disabled"):
		o.Class, o.Reason = integrations.Auth, "the account or its user was disabled"
	case r.Status != http.StatusBadRequest || !spoken:
	case p.Title == compliance:
		o.Class, o.Reason = integrations.Blocked, "she unsubscribed or bounced, and Mailchimp lets nobody subscribe her but herself"
	case p.Title == forgotten:
		o.Class, o.Reason = integrations.Blocked, "she was deleted for good, and Mailchimp lets nobody add her but herself"
	case p.Title == invalid && len(p.Errors) > 0:
		o.Reason = "Mailchimp does not take what was to be written to " + field(p.Errors[0].Field)
	}
	return o
}

// The titles that mean something of their own.
const (
	compliance = "Member In Compliance State"
	forgotten  = "Forgotten Email Not Subscribed"
	invalid    = "Invalid Resource"
)

// throttled reports whether an account is over its limit. At high volume the answer is not
// a 429 but a 403 with no problem in it, from something that stands before the API.
func throttled(r client.Response) bool {
	_, spoken := spokenIn(r)
	return r.Status == http.StatusTooManyRequests || r.Status == http.StatusForbidden && !spoken
}

// seen tells the pacer.
func seen(r client.Response) integrations.Seen {
	if throttled(r) {
		return integrations.Seen{Throttled: true, After: wait}
	}
	return integrations.Seen{}
}

var plainName = regexp.MustCompile(`^[A-Za-z0-9_]{1,80}$`)

// field is the name of what was refused, as far as it is one.
func field(name string) string {
	if plainName.MatchString(name) {
		return name
	}
	return "a field"
}
