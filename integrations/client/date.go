package client

import "time"

// Before reports whether a date, as vendors write them, is before a moment. One without a
// zone is taken to be UTC, and one that cannot be read is before nothing.
func Before(date string, moment time.Time) bool {
	at, err := time.Parse(time.RFC3339, date)
	if err != nil {
		at, err = time.Parse(time.RFC3339, date+"Z")
	}
	return err == nil && at.Before(moment)
}
