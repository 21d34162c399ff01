package sandbox

import (
	"math"
	"time"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
)

// bucket is the leaky bucket of points an app has in one shop.
type bucket struct {
	Available float64
	Max, Rate float64
	At        time.Time
}

// restoreRates are Shopify's points per second by plan; a bucket holds twenty
// seconds of them.
var restoreRates = map[string]float64{"Basic": 100, "Grow": 100, "Advanced": 200, "Plus": 1000}

// fill brings the bucket to now, with the limits of the plan or of the fault.
func (b *bucket) fill(plan string, f faults, now time.Time) {
	rate := restoreRates[plan]
	size := 20 * rate
	if f.Throttle != nil {
		rate, size = f.Throttle.RestoreRate, f.Throttle.Bucket
	}
	if b.At.IsZero() || b.Max != size {
		b.Available = size
	} else {
		b.Available = math.Min(size, b.Available+b.Rate*now.Sub(b.At).Seconds())
	}
	b.Max, b.Rate, b.At = size, rate, now
}

// take reserves points; false leaves the bucket as it is.
func (b *bucket) take(points int) bool {
	if float64(points) > b.Available {
		return false
	}
	b.Available -= float64(points)
	return true
}

func (b *bucket) refund(points int) {
	if points > 0 {
		b.Available = math.Min(b.Max, b.Available+float64(points))
	}
}

// cost is extensions.cost of an answer; actual is nil for a refused request.
func (b *bucket) cost(requested int, actual any) graphql.Ordered {
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
