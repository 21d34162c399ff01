package admin

import (
	"context"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

type providersOut struct {
	PageOut
	Body struct {
		Providers []providerBody `json:"providers"`
		Next      string         `json:"next,omitempty"`
	}
}

type providerBody struct {
	Name   string      `json:"name"`
	Title  string      `json:"title"`
	Help   string      `json:"help" doc:"How to connect it, in Markdown"`
	Fields []fieldBody `json:"fields" doc:"What is to be filled in"`

	Authorizes bool   `json:"authorizes,omitempty" doc:"Whether the merchant can let us in at the vendor's own site, instead of filling in a key"`
	Instead    string `json:"instead,omitempty" doc:"The field that is not filled in then"`

	Email      bool          `json:"email" doc:"Whether it knows people by their email address: those without one are not told of"`
	Properties bool          `json:"properties"`
	Tags       bool          `json:"tags"`
	Lists      bool          `json:"lists"`
	Events     bool          `json:"events"`
	Consents   []app.Channel `json:"consents" doc:"Whose marketing consent it keeps"`
}

type fieldBody struct {
	Key      string       `json:"key"`
	Label    string       `json:"label"`
	Help     string       `json:"help,omitempty"`
	Example  string       `json:"example,omitempty" doc:"Shown in the empty field"`
	Choices  []choiceBody `json:"choices,omitempty" doc:"The values it can have"`
	List     bool         `json:"list,omitempty" doc:"Whether it is the id of a list: lists says which there are"`
	Secret   bool         `json:"secret,omitempty" doc:"Whether it is never shown again"`
	Required bool         `json:"required,omitempty"`

	Suggestion string `json:"suggestion,omitempty" doc:"A fresh value that an empty form offers"`
}

type choiceBody struct {
	Value string `json:"value"`
	Label string `json:"label"`
}

// ProviderPath names a kind of destination in a path.
type ProviderPath struct {
	Provider string `path:"provider" maxLength:"64" pattern:"^[a-z0-9-]+$"`
}

type listsIn struct {
	ProviderPath
	Body struct {
		Settings map[string]string `json:"settings"`
	}
}

type listsOut struct {
	Body struct {
		Lists []listBody `json:"lists"`
	}
}

type listBody struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Marks bool   `json:"marks,omitempty" doc:"Whether who is on it may be mailed"`
}

type catalogueOut struct {
	Body struct {
		Account    string          `json:"account,omitempty"`
		Lists      []listBody      `json:"lists"`
		Attributes []attributeBody `json:"attributes"`
		Tags       []string        `json:"tags"`
	}
}

type attributeBody struct {
	Key     string        `json:"key"`
	Label   string        `json:"label,omitempty"`
	Type    app.FieldType `json:"type,omitempty"`
	Options []string      `json:"options,omitempty" doc:"The only values it takes"`
}

func (d *door) providers(ctx context.Context, _ app.ShopID, in *WholeIn) (*providersOut, error) {
	list, next, page, err := part(ctx, in, "providers", d.Connections.Specs(), func(one integrations.Spec) string { return one.Name })
	if err != nil {
		return nil, err
	}
	out := providersOut{PageOut: page}
	out.Body.Next, out.Body.Providers = next, []providerBody{}
	for _, spec := range list {
		body := providerOf(spec)
		if d.Connections.Authorizes(spec.Name) {
			body.Authorizes, body.Instead = true, spec.OAuth.Instead
		}
		out.Body.Providers = append(out.Body.Providers, body)
	}
	return &out, nil
}

func providerOf(spec integrations.Spec) providerBody {
	body := providerBody{
		Name: spec.Name, Title: spec.Title, Help: spec.Help, Fields: make([]fieldBody, len(spec.Fields)), Email: spec.ByEmail,
		Properties: spec.Properties, Tags: spec.Tags, Lists: spec.Lists, Events: spec.Events, Consents: append([]app.Channel{}, spec.Consents...),
	}
	for i, f := range spec.Fields {
		one := fieldBody{Key: f.Key, Label: f.Label, Help: f.Help, Example: f.Example, List: f.List, Secret: f.Secret, Required: f.Required}
		if f.Suggest != nil {
			one.Suggestion = f.Suggest()
		}
		for _, c := range f.Choices {
			one.Choices = append(one.Choices, choiceBody(c))
		}
		body.Fields[i] = one
	}
	return body
}

func (d *door) providerLists(ctx context.Context, shop app.ShopID, in *listsIn) (*listsOut, error) {
	lists, err := d.Connections.Lists(ctx, shop, in.Provider, in.Body.Settings)
	var out listsOut
	out.Body.Lists = listsOf(lists)
	return &out, err
}

func (d *door) catalogue(ctx context.Context, shop app.ShopID, in *ConnectedPath) (*catalogueOut, error) {
	read, err := d.Connections.Catalogue(ctx, shop, in.ID)
	if err != nil {
		return nil, err
	}
	var out catalogueOut
	out.Body.Account, out.Body.Lists, out.Body.Tags = read.Account, listsOf(read.Lists), append([]string{}, read.Tags...)
	out.Body.Attributes = make([]attributeBody, len(read.Attributes))
	for i, a := range read.Attributes {
		out.Body.Attributes[i] = attributeBody(a)
	}
	return &out, nil
}

func listsOf(lists []integrations.List) []listBody {
	list := make([]listBody, len(lists))
	for i, l := range lists {
		list[i] = listBody(l)
	}
	return list
}
