package store

import (
	"time"
)

// Before is where a page of a list begins that has the newest first: behind the last of
// the page before. The zero Before is the beginning.
type Before struct {
	At time.Time
	ID string
}

// of is the condition that a row lies behind, where rows of one moment are ordered by
// their ids downwards.
func (b Before) of(at string) (condition string, args []any) {
	if b.ID == "" {
		return "TRUE", nil
	}
	return "(" + at + " < ? OR " + at + " = ? AND id < ?)", []any{millis(b.At), millis(b.At), b.ID}
}
