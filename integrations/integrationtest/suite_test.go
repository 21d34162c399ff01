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
		return integrationtest.Target{
			Provider: memory, Customers: [2]app.CustomerID{1, 2}, Missing: 3, Order: 5,
			State: func(_ *testing.T, s integrations.Subject) integrationtest.State { return memory.State(s) },
			Break: func(_ *testing.T, f integrationtest.Fault) { memory.Break(f) },
		}
	})
}
