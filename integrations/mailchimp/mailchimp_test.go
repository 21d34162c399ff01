package mailchimp_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
	"github.com/askwell/askwell/integrations/integrationtest"
	"github.com/askwell/askwell/integrations/integrationtest/openapi"
	"github.com/askwell/askwell/integrations/mailchimp"
	"github.com/askwell/askwell/integrations/mailchimp/double"
)

// described is Mailchimp's own description of its API, and a wrong request of everything
// that is called.
var described = openapi.Config{
	Files:     []string{"mailchimp-subset.json"},
	Unwritten: []string{"GET /{archive}"}, // where the results of a batch lie
	Canaries: []openapi.Canary{
		{Operation: "GET /", Without: "Authorization"},
		{Operation: "GET /lists", Query: "count=many"},
		{Operation: "GET /lists/{list_id}", Query: "double_optin=true"},
		{Operation: "GET /lists/{list_id}/merge-fields", Query: "count=all"},
		{Operation: "POST /lists/{list_id}/merge-fields", Body: `{"name":"Skin","tag":"ASK_SKIN","type":"boolean"}`},
		{Operation: "GET /lists/{list_id}/tag-search", Without: "Authorization"},
		{Operation: "GET /lists/{list_id}/members/{subscriber_hash}", Query: "tags=all"},
		{Operation: "GET /lists/{list_id}/members/{subscriber_hash}/tags", Query: "count=all"},
		{Operation: "PUT /lists/{list_id}/members/{subscriber_hash}", Body: `{"email_address":"ada@example.com","merge_fields":{"ASK_SKIN":"oily"}}`},
		{Operation: "PATCH /lists/{list_id}/members/{subscriber_hash}", Body: `{"status":"gone"}`},
		{Operation: "DELETE /lists/{list_id}/members/{subscriber_hash}", Without: "Authorization"},
		{Operation: "POST /lists/{list_id}/members/{subscriber_hash}/actions/delete-permanent", Without: "Authorization"},
		{Operation: "POST /lists/{list_id}/members/{subscriber_hash}/tags", Body: `{"tags":[{"name":"vip","status":"on"}]}`},
		{Operation: "GET /lists/{list_id}/members/{subscriber_hash}/events", Query: "count=all"},
		{Operation: "POST /lists/{list_id}/members/{subscriber_hash}/events", Body: `{"name":"answer-given","properties":{"answer":5}}`},
		{Operation: "POST /batches", Body: `{"operations":[{"method":"PUT","path":"/lists","body":{"name":"x"}}]}`},
		{Operation: "GET /batches", Query: "count=all"},
		{Operation: "GET /batches/{batch_id}", Query: "status=finished"},
	},
}

var ada, bo = integrations.Subject{Email: "ada@example.com"}, integrations.Subject{Email: "bo@example.com"}

// town is Mailchimp on a stage.
type town struct {
	*integrationtest.Stage
	chimp *double.Double
}

// play puts Mailchimp on a stage. Its clock is an hour late: what the suite has people say
// an hour ago is then said there and then.
func play(t *testing.T, through func(http.Handler) http.Handler) town {
	t.Helper()
	s := integrationtest.Play(t, func(by *client.Client) integrations.Provider { return mailchimp.Provider{Client: by} }, through)
	s.Pass(t, -time.Hour)
	return town{s, s.Double.(*double.Double)}
}

// account shows the account.
func (w town) account(t *testing.T, look func(*double.Account)) {
	t.Helper()
	w.State() // batches whose time has come are done
	w.chimp.Look("stage", look)
}

// audience shows the audience that is connected.
func (w town) audience(t *testing.T, look func(*double.Audience)) {
	t.Helper()
	w.account(t, func(a *double.Account) {
		for _, one := range a.Audiences {
			if one.ID == w.Settings["audience"] {
				look(one)
			}
		}
	})
}

// member is somebody there, and the zero Member who is not.
func (w town) member(t *testing.T, of integrations.Subject) (her double.Member) {
	t.Helper()
	w.audience(t, func(l *double.Audience) {
		for _, m := range l.Members {
			if m.Email == of.Email {
				her = *m
			}
		}
	})
	return her
}

var stands = map[string]app.ConsentState{
	"subscribed": app.ConsentGranted, "pending": app.ConsentPending, "unsubscribed": app.ConsentWithdrawn, "cleaned": app.ConsentWithdrawn,
}

// state is what is there of somebody, as the suite wants to see it.
func (w town) state(t *testing.T, of integrations.Subject) integrationtest.State {
	t.Helper()
	her := w.member(t, of)
	s := integrationtest.State{Properties: map[string]app.Value{}, Tags: slices.Sorted(slices.Values(her.Tags)), Started: her.Started, Consents: map[app.Channel]integrations.Consent{}}
	if state := stands[her.Status]; state != "" {
		at, _ := time.Parse(time.RFC3339, her.SignedUp)
		s.Consents[app.ChannelEmail] = integrations.Consent{Channel: app.ChannelEmail, State: state, At: at}
	}
	for key, v := range her.Fields {
		raw, err := json.Marshal(v)
		require.NoError(t, err)
		if text, ok := v.(string); ok && key == "ASK_BDAY" {
			raw = []byte(`"--` + text[:2] + "-" + text[3:] + `"`)
		}
		s.Properties[key] = app.Value{JSON: raw}
	}
	for _, e := range her.Events {
		at, err := time.Parse(time.RFC3339, e.At)
		require.NoError(t, err)
		s.Events = append(s.Events, integrations.Event{ID: e.Properties["event_id"], Name: integrations.EventName(e.Name), At: at})
	}
	return s
}

// say is what a member does herself, by a link in a mail.
func (w town) say(t *testing.T, of integrations.Subject, said integrations.Consent) {
	t.Helper()
	w.audience(t, func(l *double.Audience) {
		for _, m := range l.Members {
			if m.Email == of.Email {
				m.Status, m.Changed, m.Compliance = "unsubscribed", said.At, true
			}
		}
	})
}

func (w town) target(t *testing.T) integrationtest.Target {
	t.Helper()
	w.audience(t, func(l *double.Audience) {
		l.Fields = append(l.Fields, double.Field{ID: 6, Tag: "PLAN", Name: "Plan", Type: "dropdown", Options: double.Options{Choices: []string{"basic", "gold"}}})
	})
	target := w.Target()
	target.People, target.Missing = [2]integrations.Subject{ada, bo}, integrations.Subject{Email: "cleo@example.com"}
	target.State, target.Say, target.Automates = w.state, w.say, true
	target.Jobs = func(t *testing.T) (n int) {
		w.account(t, func(a *double.Account) { n = len(a.Batches) })
		return n
	}
	target.Spoil = func(c *integrations.Change) string {
		c.Set = append(c.Set, integrations.Property{Key: "PLAN", Type: app.FieldText, Value: app.Value{Kind: app.KindText, JSON: []byte(`"platinum"`)}})
		return "property:PLAN"
	}
	return target
}

func TestMailchimpKeepsTheContract(t *testing.T) {
	t.Parallel()
	check := openapi.Open(t, described)
	integrationtest.Run(t, func(t *testing.T) integrationtest.Target { return play(t, check.Through(t)).target(t) })
}

func TestErasingForGoodKeepsTheContractToo(t *testing.T) {
	t.Parallel()
	check := openapi.Open(t, described)
	integrationtest.Run(t, func(t *testing.T) integrationtest.Target {
		w := play(t, check.Through(t))
		w.Settings["erase"] = "delete"
		return w.target(t)
	})
}
