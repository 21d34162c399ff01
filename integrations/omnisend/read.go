package omnisend

import (
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
)

// Check implements integrations.Conn: the key lets us in and may read contacts. What it
// may write only writing tells.
func (c conn) Check(ctx context.Context) error {
	_, o := c.get(ctx, "nobody@example.com")
	return client.Error(o)
}

// Catalogue implements integrations.Cataloguer. Omnisend has no list of what there is:
// what a page of contacts has is in use.
func (c conn) Catalogue(ctx context.Context) (integrations.Catalogue, error) {
	var answer struct {
		Contacts []contact `json:"contacts"`
	}
	o := c.call(ctx, usual, http.MethodGet, "/contacts", nil, &answer)
	types, tags := map[string]app.FieldType{}, map[string]bool{}
	for _, one := range answer.Contacts {
		for key, value := range one.Properties {
			if t := fieldTypes[kindOf(value)]; t != "" {
				types[key] = t
			}
		}
		for _, tag := range one.Tags {
			tags[tag] = true
		}
	}
	all := integrations.Catalogue{Tags: slices.Sorted(maps.Keys(tags))}
	all.Attributes = append(all.Attributes, integrations.Attribute{Key: birthdate, Label: "Birthdate", Type: app.FieldDate})
	for _, key := range slices.Sorted(maps.Keys(types)) {
		all.Attributes = append(all.Attributes, integrations.Attribute{Key: key, Label: key, Type: types[key]})
	}
	return all, client.Error(o)
}

var fieldTypes = map[app.ValueKind]app.FieldType{
	app.KindText: app.FieldText, app.KindNumber: app.FieldNumber, app.KindBoolean: app.FieldBoolean, app.KindChoices: app.FieldTexts,
}

// kindOf tells what a value is, "" for what an answer never is.
func kindOf(value json.RawMessage) app.ValueKind {
	var v any
	if json.Unmarshal(value, &v) != nil {
		return ""
	}
	switch v.(type) {
	case string:
		return app.KindText
	case float64:
		return app.KindNumber
	case bool:
		return app.KindBoolean
	case []any:
		return app.KindChoices
	default:
		return ""
	}
}

// ReadBack implements integrations.ReadBacker.
func (c conn) ReadBack(ctx context.Context, looks []integrations.Look) ([]integrations.Held, error) {
	held := make([]integrations.Held, len(looks))
	var line client.Line
	for _, o := range line.Each(len(looks), abreast, func(i int) integrations.Outcome {
		email := strings.ToLower(looks[i].Subject.Email)
		if email == "" {
			return integrations.Outcome{Class: integrations.OK}
		}
		found, o := c.get(ctx, email)
		if found != nil {
			held[i] = found.look(looks[i])
		}
		return o
	}) {
		if o.Class != integrations.OK {
			return nil, client.Error(o)
		}
	}
	return held, nil
}

func (c *contact) look(want integrations.Look) integrations.Held {
	h := integrations.Held{Known: true, Properties: map[string]app.Value{}, Consents: map[app.Channel]app.ConsentState{}}
	for _, key := range want.Properties {
		value := c.Properties[key]
		if key == birthdate && c.Birthdate != "" {
			value, _ = json.Marshal(c.Birthdate) // a string always marshals
		}
		if kind := kindOf(value); kind != "" && !blank(value) {
			h.Properties[key] = app.Value{Kind: kind, JSON: value}
		}
	}
	if want.Tags {
		h.Tags = c.Tags
	}
	states := map[string]app.ConsentState{subscribed: app.ConsentGranted, unsubscribed: app.ConsentWithdrawn}
	for _, channel := range kept {
		status, _ := c.standing(channel)
		if state := states[status]; want.Consents && state != "" {
			h.Consents[channel] = state
		}
	}
	return h
}
