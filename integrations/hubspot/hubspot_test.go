package hubspot_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
	"github.com/askwell/askwell/integrations/hubspot"
	"github.com/askwell/askwell/integrations/hubspot/double"
	"github.com/askwell/askwell/integrations/integrationtest"
	"github.com/askwell/askwell/integrations/integrationtest/openapi"
)

const account = "stage"

const objects, lists = "/crm/objects/2026-09/{objectType}", "/crm/lists/2026-09"

// described is what HubSpot publishes of what is called here. The search for lists is in
// a part of its description that is not among the files.
var described = openapi.Config{
	Files: []string{
		"hubspot-contacts-subset.json", "hubspot-properties-subset.json", "hubspot-lists-subset.json",
		"hubspot-subscriptions-subset.json", "hubspot-events-send-subset.json",
	},
	Unwritten: []string{"POST " + lists + "/search"},
	Canaries: []openapi.Canary{
		{Operation: "GET " + objects, Query: "limit=many"},
		{Operation: "POST " + objects + "/batch/upsert", Body: `{"inputs":[{"id":"a@example.com","idProperty":"email","properties":{"age":5}}]}`},
		{Operation: "POST " + objects + "/batch/read", Body: `{"inputs":[{"id":"a@example.com"}],"idProperty":"email"}`},
		{Operation: "POST " + objects + "/gdpr-delete", Body: `{"idProperty":"email"}`},
		{Operation: "GET /crm/properties/2026-09/{objectType}", Without: "Authorization"},
		{Operation: "POST /crm/properties/2026-09/{objectType}", Body: `{"name":"a","label":"A","groupName":"askwell","type":"words","fieldType":"text"}`},
		{Operation: "PATCH /crm/properties/2026-09/{objectType}/{propertyName}", Body: `{"options":["a"]}`},
		{Operation: "GET /crm/properties/2026-09/{objectType}/groups/{groupName}", Without: "Authorization"},
		{Operation: "POST /crm/properties/2026-09/{objectType}/groups", Body: `{"name":"askwell"}`},
		{Operation: "PUT " + lists + "/{listId}/memberships/add-and-remove", Body: `{"recordIdsToAdd":[7],"recordIdsToRemove":[]}`},
		{Operation: "POST " + lists + "/records/memberships/batch/read", Body: `{"inputs":[{"recordId":"7"}]}`},
		{Operation: "GET /communication-preferences/2026-09/definitions", Query: "includeTranslations=perhaps"},
		{Operation: "GET /communication-preferences/2026-09/statuses/{subscriberIdString}", Query: "channel=PHONE"},
		{Operation: "POST /communication-preferences/2026-09/statuses/{subscriberIdString}", Body: `{"channel":"EMAIL","statusState":"PENDING","subscriptionId":71}`},
		{Operation: "GET /events/custom/2026-09/event-definitions", Query: "limit=many"},
		{Operation: "POST /events/custom/2026-09/event-definitions", Body: `{"label":"Askwell"}`},
		{Operation: "POST /events/custom/2026-09/event-definitions/{eventName}/property", Body: `{"name":"answer"}`},
		{Operation: "POST /events/custom/2026-09/send/batch", Body: `{"inputs":[{"eventName":"pe1_askwell"}]}`},
	},
}

func provider(by *client.Client) integrations.Provider { return hubspot.Provider{Client: by} }

var people = [2]integrations.Subject{{Customer: 1, Email: "ada@example.com"}, {Customer: 2, Email: "bob@example.com"}}

// staged is HubSpot with two people, the first on the first list.
func staged(t *testing.T, check *openapi.Check) (*integrationtest.Stage, *double.Double) {
	t.Helper()
	stage := integrationtest.Play(t, provider, check.Through(t))
	vendor := stage.Double.(*double.Double)
	vendor.Change(account, func(a *double.Account) {
		for i, s := range people {
			if id := a.Add(s.Email, stage.Now()); i == 0 {
				a.Lists["11"].Members[id] = true
			}
		}
	})
	return stage, vendor
}

func target(t *testing.T, check *openapi.Check) integrationtest.Target {
	t.Helper()
	stage, vendor := staged(t, check)
	made := stage.Target()
	made.People, made.Missing, made.Lists = people, integrations.Subject{Customer: 3, Email: "eve@example.com"}, [2]string{"11", "12"}
	made.State = func(_ *testing.T, s integrations.Subject) integrationtest.State { return state(stage, s.Email) }
	made.Say = func(_ *testing.T, s integrations.Subject, said integrations.Consent) {
		vendor.Change(account, func(a *double.Account) { a.Says(s.Email, words[said.State], said.At) })
	}
	made.Spoil = func(c *integrations.Change) string {
		c.JoinLists = append(c.JoinLists, "999")
		return "list:999"
	}
	return made
}

var words = map[app.ConsentState]string{app.ConsentGranted: "SUBSCRIBED", app.ConsentWithdrawn: "UNSUBSCRIBED"}

// since is the moment that stands in an explanation.
var since = regexp.MustCompile(` ([0-9T:.Z-]+)\]$`)

func state(stage *integrationtest.Stage, email string) integrationtest.State {
	shown := stage.State().(double.Shown)
	held := integrationtest.State{Properties: map[string]app.Value{}, Consents: map[app.Channel]integrations.Consent{}}
	kinds := map[string]string{}
	for _, p := range shown.Properties {
		if kinds[p.Name] = p.Type; p.Description != "" {
			kinds[p.Name], _, _ = strings.Cut(p.Description, " ")
		}
	}
	for _, p := range shown.People {
		if p.Email != email {
			continue
		}
		held.Lists = p.Lists
		for key, text := range p.Properties {
			held.Properties[key] = value(text, kinds[key])
		}
		if p.Consent != nil {
			for state, word := range words {
				if p.Consent.Status == word {
					said := integrations.Consent{State: state}
					if m := since.FindStringSubmatch(p.Consent.Explanation); m != nil {
						said.At, _ = time.Parse(time.RFC3339, m[1])
					}
					held.Consents[app.ChannelEmail] = said
				}
			}
		}
		for _, e := range p.Events {
			held.Events = append(held.Events, integrations.Event{ID: ids[e.UUID], Properties: e.Properties})
		}
	}
	return held
}

func value(text, kind string) app.Value {
	var of any = text
	switch kind {
	case "number", "bool":
		return app.Value{JSON: json.RawMessage(text)}
	case "A":
		of = "--" + text
	case "Several":
		of = strings.Split(text, ";")
	}
	raw, _ := json.Marshal(of)
	return app.Value{JSON: raw}
}

func TestHubSpotKeepsTheContract(t *testing.T) {
	t.Parallel()
	check := openapi.Open(t, described)
	for name, erase := range map[string]string{"deleting contacts": "", "keeping contacts": "clear"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			integrationtest.Run(t, func(t *testing.T) integrationtest.Target {
				made := target(t, check)
				made.Settings["erase"] = erase
				return made
			})
		})
	}
}
