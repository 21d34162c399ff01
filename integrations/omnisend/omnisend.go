// Package omnisend owns Omnisend as a destination: contacts with their properties, tags,
// consents and events, by its API of 2026-03-15.
package omnisend

import (
	"crypto/sha256"
	_ "embed" // for setup.md
	"encoding/hex"
	"regexp"
	"strings"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
	"github.com/askwell/askwell/integrations/omnisend/double"
)

// Provider makes Omnisend a destination.
type Provider struct {
	client   *client.Client
	memory   *memory
	removals *removals
}

// New makes a provider.
func New(by *client.Client) Provider {
	return Provider{client: by, memory: newMemory(), removals: newRemovals()}
}

//go:embed setup.md
var setup string

// A person takes three calls: to read her, to write and to tell an event. All of a brand's
// keys share 400 a minute, of which we take 300: thirty people in eighteen seconds.
const applyBatch = 30

// A batch of theirs takes a hundred people in one call, and minutes to do it.
const (
	bulkFrom  = 200
	bulkMost  = 2000
	batchMost = 100
)

// kept are the channels whose marketing consent Omnisend keeps for us.
var kept = []app.Channel{app.ChannelEmail, app.ChannelSMS}

const keySetting = "api_key"

// leftover is told to merchants who have somebody erased.
const leftover = "Omnisend cannot be told to delete a contact: she was unsubscribed, and what we wrote of her cleared. " +
	"The contact and its history of events stay until you delete it in Omnisend under Audience"

// Spec implements integrations.Provider. Omnisend has no lists, and no dates without a year.
func (Provider) Spec() integrations.Spec {
	return integrations.Spec{
		Name: "omnisend", Title: "Omnisend", Help: setup, Batch: applyBatch, ByEmail: true,
		Fields: []integrations.Field{
			{Key: keySetting, Label: "API key", Help: "Store settings → API keys → Create API key", Secret: true, Required: true},
		},
		Properties: true, Tags: true, Events: true, Consents: kept,
		Types:    []app.FieldType{app.FieldText, app.FieldNumber, app.FieldBoolean, app.FieldDate, app.FieldTexts},
		Naming:   integrations.Naming{Prefix: "askwell_"},
		Leftover: leftover,
		OAuth:    &oauth,
		BulkFrom: bulkFrom, BulkMost: bulkMost,
	}
}

// oauth is how to let us in at Omnisend. It has no place to give a token back: the merchant
// ends it there.
var oauth = integrations.OAuth{
	Authorize: "https://app.omnisend.com/oauth2/authorize", Token: "https://app.omnisend.com/oauth2/token",
	Scopes: []string{"contacts.read", "contacts.write", "events.read", "events.write"}, Instead: keySetting,
}

// Double implements integrations.Playable.
func (Provider) Double(now func() time.Time) integrations.Double { return double.New(now) }

// keyForm is what a key can look like: it ends up in a header.
var keyForm = regexp.MustCompile(`^[A-Za-z0-9_-]{8,200}$`)

// Connect implements integrations.Provider.
func (p Provider) Connect(_ app.Shop, settings map[string]string) (integrations.Conn, error) {
	if token, account, ok := integrations.Admitted(settings); ok {
		return conn{client: p.client, memory: p.memory, removals: p.removals, authorization: "Bearer " + token, account: account}, nil
	}
	key := strings.TrimSpace(settings[keySetting])
	if !keyForm.MatchString(key) {
		return nil, app.Errorf(app.Invalid, "%s: not an API key", keySetting)
	}
	sum := sha256.Sum256([]byte(key))
	return conn{client: p.client, memory: p.memory, removals: p.removals, authorization: "Omnisend-API-Key " + key, account: hex.EncodeToString(sum[:6])}, nil
}

// conn is one shop's brand.
type conn struct {
	client        *client.Client
	memory        *memory
	removals      *removals
	authorization string // how we prove who we are
	account       string // names the brand in budgets, and tells nobody the key
}
