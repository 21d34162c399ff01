package client_test

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
)

func TestFieldsAreWrittenAndReadAsTheyAre(t *testing.T) {
	t.Parallel()
	number := app.Value{Kind: app.KindNumber, JSON: json.RawMessage(`4.5`)}
	text, err := json.Marshal(client.Fields([]integrations.Property{{Key: "size", Value: number}}, []string{"hair"}))
	require.NoError(t, err)
	require.JSONEq(t, `{"size":4.5,"hair":null}`, string(text))

	var fields map[string]json.RawMessage
	require.NoError(t, json.Unmarshal([]byte(`{"size":4.5,"hair":null,"skin":"oily","blank":"","yes":true,"many":["a"],"none":[],"odd":{"a":1}}`), &fields))
	require.Equal(t, map[string]app.Value{
		"size": number, "skin": {Kind: app.KindText, JSON: json.RawMessage(`"oily"`)}, "yes": {Kind: app.KindBoolean, JSON: json.RawMessage(`true`)},
		"many": {Kind: app.KindChoices, JSON: json.RawMessage(`["a"]`)},
	}, client.Values(fields))
}

type listed []integrations.Attribute

func (l listed) Catalogue(context.Context) (integrations.Catalogue, error) {
	return integrations.Catalogue{Attributes: l}, nil
}

func TestOnlyWhatIsMissingIsMade(t *testing.T) {
	t.Parallel()
	there := listed{{Key: "skin", Type: app.FieldText}}
	var made []string
	with := func(a integrations.Attribute) (string, error) {
		made = append(made, a.Key)
		return a.Key, nil
	}
	require.NoError(t, client.Prepare(t.Context(), there, []integrations.Attribute{{Key: "skin", Type: app.FieldText}, {Key: "size", Type: app.FieldNumber}}, with))
	require.Equal(t, []string{"size"}, made)
	err := client.Prepare(t.Context(), there, []integrations.Attribute{{Key: "skin", Type: app.FieldNumber}}, with)
	require.True(t, app.Is(err, app.Conflict), "it is there with another type")
	err = client.Prepare(t.Context(), there, []integrations.Attribute{{Key: "zip", Type: app.FieldText}}, func(integrations.Attribute) (string, error) { return "z_i_p", nil })
	require.True(t, app.Is(err, app.Conflict), "the vendor calls it otherwise")
	err = client.Prepare(t.Context(), there, []integrations.Attribute{{Key: "age", Type: app.FieldText}}, func(integrations.Attribute) (string, error) {
		return "", app.Errorf(app.Rejected, "no more")
	})
	require.True(t, app.Is(err, app.Rejected))
}
