package search

import "time"

// span is what a written date covers: a year, a day, a second.
type span struct{ from, to time.Time }

// layouts are the dates Shopify reads, with what each covers. One without a
// zone is in the shop's.
var layouts = []struct {
	layout              string
	years, months, days int
	rest                time.Duration
}{
	{layout: time.RFC3339, rest: time.Second},
	{layout: "2006-01-02T15:04:05", rest: time.Second},
	{layout: "2006-01-02T15:04", rest: time.Second},
	{layout: "2006-01-02T15", rest: time.Second}, // all an unquoted time leaves
	{layout: "2006-01-02", days: 1},
	{layout: "2006-01", months: 1},
	{layout: "2006", years: 1},
}

func parseSpan(s string, now time.Time) (span, bool) {
	if s == "now" {
		return span{now, now.Add(time.Nanosecond)}, true
	}
	for _, l := range layouts {
		from, err := time.ParseInLocation(l.layout, s, now.Location())
		if err != nil {
			continue
		}
		from = from.Truncate(time.Second) // Shopify keeps no fractions
		return span{from, from.AddDate(l.years, l.months, l.days).Add(l.rest)}, true
	}
	return span{}, false
}

// order is -1 before the span, 1 after it and 0 within.
func (s span) order(t time.Time) int {
	switch {
	case t.Before(s.from):
		return -1
	case t.Before(s.to):
		return 0
	}
	return 1
}
