package client

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// Account is one account at a vendor that takes a key in a header and has one limit for
// all. A Conn embeds it.
type Account struct {
	By     *Client
	URL    string // https, what every path stands below
	Header http.Header
	Bucket integrations.Bucket
	Proof  string // the path that can be read where the key is good
}

// Ask makes one call of the account's, as Client.Ask.
func (a Account) Ask(ctx context.Context, method, path string, body, into any) integrations.Outcome {
	return a.By.Ask(ctx, Request{Method: method, URL: a.URL + path, Header: a.Header, Body: body, Bucket: a.Bucket}, into)
}

// Check implements integrations.Conn.
func (a Account) Check(ctx context.Context) error {
	return Error(a.Ask(ctx, http.MethodGet, a.Proof, nil, nil))
}

// Fields are properties for a vendor whose JSON is ours: values as they are, and null for
// what is cleared.
func Fields(set []integrations.Property, unset []string) map[string]any {
	fields := map[string]any{}
	for _, p := range set {
		fields[p.Key] = p.Value.JSON
	}
	for _, key := range unset {
		fields[key] = nil
	}
	return fields
}

// Values are the fields of such a vendor that hold something.
func Values(fields map[string]json.RawMessage) map[string]app.Value {
	values := map[string]app.Value{}
	for key, text := range fields {
		switch {
		case len(text) == 0, string(text) == "null", string(text) == `""`:
		case text[0] == '"':
			values[key] = app.Value{Kind: app.KindText, JSON: text}
		case text[0] == 't', text[0] == 'f':
			values[key] = app.Value{Kind: app.KindBoolean, JSON: text}
		case text[0] == '[' && string(text) != "[]":
			values[key] = app.Value{Kind: app.KindChoices, JSON: text}
		case text[0] == '-', text[0] >= '0' && text[0] <= '9':
			values[key] = app.Value{Kind: app.KindNumber, JSON: text}
		}
	}
	return values
}
