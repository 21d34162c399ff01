package mailchimp

import (
	"context"
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// audience is what of an audience decides how people join it.
type audience struct {
	Confirmed   bool `json:"double_optin"`          // she has to confirm by a link
	Permissions bool `json:"marketing_permissions"` // and to say what may be sent to her
}

// settings reads the audience's.
func (c *conn) settings(ctx context.Context) (a audience, o integrations.Outcome) {
	r, o := c.call(ctx, http.MethodGet, c.list("?fields=double_optin,marketing_permissions"), nil)
	return a, decoded(audienceGone(o), r.Body, &a)
}

// look finds out how she stands, for what she says now to be weighed against it, and
// before any write of ours moves the one moment that Mailchimp tells: of her last change.
func (t *telling) look(ctx context.Context) bool {
	said, spoke := t.said()
	if !spoke {
		return true
	}
	answer, o := t.call(ctx, http.MethodGet, t.member(t.Subject.Email, "?fields=status,last_changed,timestamp_opt,marketing_permissions"), nil)
	if o.Class == integrations.Missing {
		o = integrations.Outcome{Class: integrations.OK}
	} else {
		o = decoded(o, answer, &t.standing)
	}
	// Who was archived may have left before: Mailchimp does not tell any more.
	left := slices.Contains([]string{unsubscribed, archived}, t.standing.Status)
	since := said.At.After(t.standing.Changed) || t.standing.Status == unsubscribed && said.Ours(app.ConsentWithdrawn, t.standing.Changed)
	t.grants = said.State == app.ConsentGranted && !t.standing.mailable() && (!left || since)
	t.lifts = t.grants && left
	return t.fail(o)
}

// withdraw unsubscribes her, unless she has certainly subscribed since. Who is not there is
// not made.
func (t *telling) withdraw(ctx context.Context) bool {
	said, spoke := t.said()
	since, err := time.Parse(time.RFC3339, t.standing.OptedIn)
	newer := err == nil && t.standing.Status == subscribed && said.Outdated(since)
	if !spoke || said.State != app.ConsentWithdrawn || t.standing.Status == "" || t.standing.Status == unsubscribed || newer {
		return true
	}
	_, o := t.call(ctx, http.MethodPatch, t.member(t.Subject.Email, unvalidated), map[string]string{"status": unsubscribed})
	return o.Class == integrations.Missing || t.fail(o)
}

// lift is a grant that ends an unsubscription. It goes before what else is written: were
// it to fail after that, her last change would be ours, and her yes look older than it.
func (t *telling) lift(ctx context.Context) bool { return !t.lifts || t.subscribe(ctx) }

// grant is any other: after all that an automation which it starts may read.
func (t *telling) grant(ctx context.Context) bool { return !t.grants || t.lifts || t.subscribe(ctx) }

// subscribe makes her a subscriber as the audience wants it: at once, or when she
// confirms. Whom Mailchimp protects may only be asked to confirm, which she has asked for.
func (t *telling) subscribe(ctx context.Context) bool {
	a, o := t.audience()
	if !t.fail(o) {
		return false
	}
	status := subscribed
	if a.Confirmed {
		status = pending
	}
	answer, o := t.become(ctx, status)
	if o.Class == integrations.Blocked && status != pending {
		answer, o = t.become(ctx, pending)
	}
	switch {
	case stops(o.Class):
		return t.fail(o)
	case o.Class != integrations.OK:
		t.refuse("consent:email", o)
		return true
	}
	return !a.Permissions || t.permit(ctx, answer)
}

func (t *telling) become(ctx context.Context, status string) ([]byte, integrations.Outcome) {
	said, _ := t.said()
	at := said.At.UTC().Format(time.RFC3339)
	body := upsert{Email: address(t.Subject), IfNew: status, Status: status, SignedUp: at}
	if status == subscribed {
		body.OptedIn = at
	}
	answer, o := t.call(ctx, http.MethodPut, t.member(t.Subject.Email, unvalidated), body)
	return answer, audienceGone(o)
}

// forEmail is the permission that her yes was for, by its words: they are the merchant's.
var forEmail = regexp.MustCompile(`(?i)\be-?mail`)

// permit ticks the permission for email, where an audience has them.
func (t *telling) permit(ctx context.Context, answer []byte) bool {
	var her member
	if err := json.Unmarshal(answer, &her); err != nil {
		return true
	}
	var ticked []permission
	for _, p := range her.Permissions {
		if forEmail.MatchString(p.Text) && !p.Enabled {
			ticked = append(ticked, permission{ID: p.ID, Enabled: true})
		}
	}
	if len(ticked) == 0 {
		return true
	}
	_, o := t.call(ctx, http.MethodPatch, t.member(t.Subject.Email, unvalidated), map[string]any{"marketing_permissions": ticked})
	return t.fail(o)
}
