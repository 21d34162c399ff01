package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	brevo "github.com/askwell/askwell/integrations/brevo/double"
	hubspot "github.com/askwell/askwell/integrations/hubspot/double"
	klaviyo "github.com/askwell/askwell/integrations/klaviyo/double"
	mailchimp "github.com/askwell/askwell/integrations/mailchimp/double"
	omnisend "github.com/askwell/askwell/integrations/omnisend/double"
	salesmanago "github.com/askwell/askwell/integrations/salesmanago/double"
	webhook "github.com/askwell/askwell/integrations/webhook/double"
)

// held is what one destination holds of one person, in one language for all of them.
type held struct {
	Properties map[string]string
	Tags       []string
	Lists      []string
	Consent    string // to be mailed: "granted", "withdrawn", "" for never heard of
	Events     []string
}

// heldAt is what a tool holds in a shop, by address.
func (e *epoch) heldAt(tool, shop string) map[string]held {
	account, all := accountOf(shop), map[string]held{}
	switch d := e.tools[tool].Double.(type) {
	case *brevo.Double:
		d.Look(account, func(a *brevo.Account) {
			for email, c := range a.Contacts {
				all[email] = ofBrevo(c)
			}
		})
	case *mailchimp.Double:
		d.State(account) // what is due is done
		d.Look(account, func(a *mailchimp.Account) {
			for _, m := range a.Audiences[0].Members {
				all[m.Email] = ofMailchimp(m)
			}
		})
	default:
		fromState(d.State(account), all)
	}
	return all
}

func fromState(state any, all map[string]held) {
	switch s := state.(type) {
	case webhook.Account:
		for email, p := range s.People {
			h := held{Properties: texts(p.Properties), Tags: p.Tags, Consent: inOurWords(p.Consents["email"].State)}
			for _, e := range p.Events {
				h.Events = append(h.Events, e.ID)
			}
			all[email] = h
		}
	case klaviyo.State:
		for _, p := range s.Profiles {
			all[p.Email] = held{Properties: texts(p.Properties), Lists: p.Lists, Consent: inOurWords(p.Consents["email"].State)}
		}
		for _, e := range s.Events {
			h := all[e.Email]
			h.Events = append(h.Events, e.Unique)
			all[e.Email] = h
		}
	case omnisend.State:
		for _, c := range s.Contacts {
			all[c.Email] = held{Properties: texts(c.Properties), Tags: c.Tags, Consent: inOurWords(c.Consents["email"].Status)}
		}
		for _, e := range s.Events {
			h := all[e.Email]
			h.Events = append(h.Events, e.ID)
			all[e.Email] = h
		}
	case hubspot.Shown:
		for _, p := range s.People {
			h := held{Properties: p.Properties, Lists: p.Lists}
			if p.Consent != nil {
				h.Consent = inOurWords(p.Consent.Status)
			}
			for _, e := range p.Events {
				h.Events = append(h.Events, e.UUID)
			}
			all[p.Email] = h
		}
	case salesmanago.Shown:
		for _, c := range s.People {
			h := held{Properties: c.Properties, Tags: slices.Sorted(maps.Keys(c.Tags)), Consent: "withdrawn"}
			if !c.OptedOut {
				h.Consent = "granted"
			}
			for _, e := range c.Events {
				h.Events = append(h.Events, e.ID)
			}
			all[c.Email] = h
		}
	default:
		panic(fmt.Sprintf("nobody can read %T", state))
	}
}

func ofBrevo(c *brevo.Contact) held {
	h := held{Properties: texts(c.Attributes)}
	for _, id := range c.Lists {
		h.Lists = append(h.Lists, fmt.Sprint(id))
	}
	switch {
	case c.Blocklisted:
		h.Consent = "withdrawn"
	case slices.Contains(c.Lists, 5):
		h.Consent = "granted"
	}
	for _, e := range c.Events {
		h.Events = append(h.Events, fmt.Sprint(e.Properties["event_id"]))
	}
	return h
}

func ofMailchimp(m *mailchimp.Member) held {
	h := held{Properties: texts(m.Fields), Tags: slices.Clone(m.Tags), Consent: inOurWords(m.Status)}
	for _, e := range m.Events {
		h.Events = append(h.Events, e.Properties["event_id"])
	}
	return h
}

// inOurWords is a consent in our words.
func inOurWords(state string) string {
	switch strings.ToLower(state) {
	case "subscribed", "granted":
		return "granted"
	case "unsubscribed", "withdrawn":
		return "withdrawn"
	default:
		return ""
	}
}

// texts are values as text, whatever they are of: of several, in their order.
func texts[V any](of map[string]V) map[string]string {
	all := map[string]string{}
	for key, value := range of {
		raw, _ := json.Marshal(value)
		var plain any
		_ = json.Unmarshal(raw, &plain)
		all[key] = text(plain)
	}
	return all
}

func text(value any) string {
	list, several := value.([]any)
	if !several {
		return fmt.Sprint(value)
	}
	words := make([]string, len(list))
	for i, one := range list {
		words[i] = fmt.Sprint(one)
	}
	return strings.Join(words, ";")
}
