package delivery

import (
	"cmp"
	"context"
	"slices"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/consent"
	"github.com/askwell/askwell/app/contact"
	"github.com/askwell/askwell/app/question"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/integrations"
)

// Mapped reports whether a destination has a mapping. At the others a question says
// itself where its answers are written, or they are told as events alone.
func Mapped(spec integrations.Spec) bool { return spec.Properties || spec.Tags || spec.Lists }

// Why a mapped answer is kept back.
const (
	reasonSensitive = "the answer is sensitive, and was not mapped as such"
	reasonUnmarked  = "who is on this list may be mailed, and she has not agreed to that"
	reasonNoAddress = "no email address is known of her: what she said follows once there is one"
)

// mapping reads the lane's mapping, nil where there is none.
func (w *drain) mapping(ctx context.Context) (*app.Mapping, error) {
	if !Mapped(w.spec) {
		return nil, nil
	}
	m, err := w.Store.Mapping(ctx, w.shop.ID, w.lane.Destination)
	return &m, err
}

// addresses gives people the address they are known by, where it is one: in its normal
// form, and of guests the one they are proven to go by.
func (w *drain) addresses(ctx context.Context, people map[app.ProfileID]app.Profile) error {
	if !w.spec.ByEmail {
		return nil
	}
	var guests []app.ProfileID
	for id, person := range people {
		if person.Customer == 0 {
			guests = append(guests, id)
		}
	}
	proven := map[app.ProfileID]string{}
	if len(guests) > 0 {
		var err error
		if proven, err = w.Store.Addresses(ctx, w.shop.ID, guests); err != nil {
			return err
		}
	}
	for id, person := range people {
		address, err := contact.Normal(app.IdentityEmail, cmp.Or(proven[id], person.Email), "")
		if err != nil {
			address = "" // none that anybody could be known by
		}
		person.Email = address
		people[id] = person
	}
	return nil
}

// name is what receipts call somebody and whom the destination is told it is about, ""
// for whom it cannot know.
func (w *drain) name(person app.Profile) (name string, subject integrations.Subject) {
	subject = integrations.Subject{Customer: person.Customer, Email: person.Email, Phone: person.Phone}
	switch {
	case w.spec.ByEmail && person.Email == "":
		return "", subject
	case person.Customer != 0:
		return app.CustomerSubject(person.Customer), subject
	case w.spec.ByEmail:
		return app.ProfileSubject(person.ID), subject
	default:
		return "", subject
	}
}

// oldNews are the causes of deliveries that tell nothing of what she does now.
var oldNews = []app.Cause{app.CauseBackfill, app.CauseUndo, app.CauseDrift, app.CauseLinks}

// hear notes the subjects that a delivery has news of: their changes are not quiet.
func (p *plan) hear(t task) {
	for _, name := range t.subjects {
		p.news[name] = p.news[name] || !slices.Contains(oldNews, t.delivery.Cause)
	}
}

// targets are those of a mapping by question.
func targets(m *app.Mapping) map[string][]app.Target {
	by := map[string][]app.Target{}
	if m == nil {
		return by
	}
	for _, t := range m.Targets {
		by[t.Question] = append(by[t.Question], t)
	}
	return by
}

// secrets are the questions that are sensitive today, though they were not when they
// were answered.
func (w *drain) secrets(ctx context.Context, p *plan) error {
	if p.mapping == nil || len(p.targets) == 0 {
		return nil
	}
	published, err := w.Store.PublishedVersions(ctx, w.shop.ID)
	for _, v := range published {
		if w.draft.Document != nil && w.draft.Survey == v.Survey {
			v.Document = *w.draft.Document
		}
		for _, q := range v.Document.Questions {
			if q.Sensitive {
				p.secret[q.Key] = true
			}
		}
	}
	return err
}

// send adds one answer to a wish, the way the mapping sends it. A consent is no answer:
// what is told of it is what the ledger says.
func (w *drain) send(p *plan, to *wish, said store.Said, d app.Document, q app.Question, permits permits) {
	aged := w.aged(q, said, p)
	to.counts[said.Key] = true
	targets := p.targets[said.Key]
	if len(targets) == 0 || question.IsConsent(q) {
		return
	}
	q.Sensitive = q.Sensitive || p.secret[q.Key]
	if ok, why := permits.check(d, q, said.Profile); !ok {
		p.withheld.hold(said, q, true, why)
		return
	}
	for _, t := range targets {
		if why := w.barred(t, q, said, permits); why != "" {
			p.withheld.hold(said, q, true, why)
		} else if !aged {
			w.put(to, t, said, d, q)
		}
	}
}

// barred is why an answer may not go to a target, "" when it may.
func (w *drain) barred(t app.Target, q app.Question, said store.Said, permits permits) string {
	mail := consent.Matter{Channel: app.ChannelEmail, Purpose: app.PurposeMarketing}
	switch {
	case q.Sensitive && !t.Sensitive:
		return reasonSensitive
	case t.Kind == app.TargetList && (t.Marks || w.spec.ListIsConsent) && member(t, said.Value) &&
		!consent.Granted(permits.ledgers[said.Profile], mail):
		return reasonUnmarked
	default:
		return ""
	}
}

// put adds an answer to a wish at its target.
func (w *drain) put(to *wish, t app.Target, said store.Said, d app.Document, q app.Question) {
	switch t.Kind {
	case app.TargetProperty:
		if value, ok := worded(t, said.Value); ok {
			to.properties[t.Name] = integrations.Property{Key: t.Name, Label: t.Label, Type: t.Type, Value: value}
		}
	case app.TargetTag:
		for _, tag := range tags(t, said.Value) {
			if w.spec.Tag != nil {
				tag = w.spec.Tag(tag)
			}
			to.tags[tag] = true
		}
	case app.TargetList:
		if member(t, said.Value) {
			to.lists[t.Name] = true
		}
	case app.TargetEvent:
		w.tellAnswer(to, t, said, d, q)
	}
}

// member reports whether an answer puts who gave it on a target's list.
func member(t app.Target, v app.Value) bool {
	if t.Options == nil {
		return true
	}
	return slices.ContainsFunc(keysOf(v), func(key string) bool { return slices.Contains(t.Options, key) })
}
