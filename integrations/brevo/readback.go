package brevo

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
)

// ReadBack implements integrations.ReadBacker. Nothing else tells what Brevo let fall.
func (c *conn) ReadBack(ctx context.Context, looks []integrations.Look) ([]integrations.Held, error) {
	all := make([]integrations.Held, len(looks))
	for i, look := range looks {
		her, there, err := c.readContact(ctx, look.Subject)
		if err != nil {
			return nil, err
		}
		if there {
			all[i] = c.held(her, look)
		}
	}
	return all, nil
}

// readContact reads somebody, and false when she is not there.
func (c *conn) readContact(ctx context.Context, of integrations.Subject) (her standing, there bool, err error) {
	if of.Email == "" {
		return her, false, nil
	}
	r, o := c.call(ctx, http.MethodGet, contact(of.Email), nil)
	if o.Class == integrations.Missing {
		return her, false, nil
	}
	err = client.Error(decoded(o, r.Body, &her))
	return her, err == nil, err
}

func (c *conn) held(her standing, look integrations.Look) integrations.Held {
	h := integrations.Held{Known: true, Properties: map[string]app.Value{}}
	for _, key := range look.Properties {
		if v, there := valueOf(her.Attributes[key]); there {
			h.Properties[key] = v
		}
	}
	if look.Lists {
		for _, id := range her.Lists {
			h.Lists = append(h.Lists, strconv.FormatInt(id, 10))
		}
	}
	if look.Consents {
		switch {
		case her.Blocklisted:
			h.Consents = map[app.Channel]app.ConsentState{app.ChannelEmail: app.ConsentWithdrawn}
		case slices.Contains(her.Lists, c.list):
			h.Consents = map[app.Channel]app.ConsentState{app.ChannelEmail: app.ConsentGranted}
		}
	}
	return h
}

// valueOf is an attribute's content as a value, and false when there is none.
func valueOf(content any) (app.Value, bool) {
	kind := app.KindText
	switch v := content.(type) {
	case nil:
		return app.Value{}, false
	case string:
		if v == "" {
			return app.Value{}, false
		}
	case float64:
		kind = app.KindNumber
	case bool:
		kind = app.KindBoolean
	case []any:
		if len(v) == 0 {
			return app.Value{}, false
		}
		kind = app.KindChoices
	}
	raw, _ := json.Marshal(content) // it was JSON before
	return app.Value{Kind: kind, JSON: raw}, true
}
