package salesmanago_test

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
	"github.com/askwell/askwell/integrations/integrationtest"
	"github.com/askwell/askwell/integrations/salesmanago"
	"github.com/askwell/askwell/integrations/salesmanago/double"
)

const account = "stage"

func provider(by *client.Client) integrations.Provider { return salesmanago.Provider{Client: by} }

var people = [2]integrations.Subject{{Customer: 1, Email: "ada@example.com"}, {Customer: 2, Email: "bob@example.com"}}

// staged is SALESmanago with two people whom it has known for a day, the first with a tag.
func staged(t *testing.T) (*integrationtest.Stage, *double.Double) {
	t.Helper()
	stage := integrationtest.Play(t, provider, nil)
	vendor := stage.Double.(*double.Double)
	vendor.Change(account, func(a *double.Account) {
		for i, s := range people {
			one := a.Add(s.Email, stage.Now().Add(-24*time.Hour))
			if one.Phone = "+4520123456"; i == 0 {
				one.Tags["VIP"] = 1
			}
		}
	})
	return stage, vendor
}

func target(t *testing.T, settings map[string]string) integrationtest.Target {
	t.Helper()
	stage, vendor := staged(t)
	maps.Copy(stage.Settings, settings)
	made := stage.Target()
	made.People, made.Missing = people, integrations.Subject{Customer: 3, Email: "eve@example.com", Phone: "+4520999999"}
	if made.Automates = true; settings["doi_template"] != "" {
		made.Asks, made.Provider = true, byEmailAlone{made.Provider}
	}
	made.State = func(_ *testing.T, s integrations.Subject) integrationtest.State { return state(stage, s.Email) }
	made.Say = func(_ *testing.T, s integrations.Subject, said integrations.Consent) {
		vendor.Change(account, func(a *double.Account) {
			one := a.Contacts[s.Email]
			one.ModifiedAt = stage.Now()
			if out := said.State == app.ConsentWithdrawn; said.Channel == app.ChannelSMS {
				one.PhoneOut = out
			} else {
				one.OptedOut, one.Asked = out, false
			}
		})
	}
	return made
}

// byEmailAlone leaves out text messages: nobody is asked to confirm those.
type byEmailAlone struct{ integrations.Provider }

func (p byEmailAlone) Spec() integrations.Spec {
	spec := p.Provider.Spec()
	spec.Consents = []app.Channel{app.ChannelEmail}
	return spec
}

func state(stage *integrationtest.Stage, email string) integrationtest.State {
	held := integrationtest.State{Properties: map[string]app.Value{}, Consents: map[app.Channel]integrations.Consent{}}
	for _, p := range stage.State().(double.Shown).People {
		if p.Email != email {
			continue
		}
		held.Tags, held.Started = slices.Sorted(maps.Keys(p.Tags)), p.Started
		for key, text := range p.Properties {
			held.Properties[key] = value(key, text)
		}
		held.Consents[app.ChannelEmail] = said(p.Properties["askwell_email_consent"], p.OptedOut, p.Asked)
		held.Consents[app.ChannelSMS] = said(p.Properties["askwell_sms_consent"], p.PhoneOut, false)
		for _, e := range p.Events {
			held.Events = append(held.Events, integrations.Event{ID: e.ID})
		}
	}
	return held
}

// said is how a consent stands, and since when by the note of it.
func said(note string, out, asked bool) integrations.Consent {
	c := integrations.Consent{State: app.ConsentGranted}
	if out {
		if c.State = app.ConsentWithdrawn; asked {
			c.State = app.ConsentPending
		}
	}
	for i := range note {
		if at, err := time.Parse(time.RFC3339, note[i:]); err == nil {
			c.At = at
		}
	}
	return c
}

// value is a text as what it stands for: all are texts there.
func value(key, text string) app.Value {
	if key == "askwell_number" || key == "askwell_yes" {
		return app.Value{JSON: json.RawMessage(text)}
	}
	raw, _ := json.Marshal(text)
	return app.Value{JSON: raw}
}

func TestSALESmanagoKeepsTheContract(t *testing.T) {
	t.Parallel()
	for name, settings := range map[string]map[string]string{
		"deleting contacts": {"agreement": double.Agreement},
		"keeping contacts":  {"erase": "clear"},
		"asking to confirm": {"doi_template": "7", "doi_account": "8", "doi_subject": "Please confirm"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			integrationtest.Run(t, func(t *testing.T) integrationtest.Target { return target(t, settings) })
		})
	}
}
