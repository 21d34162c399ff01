package brevo_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/brevo"
	"github.com/askwell/askwell/integrations/brevo/double"
	"github.com/askwell/askwell/integrations/client"
	"github.com/askwell/askwell/integrations/integrationtest"
	"github.com/askwell/askwell/integrations/integrationtest/openapi"
)

// described is Brevo's own description of its API, and a wrong request of everything that
// is called.
var described = openapi.Config{
	Files: []string{"brevo-subset.json"},
	Canaries: []openapi.Canary{
		{Operation: "GET /account", Without: "Api-Key"},
		{Operation: "GET /contacts/attributes", Without: "Api-Key"},
		{Operation: "POST /contacts/attributes/{attributeCategory}/{attributeName}", Body: `{"type":"number"}`},
		{Operation: "GET /contacts/lists", Query: "limit=100"},
		{Operation: "POST /contacts", Body: `{"email":"ada@example.com","listIds":["3"]}`},
		{Operation: "POST /contacts/doubleOptinConfirmation", Body: `{"email":"ada@example.com","includeListIds":[3],"templateId":7}`},
		{Operation: "GET /contacts/{identifier}", Query: "fields=attributes"},
		{Operation: "PUT /contacts/{identifier}", Body: `{"emailBlacklisted":"no"}`},
		{Operation: "DELETE /contacts/{identifier}", Without: "Api-Key"},
		{Operation: "POST /events", Body: `{"event_name":"answer-given"}`},
	},
}

var ada, bo = integrations.Subject{Email: "ada@example.com"}, integrations.Subject{Email: "bo@example.com"}

// town is Brevo on a stage.
type town struct {
	*integrationtest.Stage
	brevo *double.Double
}

// play puts Brevo on a stage. Calls come as far apart as the budget has them, and its
// clock is an hour late: what the suite has people say an hour ago is then said there and
// then.
func play(t *testing.T, through func(http.Handler) http.Handler) town {
	t.Helper()
	var s *integrationtest.Stage
	s = integrationtest.Play(t, func(by *client.Client) integrations.Provider { return brevo.Provider{Client: by} }, func(next http.Handler) http.Handler {
		if through != nil {
			next = through(next)
		}
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			s.Pass(t, time.Second/8)
			next.ServeHTTP(w, r)
		})
	})
	s.Pass(t, -time.Hour)
	return town{s, s.Double.(*double.Double)}
}

func (w town) account(t *testing.T, look func(*double.Account)) {
	t.Helper()
	w.brevo.Look("stage", look)
}

// contact is somebody there, and the zero Contact who is not.
func (w town) contact(t *testing.T, of integrations.Subject) (her double.Contact) {
	t.Helper()
	w.account(t, func(a *double.Account) {
		if one := a.Contacts[of.Email]; one != nil {
			her = *one
		}
	})
	return her
}

// state is what is there of somebody, as the suite wants to see it.
func (w town) state(t *testing.T, of integrations.Subject) integrationtest.State {
	t.Helper()
	her := w.contact(t, of)
	s := integrationtest.State{Properties: map[string]app.Value{}, Consents: map[app.Channel]integrations.Consent{}}
	for key, v := range her.Attributes {
		raw, err := json.Marshal(v)
		require.NoError(t, err)
		s.Properties[key] = app.Value{JSON: raw}
	}
	for _, id := range slices.Sorted(slices.Values(her.Lists)) {
		s.Lists = append(s.Lists, strconv.FormatInt(id, 10))
	}
	stands := integrations.Consent{Channel: app.ChannelEmail}
	switch {
	case her.Asked:
		stands.State = app.ConsentPending
	case her.Blocklisted:
		stands.State = app.ConsentWithdrawn
	case slices.Contains(her.Lists, 5):
		stands.State = app.ConsentGranted
	}
	if stands.State != "" {
		s.Consents[app.ChannelEmail] = stands
	}
	for _, e := range her.Events {
		id, _ := e.Properties["event_id"].(string)
		s.Events = append(s.Events, integrations.Event{ID: id, Name: integrations.EventName(e.Name)})
	}
	return s
}

// say is what a contact does herself, by a link in a mail.
func (w town) say(t *testing.T, of integrations.Subject, said integrations.Consent) {
	t.Helper()
	w.account(t, func(a *double.Account) {
		her := a.Contacts[of.Email]
		her.Blocklisted, her.Asked, her.Changed = true, false, said.At
	})
}

func (w town) target() integrationtest.Target {
	target := w.Target()
	target.People, target.Missing = [2]integrations.Subject{ada, bo}, integrations.Subject{Email: "cleo@example.com"}
	target.Lists, target.State, target.Say = [2]string{"3", "5"}, w.state, w.say
	target.Spoil = func(c *integrations.Change) string {
		c.JoinLists = append(c.JoinLists, "999")
		return "list:999"
	}
	return target
}

func TestBrevoKeepsTheContract(t *testing.T) {
	t.Parallel()
	check := openapi.Open(t, described)
	integrationtest.Run(t, func(t *testing.T) integrationtest.Target { return play(t, check.Through(t)).target() })
}

func TestBrevoKeepsTheContractWhereSheConfirms(t *testing.T) {
	t.Parallel()
	check := openapi.Open(t, described)
	integrationtest.Run(t, func(t *testing.T) integrationtest.Target {
		w := play(t, check.Through(t))
		w.Settings["doi_template"], w.Settings["doi_page"] = "7", "https://example.com/thanks"
		w.account(t, func(a *double.Account) { a.Clicks = true })
		return w.target()
	})
}
