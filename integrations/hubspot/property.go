package hubspot

import (
	"context"
	"net/http"
	"net/url"
	"slices"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
)

// group is where our properties stand among those of a contact.
const group = "askwell"

// What texts are that stand for something HubSpot has no type for: a birthday and, where
// there is no end of what somebody may say, several answers.
const (
	birthday = "A birthday as MM-DD"
	several  = "Several answers, with semicolons between them"
)

// property is one of a contact's, as HubSpot describes it.
type property struct {
	Name        string   `json:"name"`
	Label       string   `json:"label"`
	Description string   `json:"description,omitempty"`
	Group       string   `json:"groupName"`
	Type        string   `json:"type"`
	Field       string   `json:"fieldType"`
	Options     []option `json:"options,omitempty"`

	Hidden     bool `json:"hidden,omitempty"`
	Calculated bool `json:"calculated,omitempty"`
	Modify     *struct {
		ReadOnly bool `json:"readOnlyValue"`
	} `json:"modificationMetadata,omitempty"`
}

type option struct {
	Label  string `json:"label"`
	Value  string `json:"value"`
	Order  int    `json:"displayOrder"`
	Hidden bool   `json:"hidden"`
}

// kinds are HubSpot's words for what a property holds and how it is edited.
var kinds = map[app.FieldType][2]string{
	app.FieldText: {"string", "text"}, app.FieldNumber: {"number", "number"}, app.FieldDate: {"date", "date"},
	app.FieldBirthday: {"string", "text"}, app.FieldTexts: {"enumeration", "checkbox"}, app.FieldBoolean: {"bool", "booleancheckbox"},
}

// described is a property as HubSpot is asked to make it.
func described(a integrations.Attribute) property {
	kind := kinds[a.Type]
	p := property{Name: a.Key, Label: a.Label, Group: group, Type: kind[0], Field: kind[1]}
	switch a.Type {
	case app.FieldBirthday:
		p.Description = birthday
	case app.FieldBoolean:
		p.Options = []option{{Label: "Yes", Value: "true"}, {Label: "No", Value: "false", Order: 1}}
	case app.FieldTexts:
		if p.Options, _ = united(nil, a.Options); len(a.Options) == 0 {
			p.Type, p.Field, p.Description = "string", "textarea", several
		}
	}
	return p
}

// united are options with those that are wanted, and whether that is more.
func united(there []option, wanted []string) (all []option, more bool) {
	all = slices.Clone(there)
	for _, one := range wanted {
		one = word(one)
		if !slices.ContainsFunc(all, func(o option) bool { return o.Value == one }) {
			all, more = append(all, option{Label: one, Value: one, Order: len(all)}), true
		}
	}
	return all, more
}

// attribute is what a mapping may point at; false for what we cannot write.
func (p property) attribute() (a integrations.Attribute, ok bool) {
	a = integrations.Attribute{Key: p.Name, Label: p.Label}
	switch {
	case p.Hidden || p.Calculated || p.Modify != nil && p.Modify.ReadOnly:
		return a, false
	case p.Type == "string" && p.Description == birthday:
		a.Type = app.FieldBirthday
	case p.Type == "enumeration" && p.Field == "checkbox", p.Type == "string" && p.Description == several:
		a.Type = app.FieldTexts
	case p.Type == "string", p.Type == "enumeration", p.Type == "phone_number":
		a.Type = app.FieldText
	case p.Type == "number":
		a.Type = app.FieldNumber
	case p.Type == "bool":
		a.Type = app.FieldBoolean
	case p.Type == "date":
		a.Type = app.FieldDate
	default:
		return a, false
	}
	if p.Type == "enumeration" {
		for _, o := range p.Options {
			a.Options = append(a.Options, o.Value)
		}
	}
	return a, true
}

// described asks for all properties of contacts.
func (c *conn) described(ctx context.Context) (map[string]property, error) {
	r, o, _ := c.call(ctx, http.MethodGet, properties, nil)
	if o.Class != integrations.OK {
		return nil, client.Error(o)
	}
	var answer struct {
		Results []property `json:"results"`
	}
	if err := r.Decode(&answer); err != nil {
		return nil, err
	}
	all := make(map[string]property, len(answer.Results))
	for _, p := range answer.Results {
		all[p.Name] = p
	}
	return all, nil
}

// Prepare implements integrations.Preparer. Options are added to what is there, and never
// taken away: somebody's answer may stand in one.
func (c *conn) Prepare(ctx context.Context, attributes []integrations.Attribute) error {
	there, err := c.described(ctx)
	if err != nil {
		return err
	}
	grouped := false
	for _, a := range attributes {
		one, exists := there[a.Key]
		if !exists && !grouped {
			if err := c.makeGroup(ctx); err != nil {
				return err
			}
			grouped = true
		}
		if err := c.prepare(ctx, a, one, exists); err != nil {
			return err
		}
	}
	return nil
}

func (c *conn) prepare(ctx context.Context, a integrations.Attribute, there property, exists bool) error {
	if !exists {
		_, o, _ := c.call(ctx, http.MethodPost, properties, described(a))
		if o.Class == integrations.Conflict {
			return nil // somebody else has made it meanwhile
		}
		return client.Error(o)
	}
	held, ok := there.attribute()
	if !ok || held.Type != a.Type {
		return app.Errorf(app.Conflict, "HubSpot has a property %s of another type", a.Key)
	}
	options, more := united(there.Options, a.Options)
	if there.Type != "enumeration" || !more {
		return nil
	}
	_, o, _ := c.call(ctx, http.MethodPatch, properties+"/"+url.PathEscape(a.Key), map[string]any{"options": options})
	return client.Error(o)
}

func (c *conn) makeGroup(ctx context.Context) error {
	_, o, _ := c.call(ctx, http.MethodGet, properties+"/groups/"+group, nil)
	if o.Class != integrations.Missing {
		return client.Error(o)
	}
	_, o, _ = c.call(ctx, http.MethodPost, properties+"/groups", map[string]any{"name": group, "label": "Askwell"})
	if o.Class == integrations.Conflict {
		return nil
	}
	return client.Error(o)
}
