package integrations

import "context"

// Eraser is an optional Conn: it can be told to forget a person.
type Eraser interface {
	// Erase removes what the destination got of a person from us. It must be safe
	// to repeat, and who is not there is OK or Missing.
	Erase(ctx context.Context, e Erasure) Outcome
}

// EraseChecker is an optional Eraser: it can tell whether it has.
type EraseChecker interface {
	// Holds reports whether the destination still holds anything an erasure was to
	// remove. Errors: Unauthorized, Forbidden, Throttled, Unavailable.
	Holds(ctx context.Context, e Erasure) (bool, error)
}

// Erasure is what a destination has to forget of one person: a trace for each name
// it ever knew her under, and for each order that bears what she said.
type Erasure struct {
	Traces []Trace
}

// Trace is one name and what we wrote there. Anew says that somebody has been told of
// under this name since: then only what is listed is to go, and not who it is.
type Trace struct {
	Subject    Subject
	Properties []string // property keys
	Tags       []string
	Anew       bool
}
