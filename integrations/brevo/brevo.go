// Package brevo owns Brevo as a destination: the contacts of an account, whose attributes,
// lists, consents and events are changed by its API v3.
package brevo

import (
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/brevo/double"
	"github.com/askwell/askwell/integrations/client"
)

//go:embed setup.md
var setup string

// Provider makes Brevo a destination.
type Provider struct {
	Client *client.Client
}

// The settings.
const (
	keySetting      = "api_key"
	listSetting     = "consent_list"
	templateSetting = "doi_template"
	pageSetting     = "doi_page"
)

// Spec implements integrations.Provider.
func (Provider) Spec() integrations.Spec {
	return integrations.Spec{
		Name: "brevo", Title: "Brevo", Help: setup,
		Fields: []integrations.Field{
			{Key: keySetting, Label: "API key", Example: "xkeysib-…", Secret: true, Required: true},
			{Key: listSetting, Label: "List for consents", Help: "Who gives her consent to email joins it. Without one, no consent is told.", List: true},
			{Key: templateSetting, Label: "Double opt-in template", Help: "Its number, if she is to confirm by email first.", Example: "7"},
			{Key: pageSetting, Label: "Page after double opt-in", Example: "https://example.com/pages/thank-you"},
		},
		// Each of them is one to five calls, eight a second.
		Batch:   30,
		ByEmail: true, Properties: true, Lists: true, ListIsConsent: true, Events: true,
		Types: []app.FieldType{app.FieldText, app.FieldNumber, app.FieldBoolean, app.FieldDate},
		// Brevo's own form takes no longer name.
		Naming:   integrations.Naming{Prefix: "ASK_", Upper: true, Most: longestName},
		Consents: []app.Channel{app.ChannelEmail},
	}
}

var keyShape = regexp.MustCompile(`^xkeysib-[0-9a-zA-Z-]{16,120}$`)

// Connect implements integrations.Provider.
func (p Provider) Connect(_ app.Shop, settings map[string]string) (integrations.Conn, error) {
	var wrong []app.FieldError
	fail := func(field, message string) {
		wrong = append(wrong, app.FieldError{Field: field, Code: "format", Message: message})
	}
	key := settings[keySetting]
	if !keyShape.MatchString(key) {
		fail(keySetting, "A key begins with xkeysib-.")
	}
	list, ok := number(settings[listSetting])
	if !ok {
		fail(listSetting, "Not a list's id.")
	}
	template, ok := number(settings[templateSetting])
	if !ok {
		fail(templateSetting, "Not a template's number.")
	}
	page := settings[pageSetting]
	if at, err := url.Parse(page); page != "" && (err != nil || at.Scheme != "https" || at.Host == "") {
		fail(pageSetting, "Not an https address.")
	}
	if (template != 0) != (page != "") {
		fail(pageSetting, "Double opt-in needs the template and the page.")
	}
	if len(wrong) > 0 {
		return nil, app.InvalidFields(wrong)
	}
	digest := sha256.Sum256([]byte(key))
	return &conn{
		client: p.Client, key: key, account: "brevo/" + hex.EncodeToString(digest[:6]), list: list, template: template, page: page,
	}, nil
}

// number reads an id, 0 for none.
func number(text string) (int64, bool) {
	if text == "" {
		return 0, true
	}
	id, err := strconv.ParseInt(text, 10, 64)
	return id, err == nil && id > 0
}

// Double implements integrations.Playable.
func (Provider) Double(now func() time.Time) integrations.Double { return double.New(now) }

// conn is a connection to one account.
type conn struct {
	client   *client.Client
	key      string
	account  string // what buckets are named after
	list     int64  // whom a consent puts into it; 0 for none
	template int64  // of the confirmation; 0 when she is not asked to confirm
	page     string
}

// Check implements integrations.Conn.
func (c *conn) Check(ctx context.Context) error {
	_, o := c.call(ctx, http.MethodGet, "/account", nil)
	return client.Error(o)
}
