package shopify

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// mostLooked is how many owners one question is about. Shopify asks one point for the
// tags of as many as are named, and thirteen more when metafields are wanted.
const mostLooked = 100

type looked struct {
	Nodes []*lookedNode `json:"nodes"`
}

type lookedNode struct {
	ID         string   `json:"id"`
	Tags       []string `json:"tags"`
	Metafields struct {
		Nodes []struct {
			Key   string `json:"key"`
			Type  string `json:"type"`
			Value string `json:"value"`
		} `json:"nodes"`
	} `json:"metafields"`
}

// ReadBack implements integrations.ReadBacker. It asks by id: a search would tell of an
// index that is behind.
func (c conn) ReadBack(ctx context.Context, looks []integrations.Look) ([]integrations.Held, error) {
	all := make([]integrations.Held, len(looks))
	var known []int
	for i, look := range looks {
		if look.Subject.Customer != 0 || look.Subject.Order != 0 {
			known = append(known, i)
		}
	}
	for some := range slices.Chunk(known, mostLooked) {
		owners, fields := make([]string, len(some)), false
		for n, i := range some {
			owners[n], fields = ownerOf(looks[i].Subject), fields || len(looks[i].Properties) > 0
		}
		var out looked
		if err := c.admin.Do(ctx, opLooked, map[string]any{"ids": owners, "metafields": fields}, &out); err != nil {
			return nil, err
		}
		if len(out.Nodes) != len(some) {
			return nil, app.Errorf(app.Unavailable, "Shopify's answer is not whole")
		}
		for n, i := range some {
			if out.Nodes[n] != nil {
				all[i] = out.Nodes[n].held(looks[i])
			}
		}
	}
	return all, c.readConsents(ctx, looks, all)
}

func (n *lookedNode) held(look integrations.Look) integrations.Held {
	held := integrations.Held{Known: true, Properties: map[string]app.Value{}, Consents: map[app.Channel]app.ConsentState{}}
	if look.Tags {
		held.Tags = n.Tags
	}
	for _, field := range n.Metafields.Nodes {
		if slices.Contains(look.Properties, field.Key) {
			held.Properties[field.Key] = valueOf(field.Type, field.Value)
		}
	}
	return held
}

// valueOf is a metafield as metafieldValue was given it. A write-in is a choice like any
// other there.
func valueOf(kind, text string) app.Value {
	quoted, _ := json.Marshal(text) // a string: cannot fail
	switch kind {
	case "list.single_line_text_field":
		return app.Value{Kind: app.KindChoices, JSON: json.RawMessage(text)}
	case "multi_line_text_field":
		return app.Value{Kind: app.KindText, JSON: quoted}
	case "number_decimal":
		return app.Value{Kind: app.KindNumber, JSON: bytes.TrimSuffix([]byte(text), []byte(".0"))}
	case "boolean":
		return app.Value{Kind: app.KindBoolean, JSON: json.RawMessage(text)}
	case "date":
		return app.Value{Kind: app.KindDate, JSON: quoted}
	case "json":
		return app.Value{Kind: app.KindDocument, JSON: json.RawMessage(text)}
	default:
		return app.Value{Kind: app.KindChoice, JSON: quoted}
	}
}

// consentsHere is what Shopify's words for a consent say.
var consentsHere = map[string]app.ConsentState{
	"SUBSCRIBED": app.ConsentGranted, "PENDING": app.ConsentPending, "UNSUBSCRIBED": app.ConsentWithdrawn,
}

// readConsents adds how consents stand for whom that is wanted.
func (c conn) readConsents(ctx context.Context, looks []integrations.Look, all []integrations.Held) error {
	var asking []int
	for i, look := range looks {
		if look.Consents && all[i].Known && look.Subject.Customer != 0 {
			asking = append(asking, i)
		}
	}
	for some := range slices.Chunk(asking, mostConsenting) {
		ids := make([]app.CustomerID, len(some))
		for n, i := range some {
			ids[n] = looks[i].Subject.Customer
		}
		var out consentsHeld
		if err := c.admin.Do(ctx, opConsents, map[string]any{"ids": gids(ids)}, &out); err != nil {
			return err
		}
		if len(out.Nodes) != len(some) {
			return app.Errorf(app.Unavailable, "Shopify's answer is not whole")
		}
		for n, i := range some {
			for _, channel := range app.ShopifyConsents {
				if out.Nodes[n] == nil {
					continue
				}
				state, _, reached := out.Nodes[n].at(channel)
				if said := consentsHere[state]; reached && said != "" {
					all[i].Consents[channel] = said
				}
			}
		}
	}
	return nil
}
