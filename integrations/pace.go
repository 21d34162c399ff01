package integrations

import (
	"context"
	"time"
)

// Pacer keeps the calls of all workers together within what destinations allow. Safe
// for concurrent use, by any number of processes.
type Pacer interface {
	// Take waits for the turn of a call and books it. Errors: Throttled with the wait
	// when that is longer than anybody should sit there for; Unavailable when ctx ends.
	Take(ctx context.Context, b Bucket, cost float64) (Ticket, error)
}

// Ticket is a call that was let through. It is given back when the call is over.
type Ticket interface {
	// Return says what the answer told of the bucket.
	Return(ctx context.Context, seen Seen)
}

// Bucket is one limit of one account, shared by whoever calls it.
type Bucket struct {
	Key     string  // "klaviyo/<account>/profiles": no secret, the same in every process
	Rate    float64 // calls, or points, a second in the long run, as far as we may use them
	Burst   float64 // at once; 0: one second's
	Abreast int     // calls under way at once; 0: any
}

// Seen is what an answer told of a bucket. The zero Seen tells nothing.
type Seen struct {
	Throttled bool          // we were too fast: the rate is halved, and grows again slowly
	After     time.Duration // and nothing is sent for so long
	Known     bool          // the destination said how much is left:
	Left      float64       // so much, at this moment
	Most      float64       // of so much
	Rate      float64       // which comes back at so much a second; 0: not said
	Cost      float64       // so much of it the call took; 0: not said, what was booked
}
