package delivery

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/integrations"
)

// wish is what a destination should hold of one subject, of what is ours.
type wish struct {
	subject    integrations.Subject
	name       string // the subject's, in receipts
	properties map[string]integrations.Property
	tags       map[string]bool
	lists      map[string]bool
	consents   map[app.Channel]integrations.Consent

	happened map[string]happening  // by the receipt it makes: what may have to be told
	changed  map[string]store.Said // by question: what counts, where changes are told
	counts   map[string]bool       // by question: all that counts, told or not
}

func newWish(subject integrations.Subject, name string) *wish {
	return &wish{
		subject: subject, name: name, properties: map[string]integrations.Property{}, tags: map[string]bool{}, lists: map[string]bool{},
		consents: map[app.Channel]integrations.Consent{},
		happened: map[string]happening{}, changed: map[string]store.Said{}, counts: map[string]bool{},
	}
}

// The names of what we write, in receipts.
const (
	propertyPrefix = "property:"
	tagPrefix      = "tag:"
	listPrefix     = "list:"
)

// step is the way from what a subject has to what is wished, and the receipts
// that have to be written down for it.
type step struct {
	wish    *wish
	change  integrations.Change
	touched []app.Receipt // everything the change sets or removes
	gone    []app.Receipt // of those, what it removes
	news    []news        // the events of the change
	more    bool          // there are more than one change takes
}

func (s step) empty() bool { return len(s.touched) == 0 }

// step compares the wish with the receipts of its subject. A receipt that is
// uncertain proves nothing: what is wished is said again, what is not is removed.
func (w *drain) step(to *wish, held []app.Receipt, cause app.DeliveryID) (step, error) {
	s := step{wish: to, change: integrations.Change{Subject: to.subject}}
	wanted, err := to.receipts(w.lane.Destination, cause)
	if err != nil {
		return step{}, err
	}
	events := map[string]app.Receipt{}
	for _, r := range held {
		if strings.HasPrefix(r.Property, eventPrefix) {
			events[r.Property] = r
			continue
		}
		want, ok := wanted[r.Property]
		if ok && want.Value == r.Value && !r.WrittenAt.IsZero() {
			delete(wanted, r.Property) // so it is already
		}
		if !ok && !strings.HasPrefix(r.Property, consentPrefix) { // a consent is not unsaid, only said anew
			r.Delivery = cause
			s.remove(r)
		}
	}
	for _, property := range slices.Sorted(maps.Keys(wanted)) {
		s.write(wanted[property])
	}
	s.tellOf(w.news(to, events, cause))
	return s, nil
}

// tellOf adds events to the change, as many as it takes.
func (s *step) tellOf(all []news) {
	s.news, s.more = all[:min(len(all), mostEvents)], len(all) > mostEvents
	for _, one := range s.news {
		s.change.Events = append(s.change.Events, one.event)
		s.touched = append(append(s.touched, one.told...), one.gone...)
		s.gone = append(s.gone, one.gone...)
	}
}

func (s *step) remove(r app.Receipt) {
	s.touched, s.gone = append(s.touched, r), append(s.gone, r)
	if tag, ok := strings.CutPrefix(r.Property, tagPrefix); ok {
		s.change.RemoveTags = append(s.change.RemoveTags, tag)
		return
	}
	if list, ok := strings.CutPrefix(r.Property, listPrefix); ok {
		s.change.LeaveLists = append(s.change.LeaveLists, list)
		return
	}
	s.change.Unset = append(s.change.Unset, strings.TrimPrefix(r.Property, propertyPrefix))
}

func (s *step) write(r app.Receipt) {
	s.touched = append(s.touched, r)
	if tag, ok := strings.CutPrefix(r.Property, tagPrefix); ok {
		s.change.AddTags = append(s.change.AddTags, tag)
		return
	}
	if list, ok := strings.CutPrefix(r.Property, listPrefix); ok {
		s.change.JoinLists = append(s.change.JoinLists, list)
		return
	}
	if strings.HasPrefix(r.Property, consentPrefix) {
		s.tell(r.Property)
		return
	}
	s.change.Set = append(s.change.Set, s.wish.properties[strings.TrimPrefix(r.Property, propertyPrefix)])
}

// receipts are the receipts of a wish come true, by property.
func (w *wish) receipts(at app.DestinationID, cause app.DeliveryID) (map[string]app.Receipt, error) {
	all := make(map[string]app.Receipt, len(w.properties)+len(w.tags))
	add := func(property, value string) {
		all[property] = app.Receipt{Destination: at, Subject: w.name, Property: property, Value: value, Delivery: cause}
	}
	for key, p := range w.properties {
		value, err := json.Marshal(p.Value)
		if err != nil {
			return nil, fmt.Errorf("value of %s: %w", key, err)
		}
		if p.Value.Kind == app.KindDocument {
			value = digest(value) // to tell whether it changed; what it says is kept already
		}
		add(propertyPrefix+key, string(value))
	}
	for tag := range w.tags {
		add(tagPrefix+tag, "")
	}
	for list := range w.lists {
		add(listPrefix+list, "")
	}
	for _, c := range w.consents {
		add(consentReceipt(c))
	}
	return all, nil
}
