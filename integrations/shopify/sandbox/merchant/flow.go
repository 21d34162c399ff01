package merchant

import (
	"bytes"
	"encoding/json"

	"github.com/askwell/askwell/integrations/shopify/sandbox/search"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// flowRun is a trigger that was fired, as the log shows it.
type flowRun struct {
	*world.FlowRun
	About *world.Customer // whom it names, nil for nobody
}

// Pretty is the payload, line by line.
func (r flowRun) Pretty() string {
	var out bytes.Buffer
	if json.Indent(&out, r.Payload, "", "  ") != nil {
		return string(r.Payload)
	}
	return out.String()
}

func (v *visit) flowRun(r *world.FlowRun) flowRun {
	var payload struct {
		Customer json.Number `json:"customer_id"`
	}
	if json.Unmarshal(r.Payload, &payload) != nil {
		return flowRun{r, nil} // a trigger need not name a customer
	}
	id, _ := payload.Customer.Int64()
	return flowRun{r, v.shop.Customer(id)}
}

// flow is the log of what the app told Flow. The sandbox has no workflows:
// merchants build those, and Shopify runs them.
func (a *Admin) flow(v *visit) {
	runs := make([]flowRun, len(v.shop.FlowRuns))
	for i, r := range v.shop.FlowRuns {
		runs[i] = v.flowRun(r)
	}
	v.show("flow.html", "flow", "Flow", struct {
		Triggers []world.Trigger
		List     list[flowRun]
	}{a.world.App.Triggers, listed(v, runs, func(r flowRun) search.Record {
		return func(field string) []search.Value {
			switch field {
			case search.Default:
				return []search.Value{search.Text(r.Name), search.Text(r.Trigger), search.Text(string(r.Payload))}
			case "trigger":
				return []search.Value{search.Keyword(r.Trigger)}
			}
			return nil
		}
	})})
}
