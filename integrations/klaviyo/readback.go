package klaviyo

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
)

// ReadBack implements integrations.ReadBacker.
func (c conn) ReadBack(ctx context.Context, looks []integrations.Look) ([]integrations.Held, error) {
	held := make([]integrations.Held, len(looks))
	var emails, members []string
	for _, look := range looks {
		if email := strings.ToLower(look.Subject.Email); email != "" {
			emails = append(emails, email)
			if look.Lists {
				members = append(members, email)
			}
		}
	}
	found, o := c.find(ctx, emails)
	if o.Class != integrations.OK {
		return nil, client.Error(o)
	}
	lists, o := c.memberships(ctx, members)
	if o.Class != integrations.OK {
		return nil, client.Error(o)
	}
	for i, look := range looks {
		if one := found[strings.ToLower(look.Subject.Email)]; one != nil {
			held[i] = one.held(look)
			held[i].Lists = lists[one.ID]
		}
	}
	return held, nil
}

func (p *profile) held(look integrations.Look) integrations.Held {
	h := integrations.Held{Known: true, Properties: map[string]app.Value{}}
	for _, key := range look.Properties {
		value, there := p.Attributes.Properties[key]
		if kind := kindOf(value); there && kind != "" {
			h.Properties[key] = app.Value{Kind: kind, JSON: value}
		}
	}
	if look.Consents {
		h.Consents = map[app.Channel]app.ConsentState{}
		for _, channel := range kept {
			if s := p.standing(channel); s.state != "" {
				h.Consents[channel] = s.state
			}
		}
	}
	return h
}

// memberships are the lists each profile is on, by its id. Asking a profile for its lists
// takes one of 15 calls a minute; asking each list for some people costs hardly anything.
func (c conn) memberships(ctx context.Context, emails []string) (map[string][]string, integrations.Outcome) {
	of := map[string][]string{}
	if len(emails) == 0 {
		return of, integrations.Outcome{Class: integrations.OK}
	}
	lists, o := c.lists(ctx)
	for len(emails) > 0 && o.Class == integrations.OK {
		n := fitting(emails)
		query := url.Values{"filter": {anyOf(emails[:n])}, "page[size]": {"100"}}.Encode()
		for _, one := range lists {
			var answer page[reference]
			o = c.call(ctx, getMembers, http.MethodGet, "/api/lists/"+url.PathEscape(one.ID)+"/relationships/profiles?"+query, nil, &answer)
			if o.Class != integrations.OK {
				return nil, o
			}
			for _, member := range answer.Data {
				of[member.ID] = append(of[member.ID], one.ID)
			}
		}
		emails = emails[n:]
	}
	return of, o
}
