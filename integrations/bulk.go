package integrations

import "context"

// Bulker is an optional Conn: it takes a great many changes as one job, which it does
// in its own time and without drawing on the budget of single calls.
type Bulker interface {
	// Begin hands changes over. name is ours and the same for the same job: begun twice
	// under one name it is one job. The job is what the destination calls it. Errors:
	// Unauthorized, Forbidden, Throttled, Unavailable; Conflict when it cannot take one
	// more just now.
	Begin(ctx context.Context, name string, changes []Change) (job string, err error)
	// Poll asks how a job is. changes are those of Begin, in their order. Errors: as
	// Begin; NotFound when the destination knows no such job.
	Poll(ctx context.Context, job string, changes []Change) (Progress, error)
}

// Picker is an optional Bulker: its jobs take some changes only. The others go by Apply.
type Picker interface {
	// Takes reports whether a job does all that a change asks for.
	Takes(c Change) bool
}

// Progress is how far a bulk job is.
type Progress struct {
	Done     bool
	Through  int       // changes that are through
	Outcomes []Outcome // once it is done: one for each change, in order
}
