package omnisend_test

import (
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
	"github.com/askwell/askwell/integrations/integrationtest"
	"github.com/askwell/askwell/integrations/integrationtest/openapi"
	"github.com/askwell/askwell/integrations/omnisend"
	"github.com/askwell/askwell/integrations/omnisend/double"
)

// checked is what requests are checked against.
var checked = openapi.Config{Files: []string{"omnisend-2026-03-15-subset.json"}, Unwritten: []string{"GET /api/batches"}, Canaries: []openapi.Canary{
	{Operation: "GET /contacts", Query: "status=asleep"},
	{Operation: "POST /contacts", Body: `{"identifiers":[{"type":"email","id":"a@example.com","channels":{"email":{"status":"maybe"}}}]}`},
	{Operation: "PATCH /contacts/{id}", Body: `{"tags":"one"}`},
	{Operation: "POST /contacts/tags", Body: `{"emails":["a@example.com"]}`},
	{Operation: "DELETE /contacts/tags", Body: `{"emails":["a@example.com"],"tags":[]}`},
	{Operation: "POST /events", Body: `{"eventName":7}`},
	{Operation: "POST /batches", Body: `{"method":"PATCH","endpoint":"contacts","items":[{}]}`},
	{Operation: "GET /batches/{batchID}", Without: "Omnisend-Version"},
}}

func play(t *testing.T, through func(http.Handler) http.Handler) *integrationtest.Stage {
	t.Helper()
	return integrationtest.Play(t, func(by *client.Client) integrations.Provider { return omnisend.New(by) }, through)
}

func state(s *integrationtest.Stage) double.State { return s.State().(double.State) }

func who(s *integrationtest.Stage, email string) (double.Contact, bool) {
	for _, c := range state(s).Contacts {
		if c.Email == email {
			return c, true
		}
	}
	return double.Contact{}, false
}

func played(s *integrationtest.Stage) *double.Double { return s.Double.(*double.Double) }

const (
	ada = "ada@example.com"
	bo  = "bo@example.com"
)

func TestOmnisendKeepsTheContract(t *testing.T) {
	t.Parallel()
	check := openapi.Open(t, checked)
	for name, replaces := range map[string]bool{"tags are added": false, "tags replace": true} {
		t.Run(name, func(t *testing.T) {
			integrationtest.Run(t, func(t *testing.T) integrationtest.Target {
				s := play(t, check.Through(t))
				if replaces {
					played(s).Replaces(state(s).Account)
				}
				return target(s)
			})
		})
	}
}

func target(s *integrationtest.Stage) integrationtest.Target {
	played(s).Seed(state(s).Account, double.Contact{Email: ada, Phone: "+4790000001", Tags: []string{"vip"}})
	played(s).Seed(state(s).Account, double.Contact{Email: bo, Phone: "+4790000002"})
	target := s.Target()
	target.People = [2]integrations.Subject{{Customer: 1, Email: ada}, {Customer: 2, Email: bo}}
	target.Missing = integrations.Subject{Email: "nobody@example.com"}
	target.State = func(_ *testing.T, of integrations.Subject) integrationtest.State { return held(s, of) }
	target.Say = func(_ *testing.T, of integrations.Subject, said integrations.Consent) {
		status := map[app.ConsentState]string{app.ConsentGranted: "subscribed", app.ConsentWithdrawn: "unsubscribed"}[said.State]
		played(s).Say(state(s).Account, of.Email, string(said.Channel), status, said.At)
	}
	target.Jobs = func(*testing.T) int { return state(s).Batches }
	return target
}

// held puts what the double holds of somebody in the suite's words.
func held(s *integrationtest.Stage, of integrations.Subject) integrationtest.State {
	c, _ := who(s, of.Email)
	h := integrationtest.State{Properties: map[string]app.Value{}, Tags: sorted(c.Tags), Consents: map[app.Channel]integrations.Consent{}}
	for key, value := range c.Properties {
		h.Properties[key] = app.Value{JSON: value}
	}
	for channel, one := range c.Consents {
		states := map[string]app.ConsentState{"subscribed": app.ConsentGranted, "unsubscribed": app.ConsentWithdrawn}
		if states[one.Status] != "" {
			h.Consents[app.Channel(channel)] = integrations.Consent{State: states[one.Status], At: one.At}
		}
	}
	for _, e := range state(s).Events {
		if id, _ := e.Properties["event_id"].(string); e.Email == of.Email {
			h.Events = append(h.Events, integrations.Event{ID: id, At: e.At})
		}
	}
	return h
}

func TestANewConnectionNeedsAKeyThatIsOne(t *testing.T) {
	t.Parallel()
	for key, good := range map[string]bool{"": false, "short": false, "good-key\r\nX: y": false, " 5f0c1d2e3a4b5c6d7e8f9a0b-XYZ ": true} {
		_, err := omnisend.New(nil).Connect(app.Shop{}, map[string]string{"api_key": key})
		require.Equal(t, good, err == nil, key)
		require.True(t, good || app.Is(err, app.Invalid), "%v", err)
	}
}

func property(key, value string) integrations.Property {
	raw, _ := json.Marshal(value) // a string always marshals
	return integrations.Property{Key: key, Type: app.FieldText, Value: app.Value{Kind: app.KindText, JSON: raw}}
}

func consent(channel app.Channel, state app.ConsentState, ago time.Duration) []integrations.Consent {
	return []integrations.Consent{{Channel: channel, Purpose: app.PurposeMarketing, State: state, At: time.Now().Add(-ago)}}
}
