package merchant

import (
	"bytes"
	"encoding/json"
	"net/http"
	"slices"

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

// flowTrigger is a trigger of the app, and whether a workflow begins with it.
type flowTrigger struct {
	world.Trigger
	On bool
}

// turnWorkflow turns the workflow of a trigger on or off. Flow asks the app first, and the
// app may want to look around here meanwhile.
func (a *Admin) turnWorkflow(v *visit) {
	i := slices.IndexFunc(a.world.App.Triggers, func(t world.Trigger) bool { return t.Handle == v.r.PathValue("trigger") })
	if i < 0 {
		v.missing()
		return
	}
	trigger, on := a.world.App.Triggers[i], v.r.PostFormValue("on") != ""
	if address := a.world.App.FlowAddress(); address != "" {
		body := a.world.Lifecycle(v.shop, trigger, on)
		a.world.Unlock()
		status := a.call(v.r.Context(), address, body)
		a.world.Lock()
		if status < http.StatusOK || status >= http.StatusMultipleChoices {
			v.back("/admin/flow", "no-workflow")
			return
		}
	}
	v.shop.Use(trigger.Handle, on)
	a.world.Tell(world.Event{Shop: v.shop.Domain, Kind: "flow", Title: title(on), Detail: trigger.Handle, Link: "/admin/flow"})
	v.done("/admin/flow", "workflow")
}

func title(on bool) string {
	if on {
		return "The merchant turned on a workflow"
	}
	return "The merchant turned off a workflow"
}

// flow is the log of what the app told Flow. The sandbox's workflows do nothing: what
// merchants build there, Shopify runs.
func (a *Admin) flow(v *visit) {
	runs := make([]flowRun, len(v.shop.FlowRuns))
	for i, r := range v.shop.FlowRuns {
		runs[i] = v.flowRun(r)
	}
	triggers := make([]flowTrigger, len(a.world.App.Triggers))
	for i, t := range a.world.App.Triggers {
		triggers[i] = flowTrigger{t, v.shop.Uses(t.Handle)}
	}
	v.show("flow.html", "flow", "Flow", struct {
		Triggers []flowTrigger
		List     list[flowRun]
	}{triggers, listed(v, runs, func(r flowRun) search.Record {
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
