// Package recount owns the counts that merchants read: it counts a shop's days, one day of
// the shop's own zone at a time and always the whole of it, from the responses and orders
// that are kept, so that no count can drift from what it counts. The counting is pure and
// apart from the reading. What is one answer: of an order, the newest of that order to
// each question of a survey; without an order, the newest of a person on a day.
package recount

import (
	"github.com/askwell/askwell/app"
)

// Day counts the responses of one day. Entries come the newest first.
type Day struct {
	spots   map[spot]*app.TallyCounts
	claimed map[claim]bool     // by the newest answer of a voice to a question
	away    map[claim]bool     // questions that stood before a voice on another day, which counts
	stood   map[claim]standing // questions that stood before a voice, until it is known whether it answered
	people  map[person]standing
}

// voice is whose answers count as one: an order's, or a person's on this day.
type voice struct {
	survey  app.SurveyID
	order   app.OrderID
	profile app.ProfileID // of no order
}

type claim struct {
	voice
	question string
}

type person struct {
	survey  app.SurveyID
	version int
	surface app.Surface
	profile app.ProfileID
}

// standing is where and on which version something counts.
type standing struct {
	place
	version  int
	complete bool
	spent    int64 // milliseconds
	timed    bool  // some of it is known
}

type place struct {
	surface app.Surface
	country string
}

type spot struct {
	place
	survey   app.SurveyID
	question string
}

// New begins a day.
func New() *Day {
	return &Day{spots: map[spot]*app.TallyCounts{}, claimed: map[claim]bool{}, away: map[claim]bool{}, stood: map[claim]standing{}, people: map[person]standing{}}
}

// Later tells of a response of the same orders after the day: what it answers counts on
// its own day, and what it shows again.
func (d *Day) Later(e app.TallyEntry) {
	v := voiceOf(e)
	for _, a := range e.Answers {
		d.claimed[claim{v, a.Question}] = true
	}
	for _, question := range e.Shown {
		d.away[claim{v, question}] = true
	}
}

// Earlier tells of one before the day: what it answered was not left out on this day.
func (d *Day) Earlier(e app.TallyEntry) {
	for _, a := range e.Answers {
		d.away[claim{voiceOf(e), a.Question}] = true
	}
}

// Add counts a response of the day.
func (d *Day) Add(e app.TallyEntry) {
	at := standing{place: place{surface: e.Surface}, version: e.Version, complete: e.Complete}
	if e.Bought != nil {
		at.country = e.Bought.Country
	}
	v, spent := voiceOf(e), spentOn(e)
	answered := make(map[string]bool, len(e.Answers))
	for _, a := range e.Answers {
		answered[a.Question] = true
		c := claim{v, a.Question}
		if d.claimed[c] {
			continue
		}
		d.claimed[c] = true
		d.count(spot{at.place, e.Survey, a.Question}, e, a, spent)
	}
	for _, question := range e.Shown {
		if c := (claim{v, question}); !answered[question] {
			if _, newer := d.stood[c]; !newer {
				d.stood[c] = at
			}
		}
	}
	who := person{e.Survey, e.Version, e.Surface, e.Profile}
	if known, met := d.people[who]; met {
		known.complete = known.complete || at.complete
		at = known
	}
	if spent >= 0 {
		at.spent, at.timed = at.spent+spent, true
	}
	d.people[who] = at
}

func voiceOf(e app.TallyEntry) voice {
	if e.Order != 0 {
		return voice{survey: e.Survey, order: e.Order}
	}
	return voice{survey: e.Survey, profile: e.Profile}
}

// count counts one answer.
func (d *Day) count(where spot, e app.TallyEntry, a app.Answer, spent int64) {
	values := Values(a.Value)
	for _, c := range d.at(where) {
		one := c.Asked[e.Version]
		one.Shown, one.Answered = one.Shown+1, one.Answered+1
		c.Asked = with(c.Asked, e.Version, one)
		if a.Value.IsForgotten() {
			continue // that she answered is known, and what is not
		}
		c.Said = and(c.Said, e.Bought)
		for _, value := range values {
			c.Values = with(c.Values, value, and(c.Values[value], e.Bought))
		}
		if spent >= 0 {
			at := step(float64(spent) / 1000 / float64(len(e.Answers)))
			c.Seconds = with(c.Seconds, at, c.Seconds[at]+1)
		}
	}
}

// and adds an answer, and the order it was given with, to a cell.
func and(cell app.TallyCell, bought *app.Bought) app.TallyCell {
	cell.Answers++
	if bought == nil || bought.Void {
		return cell
	}
	cell.Orders++
	switch {
	case bought.Returning:
		cell.Returning++
	case bought.Customer != 0:
		cell.First++
	}
	if amount, exact := app.ParseMoney(bought.Total); exact && bought.Currency != "" {
		sum := cell.Money[bought.Currency]
		cell.Money = with(cell.Money, bought.Currency, app.TallyMoney{Orders: sum.Orders + 1, Amount: sum.Amount + amount})
	}
	return cell
}

// at are the counts of a place, and those of all places it is among, of everywhere last.
func (d *Day) at(where spot) []*app.TallyCounts {
	list := make([]*app.TallyCounts, 0, 4)
	for _, in := range []place{
		where.place, {where.surface, app.Everywhere}, {app.Everywhere, where.country}, {app.Everywhere, app.Everywhere},
	} {
		where.place = in
		if d.spots[where] == nil {
			d.spots[where] = &app.TallyCounts{}
		}
		list = append(list, d.spots[where])
	}
	return list
}

func with[K comparable, V any](m map[K]V, key K, value V) map[K]V {
	if m == nil {
		m = map[K]V{}
	}
	m[key] = value
	return m
}

// Tallies are what the day came to, without its date. The day is over then.
func (d *Day) Tallies() []app.Tally {
	for c, at := range d.stood {
		if d.claimed[c] || d.away[c] {
			continue
		}
		for _, counts := range d.at(spot{at.place, c.survey, c.question}) {
			one := counts.Asked[at.version]
			one.Shown++
			counts.Asked = with(counts.Asked, at.version, one)
		}
	}
	for who, at := range d.people {
		all := d.at(spot{at.place, who.survey, ""})
		for _, counts := range all {
			counts.People = with(counts.People, who.version, andPerson(counts.People[who.version], at))
		}
		on := app.TallySpot{Surface: at.surface, Version: who.version}
		for _, counts := range all[2:] { // on all surfaces together
			counts.Spots = with(counts.Spots, on, andPerson(counts.Spots[on], at))
		}
		everywhere := all[len(all)-1]
		everywhere.Countries = with(everywhere.Countries, at.country, everywhere.Countries[at.country]+1)
	}
	list := make([]app.Tally, 0, len(d.spots))
	for at, counts := range d.spots {
		list = append(list, app.Tally{Survey: at.survey, Question: at.question, Surface: at.surface, Country: at.country, Counts: *counts})
	}
	return list
}

// andPerson adds a person to those of a version.
func andPerson(p app.TallyPeople, at standing) app.TallyPeople {
	p.Answered++
	if at.complete {
		p.Completed++
	}
	if at.timed {
		p.Timed, p.Millis = p.Timed+1, p.Millis+at.spent
	}
	return p
}
