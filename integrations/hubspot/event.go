package hubspot

import (
	"context"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/askwell/askwell/integrations"
)

// What one call takes, by HubSpot's documentation.
const (
	mostEvents = 500
	mostText   = 1024 // characters of a property
)

// namespace makes the ids of our events the ids that HubSpot wants.
var namespace = uuid.NewSHA1(uuid.NameSpaceURL, []byte("askwell/hubspot/event"))

// definition is the custom event that answers become.
type definition struct {
	Name       string     `json:"name"`
	Full       string     `json:"fullyQualifiedName"`
	Properties []property `json:"properties"`
}

func (d definition) has(name string) bool {
	return slices.ContainsFunc(d.Properties, func(p property) bool { return p.Name == name })
}

type sent struct {
	Name       string            `json:"eventName"`
	Email      string            `json:"email"`
	At         string            `json:"occurredAt"`
	UUID       string            `json:"uuid"`
	Properties map[string]string `json:"properties"`
	id         string
	of         *person
}

// tell sends the events of all people, each one's in their order. HubSpot may show one
// twice that is sent twice: its uuid is then the same.
func (c *conn) tell(ctx context.Context, people []*person) {
	if c.event == "" {
		return
	}
	var all []sent
	for _, p := range fine(people) {
		for _, e := range p.Events {
			all = append(all, sent{
				Email: p.email(), At: e.At.UTC().Format(time.RFC3339Nano), UUID: uuid.NewSHA1(namespace, []byte(e.ID)).String(),
				Properties: told(e), id: e.ID, of: p,
			})
		}
	}
	if len(all) == 0 {
		return
	}
	d, o := c.definition(ctx)
	if o.Class == integrations.OK {
		o = c.define(ctx, d, all)
	}
	if o.Class != integrations.OK {
		for _, one := range all {
			one.of.fail(o)
		}
		return
	}
	for i := range all {
		all[i].Name = d.Full
	}
	for some := range slices.Chunk(all, mostEvents) {
		c.send(ctx, some)
	}
}

// told is an event in the words of its properties.
func told(e integrations.Event) map[string]string {
	all := map[string]string{"event": string(e.Name)}
	for name, text := range e.Properties {
		if runes := []rune(text); len(runes) > mostText {
			text = string(runes[:mostText])
		}
		if text != "" {
			all[name] = text
		}
	}
	return all
}

// send sends some events; where HubSpot refuses them it is told half of them, until the
// one that it refuses is alone.
func (c *conn) send(ctx context.Context, some []sent) {
	_, o, _ := c.call(ctx, http.MethodPost, events+"/send/batch", map[string]any{"inputs": some})
	switch {
	case o.Class == integrations.OK:
		for _, one := range some {
			one.of.outcome.Told = append(one.of.outcome.Told, one.id)
		}
	case o.Class == integrations.Rejected && len(some) > 1:
		half := len(some) / 2
		c.send(ctx, some[:half])
		c.send(ctx, some[half:])
	case o.Class == integrations.Rejected:
		some[0].of.refuse("event:"+some[0].id, integrations.Rejected, "HubSpot refuses the event")
	default:
		c.forget()
		for _, one := range some {
			one.of.fail(o)
		}
	}
}

// forget looks for the definition anew next time: somebody may have removed it.
func (c *conn) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.defined = nil
}

// definition finds the custom event, or makes it: its name there begins with the account.
func (c *conn) definition(ctx context.Context) (definition, integrations.Outcome) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.defined != nil {
		return *c.defined, integrations.Outcome{Class: integrations.OK}
	}
	r, o, _ := c.call(ctx, http.MethodGet, events+"/event-definitions?includeProperties=true&limit=100&searchString="+url.QueryEscape(c.event), nil)
	if o.Class != integrations.OK {
		return definition{}, o
	}
	var answer struct {
		Results []definition `json:"results"`
	}
	var found definition
	err := r.Decode(&answer)
	if at := slices.IndexFunc(answer.Results, func(d definition) bool { return d.Name == c.event }); at >= 0 {
		found = answer.Results[at]
	} else if err == nil {
		if r, o, _ = c.call(ctx, http.MethodPost, events+"/event-definitions", map[string]any{
			"label": "Askwell: " + c.event, "name": c.event, "primaryObject": "CONTACT", "includeDefaultProperties": false,
			"propertyDefinitions": []any{field("event")},
		}); o.Class != integrations.OK {
			return definition{}, o
		}
		err = r.Decode(&found)
	}
	if err != nil || found.Full == "" {
		return definition{}, integrations.Outcome{Class: integrations.Transient, Status: r.Status, Reason: "the answer could not be read"}
	}
	c.defined = &found
	return found, o
}

func field(name string) map[string]any {
	label := strings.ReplaceAll(name, "_", " ")
	return map[string]any{"name": name, "label": strings.ToUpper(label[:1]) + label[1:], "type": "string"}
}

// define makes the properties that events are about to have.
func (c *conn) define(ctx context.Context, d definition, all []sent) integrations.Outcome {
	wanted := map[string]bool{}
	for _, one := range all {
		for name := range one.Properties {
			wanted[name] = !d.has(name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(wanted)) {
		if !wanted[name] {
			continue
		}
		c.forget() // what is known of it is not all any more
		_, o, _ := c.call(ctx, http.MethodPost, events+"/event-definitions/"+url.PathEscape(d.Full)+"/property", field(name))
		if o.Class != integrations.OK && o.Class != integrations.Conflict { // somebody else has made it meanwhile
			return o
		}
	}
	return integrations.Outcome{Class: integrations.OK}
}
