package sandbox

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/google/uuid"
)

// payload is the body of a webhook.
type payload map[string]any

// webhook is one delivery: the same id and body on every try.
type webhook struct {
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
	busy      bool
}

// delays are Shopify's eight retries over four hours.
var delays = []time.Duration{
	5 * time.Second, 30 * time.Second, 2 * time.Minute, 6 * time.Minute,
	15 * time.Minute, 35 * time.Minute, time.Hour, 2 * time.Hour,
}

// How long the app has for a webhook.
const (
	connectTimeout = time.Second
	answerTimeout  = 5 * time.Second
	parallelSends  = 16
	maxWebhookLog  = 2000
)

func newSender() *http.Client {
	return &http.Client{
		Timeout:       answerTimeout,
		Transport:     &http.Transport{DialContext: (&net.Dialer{Timeout: connectTimeout}).DialContext, MaxIdleConnsPerHost: parallelSends},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// announce queues a topic for every address subscribed to it. Needs mu.
func (s *Sandbox) announce(shop *shop, topic string, body payload) {
	if shop.Installed == nil && topic != "app/uninstalled" && topic != "shop/redact" {
		return
	}
	text, err := json.Marshal(body)
	if err != nil {
		s.log.Error("sandbox: webhook not made", "topic", topic, "error", err)
		return
	}
	s.queue(shop, topic, text)
}

func (s *Sandbox) queue(shop *shop, topic string, body []byte) {
	event := uuid.NewString()
	for _, uri := range s.manifest.addresses(topic) {
		w := &webhook{
			ID: uuid.NewString(), Event: event, Topic: topic, URI: uri, Body: body, Triggered: s.now(), NextAt: s.now(),
			Subjects: bodySubjects(body),
		}
		if s.world.Faults.Reorder > 0 {
			w.NextAt = w.NextAt.Add(time.Duration(rand.Int64N(int64(2 * time.Second))))
		}
		shop.Webhooks = append(shop.Webhooks, w)
	}
	s.ring()
}

// ring wakes the sender.
func (s *Sandbox) ring() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// sendWebhooks sends what is due until ctx ends.
func (s *Sandbox) sendWebhooks(ctx context.Context) {
	var group sync.WaitGroup
	defer group.Wait()
	slots := make(chan struct{}, parallelSends)
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		for _, d := range s.due() {
			select {
			case slots <- struct{}{}:
			case <-ctx.Done():
				return
			}
			group.Go(func() {
				s.attempt(ctx, d.shop, d.webhook)
				<-slots
			})
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-s.wake:
		}
	}
}

type dispatch struct {
	shop    *shop
	webhook *webhook
}

// due takes the webhooks whose time has come.
func (s *Sandbox) due() []dispatch {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []dispatch
	now := s.now()
	for _, shop := range s.world.Shops {
		shop.forgetSent()
		for _, w := range shop.Webhooks {
			if !w.busy && !w.NextAt.IsZero() && !w.NextAt.After(now) {
				w.busy = true
				out = append(out, dispatch{shop, w})
			}
		}
	}
	if s.world.Faults.Reorder > 0 {
		rand.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	}
	return out
}

// forgetSent bounds the log; what is still to be sent stays.
func (s *shop) forgetSent() {
	spare := len(s.Webhooks) - maxWebhookLog
	if spare < maxWebhookLog {
		return
	}
	s.Webhooks = slices.DeleteFunc(s.Webhooks, func(w *webhook) bool {
		spare--
		return spare >= 0 && w.NextAt.IsZero() && !w.busy
	})
}

// attempt sends once, plans the next try of a failure, and plays duplicates.
func (s *Sandbox) attempt(ctx context.Context, shop *shop, w *webhook) {
	status := s.post(ctx, shop, w)
	if ctx.Err() != nil && status == 0 {
		s.mu.Lock()
		w.busy = false // cut off by the end of the sandbox, not by the app
		s.mu.Unlock()
		return
	}
	s.mu.Lock()
	copies := int(s.world.Faults.Duplicate)
	w.busy, w.Status = false, status
	w.Attempts++
	switch {
	case status >= 200 && status < 300, w.Attempts > len(delays):
		w.NextAt = time.Time{}
	default:
		w.NextAt = s.now().Add(delays[w.Attempts-1])
	}
	s.mu.Unlock()
	s.changed()
	for range copies {
		s.post(ctx, shop, w)
	}
}

// post sends a webhook as it is and returns the status, 0 for no answer.
func (s *Sandbox) post(ctx context.Context, shop *shop, w *webhook) int {
	address, err := s.app.Parse(w.URI)
	if err != nil {
		return 0
	}
	ctx, cancel := context.WithTimeout(ctx, answerTimeout)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, address.String(), bytes.NewReader(w.Body))
	if err != nil {
		return 0
	}
	for name, value := range s.webhookHeaders(shop, w) {
		r.Header.Set(name, value)
	}
	answer, err := s.sender.Do(r)
	if err != nil {
		return 0
	}
	defer answer.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(answer.Body, 64<<10)) // so that the connection is kept
	return answer.StatusCode
}

func (s *Sandbox) webhookHeaders(shop *shop, w *webhook) map[string]string {
	out := map[string]string{
		"Content-Type":           "application/json",
		"User-Agent":             "Shopify-Captain-Hook",
		"X-Shopify-Topic":        w.Topic,
		"X-Shopify-Hmac-Sha256":  s.signBody(w.Body),
		"X-Shopify-Shop-Domain":  shop.Domain,
		"X-Shopify-API-Version":  s.manifest.Webhooks.Version,
		"X-Shopify-Webhook-Id":   w.ID,
		"X-Shopify-Event-Id":     w.Event,
		"X-Shopify-Triggered-At": w.Triggered.UTC().Format("2006-01-02T15:04:05.000000000Z"),
	}
	for name, value := range w.Headers {
		out[http.CanonicalHeaderKey(name)] = value
	}
	if len(w.Headers) > 0 { // canonical names win over the spelling above
		for name := range out {
			if canonical := http.CanonicalHeaderKey(name); canonical != name && out[canonical] != "" {
				delete(out, name)
			}
		}
	}
	return out
}

// bodySubjects are the customers and orders a body names.
func bodySubjects(body []byte) []string {
	var v any
	if unmarshal(body, &v) != nil {
		return nil
	}
	out := subjects(v)
	if o, ok := v.(map[string]any); ok {
		if c, ok := o["customer"].(map[string]any); ok {
			out = append(out, subjects(c)...)
		}
		for _, key := range []string{"customer_id", "customerId"} {
			if id, ok := o[key].(json.Number); ok {
				out = append(out, "gid://shopify/Customer/"+id.String())
			}
		}
	}
	return out
}
