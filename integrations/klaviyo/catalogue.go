package klaviyo

import (
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
)

// mostPages bounds how far a list of things is read: 50 pages of ten lists.
const mostPages = 50

type account struct {
	Attributes struct {
		Contact struct {
			Name string `json:"organization_name"`
		} `json:"contact_information"`
	} `json:"attributes"`
}

type list struct {
	ID         string `json:"id"`
	Attributes struct {
		Name  string `json:"name"`
		OptIn string `json:"opt_in_process"`
	} `json:"attributes"`
}

// doubleOptIn is the way of a list that asks people to confirm.
const doubleOptIn = "double_opt_in"

// Check implements integrations.Conn: the key lets us in and may read people, and the list
// for consents is there. What a key may write only writing tells.
func (c conn) Check(ctx context.Context) error {
	if _, o := c.name(ctx); o.Class != integrations.OK {
		return client.Error(o)
	}
	o := c.call(ctx, getProfiles, http.MethodGet, "/api/profiles?"+url.Values{"page[size]": {"1"}, "fields[profile]": {"created"}}.Encode(), nil, nil)
	if o.Class != integrations.OK || c.list == "" {
		return client.Error(o)
	}
	_, o = c.oneList(ctx, c.list)
	return client.Error(o)
}

func (c conn) name(ctx context.Context) (string, integrations.Outcome) {
	var answer page[account]
	o := c.call(ctx, accounts, http.MethodGet, "/api/accounts", nil, &answer)
	if len(answer.Data) == 0 {
		return "", o
	}
	return answer.Data[0].Attributes.Contact.Name, o
}

func (c conn) oneList(ctx context.Context, id string) (list, integrations.Outcome) {
	var answer data[list]
	o := c.call(ctx, getLists, http.MethodGet, "/api/lists/"+url.PathEscape(id), nil, &answer)
	if o.Class == integrations.Missing {
		o.Class, o.Reason = integrations.Config, "the list for consents is not there any more"
	}
	return answer.Data, o
}

// Catalogue implements integrations.Cataloguer. Whoever is on a list may be mailed, unless
// she has unsubscribed: Klaviyo takes silence for a consent. There is no list of all
// properties; those of the people who changed last are the ones in use.
func (c conn) Catalogue(ctx context.Context) (integrations.Catalogue, error) {
	name, o := c.name(ctx)
	all := integrations.Catalogue{Account: name}
	var lists []list
	if o.Class == integrations.OK {
		lists, o = c.lists(ctx)
	}
	if o.Class == integrations.OK {
		all.Attributes, o = c.inUse(ctx)
	}
	for _, one := range lists {
		title := one.Attributes.Name
		if one.Attributes.OptIn == doubleOptIn {
			title += " (asks to confirm)"
		}
		all.Lists = append(all.Lists, integrations.List{ID: one.ID, Name: title, Marks: true})
	}
	return all, client.Error(o)
}

func (c conn) lists(ctx context.Context) ([]list, integrations.Outcome) {
	return every(ctx, c, getLists, "/api/lists?"+url.Values{"page[size]": {"10"}, "fields[list]": {"name,opt_in_process"}}.Encode(), never[list])
}

// every reads all pages of something, until enough of it is known.
func every[T any](ctx context.Context, c conn, at endpoint, path string, enough func([]T) bool) (all []T, o integrations.Outcome) {
	for range mostPages {
		var answer page[T]
		if o = c.call(ctx, at, http.MethodGet, path, nil, &answer); o.Class != integrations.OK {
			return nil, o
		}
		all = append(all, answer.Data...)
		next, here := strings.CutPrefix(answer.Links.Next, base)
		if !here || len(answer.Data) == 0 || enough(all) { // another host would get the key
			break
		}
		path = next
	}
	return all, o
}

// never is what knows no enough.
func never[T any]([]T) bool { return false }

func (c conn) inUse(ctx context.Context) ([]integrations.Attribute, integrations.Outcome) {
	query := url.Values{"page[size]": {"100"}, "sort": {"-updated"}, "fields[profile]": {"properties"}}
	var answer page[profile]
	o := c.call(ctx, getProfiles, http.MethodGet, "/api/profiles?"+query.Encode(), nil, &answer)
	types := map[string]app.FieldType{}
	for _, one := range answer.Data {
		for key, value := range one.Attributes.Properties {
			if t := typeOf(value); t != "" {
				types[key] = t
			}
		}
	}
	var all []integrations.Attribute
	for _, key := range slices.Sorted(maps.Keys(types)) {
		if !slices.Contains(notes(), key) {
			all = append(all, integrations.Attribute{Key: key, Label: key, Type: types[key]})
		}
	}
	return all, o
}

// kindOf and typeOf tell what a value is, "" for what an answer never is.
func kindOf(value json.RawMessage) app.ValueKind {
	var v any
	if json.Unmarshal(value, &v) != nil {
		return ""
	}
	switch v.(type) {
	case string:
		return app.KindText
	case float64:
		return app.KindNumber
	case bool:
		return app.KindBoolean
	case []any:
		return app.KindChoices
	default:
		return ""
	}
}

func typeOf(value json.RawMessage) app.FieldType {
	return map[app.ValueKind]app.FieldType{
		app.KindText: app.FieldText, app.KindNumber: app.FieldNumber, app.KindBoolean: app.FieldBoolean, app.KindChoices: app.FieldTexts,
	}[kindOf(value)]
}
