package klaviyo

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/askwell/askwell/integrations"
)

// metric is what an event is called there. Klaviyo makes it when it first hears of it.
func metric(name integrations.EventName) string {
	return "Askwell " + strings.ReplaceAll(string(name), "-", " ")
}

// event is one event as a document. Its id makes a repeat harmless; without it Klaviyo
// would keep one event a second.
func event(w *work, e integrations.Event) any {
	properties := make(map[string]string, len(e.Properties)+1)
	for name, value := range e.Properties {
		properties[name] = value
	}
	properties["event_id"] = e.ID
	named := func(kind string, with any) any {
		return data[any]{map[string]any{"type": kind, "attributes": with}}
	}
	return named("event", map[string]any{
		"metric": named("metric", map[string]string{"name": metric(e.Name)}), "profile": named("profile", map[string]string{"email": w.email}),
		"properties": properties, "time": e.At.UTC().Format(time.RFC3339), "unique_id": e.ID,
		"backfill": w.Quiet, // recorded, and starts no flow
	})
}

// tell tells events, each person's in their order.
func (b *batch) tell(ctx context.Context, works []*work) {
	b.each(works, func(w *work) bool { return len(w.Events) > 0 }, func(w *work) integrations.Outcome {
		for _, e := range w.Events {
			o := b.call(ctx, postEvent, http.MethodPost, "/api/events", event(w, e), nil)
			switch {
			case o.Class == integrations.OK:
				w.outcome.Told = append(w.outcome.Told, e.ID)
			case final(o.Class):
				w.refuse("event:"+string(e.Name), o)
			default:
				return o
			}
		}
		return integrations.Outcome{Class: integrations.OK}
	})
}
