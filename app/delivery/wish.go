package delivery

import (
	"encoding/json"
	"fmt"
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
	places   map[string][]string   // and how its places begin, but for the shop's own tags
	prefix   string                // of its tags, where they are the shop's own
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

// keeps reports whether what stood at a place that is given up may be kept, for an undo:
// something still counts there, and where some of what was said may go there no more it is
// a tag that only begins otherwise.
func (w *wish) keeps(property string, barred bool) bool {
	if now := w.tagNow(property); barred && (now == property || !w.tags[strings.TrimPrefix(now, tagPrefix)]) {
		return false
	}
	return len(w.questions(property)) > 0
}

// questions are those whose answer counts and speaks at a place, none of what is
// forgotten.
func (w *wish) questions(property string) (speak []string) {
	tag, marked := strings.CutPrefix(property, tagPrefix)
	for key := range w.counts {
		begins := slices.ContainsFunc(w.places[key], func(begin string) bool {
			return property == begin || marked && strings.HasPrefix(property, begin)
		})
		if begins || marked && w.prefix != "" && app.OwnTag(tag, key) {
			speak = append(speak, key)
		}
	}
	return speak
}
