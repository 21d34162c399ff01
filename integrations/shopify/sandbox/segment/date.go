package segment

import (
	"regexp"
	"strconv"
	"time"
)

// span is what a written date covers: a day, or with a time a second.
type span struct{ from, to time.Time }

var offset = regexp.MustCompile(`^([+-]\d{1,5})([dwmy])$`)

// named are the dates with a name. Shopify deprecates the longer ones.
var named = map[string]string{
	"today": "+0d", "yesterday": "-1d",
	"7_days_ago": "-7d", "30_days_ago": "-30d", "90_days_ago": "-90d", "12_months_ago": "-12m",
}

func parseSpan(s string, now time.Time) (span, bool) {
	if n, ok := named[s]; ok {
		s = n
	}
	if m := offset.FindStringSubmatch(s); m != nil {
		n, err := strconv.Atoi(m[1])
		from := move(now, n, m[2])
		return span{from, from.AddDate(0, 0, 1)}, err == nil
	}
	if day, err := time.ParseInLocation(time.DateOnly, s, now.Location()); err == nil {
		return span{day, day.AddDate(0, 0, 1)}, true
	}
	at, err := time.ParseInLocation("2006-01-02T15:04:05", s, now.Location())
	at = at.Truncate(time.Second) // Go reads fractions, Shopify none
	return span{at, at.Add(time.Second)}, err == nil
}

// move is the day n units from now. A month's end stays within the month.
func move(now time.Time, n int, unit string) time.Time {
	y, m, d := now.Date()
	switch unit {
	case "y":
		n *= 12
		fallthrough
	case "m":
		first := time.Date(y, m+time.Month(n), 1, 0, 0, 0, 0, now.Location())
		last := first.AddDate(0, 1, -1).Day()
		return first.AddDate(0, 0, min(d, last)-1)
	case "w":
		n *= 7
	}
	return time.Date(y, m, d+n, 0, 0, 0, 0, now.Location())
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

func (c *clause) compareDates(operator string, t, now time.Time) bool {
	first, _ := parseSpan(c.operands[0].text, now)
	return within(operator, first.order(t), func() int {
		second, _ := parseSpan(c.operands[1].text, now)
		return second.order(t)
	})
}

// returns says whether a day of the year comes again on the date, or between
// the two.
func (c *clause) returns(t, now time.Time) bool {
	from, _ := parseSpan(c.operands[0].text, now)
	to, _ := parseSpan(c.operands[len(c.operands)-1].text, now)
	if !to.from.Before(from.from.AddDate(1, 0, 0)) {
		return true
	}
	t = t.In(now.Location())
	for y := from.from.Year(); y <= to.from.Year(); y++ {
		day := time.Date(y, t.Month(), t.Day(), 0, 0, 0, 0, now.Location())
		if !day.Before(from.from) && day.Before(to.to) {
			return true
		}
	}
	return false
}
