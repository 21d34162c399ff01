package admin

import (
	"math"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// cost is extensions.cost of an answer; actual is nil for a refused request.
func cost(b *world.Bucket, requested int, actual any) graphql.Ordered {
	return graphql.Ordered{
		{Key: "requestedQueryCost", Value: requested},
		{Key: "actualQueryCost", Value: actual},
		{Key: "throttleStatus", Value: graphql.Ordered{
			{Key: "maximumAvailable", Value: b.Max},
			{Key: "currentlyAvailable", Value: math.Floor(b.Available)},
			{Key: "restoreRate", Value: b.Rate},
		}},
	}
}
