package brevo

import (
	"context"
	"maps"
	"net/http"
	"net/url"
	"strconv"
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
// the limits list, so there would be a hundred an hour. Brevo knows nothing of repeats:
// of one whose answer was lost it is asked first whether it has it. Nor can it be told that
// something is old news, so that is not told at all.
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
	if e.Again {
		if there, o := t.heard(ctx, e); there || stops(o.Class) {
			return o
		}
	}
	_, o := t.call(ctx, http.MethodPost, "/events", happening{
		Name: string(e.Name), At: e.At.UTC().Format(time.RFC3339), Properties: properties,
		Identifiers: map[string]string{"email_id": strings.ToLower(t.Subject.Email)},
	})
	return o
}

// around is how far from its own date an event is looked for: they are in the account's time
// zone, or in ours.
const around = 24 * time.Hour

// mostHeard is how many events of hers are looked through, within that time.
const mostHeard = 1000

// heard asks whether Brevo has an event. What it has taken a moment ago it may not show yet:
// it is told a second time then, with the same id.
func (t *telling) heard(ctx context.Context, e integrations.Event) (there bool, o integrations.Outcome) {
	var her standing
	answer, o := t.call(ctx, http.MethodGet, contact(t.Subject.Email), nil)
	if o = decoded(o, answer, &her); o.Class != integrations.OK {
		return false, o
	}
	query := url.Values{
		"contact_id": {strconv.FormatInt(her.ID, 10)}, "event_name": {string(e.Name)}, "limit": {strconv.Itoa(mostHeard)},
		"startDate": {e.At.Add(-around).UTC().Format(time.RFC3339)}, "endDate": {e.At.Add(around).UTC().Format(time.RFC3339)},
	}
	answer, o = t.call(ctx, http.MethodGet, "/events?"+query.Encode(), nil)
	var all struct {
		Events []struct {
			Properties map[string]any `json:"event_properties"`
		} `json:"events"`
	}
	if o = decoded(o, answer, &all); o.Class != integrations.OK {
		return false, o
	}
	for _, one := range all.Events {
		there = there || one.Properties["event_id"] == e.ID
	}
	return there, o
}
