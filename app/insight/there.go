package insight

import (
	"slices"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

// There is when, of some days, something was asked on a surface: only orders of then led
// past it.
type There struct {
	Since  time.Time // the first of the days that it was asked on, at midnight UTC; zero: on none
	First  bool      // it had never been asked there before
	Breaks bool      // since then there were times when it was not
	Whole  bool      // it was, from the first of the days to the last
}

// stretch is a time for which something was asked on a surface; ends, zero while it lasts,
// is not in it.
type stretch struct{ begins, ends time.Time }

// asked are the times, the oldest first, for which a published version of any survey was
// asked on a surface, of all the versions there were.
func asked(all []store.Placing, on app.Surface) []stretch {
	var list []stretch
	for i, one := range all {
		s := stretch{begins: one.At}
		if i+1 < len(all) && all[i+1].Survey == one.Survey {
			s.ends = all[i+1].At
		}
		if slices.Contains(one.On, on) && (s.ends.IsZero() || s.begins.Before(s.ends)) {
			list = append(list, s)
		}
	}
	slices.SortFunc(list, func(a, b stretch) int { return a.begins.Compare(b.begins) })
	return joined(list)
}

// joined joins those that overlap, or that one begins where another ends.
func joined(list []stretch) (apart []stretch) {
	for _, s := range list {
		last := len(apart) - 1
		switch {
		case last < 0 || !apart[last].ends.IsZero() && apart[last].ends.Before(s.begins):
			apart = append(apart, s)
		case s.ends.IsZero() || !apart[last].ends.IsZero() && s.ends.After(apart[last].ends):
			apart[last].ends = s.ends
		}
	}
	return apart
}

// dates are whole days, from one to another.
type dates struct{ from, to time.Time }

// past are the days that stretches are made of: whole ones, and hours of the others.
type past struct {
	whole []dates
	some  []store.Hours
	There
}

const instant = time.Millisecond // moments are kept so

// pastOf cuts stretches into the days of a zone, of those from one to another.
func pastOf(all []stretch, from, to time.Time, zone *time.Location) past {
	var p past
	for _, s := range all {
		first, last := dateOf(s.begins, zone), to
		head, tail := dateOf(s.begins.Add(-instant), zone).Equal(first), false // a part of the first day is missing, or of the last
		if !s.ends.IsZero() {
			last = dateOf(s.ends.Add(-instant), zone)
			tail = dateOf(s.ends, zone).Equal(last)
		}
		whole := dates{first, last}
		if head || tail && first.Equal(last) {
			p.part(first, s, from, to)
			whole.from = first.AddDate(0, 0, 1)
		}
		if tail {
			whole.to = last.AddDate(0, 0, -1)
		}
		p.days(dates{later(whole.from, from), earlier(whole.to, to)})
		if tail && last.After(first) {
			p.part(last, s, from, to)
		}
	}
	p.Whole = len(p.whole) == 1 && p.whole[0] == dates{from, to}
	p.First = !p.Since.IsZero() && !p.Whole && dateOf(all[0].begins, zone).Equal(p.Since)
	p.Breaks = !p.Since.IsZero() && !p.Whole && !p.lasts(all, to, zone)
	return p
}

func (p *past) note(day time.Time) {
	if p.Since.IsZero() {
		p.Since = day
	}
}

func (p *past) days(run dates) {
	if !run.from.After(run.to) {
		p.note(run.from)
		p.whole = append(p.whole, run)
	}
}

func (p *past) part(day time.Time, s stretch, from, to time.Time) {
	if !day.Before(from) && !day.After(to) {
		p.note(day)
		p.some = append(p.some, store.Hours{Day: day, From: s.begins, To: s.ends})
	}
}

// holds reports whether a day is a whole one.
func (p past) holds(day time.Time) bool {
	return slices.ContainsFunc(p.whole, func(run dates) bool { return !day.Before(run.from) && !day.After(run.to) })
}

// lasts reports whether, since the first day it was there, it was there until the end.
func (p past) lasts(all []stretch, to time.Time, zone *time.Location) bool {
	for _, s := range all {
		if !s.ends.IsZero() && !dateOf(s.ends, zone).After(to) && !dateOf(s.ends.Add(-instant), zone).Before(p.Since) {
			return false
		}
	}
	return true
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
