package settings

import (
	"fmt"

	"github.com/askwell/askwell/app"
)

// How many days what may be kept: less is of no use, more is for ever.
const (
	leastDays   = 30
	mostDays    = 3650
	leastTraces = 7
	mostTraces  = 365
)

// CheckRetention refuses what is kept too short or too long. Errors: Invalid with the
// fields that are wrong.
func CheckRetention(kept *app.Retention) error {
	if kept == nil {
		return nil
	}
	wrong := daysWithin("retention.guests", kept.Guests, leastDays, mostDays)
	wrong = append(wrong, daysWithin("retention.attempts", kept.Attempts, leastTraces, mostTraces)...)
	return app.InvalidFields(append(wrong, daysWithin("retention.readings", kept.Readings, leastDays, mostDays)...))
}

func daysWithin(field string, days, least, most int) []app.FieldError {
	if days >= least && days <= most {
		return nil
	}
	return []app.FieldError{{Field: field, Code: "range", Message: fmt.Sprintf("Use %d to %d days.", least, most)}}
}
