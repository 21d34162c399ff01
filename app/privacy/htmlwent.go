package privacy

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/askwell/askwell/app"
)

// wentCard is one destination that got something of hers, or did not.
type wentCard struct {
	Destination, Names, Told string
	Written, Refused         []value
	Changed, Instead         []value // each change in turn, and what stands in an answer's place
	Checked                  []value
}

type value struct {
	At          time.Time
	Name, Value string
}

// Went is where it went.
func (p page) Went() []wentCard {
	cards := map[app.DestinationID]*wentCard{}
	at := func(id app.DestinationID) *wentCard {
		if cards[id] == nil {
			cards[id] = &wentCard{Destination: p.word("destination", string(id))}
		}
		return cards[id]
	}
	for _, r := range p.Data.Reached {
		card := at(r.Destination)
		card.Names = strings.Join(nonempty(card.Names, spokenNames(r.Names)), "; ")
	}
	for _, w := range p.Data.Written {
		at(w.Destination).Written = append(at(w.Destination).Written, value{w.WrittenAt, w.Property, w.Value})
	}
	for _, r := range p.Data.Refused {
		at(r.Destination).Refused = append(at(r.Destination).Refused, value{r.Since, p.prompt(r.Question), p.purposeTitle(p.purpose(r.Purpose))})
	}
	for _, c := range p.Data.Changed {
		at(c.Destination).Changed = append(at(c.Destination).Changed, value{c.At, c.Property, spokenStand(c.Before) + " → " + spokenStand(c.After)})
	}
	for _, o := range p.Data.Instead {
		at(o.Destination).Instead = append(at(o.Destination).Instead, value{o.Since, o.Property, spokenStand(o.Wanted)})
	}
	for _, c := range p.Data.Checked {
		at(c.Destination).Checked = append(at(c.Destination).Checked, value{c.CheckedAt, c.Subject, p.word("check", string(c.State))})
	}
	for _, d := range p.Data.Deliveries {
		if !d.FinishedAt.IsZero() {
			at(d.Destination).Told = p.T("went.last", "{day}", p.day(d.FinishedAt))
		}
	}
	list := make([]wentCard, 0, len(cards))
	for _, id := range slices.Sorted(maps.Keys(cards)) {
		list = append(list, *cards[id])
	}
	return list
}

// spokenStand is what stands at a place: a dash for nothing, a tick for what has no value.
func spokenStand(s app.Stand) string {
	if !s.There {
		return "–"
	}
	return cmp.Or(s.Value, "✓")
}

// spokenNames are the names a destination got, without their own.
func spokenNames(names json.RawMessage) string {
	var all map[string]any
	if json.Unmarshal(names, &all) != nil {
		return ""
	}
	var words []string
	for _, key := range slices.Sorted(maps.Keys(all)) {
		if text, ok := all[key].(string); ok {
			words = append(words, text)
		}
	}
	return strings.Join(words, ", ")
}
