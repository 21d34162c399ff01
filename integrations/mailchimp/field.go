package mailchimp

import (
	"context"
	"net/http"
	"regexp"
	"slices"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
)

// longestTag is how long a merge tag may be. Mailchimp cuts what is longer, and two that
// were cut to the same would be one.
const longestTag = 10

var tagShape = regexp.MustCompile(`^[A-Z][A-Z0-9_]{0,9}$`)

// mergeField is one field that the members of an audience have.
type mergeField struct {
	Tag     string  `json:"tag"`
	Name    string  `json:"name"`
	Type    string  `json:"type"`
	Public  bool    `json:"public"`
	Options options `json:"options,omitzero"`
}

type options struct {
	Choices []string `json:"choices,omitempty"`
	Format  string   `json:"date_format,omitempty"`
}

// types are Mailchimp's by ours.
var types = map[app.FieldType]string{
	app.FieldText: "text", app.FieldNumber: "number", app.FieldDate: "date", app.FieldBirthday: "birthday",
	app.FieldBoolean: "text", app.FieldTexts: "text", // in words
}

// ours are the types of fields by Mailchimp's: what else there is takes texts of a kind.
var ours = map[string]app.FieldType{"number": app.FieldNumber, "date": app.FieldDate, "birthday": app.FieldBirthday}

// mergeFields reads the audience's. A page is ten, unless more is asked for. Errors: as
// read; Invalid when the audience is gone.
func (c *conn) mergeFields(ctx context.Context) ([]mergeField, error) {
	var page struct {
		Fields []mergeField `json:"merge_fields"`
	}
	err := c.read(ctx, c.list("/merge-fields?count=1000&fields=merge_fields.tag,merge_fields.name,merge_fields.type,merge_fields.options"), &page)
	if app.Is(err, app.NotFound) {
		err = app.Errorf(app.Invalid, "the audience is not there any more")
	}
	return page.Fields, err
}

// Prepare implements integrations.Preparer. Errors: as the interface, and Invalid for a
// key that cannot be a merge tag.
func (c *conn) Prepare(ctx context.Context, attributes []integrations.Attribute) error {
	there, err := c.mergeFields(ctx)
	if err != nil {
		return err
	}
	for _, a := range attributes {
		if !tagShape.MatchString(a.Key) {
			return app.Errorf(app.Invalid, "%q cannot be a merge tag: it has at most %d capitals, digits and underscores", a.Key, longestTag)
		}
		at := slices.IndexFunc(there, func(f mergeField) bool { return f.Tag == a.Key })
		switch {
		case at < 0:
			err = c.makeField(ctx, a)
		case !takes(there[at].Type, a.Type):
			err = app.Errorf(app.Conflict, "the audience has a field %s of another type, %s", a.Key, there[at].Type)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// takes reports whether a field holds values of a type.
func takes(kind string, want app.FieldType) bool {
	if kind == "address" {
		return false
	}
	_, special := ours[kind]
	return kind == types[want] || types[want] == "text" && !special
}

func (c *conn) makeField(ctx context.Context, a integrations.Attribute) error {
	field := mergeField{Tag: a.Key, Name: cut(a.Label), Type: types[a.Type]}
	if field.Name == "" {
		field.Name = a.Key
	}
	if field.Type == "birthday" {
		field.Options.Format = "MM/DD"
	}
	r, o := c.call(ctx, http.MethodPost, c.list("/merge-fields"), field)
	if o.Class == integrations.Rejected {
		return app.Errorf(app.Rejected, "Mailchimp takes no more fields in this audience: it has 30 of them, 80 on Premium")
	}
	if err := client.Error(o); err != nil {
		return err
	}
	var made mergeField
	if err := r.Decode(&made); err != nil {
		return err
	}
	if made.Tag != a.Key {
		return app.Errorf(app.Conflict, "Mailchimp made the field %s under another name: delete it there, and choose another", a.Key)
	}
	return nil
}

// Catalogue implements integrations.Cataloguer.
func (c *conn) Catalogue(ctx context.Context) (all integrations.Catalogue, err error) {
	var account struct {
		Name string `json:"account_name"`
	}
	var lists struct{ Lists []struct{ ID, Name string } }
	if err = c.read(ctx, "/?fields=account_name", &account); err != nil {
		return all, err
	}
	if err = c.read(ctx, "/lists?count=1000&fields=lists.id,lists.name", &lists); err != nil {
		return all, err
	}
	all.Account = account.Name
	for _, l := range lists.Lists {
		all.Lists = append(all.Lists, integrations.List{ID: l.ID, Name: l.Name, Marks: true})
	}
	if c.audience == "" {
		return all, nil
	}
	return all, c.audienceCatalogue(ctx, &all)
}

func (c *conn) audienceCatalogue(ctx context.Context, all *integrations.Catalogue) error {
	fields, err := c.mergeFields(ctx)
	if err != nil {
		return err
	}
	for _, f := range fields {
		kind, special := ours[f.Type]
		if !special {
			kind = app.FieldText
		}
		if f.Type != "address" {
			all.Attributes = append(all.Attributes, integrations.Attribute{Key: f.Tag, Label: f.Name, Type: kind, Options: f.Options.Choices})
		}
	}
	var tags struct{ Tags []tag }
	if err = c.read(ctx, c.list("/tag-search"), &tags); err != nil {
		return err
	}
	for _, one := range tags.Tags {
		all.Tags = append(all.Tags, one.Name)
	}
	return nil
}
