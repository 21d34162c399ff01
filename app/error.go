package app

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// Kind says what an error means to whoever must act on it. Two tables hang on
// it: Kind → HTTP status in app/web, Kind → retry or stop in jobs.
type Kind uint8

// The kinds. Anything that is not an *Error is Internal.
const (
	Internal     Kind = iota // our fault or the machine's: retry, never show the text
	Invalid                  // the input is wrong: tell which field
	NotFound                 // no such thing, in this shop
	Conflict                 // it exists already, or changed meanwhile
	Unauthorized             // who speaks is not proven
	Forbidden                // proven, but not allowed
	TooLarge                 // over a stated limit
	Rejected                 // a destination said no for good
	Throttled                // wait After, then again
	Unavailable              // nothing durable can be done now: retry
	Outdated                 // it is not any more what was read: read it again
)

var kindNames = [...]string{
	"internal", "invalid", "not_found", "conflict", "unauthorized",
	"forbidden", "too_large", "rejected", "throttled", "unavailable", "outdated",
}

// String is the kind's stable name, as it appears in logs and problem types.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "internal"
}

// FieldError names one wrong field. Code is stable and machine readable
// ("required", "too_long"); Message is for people.
type FieldError struct {
	Field   string `json:"field"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

// Error carries a Kind, a message that may be shown to the person who caused
// it, and the cause, which may not.
type Error struct {
	Kind    Kind
	Message string
	Fields  []FieldError
	After   time.Duration // with Throttled: how long to wait
	Err     error         // the cause, for logs
}

// Error joins message, fields and cause.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Kind.String())
	if e.Message != "" {
		b.WriteString(": " + e.Message)
	}
	for _, f := range e.Fields {
		fmt.Fprintf(&b, "; %s %s", f.Field, f.Code)
	}
	if e.Err != nil {
		b.WriteString(": " + e.Err.Error())
	}
	return b.String()
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Errorf makes an error of a kind; %w keeps the cause.
func Errorf(k Kind, format string, args ...any) error {
	err := fmt.Errorf(format, args...)
	return &Error{Kind: k, Message: err.Error(), Err: errors.Unwrap(err)}
}

// InvalidFields is the Invalid error for one or more wrong fields, nil for none.
func InvalidFields(fields []FieldError) error {
	if len(fields) == 0 {
		return nil
	}
	return &Error{Kind: Invalid, Message: "some fields are wrong", Fields: fields}
}

// ThrottledFor is the Throttled error that asks for a wait of d.
func ThrottledFor(d time.Duration, message string) error {
	return &Error{Kind: Throttled, Message: message, After: d}
}

// KindOf is the kind of the first *Error in err's chain; Internal without one.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}

// Is reports whether err is of kind k. A nil error is of no kind.
func Is(err error, k Kind) bool { return err != nil && KindOf(err) == k }
