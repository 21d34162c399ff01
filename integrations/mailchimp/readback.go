package mailchimp

import (
	"context"
	"net/http"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
)

// ReadBack implements integrations.ReadBacker.
func (c *conn) ReadBack(ctx context.Context, looks []integrations.Look) ([]integrations.Held, error) {
	fields, err := c.mergeFields(ctx)
	if err != nil {
		return nil, err
	}
	kinds := make(map[string]string, len(fields))
	for _, f := range fields {
		kinds[f.Tag] = f.Type
	}
	all := make([]integrations.Held, len(looks))
	for i, look := range looks {
		her, there, err := c.readMember(ctx, look.Subject)
		if err != nil {
			return nil, err
		}
		if there {
			all[i] = her.held(look, kinds)
		}
	}
	return all, nil
}

// readMember reads somebody, and false when she is not there.
func (c *conn) readMember(ctx context.Context, of integrations.Subject) (her member, there bool, err error) {
	if of.Email == "" {
		return her, false, nil
	}
	r, o := c.call(ctx, http.MethodGet, c.member(of.Email, "?fields=status,merge_fields,tags,tags_count"), nil)
	if o.Class == integrations.Missing {
		return her, false, nil
	}
	if err = client.Error(decoded(o, r.Body, &her)); err == nil && her.TagsCount > len(her.Tags) {
		err = c.read(ctx, c.member(of.Email, "/tags?count=1000&fields=tags.name"), &her) // a member comes with fifty of them
	}
	return her, err == nil, err
}

func (m member) held(look integrations.Look, kinds map[string]string) integrations.Held {
	h := integrations.Held{Known: true, Properties: map[string]app.Value{}}
	for _, key := range look.Properties {
		if v, there := held(m.Fields[key], kinds[key]); there {
			h.Properties[key] = v
		}
	}
	if look.Tags {
		for _, one := range m.Tags {
			h.Tags = append(h.Tags, one.Name)
		}
	}
	if state := states[m.Status]; look.Consents && state != "" {
		h.Consents = map[app.Channel]app.ConsentState{app.ChannelEmail: state}
	}
	return h
}

// states are what a member's status says of her consent; of who is not subscribed and
// never was, nothing.
var states = map[string]app.ConsentState{
	subscribed: app.ConsentGranted, pending: app.ConsentPending, unsubscribed: app.ConsentWithdrawn, cleaned: app.ConsentWithdrawn,
}
