package integrations

import (
	"context"
	"time"

	"github.com/google/uuid"
)

// Bulker is an optional Conn: it takes a great many changes as one job, which it does
// in its own time and without drawing on the budget of single calls.
type Bulker interface {
	// Begin hands changes over. name is ours and the same for the same job: begun twice
	// under one name it is one job, though the answer to the first was lost or whoever heard
	// it has died. The job is what the destination calls it. Errors: Unauthorized, Forbidden,
	// Throttled; Unavailable, also while it cannot be told yet whether it has begun; Conflict
	// when the destination cannot take one more just now.
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

// apart is how far clocks may be from each other when jobs are looked for: theirs, ours,
// and that of whoever planned a job and died.
const apart = 2 * time.Hour

// NotBefore is a moment before which no job of a name can have begun; the zero Time where
// the name does not tell.
func NotBefore(name string) time.Time {
	id, err := uuid.Parse(name)
	if err != nil || id.Version() != 7 {
		return time.Time{}
	}
	return time.Unix(id.Time().UnixTime()).Add(-apart)
}

// Progress is how far a bulk job is.
type Progress struct {
	Done     bool
	Through  int       // changes that are through
	Outcomes []Outcome // once it is done: one for each change, in order
}
