// Package hubspot owns HubSpot as a destination: contacts known by email, their
// properties, memberships of static lists, subscriptions and custom events.
package hubspot

import (
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
	"github.com/askwell/askwell/integrations/hubspot/double"
)

// batch is how many contacts one call takes.
const batch = 100

//go:embed setup.md
var setup string

// Provider makes HubSpot a destination.
type Provider struct {
	Client *client.Client
}

// Spec implements integrations.Provider.
func (Provider) Spec() integrations.Spec {
	return integrations.Spec{
		Name: "hubspot", Title: "HubSpot", Help: setup, Batch: batch, ByEmail: true,
		Properties: true, Lists: true, Events: true,
		Types:    []app.FieldType{app.FieldText, app.FieldNumber, app.FieldBoolean, app.FieldDate, app.FieldBirthday, app.FieldTexts},
		Naming:   integrations.Naming{Prefix: "askwell_", Most: 100},
		Consents: []app.Channel{app.ChannelEmail},
		OAuth:    &oauth,
		Fields: []integrations.Field{
			{Key: keySetting, Label: "Access token", Help: "Of a private app, under Settings, Integrations, Private apps.", Example: "pat-eu1-…", Secret: true, Required: true},
			{
				Key: "subscription", Label: "Subscription type", Example: "1234567",
				Help: "The id of the one that email consents are for. Leave it empty, or write 0 and test the connection to be told which there are.",
			},
			{Key: "events", Label: "Custom event", Example: "askwell", Help: "The name of the custom event that answers become, for Enterprise accounts alone. Empty: events are not sent."},
			{Key: "erase", Label: "When somebody is to be forgotten", Choices: []integrations.Choice{
				{Value: "", Label: "delete the contact for good: her address can then not be added again"},
				{Value: clearOnly, Label: "keep the contact, and clear what we wrote"},
			}},
		},
	}
}

// keySetting is the field of a private app's token.
const keySetting = "token"

// oauth is how to let us in at HubSpot: tokens by the API of 2026-03, the one before which
// ends on 2027-02-16. Only Enterprise accounts have custom events.
var oauth = integrations.OAuth{
	Authorize: "https://app.hubspot.com/oauth/authorize", Token: host + "/oauth/2026-03/token", Revoke: host + "/oauth/2026-03/token/revoke",
	Scopes: []string{
		"oauth", "crm.objects.contacts.read", "crm.objects.contacts.write", "crm.schemas.contacts.read", "crm.schemas.contacts.write",
		"crm.lists.read", "crm.lists.write", "communication_preferences.read_write",
	},
	Optional: []string{"analytics.behavioral_events.send", "behavioral_events.event_definitions.read_write"},
	Instead:  keySetting,
}

// credentials are a token, and what the account is called in budgets.
func credentials(settings map[string]string) (token, account string, err error) {
	if token, account, ok := integrations.Admitted(settings); ok {
		return token, account, nil
	}
	token = strings.TrimSpace(settings[keySetting])
	if token == "" || strings.ContainsAny(token, " \r\n\t") {
		return "", "", invalid(keySetting, "a private app's access token is needed")
	}
	sum := sha256.Sum256([]byte(token))
	return token, hex.EncodeToString(sum[:6]), nil
}

// clearOnly is the setting to keep contacts who are to be forgotten.
const clearOnly = "clear"

// Names of custom events are these, below the account's own prefix.
var eventName = regexp.MustCompile(`^[a-z][a-z0-9_]{0,49}$`)

// Connect implements integrations.Provider.
func (p Provider) Connect(_ app.Shop, settings map[string]string) (integrations.Conn, error) {
	token, account, err := credentials(settings)
	if err != nil {
		return nil, err
	}
	c := &conn{by: p.Client, keep: settings["erase"] == clearOnly, asked: settings["subscription"] != "", event: settings["events"]}
	c.header = http.Header{"Authorization": {"Bearer " + token}}
	// 110 calls in ten seconds for each app, by HubSpot's usage guidelines; 80 % of them.
	c.bucket = integrations.Bucket{Key: "hubspot/" + account + "/api", Rate: 8.8, Burst: 88}
	if c.asked {
		id, err := strconv.ParseInt(strings.TrimSpace(settings["subscription"]), 10, 64)
		if err != nil || id < 0 {
			return nil, invalid("subscription", "a subscription type's id is a number")
		}
		c.subscription = id
	}
	if c.event != "" && !eventName.MatchString(c.event) {
		return nil, invalid("events", "small letters, digits and underscores, beginning with a letter")
	}
	return c, nil
}

func invalid(field, message string) error {
	return &app.Error{Kind: app.Invalid, Message: message, Fields: []app.FieldError{{Field: field, Code: "invalid", Message: message}}}
}

// Double implements integrations.Playable.
func (Provider) Double(now func() time.Time) integrations.Double { return double.New(now) }

type conn struct {
	by           *client.Client
	header       http.Header
	bucket       integrations.Bucket
	subscription int64 // 0: consents are not kept
	asked        bool  // a subscription type was named, perhaps 0
	event        string
	keep         bool // contacts who are to be forgotten

	mu      sync.Mutex
	defined *definition // of the custom event, once it is known
}

// Check implements integrations.Conn. That the key may write shows when it does.
func (c *conn) Check(ctx context.Context) error {
	if _, o, _ := c.call(ctx, http.MethodGet, contacts+"?limit=1", nil); o.Class != integrations.OK {
		return client.Error(o)
	}
	if err := c.checkSubscription(ctx); err != nil {
		return err
	}
	if c.event == "" {
		return nil
	}
	_, o := c.definition(ctx)
	return client.Error(o)
}

// Listens implements integrations.Listener: without a custom event nothing is told.
func (c *conn) Listens(integrations.EventName) (since time.Time, ok bool) {
	return time.Time{}, c.event != ""
}
