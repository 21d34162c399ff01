package omnisend

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// phoneForm is a number as E.164 has it.
var phoneForm = regexp.MustCompile(`^\+[1-9][0-9]{6,14}$`)

// weigh sorts consents: what was taken back is returned as it is written, what was given
// is kept for later. What is no news is left out: a status overwrites whatever is there.
func (w *work) weigh(held *contact) (withdrawn []identifier) {
	for _, said := range w.Consents {
		var status string
		var at time.Time
		if held != nil {
			status, at = held.standing(said.Channel)
		}
		when := said.At.Truncate(time.Second)
		outdated := status != nonSubscribed && status != "" && integrations.Consent{State: said.State, At: when}.Outdated(at)
		switch {
		case !slices.Contains(kept, said.Channel), said.State == app.ConsentPending, outdated: // nothing to say, or she said more since
		case said.State == app.ConsentWithdrawn && held != nil && held.reached(said.Channel) != "" && (status != unsubscribed || when.After(at)):
			withdrawn = append(withdrawn, stating(said, held.reached(said.Channel), unsubscribed))
		case said.State == app.ConsentGranted && status != subscribed && (status != unsubscribed || when.After(at)):
			w.granted = append(w.granted, said)
		}
	}
	return withdrawn
}

// stating is how a word is written: with the moment at which she said it.
func stating(said integrations.Consent, id, status string) identifier {
	at := said.At.UTC().Format(time.RFC3339)
	return identifier{Type: identifierOf[said.Channel], ID: id, Channels: map[app.Channel]standing{said.Channel: {status, at}}}
}

// grant subscribes her. Omnisend asks nobody to confirm, and welcomes her unless it is old
// news.
func (b *batch) grant(ctx context.Context) func(*work) integrations.Outcome {
	return func(w *work) integrations.Outcome {
		for _, said := range w.granted {
			if o := b.subscribe(ctx, w, said); o.Class != integrations.OK && !final(o.Class) {
				return o
			}
		}
		return integrations.Outcome{Class: integrations.OK}
	}
}

func (b *batch) subscribe(ctx context.Context, w *work, said integrations.Consent) integrations.Outcome {
	part := "consent:" + string(said.Channel)
	id := w.email
	if said.Channel == app.ChannelSMS {
		id = cmp.Or(w.held.reached(app.ChannelSMS), w.Subject.Phone)
		if !phoneForm.MatchString(id) {
			w.refuse(part, integrations.Rejected, "there is no phone number to consent to")
			return integrations.Outcome{Class: integrations.OK}
		}
	}
	welcome := !w.Quiet
	with := stating(said, id, subscribed)
	with.Consent, with.Welcome = &evidence{"Askwell", with.Channels[said.Channel].ChangedAt}, &welcome
	now, o := b.patch(ctx, w.held.ID, change{Identifiers: []identifier{with}})
	status, _ := now.standing(said.Channel)
	switch {
	case final(o.Class):
		w.refuse(part, o.Class, o.Reason)
	case o.Class == integrations.OK && status != subscribed:
		w.refuse(part, integrations.Conflict, "another contact at Omnisend has what she would be reached by")
	}
	return o
}
