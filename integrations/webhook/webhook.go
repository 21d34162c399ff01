// Package webhook owns a merchant's own server as a destination: every change is one
// signed message, by Standard Webhooks.
package webhook

import (
	"context"
	"crypto/sha256"
	_ "embed" // for setup.md
	"encoding/hex"
	"errors"
	"strings"
	"sync"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
	"github.com/askwell/askwell/integrations/webhook/double"
)

// Provider makes a merchant's own server a destination.
type Provider struct{ Client *client.Client }

//go:embed setup.md
var setup string

// A server has 15 seconds for a message, the least that Standard Webhooks recommends. All
// of a batch are under way at once, so that it is through within a lane's lease, and no
// more of them than a small server takes.
const (
	within = 15 * time.Second
	batch  = 8
	rate   = 20 // messages a second
)

// mostRead is how much of an answer is read: enough for an excerpt, and no more than that
// is of any interest.
const mostRead = 64 << 10

// leftover is told to merchants who have somebody erased.
const leftover = "Your server is told to erase her, in a message person.erase; whether it has is not known to us"

// The settings.
const (
	urlSetting    = "url"
	secretSetting = "secret"
	oldSetting    = "old_secret"
)

// Spec implements integrations.Provider.
func (Provider) Spec() integrations.Spec {
	return integrations.Spec{
		Name: "webhook", Title: "Webhook", Help: setup, Batch: batch, ByEmail: true, Apart: true,
		Fields: []integrations.Field{
			{Key: urlSetting, Label: "Address", Help: "Takes a POST at port 443 or 8443.", Example: "https://www.example.com/askwell", Required: true},
			{
				Key: secretSetting, Label: "Signing secret", Secret: true, Required: true, Suggest: NewSecret,
				Help: "Your server checks our signature with it. Copy it now: it is not shown again.", Example: "whsec_…",
			},
			{Key: oldSetting, Label: "Signing secret before that", Secret: true, Help: "While you replace one, messages are signed with both. Empty it when you are done."},
		},
		Properties: true, Tags: true, Events: true,
		Types:    []app.FieldType{app.FieldText, app.FieldNumber, app.FieldBoolean, app.FieldDate, app.FieldBirthday, app.FieldTexts},
		Consents: []app.Channel{app.ChannelEmail, app.ChannelSMS, app.ChannelWhatsApp, app.ChannelPost, app.ChannelPhone},
		Leftover: leftover,
	}
}

// Connect implements integrations.Provider.
func (p Provider) Connect(_ app.Shop, settings map[string]string) (integrations.Conn, error) {
	at, err := client.Address(strings.TrimSpace(settings[urlSetting]))
	if err != nil {
		return nil, wrong(urlSetting, err)
	}
	c := conn{client: p.Client, url: at.String()}
	for _, key := range []string{secretSetting, oldSetting} {
		text := strings.TrimSpace(settings[key])
		if text == "" && key == oldSetting {
			continue
		}
		secret, err := parseSecret(text)
		if err != nil {
			return nil, wrong(key, err)
		}
		c.secrets = append(c.secrets, secret)
	}
	name := sha256.Sum256([]byte(c.url))
	c.bucket = integrations.Bucket{Key: "webhook/" + hex.EncodeToString(name[:6]) + "/messages", Rate: rate, Burst: rate, Abreast: batch}
	return c, nil
}

// wrong says which setting is, and why.
func wrong(field string, err error) error {
	message := err.Error()
	var known *app.Error
	if errors.As(err, &known) {
		message = known.Message
	}
	return app.InvalidFields([]app.FieldError{{Field: field, Code: "format", Message: message}})
}

// Double implements integrations.Playable.
func (Provider) Double(now func() time.Time) integrations.Double { return double.New(now) }

// conn is one shop's server.
type conn struct {
	client  *client.Client
	url     string
	secrets [][]byte // the newest first: each signs
	bucket  integrations.Bucket
}

// Check sends a message that asks for nothing but an answer.
func (c conn) Check(ctx context.Context) error {
	return client.Error(c.send(ctx, message{Type: "ping", ID: newID(), Data: struct{}{}}))
}

// Apply implements integrations.Conn: one message for each person, all at once.
func (c conn) Apply(ctx context.Context, changes []integrations.Change) []integrations.Outcome {
	folded, at := integrations.Fold(changes)
	outcomes := make([]integrations.Outcome, len(folded))
	var all sync.WaitGroup
	for i, change := range folded {
		all.Go(func() {
			outcomes[i] = c.tell(ctx, change)
		})
	}
	all.Wait()
	return integrations.Unfold(outcomes, at, integrations.Outcome{Class: integrations.Rejected, Reason: "she has no email address"})
}

func (c conn) tell(ctx context.Context, change integrations.Change) integrations.Outcome {
	if !strings.Contains(change.Subject.Email, "@") {
		return integrations.Outcome{Class: integrations.Rejected, Reason: "her email address is none"}
	}
	return c.send(ctx, changed(change))
}

// Erase implements integrations.Eraser: one message for each name she was known by.
func (c conn) Erase(ctx context.Context, e integrations.Erasure) integrations.Outcome {
	for _, trace := range e.Traces {
		if trace.Subject.Email == "" {
			continue // it was never told of her under this name
		}
		if o := c.send(ctx, erased(trace)); o.Class != integrations.OK {
			return o
		}
	}
	if ctx.Err() != nil {
		return integrations.Outcome{Class: integrations.Ambiguous, Reason: "it was cut off"}
	}
	return integrations.Outcome{Class: integrations.OK}
}
