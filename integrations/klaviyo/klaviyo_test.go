package klaviyo_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
	"github.com/askwell/askwell/integrations/integrationtest"
	"github.com/askwell/askwell/integrations/integrationtest/openapi"
	"github.com/askwell/askwell/integrations/klaviyo"
	"github.com/askwell/askwell/integrations/klaviyo/double"
)

// checked is what requests are checked against. Each canary is a document without the
// part that its operation cannot do without.
var checked = openapi.Config{Files: []string{"klaviyo-subset.json"}, Unwritten: []string{"GET /api/profile-bulk-import-jobs/{id}/profiles"}, Canaries: []openapi.Canary{
	{Operation: "GET /api/accounts", Without: "Revision"},
	{Operation: "GET /api/profiles", Query: "page[size]=101"},
	{Operation: "POST /api/profile-import", Body: `{"data":{"type":"profiles","attributes":{}}}`},
	{Operation: "GET /api/lists", Query: "page[size]=11"},
	{Operation: "GET /api/lists/{id}", Without: "Revision"},
	{Operation: "GET /api/lists/{id}/relationships/profiles", Query: "page[size]=101"},
	{Operation: "POST /api/lists/{id}/relationships/profiles", Body: `{"data":[{"type":"profile"}]}`},
	{Operation: "DELETE /api/lists/{id}/relationships/profiles", Body: `{"data":[{"id":"P1"}]}`},
	{Operation: "POST /api/events", Body: `{"data":{"type":"event","attributes":{"properties":{}}}}`},
	{Operation: "POST /api/profile-subscription-bulk-create-jobs", Body: `{"data":{"type":"profile-subscription-bulk-create-job","attributes":{"profiles":{"data":[
		{"type":"profile","attributes":{"email":"a@example.com","subscriptions":{"email":{"marketing":{"consent":"UNSUBSCRIBED"}}}}}]}}}}`},
	{Operation: "POST /api/profile-subscription-bulk-delete-jobs", Body: `{"data":{"type":"profile-subscription-bulk-delete-job","attributes":{}}}`},
	{Operation: "POST /api/profile-bulk-import-jobs", Body: `{"data":{"type":"profile-bulk-import-job","attributes":{"profiles":[]}}}`},
	{Operation: "GET /api/profile-bulk-import-jobs", Query: "page[size]=101"},
	{Operation: "GET /api/profile-bulk-import-jobs/{id}/import-errors", Query: "page[size]=101"},
	{Operation: "POST /api/data-privacy-deletion-jobs", Body: `{"data":{"type":"data-privacy-deletion-job","attributes":{}}}`},
}}

// play puts Klaviyo on a stage on which both sides have one clock.
func play(t *testing.T, through func(http.Handler) http.Handler) *integrationtest.Stage {
	t.Helper()
	var stage *integrationtest.Stage
	now := func() time.Time {
		if stage == nil {
			return time.Now()
		}
		return stage.Now()
	}
	stage = integrationtest.Play(t, func(by *client.Client) integrations.Provider { return klaviyo.New(by, now) }, through)
	return stage
}

func state(s *integrationtest.Stage) double.State { return s.State().(double.State) }

func who(t *testing.T, s *integrationtest.Stage, email string) (double.Profile, bool) {
	t.Helper()
	for _, p := range state(s).Profiles {
		if p.Email == email {
			return p, true
		}
	}
	return double.Profile{}, false
}

// someone makes a profile as the shop's other tools do.
func someone(s *integrationtest.Stage, email, phone string, lists ...string) {
	s.Double.(*double.Double).Seed(state(s).Account, double.Profile{Email: email, Phone: phone, Lists: lists})
}

const (
	ada = "ada@example.com"
	bo  = "bo@example.com"
)

func TestKlaviyoKeepsTheContract(t *testing.T) {
	t.Parallel()
	check := openapi.Open(t, checked)
	integrationtest.Run(t, func(t *testing.T) integrationtest.Target {
		s := play(t, check.Through(t))
		someone(s, ada, "+4790000001", double.Newsletter)
		someone(s, bo, "+4790000002")
		target := s.Target()
		target.People = [2]integrations.Subject{{Customer: 1, Email: ada}, {Customer: 2, Email: bo}}
		target.Missing = integrations.Subject{Email: "nobody@example.com"}
		target.Lists = [2]string{double.Newsletter, double.Quiz}
		target.State = func(t *testing.T, of integrations.Subject) integrationtest.State { return held(t, s, of) }
		target.Say = func(_ *testing.T, of integrations.Subject, said integrations.Consent) {
			s.Double.(*double.Double).Say(state(s).Account, of.Email, string(said.Channel), said.State == app.ConsentGranted, said.At)
		}
		target.Jobs = func(*testing.T) int { return state(s).Imports }
		target.Spoil = func(c *integrations.Change) string {
			c.JoinLists = append(c.JoinLists, "GONE00")
			return "list:GONE00"
		}
		return target
	})
}

// held puts what the double holds of somebody in the suite's words.
func held(t *testing.T, s *integrationtest.Stage, of integrations.Subject) integrationtest.State {
	t.Helper()
	p, _ := who(t, s, of.Email)
	h := integrationtest.State{Properties: map[string]app.Value{}, Lists: p.Lists, Consents: map[app.Channel]integrations.Consent{}}
	for key, value := range p.Properties {
		h.Properties[key] = app.Value{JSON: value}
	}
	for channel, c := range p.Consents {
		states := map[string]app.ConsentState{"SUBSCRIBED": app.ConsentGranted, "UNSUBSCRIBED": app.ConsentWithdrawn}
		h.Consents[app.Channel(channel)] = integrations.Consent{State: states[c.State]}
	}
	for _, e := range state(s).Events {
		if e.Email == of.Email {
			h.Events = append(h.Events, integrations.Event{ID: e.Unique, At: e.At})
		}
	}
	return h
}

func TestANewConnectionNeedsAKeyThatIsOne(t *testing.T) {
	t.Parallel()
	p := klaviyo.New(nil, time.Now)
	for _, settings := range []map[string]string{
		{}, {"api_key": "XyZ123"}, {"api_key": "pk_good\r\nX: y"}, {"api_key": "pk_good_key", "list": "../accounts"},
	} {
		_, err := p.Connect(app.Shop{}, settings)
		require.True(t, app.Is(err, app.Invalid), "%v", err)
	}
	_, err := p.Connect(app.Shop{}, map[string]string{"api_key": " pk_good_key ", "list": "NEWS01"})
	require.NoError(t, err)
}

func text(value string) json.RawMessage {
	raw, _ := json.Marshal(value) // a string always marshals
	return raw
}

func property(key, value string) integrations.Property {
	return integrations.Property{Key: key, Type: app.FieldText, Value: app.Value{Kind: app.KindText, JSON: text(value)}}
}

func TestASilentPersonCanBeMailedAsKlaviyoSeesIt(t *testing.T) {
	t.Parallel()
	s := play(t, nil)
	someone(s, ada, "")
	r := httptest.NewRequest(http.MethodGet, "https://a.klaviyo.com/api/profiles?additional-fields[profile]=subscriptions", nil)
	r.Header.Set("Authorization", "Klaviyo-API-Key "+s.Settings["api_key"])
	r.Header.Set("Revision", "2026-07-15")
	w := httptest.NewRecorder()
	s.Double.ServeHTTP(w, r)
	require.Contains(t, w.Body.String(), `"can_receive_email_marketing":true,"consent":"NEVER_SUBSCRIBED"`)
}
