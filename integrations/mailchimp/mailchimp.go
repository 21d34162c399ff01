// Package mailchimp owns Mailchimp as a destination: one audience of an account, whose
// members' fields, tags, consents and events are changed by its Marketing API 3.0.
package mailchimp

import (
	"context"
	_ "embed"
	"regexp"
	"sync"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
	"github.com/askwell/askwell/integrations/mailchimp/double"
)

//go:embed setup.md
var setup string

// Provider makes Mailchimp a destination.
type Provider struct {
	Client *client.Client
}

// The settings.
const (
	keySetting      = "api_key"
	audienceSetting = "audience"
	eraseSetting    = "erase"

	archive = "archive"
	forGood = "delete"
)

// Spec implements integrations.Provider.
func (Provider) Spec() integrations.Spec {
	return integrations.Spec{
		Name: "mailchimp", Title: "Mailchimp", Help: setup,
		Fields: []integrations.Field{
			{Key: keySetting, Label: "API key", Help: "With what stands after the dash.", Example: "0123456789abcdef0123456789abcdef-us19", Secret: true, Required: true},
			{Key: audienceSetting, Label: "Audience", Help: "Whose members are told of.", List: true, Required: true},
			{
				Key: eraseSetting, Label: "When a customer is to be forgotten", Choices: []integrations.Choice{{Value: archive, Label: "Archive the contact"}, {Value: forGood, Label: "Delete it for good"}},
				Help: "Deleting is final: no app can ever add that address to the audience again.",
			},
		},
		// Each of them is one to five calls, three abreast.
		Batch:   30,
		ByEmail: true, Properties: true, Tags: true, Events: true,
		Types:    []app.FieldType{app.FieldText, app.FieldNumber, app.FieldDate, app.FieldBirthday},
		Naming:   integrations.Naming{Prefix: "ASK_", Upper: true, Most: longestTag},
		Consents: []app.Channel{app.ChannelEmail},
		OAuth:    &oauth,
		BulkFrom: 200, BulkMost: mostInBatch / 2,
	}
}

// A key names the data centre that its account lives in: the host is made of it, so it is
// one of Mailchimp's and nothing else.
var (
	keyShape      = regexp.MustCompile(`^[0-9a-f]{32}-(us[0-9]{1,3})$`)
	audienceShape = regexp.MustCompile(`^[0-9A-Za-z]{1,20}$`)
)

// Connect implements integrations.Provider. Without an audience the connection can do no
// more than list them.
func (p Provider) Connect(_ app.Shop, settings map[string]string) (integrations.Conn, error) {
	var wrong []app.FieldError
	by, ok := credentials(settings)
	if !ok {
		wrong = append(wrong, app.FieldError{Field: keySetting, Code: "format", Message: "A key is 32 digits and letters, a dash and the data centre, as in -us19."})
	}
	audience := settings[audienceSetting]
	if audience != "" && !audienceShape.MatchString(audience) {
		wrong = append(wrong, app.FieldError{Field: audienceSetting, Code: "format", Message: "Not an audience's id."})
	}
	erase := settings[eraseSetting]
	if erase != "" && erase != archive && erase != forGood {
		wrong = append(wrong, app.FieldError{Field: eraseSetting, Code: "unknown", Message: "Either archive or delete."})
	}
	if len(wrong) > 0 {
		return nil, app.InvalidFields(wrong)
	}
	return &conn{
		client: p.Client, host: "https://" + by.centre + ".api.mailchimp.com/3.0", auth: by.auth, audience: audience, forGood: erase == forGood,
		bucket: integrations.Bucket{Key: "mailchimp/" + by.account + "/calls", Rate: rate, Abreast: abreast},
		begun:  map[string]string{},
	}, nil
}

// Double implements integrations.Playable.
func (Provider) Double(now func() time.Time) integrations.Double { return double.New(now) }

// conn is a connection to one audience.
type conn struct {
	client   *client.Client
	host     string
	auth     string
	audience string
	forGood  bool
	bucket   integrations.Bucket

	mu    sync.Mutex
	begun map[string]string // bulk jobs by our name for them
}

// Check implements integrations.Conn. Errors: as the interface, and Invalid when the
// audience is not there.
func (c *conn) Check(ctx context.Context) error {
	var account struct{ Role string }
	if err := c.read(ctx, "/?fields=role", &account); err != nil {
		return err
	}
	if account.Role == "viewer" || account.Role == "author" {
		return app.Errorf(app.Forbidden, "the key is of a user who may not change contacts")
	}
	if c.audience == "" {
		return app.Errorf(app.Invalid, "no audience has been chosen")
	}
	_, o := c.settings(ctx)
	return client.Error(o)
}
