package mailchimp

import (
	"context"
	"maps"
	"net/http"
	"time"

	"github.com/askwell/askwell/integrations"
)

// happening is an event as Mailchimp takes it: its values are texts.
type happening struct {
	Name       string            `json:"name"`
	Properties map[string]string `json:"properties"`
	At         string            `json:"occurred_at"`
	Quiet      bool              `json:"is_syncing,omitempty"`
}

// identity is the property that tells one event from another.
const identity = "event_id"

// events tells what happened. Mailchimp knows nothing of repeats, and each event it takes
// can start an automation: so it is asked first what it has, and a lost answer never
// becomes a second event.
func (t *telling) events(ctx context.Context) bool {
	if len(t.Events) == 0 {
		return true
	}
	known, o := t.known(ctx)
	if !t.fail(o) {
		return false
	}
	for _, e := range t.Events {
		o := integrations.Outcome{Class: integrations.OK}
		if !known[e.ID] {
			o = t.there(ctx, func() integrations.Outcome { return t.tell(ctx, e) })
		}
		switch {
		case o.Class == integrations.OK:
			t.out.Told = append(t.out.Told, e.ID)
		case stops(o.Class):
			return t.fail(o)
		default:
			t.refuse("event:"+string(e.Name), o)
		}
	}
	return true
}

func (t *telling) tell(ctx context.Context, e integrations.Event) integrations.Outcome {
	properties := maps.Clone(e.Properties)
	if properties == nil {
		properties = map[string]string{}
	}
	properties[identity] = e.ID
	_, o := t.call(ctx, http.MethodPost, t.member(t.Subject.Email, "/events"), happening{
		Name: string(e.Name), Properties: properties, At: e.At.UTC().Format(time.RFC3339), Quiet: t.Quiet,
	})
	return o
}

// known are the ids of the events of ours that she has.
func (t *telling) known(ctx context.Context) (map[string]bool, integrations.Outcome) {
	answer, o := t.call(ctx, http.MethodGet, t.member(t.Subject.Email, "/events?count=1000&fields=events.properties"), nil)
	if o.Class == integrations.Missing {
		return nil, integrations.Outcome{Class: integrations.OK}
	}
	var page struct {
		Events []struct {
			Properties map[string]string `json:"properties"`
		} `json:"events"`
	}
	o = decoded(o, answer, &page)
	ids := make(map[string]bool, len(page.Events))
	for _, e := range page.Events {
		ids[e.Properties[identity]] = true
	}
	return ids, o
}
