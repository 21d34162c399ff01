package brevo

import (
	"context"
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
)

// longestName is how long an attribute's name may be in Brevo's own form.
const longestName = 50

var nameShape = regexp.MustCompile(`^[A-Z][A-Z0-9_]{0,49}$`)

// attribute is one that contacts have.
type attribute struct {
	Name     string   `json:"name"`
	Category string   `json:"category"`
	Type     string   `json:"type"`
	Choices  []string `json:"multiCategoryOptions"`
}

// types are Brevo's by ours.
var types = map[app.FieldType]string{
	app.FieldText: "text", app.FieldNumber: "float", app.FieldBoolean: "boolean", app.FieldDate: "date", app.FieldTexts: "multiple-choice",
	app.FieldBirthday: "text", // a date there has a year
}

// ours are the types by Brevo's. A category holds the number of one of its options, and is
// nothing to write to.
var ours = map[string]app.FieldType{
	"text": app.FieldText, "float": app.FieldNumber, "boolean": app.FieldBoolean, "date": app.FieldDate, "multiple-choice": app.FieldTexts,
}

func (c *conn) attributes(ctx context.Context) ([]attribute, error) {
	var all struct{ Attributes []attribute }
	err := c.read(ctx, "/contacts/attributes", &all)
	return slices.DeleteFunc(all.Attributes, func(a attribute) bool { return a.Category != "normal" || ours[a.Type] == "" }), err
}

// Prepare implements integrations.Preparer. Errors: as the interface, and Invalid for a
// key that cannot be an attribute's name.
func (c *conn) Prepare(ctx context.Context, attributes []integrations.Attribute) error {
	there, err := c.attributes(ctx)
	if err != nil {
		return err
	}
	for _, a := range attributes {
		if !nameShape.MatchString(a.Key) {
			return app.Errorf(app.Invalid, "%q cannot be an attribute: it has at most %d capitals, digits and underscores", a.Key, longestName)
		}
		at := slices.IndexFunc(there, func(one attribute) bool { return one.Name == a.Key })
		switch {
		case at < 0:
			err = c.makeAttribute(ctx, a)
		case there[at].Type != types[a.Type]:
			err = app.Errorf(app.Conflict, "Brevo has an attribute %s of another type, %s", a.Key, there[at].Type)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *conn) makeAttribute(ctx context.Context, a integrations.Attribute) error {
	body := map[string]any{"type": types[a.Type]}
	if a.Type == app.FieldTexts {
		body["multiCategoryOptions"] = a.Options
	}
	_, o := c.call(ctx, http.MethodPost, "/contacts/attributes/normal/"+a.Key, body)
	return client.Error(o)
}

// value is a property as its attribute takes it: what is of another type is ignored.
func value(p integrations.Property) any {
	if p.Type == app.FieldTexts {
		return p.Value.JSON
	}
	var many []string
	if json.Unmarshal(p.Value.JSON, &many) == nil {
		return strings.Join(many, ", ")
	}
	return p.Value.JSON
}

// pageOfLists is the most that a page has.
const pageOfLists = 50

// mostLists is how many lists are read: a merchant has to find one of them.
const mostLists = 1000

// Catalogue implements integrations.Cataloguer. The account's name is left out when the
// hundred calls an hour that it is one of are used up.
func (c *conn) Catalogue(ctx context.Context) (all integrations.Catalogue, err error) {
	var account struct {
		Name string `json:"companyName"`
	}
	if err = c.read(ctx, "/account", &account); err != nil && !app.Is(err, app.Throttled) {
		return all, err
	}
	all.Account = account.Name
	attributes, err := c.attributes(ctx)
	if err != nil {
		return all, err
	}
	for _, a := range attributes {
		all.Attributes = append(all.Attributes, integrations.Attribute{Key: a.Name, Label: a.Name, Type: ours[a.Type], Options: a.Choices})
	}
	for len(all.Lists) < mostLists {
		var page struct {
			Lists []struct {
				ID   int64
				Name string
			}
		}
		if err = c.read(ctx, "/contacts/lists?limit=50&offset="+strconv.Itoa(len(all.Lists)), &page); err != nil {
			return all, err
		}
		for _, l := range page.Lists {
			all.Lists = append(all.Lists, integrations.List{ID: strconv.FormatInt(l.ID, 10), Name: l.Name, Marks: true})
		}
		if len(page.Lists) < pageOfLists {
			break
		}
	}
	return all, nil
}
