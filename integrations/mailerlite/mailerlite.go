// Package mailerlite owns MailerLite as a destination.
package mailerlite

import (
	"cmp"
	"context"
	_ "embed" // for setup.md
	"encoding/json"
	"net/http"
	"net/url"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
)

// Provider makes MailerLite a destination.
type Provider struct{ Client *client.Client }

//go:embed setup.md
var setup string

const (
	host, keySetting, askSetting = "connect.mailerlite.com", "api_key", "double_opt_in"
	never                        = "1970-01-01 00:00:00" // when somebody left who has said nothing: she is made with it
)

var consents = map[string]app.ConsentState{"active": app.ConsentGranted, "unconfirmed": app.ConsentPending, "unsubscribed": app.ConsentWithdrawn}

// Spec implements integrations.Provider.
func (Provider) Spec() integrations.Spec {
	return integrations.Spec{
		Name: "mailerlite", Title: "MailerLite", Help: setup, Batch: 10, ByEmail: true,
		Fields: []integrations.Field{
			{Key: keySetting, Label: "API key", Secret: true, Required: true},
			{Key: askSetting, Label: "Double opt-in", Choices: []integrations.Choice{{Value: "active", Label: "A consent counts at once"}, {Value: "unconfirmed", Label: "MailerLite asks people to confirm"}}},
		},
		Properties: true, Types: []app.FieldType{app.FieldText, app.FieldNumber, app.FieldDate}, Naming: integrations.Naming{Prefix: "askwell_"},
		Lists: true, ListIsConsent: true, Consents: []app.Channel{app.ChannelEmail},
	}
}

// Connect implements integrations.Provider.
func (p Provider) Connect(_ app.Shop, filled map[string]string) (integrations.Conn, error) {
	s, err := p.Spec().Settings(filled)
	c := &conn{granted: cmp.Or(s[askSetting], "active"), Account: client.Account{
		By: p.Client, URL: "https://" + host + "/api", Header: http.Header{"Authorization": {"Bearer " + s[keySetting]}},
		Bucket: client.Bucket("mailerlite", s[keySetting], "all", 2), Proof: "/groups?limit=1", // 120 a minute
	}}
	c.Keeper = client.Keeper{Book: c, Abreast: 2}
	return c, err
}

// conn is one shop's account, as a Conn, a Cataloguer, a Preparer and the Keeper's Book.
type conn struct {
	client.Account
	client.Keeper
	granted string // the status of who has just agreed
}

// data is where an answer has what was asked for.
func data(into any) any { return &struct{ Data any }{into} }

// Catalogue reads all there can be: 250 groups and 100 fields.
func (c *conn) Catalogue(ctx context.Context) (all integrations.Catalogue, err error) {
	var fields []struct{ Key, Name, Type string }
	if err = client.Error(c.Ask(ctx, http.MethodGet, "/groups?limit=250", nil, data(&all.Lists))); err == nil {
		err = client.Error(c.Ask(ctx, http.MethodGet, "/fields?limit=100", nil, data(&fields)))
	}
	for _, f := range fields {
		all.Attributes = append(all.Attributes, integrations.Attribute{Key: f.Key, Label: f.Name, Type: app.FieldType(f.Type)})
	}
	return all, err
}

// Prepare names fields by their keys, for MailerLite makes the key of the name. What is
// written to a field that is not there is lost, and nobody says so.
func (c *conn) Prepare(ctx context.Context, attributes []integrations.Attribute) error {
	return client.Prepare(ctx, c, attributes, func(a integrations.Attribute) (string, error) {
		var made struct{ Key string }
		err := client.Error(c.Ask(ctx, http.MethodPost, "/fields", map[string]any{"name": a.Key, "type": a.Type}, data(&made)))
		return made.Key, err
	})
}

// person makes a call about somebody and tells how she is by then. Times are in UTC.
func (c *conn) person(ctx context.Context, method, path string, said any) (client.Person, integrations.Outcome) {
	var s struct {
		ID, Email, Status string
		UnsubscribedAt    string `json:"unsubscribed_at"`
		Fields            map[string]json.RawMessage
		Groups            []struct{ ID string }
	}
	o := c.Ask(ctx, method, path, said, data(&s))
	p := client.Person{ID: s.ID, Email: s.Email, Properties: client.Values(s.Fields), Consent: consents[s.Status]}
	p.Since, _ = time.Parse(time.DateTime, s.UnsubscribedAt)
	for _, g := range s.Groups {
		p.Lists = append(p.Lists, g.ID)
	}
	switch p.Suppressed = p.Consent == ""; { // she bounced or complained: it is for good
	case p.Consent == app.ConsentWithdrawn && s.UnsubscribedAt == never:
		p.Consent = ""
	case p.Suppressed, p.Consent == app.ConsentWithdrawn && s.UnsubscribedAt == "":
		p.Consent, p.Suppressed = app.ConsentWithdrawn, true
	}
	return p, o
}

func (c *conn) Find(ctx context.Context, email string) (client.Person, integrations.Outcome) {
	return c.person(ctx, http.MethodGet, "/subscribers/"+url.PathEscape(email), nil)
}

// Make says a status: without one she would be subscribed by being made.
func (c *conn) Make(ctx context.Context, email string) (client.Person, integrations.Outcome) {
	return c.person(ctx, http.MethodPost, "/subscribers", map[string]any{"email": email, "status": "unsubscribed", "unsubscribed_at": never})
}

// Write names no status, and no groups: she would be taken out of all others.
func (c *conn) Write(ctx context.Context, p client.Person, set []integrations.Property, unset []string) integrations.Outcome {
	return c.Ask(ctx, http.MethodPut, "/subscribers/"+p.ID, map[string]any{"fields": client.Fields(set, unset)}, nil)
}

func (c *conn) Place(ctx context.Context, p client.Person, list string, on bool) integrations.Outcome {
	return c.Ask(ctx, map[bool]string{true: http.MethodPost, false: http.MethodDelete}[on], "/subscribers/"+p.ID+"/groups/"+url.PathEscape(list), nil, nil)
}

// Say brings nobody back who has left but by asking for just that, which POST alone can.
func (c *conn) Say(ctx context.Context, p client.Person, said integrations.Consent) integrations.Outcome {
	when := said.At.UTC().Format(time.DateTime)
	if said.State == app.ConsentWithdrawn {
		return c.Ask(ctx, http.MethodPut, "/subscribers/"+p.ID, map[string]any{"status": "unsubscribed", "unsubscribed_at": when}, nil)
	}
	return c.Ask(ctx, http.MethodPost, "/subscribers", map[string]any{"email": p.Email, "status": c.granted, "opted_in_at": when, "resubscribe": true}, nil)
}

func (c *conn) Forget(ctx context.Context, p client.Person) integrations.Outcome {
	return c.Ask(ctx, http.MethodPost, "/subscribers/"+p.ID+"/forget", nil, nil)
}
