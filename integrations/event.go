package integrations

import "time"

// EventName says what happened to a person.
type EventName string

// The events.
const (
	AnswerGiven     EventName = "answer-given"      // she answered a question
	ProfileChanged  EventName = "profile-changed"   // what counts of her answers is not what it was
	ConsentChanged  EventName = "consent-changed"   // she gave a consent, or took one back
	AnswerWentStale EventName = "answer-went-stale" // an answer is too old to count
)

// EventNames lists every event.
var EventNames = []EventName{AnswerGiven, ProfileChanged, ConsentChanged, AnswerWentStale}

// Event is something that happened to a subject.
type Event struct {
	ID         string // the same whenever the same thing is told
	Name       EventName
	At         time.Time
	Again      bool              // it may have arrived already: what came of telling it is not known
	Properties map[string]string // by name in lower case with underscores; what is not known is ""
}

// Listener is an optional Conn that takes some events only.
type Listener interface {
	// Listens reports whether an event is wanted, and since when: what happened before
	// is not told.
	Listens(name EventName) (since time.Time, ok bool)
}
