package sandbox

import (
	"encoding/json"
	"net/http"

	"github.com/google/uuid"
)

// sent is one sending of a webhook and what the app answered.
type sent struct {
	ID     string `json:"id"`
	Status int    `json:"status"`
}

// postWebhook sends a webhook at once, as often as asked with the same id, and
// reports each answer. Headers override what Shopify would send, the signature
// included.
func (s *Sandbox) postWebhook(w http.ResponseWriter, r *http.Request) {
	in, ok := body[struct {
		Shop, Topic string
		Payload     json.RawMessage
		Headers     map[string]string
		Times       int
	}](w, r)
	if !ok {
		return
	}
	s.mu.Lock()
	shop := s.lookup(w, in.Shop)
	if shop == nil {
		s.mu.Unlock()
		return
	}
	hook, err := s.handmade(shop, in.Topic, in.Payload)
	s.mu.Unlock()
	if err != "" {
		writeJSON(w, http.StatusBadRequest, map[string]string{"error": err})
		return
	}
	hook.Headers = in.Headers
	out := make([]sent, 0, max(1, in.Times))
	for range min(max(1, in.Times), 1000) {
		out = append(out, sent{hook.ID, s.post(r.Context(), shop, hook)})
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	hook.Attempts, hook.Status = len(out), out[len(out)-1].Status
	shop.Webhooks = append(shop.Webhooks, hook)
	s.changed()
	writeJSON(w, http.StatusOK, map[string]any{"deliveries": out})
}

func (s *Sandbox) handmade(shop *shop, topic string, given json.RawMessage) (*webhook, string) {
	text := []byte(given)
	if len(text) == 0 {
		made, ok := s.sample(shop, topic)
		if !ok {
			return nil, "no example of topic " + topic + ": give a payload"
		}
		text, _ = json.Marshal(made) // plain values: cannot fail
	}
	uri := "/webhooks/shopify"
	if addresses := s.manifest.addresses(topic); len(addresses) > 0 {
		uri = addresses[0]
	}
	id := uuid.NewString()
	return &webhook{ID: id, Event: uuid.NewString(), Topic: topic, URI: uri, Body: text, Triggered: s.now(), Subjects: bodySubjects(text)}, ""
}
