package delivery

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// step is the way from what a subject has to what is wished, and the receipts
// that have to be written down for it.
type step struct {
	wish    *wish
	change  integrations.Change
	touched []app.Receipt  // everything the change sets or removes, and what is found to be so already
	gone    []app.Receipt  // of those, what is not ours any more once the change is made
	writes  []app.Write    // of those, what stands there before and after
	unsure  []app.Write    // the same where we do not know whether what we said last stands
	ended   []app.Override // what answers ask something else for by now
	news    []news         // the events of the change
	more    bool           // there are more than one change takes

	unseen  map[string]bool      // the places to be looked at first, and whether we never wrote there
	blind   integrations.Outcome // why that could not be done, and so nothing is sent
	instead map[string]bool      // the places where an override holds

	reasons
}

// reasons are why a step is taken: the deliveries its writes are put down to.
type reasons struct {
	first  app.DeliveryID // the oldest
	last   app.DeliveryID // the newest
	undo   app.DeliveryID // the one that undoes something, the oldest if there is none
	taken  bool           // something was taken back: what was there must not come back
	barred bool           // or may not be there any more
}

func (s step) empty() bool { return len(s.touched) == 0 }

// idle reports whether there is nothing to send: all of it is so already.
func (s step) idle() bool {
	c := s.change
	return len(c.Set)+len(c.Unset)+len(c.AddTags)+len(c.RemoveTags)+len(c.JoinLists)+len(c.LeaveLists)+len(c.Consents)+len(c.Events) == 0
}

// step compares the wish with the receipts of its subject. A receipt that is
// uncertain proves nothing: what is wished is said again, what is not is removed. What
// was refused for good is not said again. It returns what of the wish that is, too.
func (w *drain) step(to *wish, held []app.Receipt, instead []app.Override, theirs map[string]bool, why reasons, quiet bool) (s step, refused []app.Receipt, err error) {
	s = step{wish: to, change: integrations.Change{ID: string(why.last), Subject: to.subject, Quiet: quiet}, reasons: why, unseen: map[string]bool{}, instead: map[string]bool{}}
	wanted, err := to.receipts(w.lane.Destination, why.first)
	if err != nil {
		return step{}, nil, err
	}
	if err := s.override(wanted, held, instead); err != nil {
		return step{}, nil, err
	}
	events, before := map[string]app.Receipt{}, map[string]app.Receipt{}
	for _, r := range held {
		if strings.HasPrefix(r.Property, eventPrefix) {
			events[r.Property] = r
			continue
		}
		want, ok := wanted[r.Property]
		switch {
		case ok && r.Elsewhere: // as if it were the first time
		case ok && want.Value == r.Value && (certain(r) || r.Refused != ""):
			delete(wanted, r.Property) // so it is already, or will never be
			if r.Refused != "" {
				refused = append(refused, r)
			}
		case ok:
			want.Before = r.Before
			wanted[r.Property], before[r.Property] = want, r
		case !strings.HasPrefix(r.Property, consentPrefix): // a consent is not unsaid, only said anew
			s.leave(r)
		}
	}
	for _, property := range slices.Sorted(maps.Keys(wanted)) {
		r := wanted[property]
		if strings.HasPrefix(property, consentPrefix) {
			r.Before = s.tell(property, told(before[property]), w.now(), w.lease())
		}
		s.write(r, before[property], theirs)
	}
	if !quiet { // an event is told by the delivery it happened in, which may be waiting for its next try
		s.tellOf(w.news(to, events, why.first))
	}
	return s, refused, nil
}

func certain(r app.Receipt) bool { return !r.WrittenAt.IsZero() }

// tellOf adds events to the change, as many as it takes.
func (s *step) tellOf(all []news) {
	s.news, s.more = all[:min(len(all), mostEvents)], len(all) > mostEvents
	for _, one := range s.news {
		s.change.Events = append(s.change.Events, one.event)
		s.touched = append(append(s.touched, one.told...), one.gone...)
		s.gone = append(s.gone, one.gone...)
	}
}

