package admin

import (
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

func (s *session) flowRoots() map[string]field {
	return map[string]field{"Mutation.flowTriggerReceive": s.flowTriggerReceive}
}

// flowTriggerReceive starts the workflows of a trigger.
func (s *session) flowTriggerReceive(a args) (any, error) {
	refused := func(field, message string) (any, error) {
		return s.payload("FlowTriggerReceivePayload", "UserError", object{}, world.UserError{Field: []string{field}, Message: message}), nil
	}
	handle, body := world.Text(a, "handle"), world.Text(a, "body")
	var problems []string
	switch {
	case a["body"] != nil && (a["handle"] != nil || a["payload"] != nil):
		return refused("body", "Cannot use `handle` and `payload` arguments with `body` argument")
	case a["body"] != nil:
		problems = s.world.FireBody(body)
	case handle == "" || a["payload"] == nil:
		return refused("handle", "`handle` and `payload` arguments are required")
	default:
		payload, ok := a["payload"].(map[string]any)
		if !ok {
			return refused("body", "Errors validating schema:\n  Type error for field 'properties': it is not an Object.\n")
		}
		problems = s.world.FireTrigger(s.shop, handle, payload)
	}
	if problems != nil {
		return refused("body", "Errors validating schema:\n  "+strings.Join(problems, "\n  ")+"\n")
	}
	return s.payload("FlowTriggerReceivePayload", "UserError", object{}), nil
}
