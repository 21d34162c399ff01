// Package salesmanago owns SALESmanago as a destination: contacts known by email, their
// tags, details and consents, and external events.
package salesmanago

import (
	"context"
	"crypto/sha1"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"regexp"
	"strings"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
	"github.com/askwell/askwell/integrations/salesmanago/double"
)

//go:embed setup.md
var setup string

// Provider makes SALESmanago a destination.
type Provider struct {
	Client *client.Client
}

// Spec implements integrations.Provider.
func (Provider) Spec() integrations.Spec {
	return integrations.Spec{
		Name: "salesmanago", Title: "SALESmanago", Help: setup, Batch: batch, ByEmail: true,
		Properties: true, Tags: true, Events: true, Tag: Tag,
		Types:    []app.FieldType{app.FieldText, app.FieldNumber, app.FieldBoolean, app.FieldDate, app.FieldBirthday},
		Naming:   integrations.Naming{Prefix: "askwell_", Most: 60},
		Consents: []app.Channel{app.ChannelEmail, app.ChannelSMS},
		Fields: []integrations.Field{
			{Key: "server", Label: "Server", Help: "What stands before salesmanago in the address of your panel.", Example: "app2", Required: true},
			{Key: "domain", Label: "Ending", Choices: []integrations.Choice{{Value: "com", Label: "salesmanago.com"}, {Value: "pl", Label: "salesmanago.pl"}}, Required: true},
			{Key: "client_id", Label: "Client ID", Required: true},
			{Key: "api_key", Label: "API key", Secret: true, Required: true},
			{Key: "api_secret", Label: "API secret", Secret: true, Required: true},
			{Key: "owner", Label: "Owner", Help: "The email address of the user who owns the contacts.", Example: "you@example.com", Required: true},
			{Key: "agreement", Label: "Agreement", Help: "The name of an agreement of your account that email consents are noted under. Empty: they are not."},
			{Key: "doi_template", Label: "Double opt-in: template", Help: "The id of the confirmation email. With all three of these who consents is asked to confirm it."},
			{Key: "doi_account", Label: "Double opt-in: email account", Help: "The id of the account that sends it."},
			{Key: "doi_subject", Label: "Double opt-in: subject", Help: "The subject it is sent under."},
			{Key: "erase", Label: "When somebody is to be forgotten", Choices: []integrations.Choice{
				{Value: "", Label: "delete the contact"}, {Value: clearOnly, Label: "keep the contact, and clear what we wrote"},
			}},
		},
	}
}

// clearOnly is the setting to keep contacts who are to be forgotten.
const clearOnly = "clear"

// What may stand in an address that we build: nothing else leads anywhere but there.
var (
	server = regexp.MustCompile(`^[a-z0-9-]{1,20}$`)
	ending = regexp.MustCompile(`^(com|pl)$`)
	filled = regexp.MustCompile(`^\S{1,200}$`)
)

// Connect implements integrations.Provider.
func (p Provider) Connect(_ app.Shop, settings map[string]string) (integrations.Conn, error) {
	s := make(map[string]string, len(settings))
	for key, value := range settings {
		s[key] = strings.TrimSpace(value)
	}
	for _, f := range []struct {
		key   string
		shape *regexp.Regexp
	}{{"server", server}, {"domain", ending}, {"client_id", filled}, {"api_key", filled}, {"api_secret", filled}, {"owner", address}} {
		if !f.shape.MatchString(s[f.key]) {
			return nil, invalid(f.key, "it is missing, or not what it should look like")
		}
	}
	o := optIn{Template: s["doi_template"], Account: s["doi_account"], Subject: s["doi_subject"]}
	if o != (optIn{}) && (o.Template == "" || o.Account == "" || o.Subject == "") {
		return nil, invalid("doi_template", "a double opt-in needs a template, an account and a subject")
	}
	sum := sha1.Sum([]byte(s["api_key"] + s["client_id"] + s["api_secret"])) // the vendor's own way to sign
	account := sha256.Sum256([]byte(s["client_id"] + " " + s["api_key"]))
	return &conn{
		by: p.Client, host: "https://" + s["server"] + ".salesmanago." + s["domain"], optIn: o, agreement: s["agreement"], keep: s["erase"] == clearOnly,
		auth: auth{ClientID: s["client_id"], APIKey: s["api_key"], SHA: hex.EncodeToString(sum[:]), Owner: s["owner"]},
		// They publish no limit. Two calls a second, one after the other, have upset nobody.
		bucket: integrations.Bucket{Key: "salesmanago/" + hex.EncodeToString(account[:6]) + "/api", Rate: 2, Burst: 2, Abreast: 1},
	}, nil
}

func invalid(field, message string) error {
	return &app.Error{Kind: app.Invalid, Message: field + ": " + message, Fields: []app.FieldError{{Field: field, Code: "invalid", Message: message}}}
}

// Double implements integrations.Playable.
func (Provider) Double(now func() time.Time) integrations.Double { return double.New(now) }

type conn struct {
	by        *client.Client
	host      string
	auth      auth
	bucket    integrations.Bucket
	optIn     optIn
	agreement string
	keep      bool // contacts who are to be forgotten
}

// optIn is how who consents is asked to confirm it; empty for not at all.
type optIn struct{ Template, Account, Subject string }

func (o optIn) asks() bool { return o.Template != "" }

// Check implements integrations.Conn.
func (c *conn) Check(ctx context.Context) error {
	return client.Error(c.call(ctx, "contact/hasContact", &lookup{Email: c.auth.Owner}, nil))
}
