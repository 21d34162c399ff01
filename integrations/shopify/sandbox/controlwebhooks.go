package sandbox

import (
	"cmp"
	"encoding/json"
	"net/http"
	"strconv"

	"github.com/google/uuid"

	"github.com/askwell/askwell/integrations/shopify/sandbox/admin"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// sent is one sending of a webhook and what the app answered.
type sent struct {
	ID     string `json:"id"`
	Status int    `json:"status"`
}

const maxTimes = 1000

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
	if in.Times < 0 || in.Times > maxTimes {
		admin.WriteJSON(w, http.StatusBadRequest, map[string]string{"error": "times must be between 0 and " + strconv.Itoa(maxTimes)})
		return
	}
	shop, hook := s.handmade(w, in.Shop, in.Topic, in.Payload)
	if hook == nil {
		return
	}
	hook.Headers = in.Headers
	var out []sent
	for range max(1, in.Times) {
		out = append(out, sent{hook.ID, s.post(r.Context(), shop, hook)})
	}
	s.world.Lock()
	defer s.world.Unlock()
	hook.Attempts, hook.Status = len(out), out[len(out)-1].Status
	shop.Webhooks = append(shop.Webhooks, hook)
	s.world.Changed()
	admin.WriteJSON(w, http.StatusOK, map[string]any{"deliveries": out})
}

// handmade is a webhook of a topic for the shop of a domain, nil when it answered
// why there is none.
func (s *Sandbox) handmade(w http.ResponseWriter, domain, topic string, given json.RawMessage) (*world.Shop, *world.Webhook) {
	s.world.Lock()
	defer s.world.Unlock()
	shop := s.lookup(w, domain)
	if shop == nil {
		return nil, nil
	}
	text := []byte(given)
	if len(text) == 0 {
		made, ok := s.world.Sample(shop, topic)
		if !ok {
			admin.WriteJSON(w, http.StatusBadRequest, map[string]string{"error": "no example of topic " + topic + ": give a payload"})
			return nil, nil
		}
		text, _ = json.Marshal(made) // plain values: cannot fail
	}
	return shop, &world.Webhook{
		ID: uuid.NewString(), Event: uuid.NewString(), Topic: topic, URI: cmp.Or(s.world.Address(shop, topic), "/webhooks/shopify"),
		Body: text, Triggered: s.world.Now(), Subjects: world.BodySubjects(text),
	}
}
