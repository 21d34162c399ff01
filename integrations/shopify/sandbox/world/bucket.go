package world

import (
	"math"
	"time"
)

// Bucket is the leaky bucket of points an app has in one shop.
type Bucket struct {
	Available float64
	Max, Rate float64
	At        time.Time
}

// restoreRates are Shopify's points per second by plan; a bucket holds twenty
// seconds of them.
var restoreRates = map[string]float64{"Basic": 100, "Grow": 100, "Advanced": 200, "Plus": 1000}

// Fill brings the bucket to now, with the limits of the plan or of the fault.
func (b *Bucket) Fill(plan string, f Faults, now time.Time) {
	rate := restoreRates[plan]
	if f.Throttle != nil && f.Throttle.RestoreRate != nil {
		rate = *f.Throttle.RestoreRate
	}
	size := 20 * rate
	if f.Throttle != nil && f.Throttle.Bucket != nil {
		size = *f.Throttle.Bucket
	}
	if b.At.IsZero() || b.Max != size {
		b.Available = size
	} else {
		b.Available = math.Min(size, b.Available+b.Rate*now.Sub(b.At).Seconds())
	}
	b.Max, b.Rate, b.At = size, rate, now
}

// Take reserves points; false leaves the bucket as it is.
func (b *Bucket) Take(points int) bool {
	if float64(points) > b.Available {
		return false
	}
	b.Available -= float64(points)
	return true
}

// Refund gives back what an operation was charged too much.
func (b *Bucket) Refund(points int) {
	if points > 0 {
		b.Available = math.Min(b.Max, b.Available+float64(points))
	}
}
