package app

import "time"

// Bulk is a job that a destination does for many people at once, in its own time.
type Bulk struct {
	Shop        ShopID
	Destination DestinationID
	ID          string // our name for it, the same for the same job
	Job         string // the destination's, "" until it is known
	State       BulkState
	Total       int // people it is about
	Done        int // of them, those who are through
	Plan        []byte
	Reason      string // why it waits, or ended without having been done
	NextAt      time.Time
	CreatedAt   time.Time
	FinishedAt  time.Time
}

// BulkState is how far a bulk job is.
type BulkState string

// The states of a bulk job.
const (
	BulkPlanned BulkState = "planned" // written down: the destination may know of it, or not yet
	BulkRunning BulkState = "running"
	BulkDone    BulkState = "done"
	BulkFailed  BulkState = "failed" // given up: its people are told by single calls
)
