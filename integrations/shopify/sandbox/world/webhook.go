package world

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/google/uuid"
)

// Payload is the body of a webhook.
type Payload map[string]any

// Webhook is one delivery: the same id and body on every try.
type Webhook struct {
	ID        string
	Event     string
	Topic     string
	URI       string
	Body      []byte
	Headers   map[string]string // what the control API adds or overrides
	Triggered time.Time
	Attempts  int
	Status    int       // the last answer's, 0 when there was none
	NextAt    time.Time // zero: finished
	Subjects  []string  // gids it is about, for the panel
	Busy      bool
}

// Delays are Shopify's eight retries over four hours.
var Delays = []time.Duration{
	5 * time.Second, 30 * time.Second, 2 * time.Minute, 6 * time.Minute,
	15 * time.Minute, 35 * time.Minute, time.Hour, 2 * time.Hour,
}

// Announce queues a topic for every address subscribed to it. The caller holds the lock.
func (w *World) Announce(shop *Shop, topic string, body Payload) {
	if shop.Installed == nil && topic != "app/uninstalled" && topic != "shop/redact" {
		return
	}
	text, err := json.Marshal(body)
	if err != nil {
		w.Logger.Error("sandbox: webhook not made", "topic", topic, "error", err)
		return
	}
	w.queue(shop, topic, text)
}

func (w *World) queue(shop *Shop, topic string, body []byte) {
	event := uuid.NewString()
	for _, uri := range w.App.Manifest.Addresses(topic) {
		hook := &Webhook{
			ID: uuid.NewString(), Event: event, Topic: topic, URI: uri, Body: body, Triggered: w.Now(), NextAt: w.Now(),
			Subjects: BodySubjects(body),
		}
		if w.Faults.Reorder > 0 {
			hook.NextAt = hook.NextAt.Add(time.Duration(rand.Int64N(int64(2 * time.Second))))
		}
		shop.Webhooks = append(shop.Webhooks, hook)
	}
	w.Ring()
}

// Ring wakes the sender.
func (w *World) Ring() {
	select {
	case w.Wake <- struct{}{}:
	default:
	}
}

const maxWebhookLog = 2000

// ForgetSent bounds the log; what is still to be sent stays.
func (s *Shop) ForgetSent() {
	spare := len(s.Webhooks) - maxWebhookLog
	if spare < maxWebhookLog {
		return
	}
	s.Webhooks = slices.DeleteFunc(s.Webhooks, func(w *Webhook) bool {
		spare--
		return spare >= 0 && w.NextAt.IsZero() && !w.Busy
	})
}

// BodySubjects are the customers and orders a body names.
func BodySubjects(body []byte) []string {
	var v any
	if Unmarshal(body, &v) != nil {
		return nil
	}
	out := Subjects(v)
	if o, ok := v.(map[string]any); ok {
		if c, ok := o["customer"].(map[string]any); ok {
			out = append(out, Subjects(c)...)
		}
		for _, key := range []string{"customer_id", "customerId"} {
			if id, ok := o[key].(json.Number); ok {
				out = append(out, "gid://shopify/Customer/"+id.String())
			}
		}
	}
	return out
}
