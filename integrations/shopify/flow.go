package shopify

import (
	"context"
	"math"

	"github.com/askwell/askwell/integrations"
)

type startFlow struct {
	FlowTriggerReceive *struct {
		UserErrors []struct { // of an older kind, without codes
			Field   []string `json:"field"`
			Message string   `json:"message"`
		} `json:"userErrors"`
	} `json:"flowTriggerReceive"`
}

// StartFlow starts the workflows that begin with a trigger of ours. An outcome that is OK
// says that Flow took the call, not that a workflow ran.
func (a *Admin) StartFlow(ctx context.Context, trigger string, payload map[string]any) integrations.Outcome {
	var out startFlow
	cost, err := a.do(ctx, opStartFlow, map[string]any{"trigger": trigger, "payload": payload}, &out)
	o := integrations.Outcome{Class: integrations.OK}
	switch {
	case err != nil:
		o = outcomeOf(err)
	case out.FlowTriggerReceive == nil:
		o = integrations.Outcome{Class: integrations.Transient, Reason: "Shopify gave no answer for Flow"}
	case len(out.FlowTriggerReceive.UserErrors) > 0:
		// The message lists every value it dislikes, which are a shopper's words: of ours
		// none is told.
		o = integrations.Outcome{Class: integrations.Rejected, Reason: "Flow refused the trigger " + trigger + ": it is not what was deployed with the app"}
	}
	o.Cost = int(math.Round(cost.Actual))
	return o
}
