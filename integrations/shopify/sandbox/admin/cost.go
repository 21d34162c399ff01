package admin

import (
	"math"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
)

// cost is extensions.cost of an answer; actual is nil for a refused request.
func (r *run) cost(op *graphql.Operation, actual any) graphql.Ordered {
	b := &r.shop.Bucket
	out := graphql.Ordered{
		{Key: "requestedQueryCost", Value: op.Cost},
		{Key: "actualQueryCost", Value: actual},
		{Key: "throttleStatus", Value: graphql.Ordered{
			{Key: "maximumAvailable", Value: b.Max},
			{Key: "currentlyAvailable", Value: math.Floor(b.Available)},
			{Key: "restoreRate", Value: b.Rate},
		}},
	}
	if r.explain {
		out = append(out, graphql.Member{Key: "fields", Value: op.CostFields()})
	}
	return out
}
