package omnisend

import (
	"context"
	"maps"
	"net/http"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/askwell/askwell/integrations"
)

type event struct {
	Name       string            `json:"eventName"`
	Origin     string            `json:"origin"`
	ID         string            `json:"eventID"`
	At         string            `json:"eventTime"`
	Contact    map[string]string `json:"contact"`
	Properties map[string]string `json:"properties"`
}

// named is an event's id, as a UUID: any other name of it becomes one, always the same.
func named(id string) string {
	if parsed, err := uuid.Parse(id); err == nil && parsed.Version() >= 4 {
		return parsed.String()
	}
	return uuid.NewSHA1(uuid.NameSpaceOID, []byte(id)).String()
}

func telling(w *work, e integrations.Event) event {
	properties := maps.Clone(e.Properties)
	if properties == nil {
		properties = map[string]string{}
	}
	properties["event_id"] = e.ID
	return event{
		Name: "askwell " + strings.ReplaceAll(string(e.Name), "-", " "), Origin: "askwell", ID: named(e.ID), At: e.At.UTC().Format(time.RFC3339),
		Contact: map[string]string{"email": w.email}, Properties: properties,
	}
}

// tell tells events, in their order. Old news is not told: whatever Omnisend hears starts
// automations, and nothing in a call can keep it from that. A repeat starts them again,
// which is why one that arrived is reported even where the next one did not.
func (b *batch) tell(ctx context.Context) func(*work) integrations.Outcome {
	return func(w *work) integrations.Outcome {
		for _, e := range w.Events {
			part := "event:" + string(e.Name)
			if w.Quiet {
				w.refuse(part, integrations.Rejected, "old news would start automations at Omnisend: it is not told there")
				continue
			}
			o := b.call(ctx, usual, http.MethodPost, "/events", telling(w, e), nil)
			switch {
			case o.Class == integrations.OK:
				w.outcome.Told = append(w.outcome.Told, e.ID)
			case final(o.Class):
				w.refuse(part, o.Class, o.Reason)
			default:
				return o
			}
		}
		return integrations.Outcome{Class: integrations.OK}
	}
}
