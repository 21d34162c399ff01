package sandbox

import (
	"bytes"
	"context"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// How long the app has for a webhook.
const (
	connectTimeout = time.Second
	answerTimeout  = 5 * time.Second
	parallelSends  = 16
)

func (s *Sandbox) newSender() *http.Client {
	return &http.Client{
		Timeout:       answerTimeout,
		Transport:     s.webhookRecorder(&http.Transport{DialContext: (&net.Dialer{Timeout: connectTimeout}).DialContext, MaxIdleConnsPerHost: parallelSends}),
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
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
		case <-s.world.Wake:
		}
	}
}

type dispatch struct {
	shop    *world.Shop
	webhook *world.Webhook
}

// due takes the webhooks whose time has come.
func (s *Sandbox) due() []dispatch {
	s.world.Lock()
	defer s.world.Unlock()
	var out []dispatch
	now := s.world.Now()
	for _, shop := range s.world.Shops {
		shop.ForgetSent()
		for _, w := range shop.Webhooks {
			held := slices.Contains(s.world.Faults.Hold, w.Topic)
			if !w.Busy && !held && !w.NextAt.IsZero() && !w.NextAt.After(now) {
				w.Busy = true
				out = append(out, dispatch{shop, w})
			}
		}
	}
	if s.world.Faults.Reorder > 0 {
		rand.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	}
	return out
}

// attempt sends once, plans the next try of a failure, and plays duplicates.
func (s *Sandbox) attempt(ctx context.Context, shop *world.Shop, w *world.Webhook) {
	status := s.post(ctx, shop, w)
	if ctx.Err() != nil && status == 0 {
		s.world.Lock()
		w.Busy = false // cut off by the end of the sandbox, not by the app
		s.world.Unlock()
		return
	}
	s.world.Lock()
	copies := int(s.world.Faults.Duplicate)
	w.Busy, w.Status = false, status
	w.Attempts++
	switch accepted := status >= 200 && status < 300; {
	case accepted, w.Attempts > len(world.Delays):
		w.NextAt = time.Time{}
		shop.Settle(w, !accepted)
	default:
		w.NextAt = s.world.Now().Add(world.Delays[w.Attempts-1])
	}
	s.world.Unlock()
	s.world.Changed()
	for range copies {
		s.post(ctx, shop, w)
	}
}

// post sends a webhook as it is and returns the status, 0 for no answer.
func (s *Sandbox) post(ctx context.Context, shop *world.Shop, w *world.Webhook) int {
	address, err := s.world.App.URL.Parse(w.URI)
	if err != nil {
		return 0
	}
	ctx, cancel := context.WithTimeout(context.WithValue(ctx, sending{}, dispatch{shop, w}), answerTimeout)
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

// caller keeps no connection: such calls are few.
func (s *Sandbox) caller() *http.Client {
	return &http.Client{
		Transport:     &http.Transport{DialContext: (&net.Dialer{Timeout: connectTimeout}).DialContext, DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// call posts something signed to the app, as Shopify's own services do, and returns the
// status, 0 for no answer.
func (s *Sandbox) call(ctx context.Context, address string, body []byte) int {
	ctx, cancel := context.WithTimeout(ctx, answerTimeout)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return 0
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("X-Shopify-Hmac-Sha256", s.world.App.SignBody(body))
	answer, err := s.caller().Do(r)
	if err != nil {
		return 0
	}
	defer answer.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(answer.Body, 64<<10))
	return answer.StatusCode
}

func (s *Sandbox) webhookHeaders(shop *world.Shop, w *world.Webhook) map[string]string {
	out := map[string]string{
		"Content-Type":           "application/json",
		"User-Agent":             "Shopify-Captain-Hook",
		"X-Shopify-Topic":        w.Topic,
		"X-Shopify-Hmac-Sha256":  s.world.App.SignBody(w.Body),
		"X-Shopify-Shop-Domain":  shop.Domain,
		"X-Shopify-API-Version":  s.world.App.Manifest.Webhooks.Version,
		"X-Shopify-Webhook-Id":   w.ID,
		"X-Shopify-Event-Id":     w.Event,
		"X-Shopify-Triggered-At": w.Triggered.UTC().Format("2006-01-02T15:04:05.000000000Z"),
	}
	if w.Name != "" {
		out["X-Shopify-Name"] = w.Name
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
