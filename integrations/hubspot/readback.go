package hubspot

import (
	"context"
	"net/http"
	"slices"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
)

// contactType is what contacts are called among the types of records.
const contactType = "0-1"

// ReadBack implements integrations.ReadBacker.
func (c *conn) ReadBack(ctx context.Context, looks []integrations.Look) ([]integrations.Held, error) {
	var emails, keys []string
	for _, l := range looks {
		if l.Subject.Email != "" {
			emails = append(emails, l.Subject.Email)
		}
		keys = append(keys, l.Properties...)
	}
	slices.Sort(emails)
	slices.Sort(keys)
	known, o := c.read(ctx, slices.Compact(emails), slices.Compact(keys))
	if o.Class != integrations.OK {
		return nil, client.Error(o)
	}
	types, err := c.types(ctx, keys)
	if err != nil {
		return nil, err
	}
	members, err := c.members(ctx, known, looks)
	if err != nil {
		return nil, err
	}
	all := make([]integrations.Held, len(looks))
	for i, l := range looks {
		one, there := known[l.Subject.Email]
		if !there {
			continue
		}
		all[i] = integrations.Held{Known: true, Properties: values(one, l.Properties, types)}
		if l.Lists {
			all[i].Lists = members[one.ID]
		}
		if l.Consents {
			if all[i].Consents, err = c.consents(ctx, l.Subject.Email); err != nil {
				return nil, err
			}
		}
	}
	return all, nil
}

// values are the properties of a contact that are there.
func values(of contact, keys []string, types map[string]app.FieldType) map[string]app.Value {
	all := map[string]app.Value{}
	for _, key := range keys {
		if held := of.Properties[key]; held != nil && *held != "" {
			all[key] = parsed(*held, types[key])
		}
	}
	return all
}

func (c *conn) types(ctx context.Context, keys []string) (map[string]app.FieldType, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	all, err := c.described(ctx)
	if err != nil {
		return nil, err
	}
	types := make(map[string]app.FieldType, len(keys))
	for _, key := range keys {
		a, _ := all[key].attribute()
		types[key] = a.Type
	}
	return types, nil
}

// members are the lists that records are on.
func (c *conn) members(ctx context.Context, known map[string]contact, looks []integrations.Look) (map[string][]string, error) {
	var records []map[string]string
	for _, l := range looks {
		if one, there := known[l.Subject.Email]; there && l.Lists {
			records = append(records, map[string]string{"objectTypeId": contactType, "recordId": one.ID})
		}
	}
	all := map[string][]string{}
	for some := range slices.Chunk(records, batch) {
		r, o, _ := c.call(ctx, http.MethodPost, lists+"/records/memberships/batch/read", map[string]any{"inputs": some})
		if o.Class != integrations.OK {
			return nil, client.Error(o)
		}
		var answer struct {
			Results []struct {
				Record string `json:"recordId"`
				Lists  []struct {
					ID string `json:"listId"`
				} `json:"recordListMemberships"`
			} `json:"results"`
		}
		if err := r.Decode(&answer); err != nil {
			return nil, err
		}
		for _, one := range answer.Results {
			all[one.Record] = nil
			for _, l := range one.Lists {
				all[one.Record] = append(all[one.Record], l.ID)
			}
		}
	}
	return all, nil
}

// consents are how her subscription stands, where one was chosen.
func (c *conn) consents(ctx context.Context, email string) (map[app.Channel]app.ConsentState, error) {
	if c.subscription == 0 {
		return nil, nil
	}
	all, o := c.statuses(ctx, email)
	if o.Class != integrations.OK {
		return nil, client.Error(o)
	}
	held := c.ours(all)
	for state, word := range states {
		if held.Status == word {
			return map[app.Channel]app.ConsentState{app.ChannelEmail: state}, nil
		}
	}
	return nil, nil
}
