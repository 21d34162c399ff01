package integrationtest_test

import (
	"testing"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/integrationtest"
)

func TestTheDestinationInMemoryKeepsTheContract(t *testing.T) {
	t.Parallel()
	integrationtest.Run(t, func(*testing.T) integrationtest.Target {
		memory := &integrationtest.Memory{Consents: []app.Channel{app.ChannelEmail, app.ChannelSMS}, Events: true}
		memory.AddCustomer(1, "vip")
		memory.AddCustomer(2)
		memory.AddOrder(5, 1)
		target := of(memory, integrations.Subject{Customer: 1}, integrations.Subject{Customer: 2}, integrations.Subject{Customer: 3})
		target.Order, target.Lists = 5, [2]string{}
		return target
	})
}

func TestTheDestinationInMemoryKeepsItForPeopleKnownByEmail(t *testing.T) {
	t.Parallel()
	integrationtest.Run(t, func(*testing.T) integrationtest.Target { return byEmail() })
}

func byEmail() integrationtest.Target {
	memory := &integrationtest.Memory{
		Consents: []app.Channel{app.ChannelEmail}, Events: true, Lists: []string{"7", "9"}, ByEmail: true, BulkFrom: 5,
	}
	memory.AddPerson("ada@example.com", "vip")
	memory.AddPerson("bo@example.com")
	person := func(email string) integrations.Subject { return integrations.Subject{Email: email} }
	return of(memory, person("ada@example.com"), person("bo@example.com"), person("cy@example.com"))
}

func of(m *integrationtest.Memory, one, two, missing integrations.Subject) integrationtest.Target {
	if m.ByEmail {
		m.Change(integrations.Change{Subject: one, JoinLists: []string{"7"}})
	}
	return integrationtest.Target{
		Jobs: func(*testing.T) int { return m.Jobs() }, Restart: func() integrations.Provider { return m },
		Provider: m, People: [2]integrations.Subject{one, two}, Missing: missing, Lists: [2]string{"7", "9"}, Automates: true,
		State: func(_ *testing.T, s integrations.Subject) integrationtest.State { return m.State(s) },
		Break: func(_ *testing.T, f integrationtest.Fault) { m.Break(f) },
		Say:   func(_ *testing.T, s integrations.Subject, said integrations.Consent) { m.Say(s, said) },
		Spoil: func(c *integrations.Change) string {
			m.RefusePart("property:odd", true)
			c.Set = append(c.Set, integrations.Property{Key: "odd", Value: c.Set[0].Value})
			return "property:odd"
		},
	}
}
