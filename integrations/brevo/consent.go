package brevo

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// standing is what Brevo tells of somebody.
type standing struct {
	ID          int64          `json:"id"`
	Blocklisted bool           `json:"emailBlacklisted"`
	Changed     time.Time      `json:"modifiedAt"`
	Lists       []int64        `json:"listIds"`
	Attributes  map[string]any `json:"attributes"`
}

// look finds out how she stands, for what she says now to be weighed against it, and
// before any write of ours moves the one moment that Brevo tells: of her last change.
func (t *telling) look(ctx context.Context) bool {
	said, spoke := t.said()
	if !spoke && (t.template == 0 || len(t.JoinLists) == 0) {
		return true
	}
	answer, o := t.call(ctx, http.MethodGet, contact(t.Subject.Email), nil)
	if o.Class == integrations.Missing {
		o = integrations.Outcome{Class: integrations.OK}
	} else {
		o = decoded(o, answer, &t.standing)
	}
	her := t.standing
	if her.Blocklisted {
		t.lifts = said.State == app.ConsentGranted && (said.At.After(her.Changed) || said.Ours(app.ConsentWithdrawn, her.Changed))
		t.grants = t.lifts
	} else {
		t.grants = said.State == app.ConsentGranted && !slices.Contains(her.Lists, t.list)
	}
	return t.fail(o)
}

// withdraw blocklists her. Who is not there is mailed by nobody, and is not made for it.
func (t *telling) withdraw(ctx context.Context) bool {
	said, spoke := t.said()
	if !spoke || said.State != app.ConsentWithdrawn || t.standing.Blocklisted || t.standing.Changed.IsZero() {
		return true
	}
	return t.fail(t.patch(ctx, map[string]any{"emailBlacklisted": true}))
}

// lift is a grant that ends a blocklisting. It goes before what else is written: were it
// to fail after that, her last change would be ours, and her yes look older than it.
func (t *telling) lift(ctx context.Context) bool { return !t.lifts || t.join(ctx) }

// grant is any other: after all that an automation which it starts may read.
func (t *telling) grant(ctx context.Context) bool { return !t.grants || t.lifts || t.join(ctx) }

// confirmation asks her to confirm: the list has her when she has clicked.
type confirmation struct {
	Email    string  `json:"email"`
	Lists    []int64 `json:"includeListIds"`
	Template int64   `json:"templateId"`
	Page     string  `json:"redirectionUrl"`
}

// join puts her into the list for consents, at once or when she confirms. A lost answer
// to the question may mean that she is asked twice.
func (t *telling) join(ctx context.Context) bool {
	const part = "consent:email"
	switch {
	case t.list == 0:
		return t.part(part, integrations.Outcome{Class: integrations.Config, Reason: "no list for consents has been chosen"})
	case t.template != 0:
		_, o := t.call(ctx, http.MethodPost, "/contacts/doubleOptinConfirmation", confirmation{
			Email: strings.ToLower(t.Subject.Email), Lists: t.confirmable(), Template: t.template, Page: t.page,
		})
		return t.part(part, o)
	case t.lifts:
		return t.part(part, listGone(t.patch(ctx, map[string]any{"emailBlacklisted": false, "listIds": []int64{t.list}})))
	default:
		return t.part(part, listGone(t.upsert(ctx, nil, t.list)))
	}
}
