// Package klaviyo owns Klaviyo as a destination: profiles and their properties, lists,
// events and consents, by its API of 2026-07-15.
package klaviyo

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
	"github.com/askwell/askwell/integrations/klaviyo/double"
)

// Provider makes Klaviyo a destination.
type Provider struct {
	client *client.Client
	now    func() time.Time
	begun  *begun
}

// New makes a provider. now is the clock consents are compared by.
func New(by *client.Client, now func() time.Time) Provider {
	return Provider{client: by, now: now, begun: newBegun()}
}

//go:embed setup.md
var setup string

// A person takes two calls, to profile-import and to events. Klaviyo lets through 700 of
// the first in a minute, of which we use 80 %: a hundred people in eleven seconds.
const applyBatch = 100

// From a thousand people on an import, which takes Klaviyo minutes, is done before single
// calls are. It takes 10,000 at most.
const (
	bulkFrom = 1000
	bulkMost = 10_000
)

// kept are the channels whose marketing consent Klaviyo keeps for us.
var kept = []app.Channel{app.ChannelEmail, app.ChannelSMS}

// The settings.
const (
	keySetting  = "api_key"
	listSetting = "list"
)

// Spec implements integrations.Provider. Klaviyo has no tags on people, and no dates
// without a year.
func (Provider) Spec() integrations.Spec {
	return integrations.Spec{
		Name: "klaviyo", Title: "Klaviyo", Help: setup, Batch: applyBatch, ByEmail: true,
		Fields: []integrations.Field{
			{Key: keySetting, Label: "Private API key", Help: "Settings → API keys → Create private API key", Example: "pk_…", Secret: true, Required: true},
			{Key: listSetting, Label: "List for consents", Help: "Who gives a consent joins it. Its opt-in decides whether she is asked to confirm.", List: true},
		},
		Properties: true, Lists: true, Events: true, Consents: kept,
		Types:    []app.FieldType{app.FieldText, app.FieldNumber, app.FieldBoolean, app.FieldDate, app.FieldTexts},
		Naming:   integrations.Naming{Prefix: "askwell_"},
		OAuth:    &oauth,
		BulkFrom: bulkFrom, BulkMost: bulkMost,
	}
}

// oauth is how to let us in at Klaviyo: tokens only at its API's host, which alone has
// taken them since 2025-03-31.
var oauth = integrations.OAuth{
	Authorize: "https://www.klaviyo.com/oauth/authorize", Token: base + "/oauth/token", Revoke: base + "/oauth/revoke",
	Scopes: []string{
		"accounts:read", "profiles:read", "profiles:write", "lists:read", "lists:write", "events:read", "events:write", "subscriptions:write",
		"data-privacy:write",
	},
	PKCE: true, Basic: true, Instead: keySetting,
}

// Double implements integrations.Playable.
func (Provider) Double(now func() time.Time) integrations.Double { return double.New(now) }

// keyForm and idForm are what a private key and an id can look like: both end up in a
// header or an address.
var (
	keyForm = regexp.MustCompile(`^pk_[A-Za-z0-9_-]{4,200}$`)
	idForm  = regexp.MustCompile(`^[A-Za-z0-9_-]{1,40}$`)
)

// Connect implements integrations.Provider.
func (p Provider) Connect(_ app.Shop, settings map[string]string) (integrations.Conn, error) {
	list := strings.TrimSpace(settings[listSetting])
	authorization, account, err := credentials(settings)
	if err != nil {
		return nil, err
	}
	if list != "" && !idForm.MatchString(list) {
		return nil, app.Errorf(app.Invalid, "%s: not the id of a list", listSetting)
	}
	return conn{client: p.client, now: p.now, begun: p.begun, list: list, authorization: authorization, account: account}, nil
}

// credentials are how we prove who we are, and what the account is called in budgets.
func credentials(settings map[string]string) (authorization, account string, err error) {
	if token, account, ok := integrations.Admitted(settings); ok {
		return "Bearer " + token, account, nil
	}
	key := strings.TrimSpace(settings[keySetting])
	if !keyForm.MatchString(key) {
		return "", "", app.Errorf(app.Invalid, "%s: not a private API key, which begins with pk_", keySetting)
	}
	sum := sha256.Sum256([]byte(key))
	return "Klaviyo-API-Key " + key, hex.EncodeToString(sum[:6]), nil
}

// conn is one shop's account.
type conn struct {
	client        *client.Client
	now           func() time.Time
	begun         *begun
	authorization string // how we prove who we are
	account       string // names the account in budgets, and tells nobody the key
	list          string // whom a consent makes a member of, "" for none
}
