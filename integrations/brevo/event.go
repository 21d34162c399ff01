package brevo

import (
	"context"
	"maps"
	"net/http"
	"strings"
	"time"

	"github.com/askwell/askwell/integrations"
)

// happening is an event as Brevo takes it.
type happening struct {
	Name        string            `json:"event_name"`
	At          string            `json:"event_date"`
	Identifiers map[string]string `json:"identifiers"`
	Properties  map[string]string `json:"event_properties"`
}

// events tells what happened, one call each: the batch of them is none of the calls that
// the limits list, so there would be a hundred an hour. Brevo knows nothing of repeats and
// cannot be asked what it has: one whose answer was lost is told again, with the same id.
// Nor can it be told that something is old news, so that is not told at all.
func (t *telling) events(ctx context.Context) bool {
	for _, e := range t.Events {
		o := integrations.Outcome{Class: integrations.Rejected, Reason: "it is old news, and Brevo would start automations for it"}
		if !t.Quiet {
			o = t.tell(ctx, e)
		}
		if !t.part("event:"+string(e.Name), o) {
			return false
		}
		if o.Class == integrations.OK {
			t.out.Told = append(t.out.Told, e.ID)
		}
	}
	return true
}

func (t *telling) tell(ctx context.Context, e integrations.Event) integrations.Outcome {
	properties := maps.Clone(e.Properties)
	if properties == nil {
		properties = map[string]string{}
	}
	properties["event_id"] = e.ID
	_, o := t.call(ctx, http.MethodPost, "/events", happening{
		Name: string(e.Name), At: e.At.UTC().Format(time.RFC3339), Properties: properties,
		Identifiers: map[string]string{"email_id": strings.ToLower(t.Subject.Email)},
	})
	return o
}
