package hubspot

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
)

type upsertInput struct {
	ID         string            `json:"id"`
	IDProperty string            `json:"idProperty"`
	Properties map[string]string `json:"properties"`
}

// contact is one record as answers tell it.
type contact struct {
	ID         string             `json:"id"`
	Properties map[string]*string `json:"properties"`
}

// emails are all addresses of a record: of people who were merged it has several.
func (c contact) emails() (all []string) {
	for _, key := range []string{"email", moreEmails} {
		if held := c.Properties[key]; held != nil && *held != "" {
			all = append(all, strings.Split(strings.ToLower(*held), separator)...)
		}
	}
	return all
}

const moreEmails = "hs_additional_emails"

type contactAnswer struct {
	Results []contact `json:"results"`
	Errors  []struct {
		Category string              `json:"category"`
		Context  map[string][]string `json:"context"`
	} `json:"errors"`
}

func input(p *person) upsertInput {
	// Not the address: of who was merged it may be the second, and would become the first.
	values := map[string]string{}
	for _, key := range p.Unset {
		values[key] = ""
	}
	for _, one := range p.Set {
		values[one.Key] = formatted(one)
	}
	return upsertInput{ID: p.email(), IDProperty: "email", Properties: values}
}

// upsert writes contacts. HubSpot takes a batch whole or not at all: what it names as
// wrong is left out, and where it names nothing the batch is halved until the guilty one
// is alone.
func (c *conn) upsert(ctx context.Context, people []*person) {
	if len(people) == 0 {
		return
	}
	inputs := make([]upsertInput, len(people))
	for i, p := range people {
		inputs[i] = input(p)
	}
	r, o, why := c.call(ctx, http.MethodPost, contacts+"/batch/upsert", map[string]any{"inputs": inputs})
	guilty := o.Class == integrations.Rejected || o.Class == integrations.Conflict
	switch {
	case o.Class == integrations.OK:
		arrived(people, r)
	case guilty && cure(people, why):
		c.upsert(ctx, people)
	case guilty && len(people) > 1:
		half := len(people) / 2
		c.upsert(ctx, people[:half])
		c.upsert(ctx, people[half:])
	default:
		for _, p := range people {
			p.fail(refusal(o, why))
		}
	}
}

// arrived takes the records' ids from an answer. A batch may also go through in part.
func arrived(people []*person, r client.Response) {
	var answer contactAnswer
	if err := r.Decode(&answer); err != nil {
		for _, p := range people {
			p.fail(integrations.Outcome{Class: integrations.Ambiguous, Status: r.Status, Reason: "the answer could not be read"})
		}
		return
	}
	ids := map[string]string{}
	for _, one := range answer.Results {
		for _, email := range one.emails() {
			ids[email] = one.ID
		}
	}
	whole := len(answer.Errors) == 0 && len(answer.Results) >= len(people)
	for _, p := range people {
		if p.id = ids[p.email()]; p.id != "" || whole {
			continue
		}
		o := integrations.Outcome{Class: integrations.Transient, Status: r.Status, Reason: "HubSpot did not say that it wrote the contact"}
		for _, e := range answer.Errors {
			if e.Category == "VALIDATION_ERROR" && names(e.Context, p.email()) {
				o.Class, o.Reason = integrations.Rejected, "HubSpot refused the contact"
			}
		}
		p.fail(o)
	}
}

func names(context map[string][]string, email string) bool {
	for _, values := range context {
		if slices.Contains(values, email) {
			return true
		}
	}
	return false
}

// fault is one property that HubSpot names as wrong.
type fault struct {
	Code string `json:"error"`
	Name string `json:"name"`
}

// faults are what an answer says of properties: in the context of its errors or, from
// older parts of the API, as JSON at the end of its message.
func (p problem) faults() (all []fault) {
	for _, e := range p.Errors {
		for _, name := range slices.Concat(e.Context["propertyName"], e.Context["name"]) {
			all = append(all, fault{Code: e.Code, Name: name})
		}
	}
	if at := strings.Index(p.Message, "[{"); at >= 0 {
		var listed []fault
		if json.Unmarshal([]byte(p.Message[at:]), &listed) == nil {
			all = append(all, listed...)
		}
	}
	return all
}

// cure leaves out what HubSpot says is wrong, and reports whether that was anything. A
// property that is not there is wrong for everybody; a wrong value is one person's, and
// only hers where she is alone.
func cure(people []*person, why problem) (cured bool) {
	for _, f := range why.faults() {
		unknown := f.Code == "PROPERTY_DOESNT_EXIST"
		if f.Name == "email" || !unknown && len(people) > 1 {
			continue
		}
		for _, p := range people {
			cured = p.leaveOut(f.Name, unknown) || cured
		}
	}
	return cured
}

func (p *person) leaveOut(key string, unknown bool) (had bool) {
	is := func(one integrations.Property) bool { return one.Key == key }
	if slices.Contains(p.Unset, key) {
		p.Unset, had = slices.DeleteFunc(slices.Clone(p.Unset), func(one string) bool { return one == key }), true
	}
	if !slices.ContainsFunc(p.Set, is) {
		return had
	}
	p.Set = slices.DeleteFunc(slices.Clone(p.Set), is)
	if unknown {
		p.refuse("property:"+key, integrations.Config, "HubSpot has no such property: map the question anew")
	} else {
		p.refuse("property:"+key, integrations.Rejected, "HubSpot refuses the value: it does not fit the property there")
	}
	return true
}

// refusal says what is wrong with one person.
func refusal(o integrations.Outcome, why problem) integrations.Outcome {
	for _, f := range why.faults() {
		if f.Name != "email" {
			continue
		}
		if o.Reason = "HubSpot refuses the address"; strings.Contains(f.Code, "BLOCK") || strings.Contains(f.Code, "GDPR") {
			o.Class, o.Reason = integrations.Blocked, "the contact was deleted for good, and the address cannot be added again"
		}
	}
	return o
}

// read finds contacts by their addresses, with properties.
func (c *conn) read(ctx context.Context, emails, keys []string) (map[string]contact, integrations.Outcome) {
	held := make(map[string]contact, len(emails))
	for some := range slices.Chunk(emails, batch) {
		ids := make([]map[string]string, len(some))
		for i, email := range some {
			ids[i] = map[string]string{"id": email}
		}
		r, o, _ := c.call(ctx, http.MethodPost, contacts+"/batch/read", map[string]any{
			"idProperty": "email", "inputs": ids, "properties": append([]string{"email", moreEmails}, keys...), "propertiesWithHistory": []string{},
		})
		var answer contactAnswer
		if o.Class == integrations.OK && r.Decode(&answer) != nil {
			o = integrations.Outcome{Class: integrations.Transient, Status: r.Status, Reason: "the answer could not be read"}
		}
		if o.Class != integrations.OK {
			return nil, o
		}
		for _, one := range answer.Results {
			for _, email := range one.emails() {
				held[email] = one
			}
		}
	}
	return held, integrations.Outcome{Class: integrations.OK}
}
