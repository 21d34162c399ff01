package world

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/askwell/askwell/integrations/shopify/sandbox/search"
)

// Subscription says which webhooks go where: one of shopify.app.toml's, or one
// made through the API.
type Subscription struct {
	Topics     []string `toml:"topics"` // "orders/create"
	Compliance []string `toml:"compliance_topics"`
	URI        string   `toml:"uri"`
	Name       string   `toml:"name"`
	Include    []string `toml:"include_fields"` // of the body; none: all of it
	Filter     string   `toml:"filter"`         // search syntax over the body

	ID        int64     `toml:"-"` // 0 for the manifest's
	CreatedAt time.Time `toml:"-"`
	UpdatedAt time.Time `toml:"-"`
	Failed    int       `toml:"-"` // deliveries given up in a row

	// Of one made through the API.
	Format     string   `toml:"-"` // JSON or XML
	Filtered   bool     `toml:"-"` // Filter was given, if only as ""
	Named      bool     `toml:"-"` // so was Name
	Namespaces []string `toml:"-"` // of metafields
	Metafields []string `toml:"-"` // "namespace.key"
}

// maxFailed is how many deliveries given up in a row end a subscription that
// was made through the API (shopify.dev/docs/apps/build/webhooks/troubleshoot).
const maxFailed = 8

func (s *Subscription) takes(topic string) bool {
	return slices.Contains(s.Topics, topic) || slices.Contains(s.Compliance, topic)
}

// subscriptions are all that want a topic of a shop, the manifest's first.
func (w *World) subscriptions(shop *Shop, topic string) []*Subscription {
	var out []*Subscription
	for _, sub := range slices.Concat(w.App.Manifest.Webhooks.Subscriptions, shop.Subscriptions) {
		if sub.takes(topic) {
			out = append(out, sub)
		}
	}
	return out
}

// Address is where a topic's webhooks go first, "" when nobody wants them.
func (w *World) Address(shop *Shop, topic string) string {
	for _, sub := range w.subscriptions(shop, topic) {
		return sub.URI
	}
	return ""
}

// Settle keeps count of a subscription's failures: gave says that a delivery was
// given up, after its last retry. The caller holds the lock.
func (s *Shop) Settle(hook *Webhook, gave bool) {
	i := slices.IndexFunc(s.Subscriptions, func(sub *Subscription) bool { return sub.ID == hook.Subscription })
	if i < 0 {
		return
	}
	sub := s.Subscriptions[i]
	if !gave {
		sub.Failed = 0
		return
	}
	if sub.Failed++; sub.Failed >= maxFailed {
		s.Subscriptions = slices.Delete(s.Subscriptions, i, i+1)
	}
}

// render is the body as this subscription gets it; false when its filter does
// not let it through.
func (s *Subscription) render(body Payload, at time.Time) (text []byte, wanted bool, err error) {
	text, err = json.Marshal(body)
	if err != nil || s.Filter == "" && len(s.Include) == 0 {
		return text, true, err
	}
	var whole map[string]any
	if err := Unmarshal(text, &whole); err != nil {
		return nil, false, err
	}
	if s.Filter != "" {
		filter, err := search.Parse(s.Filter)
		if err != nil {
			return nil, false, fmt.Errorf("filter of a subscription: %w", err)
		}
		if !filter.Match(found(whole), at) {
			return nil, false, nil
		}
	}
	if len(s.Include) > 0 {
		if text, err = json.Marshal(pick(whole, s.Include)); err != nil {
			return nil, false, err
		}
	}
	return text, true, nil
}

// repeats reports whether a trimmed body equals the last one sent: Shopify drops
// those, which is why include_fields should keep updated_at
// (shopify.dev/docs/apps/build/webhooks/customize).
func (s *Shop) repeats(sub *Subscription, topic string, text []byte) bool {
	if len(sub.Include) == 0 {
		return false
	}
	for _, hook := range slices.Backward(s.Webhooks) {
		if hook.Topic == topic && hook.URI == sub.URI && hook.Name == sub.Name {
			return bytes.Equal(hook.Body, text)
		}
	}
	return false
}

// pick keeps the named members of a JSON value: "id", "customer.id",
// "line_items.sku" for every element.
func pick(v any, names []string) any {
	switch v := v.(type) {
	case []any:
		out := make([]any, len(v))
		for i, item := range v {
			out[i] = pick(item, names)
		}
		return out
	case map[string]any:
		below := map[string][]string{}
		out := map[string]any{}
		for _, name := range names {
			member, rest, deeper := strings.Cut(name, ".")
			value, there := v[member]
			switch {
			case !there:
			case deeper:
				below[member] = append(below[member], rest)
			default:
				out[member] = value
			}
		}
		for member, rest := range below {
			out[member] = pick(v[member], rest)
		}
		return out
	}
	return v
}

// found reads a field of a body: "customer.id", "line_items.sku" of any line.
func found(body map[string]any) search.Record {
	return func(field string) []search.Value {
		var out []search.Value
		for _, v := range reach(body, strings.Split(field, ".")) {
			switch v := v.(type) {
			case string:
				out = append(out, foundText(v))
			case bool:
				out = append(out, search.Bool(v))
			case json.Number:
				n, _ := v.Float64()
				out = append(out, search.Number(n))
			}
		}
		return out
	}
}

// foundText is what a text stands for: amounts and times travel as text.
func foundText(s string) search.Value {
	if at, err := time.Parse(time.RFC3339, s); err == nil {
		return search.Time(at)
	}
	if n, err := strconv.ParseFloat(s, 64); err == nil {
		return search.Number(n)
	}
	return search.Keyword(s)
}

// reach collects what lies at the end of a path, in every element of the lists
// on the way.
func reach(v any, path []string) []any {
	switch v := v.(type) {
	case []any:
		var out []any
		for _, item := range v {
			out = append(out, reach(item, path)...)
		}
		return out
	case map[string]any:
		if len(path) > 0 {
			return reach(v[path[0]], path[1:])
		}
	}
	if len(path) > 0 || v == nil {
		return nil
	}
	return []any{v}
}