// leave gives a place up that is not wished any more. What stood there before us stands
// there after us.
func (s *step) leave(r app.Receipt) {
	was := r
	if r.Delivery = s.first; s.instead[r.Property] {
		r.Delivery = s.undo
	}
	s.touched, s.gone = append(s.touched, r), append(s.gone, r)
	if stood(r).There && (marks(r.Property) || certain(r) && r.Value == r.Before) {
		return
	}
	s.wrote(r, was, stood(r))
	kind, name, _ := strings.Cut(r.Property, ":")
	switch kind + ":" {
	case tagPrefix:
		s.change.RemoveTags = append(s.change.RemoveTags, name)
	case listPrefix:
		s.change.LeaveLists = append(s.change.LeaveLists, name)
	default:
		if property, err := restored(name, r.Before); err == nil {
			s.change.Set = append(s.change.Set, property)
			return
		}
		s.change.Unset = append(s.change.Unset, name)
	}
}

// write says a place. before is what was said there last, without a WrittenAt if that is
// uncertain, and the zero Receipt if we never wrote there: then what is somebody else's
// may stand there.
func (s *step) write(r, before app.Receipt, theirs map[string]bool) {
	s.touched = append(s.touched, r)
	kind, name, _ := strings.Cut(r.Property, ":")
	switch kind + ":" {
	case tagPrefix:
		s.change.AddTags = append(s.change.AddTags, name)
	case listPrefix:
		s.change.JoinLists = append(s.change.JoinLists, name)
	case consentPrefix:
		return // it was told, and what she said before is not gone back to
	default:
		s.change.Set = append(s.change.Set, s.wish.properties[name])
	}
	s.wrote(r, before, app.Stand{There: true, Value: r.Value})
	if before.Property == "" && (marks(r.Property) || theirs[name]) {
		s.unseen[r.Property] = true
	}
}

// wrote puts a change of a place down, as far as there is one. Of what was taken back
// nothing is kept that it could be restored by.
func (s *step) wrote(r, before app.Receipt, after app.Stand) {
	one := app.Write{Destination: r.Destination, Delivery: r.Delivery, Subject: r.Subject, Property: r.Property, After: after}
	if before.Property != "" {
		one.Before = app.Stand{There: true, Value: before.Value}
	}
	over := slices.IndexFunc(s.ended, func(o app.Override) bool { return o.Property == r.Property })
	if over >= 0 { // though that may not have been carried out yet
		one.Before = s.ended[over].Wanted
	}
	if s.instead[r.Property] {
		return // what an undo writes is no step to go back to
	}
	unsure := before.Property != "" && !certain(before)
	if one.Before == one.After && !unsure || one.Before.There && (s.taken || !after.There && !s.wish.keeps(r.Property, s.barred)) {
		return
	}
	if !unsure {
		s.writes = append(s.writes, one)
		return
	}
	s.unsure = append(s.unsure, one)
	if one.Before != one.After && one.Before.CanStand(r.Property) {
		s.unseen[r.Property] = false
	}
}

// marks reports whether a place only has something or has it not.
func marks(property string) bool {
	return strings.HasPrefix(property, tagPrefix) || strings.HasPrefix(property, listPrefix)
}

// there is what Before says of a tag or a membership that was there already.
const there = "true"

// stood is what stood at a receipt's place before we first touched it.
func stood(r app.Receipt) app.Stand {
	if r.Before == "" || marks(r.Property) {
		return app.Stand{There: r.Before != ""}
	}
	return app.Stand{There: true, Value: r.Before}
}

// fields are the types of what was read somewhere and is written there again.
var fields = map[app.ValueKind]app.FieldType{
	app.KindText: app.FieldText, app.KindNumber: app.FieldNumber, app.KindBoolean: app.FieldBoolean, app.KindDate: app.FieldDate,
	app.KindBirthday: app.FieldBirthday, app.KindChoices: app.FieldTexts,
}

// restored is a property as a receipt tells its value.
func restored(key, text string) (integrations.Property, error) {
	var value app.Value
	if err := json.Unmarshal([]byte(text), &value); err != nil || value.Kind == "" {
		return integrations.Property{}, app.Errorf(app.Internal, "a receipt holds no value")
	}
	return integrations.Property{Key: key, Type: fields[value.Kind], Value: value}, nil
}
