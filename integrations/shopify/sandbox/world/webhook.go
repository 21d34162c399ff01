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
	Name      string // of the subscription, "" mostly
	Body      []byte
	Headers   map[string]string // what the control API adds or overrides
	Triggered time.Time
	Attempts  int
	Status    int       // the last answer's, 0 when there was none
	NextAt    time.Time // zero: finished
	Subjects  []string  // gids it is about, for the panel
	Busy      bool      `json:"-"` // under way; a restart sends it again

	Subscription int64 // of one made through the API; 0: the manifest's
}

// Delays are Shopify's eight retries over four hours.
var Delays = []time.Duration{
	5 * time.Second, 30 * time.Second, 2 * time.Minute, 6 * time.Minute,
	15 * time.Minute, 35 * time.Minute, time.Hour, 2 * time.Hour,
}

// Announce queues a topic for every subscription that wants it. The caller holds
// the lock.
func (w *World) Announce(shop *Shop, topic string, body Payload) {
	if shop.Installed == nil && topic != "app/uninstalled" && topic != "shop/redact" {
		return
	}
	event := uuid.NewString()
	for _, sub := range w.subscriptions(shop, topic) {
		text, wanted, err := sub.render(body, w.Now())
		if err != nil {
			w.Logger.Error("sandbox: webhook not made", "topic", topic, "error", err)
			continue
		}
		if wanted && !shop.repeats(sub, topic, text) {
			w.queue(shop, &Webhook{
				ID: uuid.NewString(), Event: event, Topic: topic, URI: sub.URI, Name: sub.Name, Subscription: sub.ID,
				Body: text, Subjects: BodySubjects(text),
			})
		}
	}
	w.Ring()
}

func (w *World) queue(shop *Shop, hook *Webhook) {
	hook.Triggered, hook.NextAt = w.Now(), w.Now()
	if w.Faults.Reorder > 0 {
		hook.NextAt = hook.NextAt.Add(time.Duration(rand.Int64N(int64(2 * time.Second))))
	}
	shop.Webhooks = append(shop.Webhooks, hook)
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
