package salesmanago

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
)

// mostRead is how many contacts one call tells.
const mostRead = 50

// record is a contact as SALESmanago tells of her.
type record struct {
	Email         string            `json:"email"`
	Name          string            `json:"name"`
	Company       string            `json:"company"`
	Phone         string            `json:"phone"`
	OptedOut      bool              `json:"optedOut"`
	OptedOutPhone bool              `json:"optedOutPhone"`
	Deleted       bool              `json:"deleted"`
	Address       map[string]string `json:"address"`
	Year          *int              `json:"birthdayYear"`
	Month         *int              `json:"birthdayMonth"`
	Day           *int              `json:"birthdayDay"`
	ModifiedOn    int64             `json:"modifiedOn"` // ms
	Tags          []struct {
		Tag string `json:"tag"`
	} `json:"contactTags"`
	Properties []struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	} `json:"properties"`
}

// out reports whether she has opted out of a channel; who is not there has not.
func (r *record) out(channel app.Channel) bool {
	if r == nil {
		return false
	}
	if channel == app.ChannelSMS {
		return r.OptedOutPhone
	}
	return r.OptedOut
}

func (r *record) note(channel app.Channel) note {
	if r == nil {
		return note{}
	}
	return noted(r.property(notes[channel]))
}

func (r *record) modified() time.Time { return time.UnixMilli(r.ModifiedOn) }

// property is one of her details, "" for none.
func (r *record) property(key string) string {
	part, inAddress := strings.CutPrefix(key, addressKeys)
	switch {
	case key == nameKey:
		return r.Name
	case key == companyKey:
		return r.Company
	case key == birthdayKey:
		return r.birthday()
	case inAddress:
		return r.Address[part]
	}
	for _, p := range r.Properties {
		if p.Name == key {
			return p.Value
		}
	}
	return ""
}

func (r *record) birthday() string {
	switch {
	case r.Month == nil || r.Day == nil:
		return ""
	case r.Year == nil:
		return fmt.Sprintf("--%02d-%02d", *r.Month, *r.Day)
	default:
		return fmt.Sprintf("%04d-%02d-%02d", *r.Year, *r.Month, *r.Day)
	}
}

func (r *record) tags() (all []string) {
	for _, t := range r.Tags {
		all = append(all, t.Tag)
	}
	return all
}

// exports asks for contacts.
type exports struct {
	auth
	Emails []string `json:"email"`
}

// read finds contacts by their addresses: who is not there is not among them.
func (c *conn) read(ctx context.Context, emails []string) (map[string]*record, integrations.Outcome) {
	held := map[string]*record{}
	for some := range slices.Chunk(emails, mostRead) {
		var answer struct {
			Contacts []*record `json:"contacts"`
		}
		if o := c.call(ctx, "contact/list", &exports{Emails: some}, &answer); o.Class != integrations.OK {
			return nil, o
		}
		for _, r := range answer.Contacts {
			if r != nil && !r.Deleted {
				held[strings.ToLower(r.Email)] = r
			}
		}
	}
	return held, integrations.Outcome{Class: integrations.OK}
}

// ReadBack implements integrations.ReadBacker. Every value is a text there, and is told
// as one.
func (c *conn) ReadBack(ctx context.Context, looks []integrations.Look) ([]integrations.Held, error) {
	var emails []string
	for _, l := range looks {
		if l.Subject.Email != "" {
			emails = append(emails, l.Subject.Email)
		}
	}
	slices.Sort(emails)
	known, o := c.read(ctx, slices.Compact(emails))
	if o.Class != integrations.OK {
		return nil, client.Error(o)
	}
	all := make([]integrations.Held, len(looks))
	for i, l := range looks {
		r := known[l.Subject.Email]
		if r == nil {
			continue
		}
		held := integrations.Held{Known: true, Properties: map[string]app.Value{}}
		for _, key := range l.Properties {
			if value := r.property(key); value != "" {
				held.Properties[key] = text(value)
			}
		}
		if l.Tags {
			held.Tags = r.tags()
		}
		if l.Consents {
			held.Consents = map[app.Channel]app.ConsentState{app.ChannelEmail: r.state(app.ChannelEmail), app.ChannelSMS: r.state(app.ChannelSMS)}
		}
		all[i] = held
	}
	return all, nil
}
