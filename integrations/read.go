package integrations

import (
	"context"

	"github.com/askwell/askwell/app"
)

// ReadBacker is an optional Conn: it can tell what it holds of people.
type ReadBacker interface {
	// ReadBack looks at subjects and returns what each holds, in order. Errors:
	// Unauthorized, Forbidden, Throttled, Unavailable.
	ReadBack(ctx context.Context, looks []Look) ([]Held, error)
}

// Look says what is wanted of a subject.
type Look struct {
	Subject    Subject
	Properties []string // keys
	Tags       bool
	Lists      bool
	Consents   bool
}

// Held is what a destination holds of a subject, of what was wanted.
type Held struct {
	Known      bool                 // it knows the subject at all
	Properties map[string]app.Value // those that are there
	Tags       []string
	Lists      []string
	Consents   map[app.Channel]app.ConsentState
}
