package sandbox

import (
	"cmp"
	"encoding/json"
	"net/http"

	"github.com/askwell/askwell/integrations/shopify/sandbox/admin"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
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
	s.world.Lock()
	shop := s.lookup(w, in.Shop)
	if shop == nil {
		s.world.Unlock()
		return
	}
	hook, err := s.handmade(shop, in.Topic, in.Payload)
	s.world.Unlock()
	if err != "" {
		admin.WriteJSON(w, http.StatusBadRequest, map[string]string{"error": err})
		return
	}
	hook.Headers = in.Headers
	out := make([]sent, 0, max(1, in.Times))
	for range min(max(1, in.Times), 1000) {
		out = append(out, sent{hook.ID, s.post(r.Context(), shop, hook)})
	}
	s.world.Lock()
	defer s.world.Unlock()
	hook.Attempts, hook.Status = len(out), out[len(out)-1].Status
	shop.Webhooks = append(shop.Webhooks, hook)
	s.world.Changed()
	admin.WriteJSON(w, http.StatusOK, map[string]any{"deliveries": out})
}

func (s *Sandbox) handmade(shop *world.Shop, topic string, given json.RawMessage) (*world.Webhook, string) {
	text := []byte(given)
	if len(text) == 0 {
		made, ok := s.world.Sample(shop, topic)
		if !ok {
			return nil, "no example of topic " + topic + ": give a payload"
		}
		text, _ = json.Marshal(made) // plain values: cannot fail
	}
	uri := cmp.Or(s.world.Address(shop, topic), "/webhooks/shopify")
	id := uuid.NewString()
	return &world.Webhook{ID: id, Event: uuid.NewString(), Topic: topic, URI: uri, Body: text, Triggered: s.world.Now(), Subjects: world.BodySubjects(text)}, ""
}
