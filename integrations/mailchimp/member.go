package mailchimp

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"time"

	"github.com/askwell/askwell/integrations"
)

// What a member's status can be.
const (
	subscribed    = "subscribed"
	unsubscribed  = "unsubscribed"
	pending       = "pending" // was sent a confirmation, and has not answered it
	transactional = "transactional"
	cleaned       = "cleaned" // her address does not take mail
	archived      = "archived"
)

// member is what Mailchimp tells of somebody in the audience.
type member struct {
	Status      string         `json:"status"`
	Changed     time.Time      `json:"last_changed"`
	OptedIn     string         `json:"timestamp_opt"` // "" for never
	Fields      map[string]any `json:"merge_fields"`
	Tags        []tag          `json:"tags"`
	TagsCount   int            `json:"tags_count"`
	Permissions []permission   `json:"marketing_permissions"`
}

// permission is what an audience with "GDPR fields" asks for beside a subscription.
type permission struct {
	ID      string `json:"marketing_permission_id"`
	Text    string `json:"text,omitempty"`
	Enabled bool   `json:"enabled"`
}

// upsert is a member as it is written. A status is sent for a consent alone: who is new
// is otherwise one that no campaign goes to.
type upsert struct {
	Email    string         `json:"email_address"`
	IfNew    string         `json:"status_if_new"`
	Status   string         `json:"status,omitempty"`
	Fields   map[string]any `json:"merge_fields,omitempty"`
	SignedUp string         `json:"timestamp_signup,omitempty"`
	OptedIn  string         `json:"timestamp_opt,omitempty"`
}

// A merchant's own required fields are no reason to refuse an answer.
const unvalidated = "?skip_merge_validation=true"

// profile writes her fields. A field that Mailchimp refuses is left out, and the rest is
// written: it refuses the whole call for one of them.
func (t *telling) profile(ctx context.Context) bool {
	if len(t.Set) == 0 {
		return t.clear(ctx)
	}
	fields := t.fields()
	for range len(fields) + 1 {
		answer, o := t.put(ctx, fields)
		name := culprit(o, answer, fields)
		if name == "" {
			return t.fail(o)
		}
		t.refuse("property:"+name, o)
		delete(fields, name)
	}
	return true
}

func (t *telling) put(ctx context.Context, fields map[string]any) ([]byte, integrations.Outcome) {
	body := upsert{Email: address(t.Subject), IfNew: transactional, Fields: fields}
	answer, o := t.call(ctx, http.MethodPut, t.member(t.Subject.Email, unvalidated), body)
	return answer, audienceGone(o)
}

// fields are those to be written and, as "", those to be cleared.
func (t *telling) fields() map[string]any {
	all := make(map[string]any, len(t.Set)+len(t.Unset))
	for _, key := range t.Unset {
		all[key] = ""
	}
	for _, p := range t.Set {
		all[p.Key] = value(p)
	}
	return all
}

// clear empties fields. Who is not there has none, and is not made for it.
func (t *telling) clear(ctx context.Context) bool {
	if len(t.Unset) == 0 {
		return true
	}
	_, o := t.call(ctx, http.MethodPatch, t.member(t.Subject.Email, unvalidated), map[string]any{"merge_fields": t.fields()})
	return o.Class == integrations.Missing || t.fail(o)
}

// culprit is the field of ours that a call was refused for, "" when it is another matter.
func culprit(o integrations.Outcome, answer []byte, fields map[string]any) string {
	var p problem
	if o.Class != integrations.Rejected || json.Unmarshal(answer, &p) != nil {
		return ""
	}
	for _, e := range p.Errors {
		if _, ours := fields[e.Field]; ours {
			return e.Field
		}
	}
	return ""
}

// audienceGone is what it means that nobody can be put into the audience.
func audienceGone(o integrations.Outcome) integrations.Outcome {
	if o.Class == integrations.Missing {
		o.Class, o.Reason = integrations.Config, "the audience is not there any more"
	}
	return o
}

// there makes sure that she is in the audience, for what is said of members alone.
func (t *telling) there(ctx context.Context, told func() integrations.Outcome) integrations.Outcome {
	o := told()
	if o.Class != integrations.Missing {
		return o
	}
	if _, o = t.put(ctx, nil); o.Class != integrations.OK {
		return o
	}
	return told()
}

// mailable reports whether campaigns go to a member, or will once she confirms.
func (m member) mailable() bool { return slices.Contains([]string{subscribed, pending}, m.Status) }
