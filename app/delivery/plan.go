package delivery

import (
	"context"
	"slices"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/integrations"
)

// task is one delivery of a batch and whom it is about.
type task struct {
	delivery app.Delivery
	subjects []string               // names of wishes
	told     []integrations.Outcome // what is known before anything is sent
	dropped  string                 // why there is nothing to send at all
}

// plan is what a batch does: its deliveries, and what the destination should
// hold of everyone they are about.
type plan struct {
	people   map[app.ProfileID]app.Profile
	wishes   map[string]*wish
	tasks    []task
	ages     map[app.ProfileID]time.Time // when the next of a person's answers goes stale
	withheld withholding
}

// plan works out what due deliveries ask for. They were read first: what is read
// here is at least as new as what they were made for.
func (w *drain) plan(ctx context.Context, due []app.Delivery) (*plan, error) {
	people, err := w.people(ctx, due)
	if err != nil {
		return nil, err
	}
	due, linked, err := w.introduce(ctx, due, people)
	if err != nil {
		return nil, err
	}
	if linked {
		if people, err = w.people(ctx, due); err != nil {
			return nil, err
		}
	}
	orders, err := w.review(ctx, due)
	if err != nil {
		return nil, err
	}
	p := &plan{people: people, wishes: map[string]*wish{}, ages: map[app.ProfileID]time.Time{}}
	p.withheld = newWithholding(p)
	for _, d := range due {
		p.tasks = append(p.tasks, w.task(p, d, orders))
	}
	profiles := p.customers()
	if err := w.fill(ctx, p, profiles); err != nil {
		return nil, err
	}
	if err := w.remind(ctx, p, profiles); err != nil {
		return nil, err
	}
	if err := w.link(ctx, p, profiles); err != nil {
		return nil, err
	}
	if err := w.meet(ctx, p); err != nil {
		return nil, err
	}
	if err := w.noteRefusals(ctx, p); err != nil {
		return nil, err
	}
	return p, w.noteAges(ctx, p)
}

func (w *drain) people(ctx context.Context, due []app.Delivery) (map[app.ProfileID]app.Profile, error) {
	ids := make([]app.ProfileID, len(due))
	for i, d := range due {
		ids[i] = d.Profile
	}
	list, err := w.Store.People(ctx, w.shop.ID, ids)
	people := make(map[app.ProfileID]app.Profile, len(list))
	for _, one := range list {
		people[one.ID] = one
	}
	return people, err
}

// task finds whom a delivery is about; orders are those to be looked at anew.
func (w *drain) task(p *plan, d app.Delivery, orders map[app.ProfileID][]app.OrderID) task {
	t := task{delivery: d}
	person, known := p.people[d.Profile]
	if !known {
		t.dropped = "the person was erased, or joined with another"
		return t
	}
	answer, asked := w.asked[d.Order]
	unproven := asked && answer.Class != integrations.OK
	if unproven {
		t.told = append(t.told, answer)
	}
	if person.Customer != 0 {
		name := app.CustomerSubject(person.Customer)
		p.wish(name, integrations.Subject{Customer: person.Customer, Email: person.Email, Phone: person.Phone})
		t.subjects = append(t.subjects, name)
	}
	if d.Order != 0 && w.spec.Orders && !unproven {
		t.orders(p, d.Order)
	}
	if slices.Contains(reviews, d.Cause) {
		t.orders(p, orders[d.Profile]...)
	}
	if len(t.subjects) == 0 && !unproven {
		t.dropped = "a guest: what she said follows once it is known who she is"
	}
	return t
}

func (t *task) orders(p *plan, ids ...app.OrderID) {
	for _, id := range ids {
		name := app.OrderSubject(id)
		if slices.Contains(t.subjects, name) {
			continue
		}
		p.wish(name, integrations.Subject{Order: id})
		t.subjects = append(t.subjects, name)
	}
}

func (p *plan) wish(name string, subject integrations.Subject) {
	if p.wishes[name] == nil {
		p.wishes[name] = newWish(subject, name)
	}
}

// customers are the people of a plan whom the destination can know.
func (p *plan) customers() []app.ProfileID {
	var profiles []app.ProfileID
	for id, person := range p.people {
		if person.Customer != 0 {
			profiles = append(profiles, id)
		}
	}
	return profiles
}

// fill makes the wishes say what was said, as far as its survey maps it.
func (w *drain) fill(ctx context.Context, p *plan, profiles []app.ProfileID) error {
	var orders []app.OrderID
	for _, one := range p.wishes {
		if one.subject.Order != 0 {
			orders = append(orders, one.subject.Order)
		}
	}
	byPeople, err := w.Store.SaidByPeople(ctx, w.shop.ID, profiles)
	if err != nil {
		return err
	}
	onOrders, err := w.Store.SaidOnOrders(ctx, w.shop.ID, orders)
	if err != nil {
		return err
	}
	permits, err := w.permits(ctx, profiles, onOrders...)
	if err != nil {
		return err
	}
	w.agree(p, permits)
	for _, one := range byPeople {
		// Nobody's wish is missing here unless the lane takes no such subject.
		if wish := p.wishes[app.CustomerSubject(p.people[one.Profile].Customer)]; wish != nil {
			if err := w.say(ctx, p, wish, one, permits); err != nil {
				return err
			}
		}
	}
	for _, one := range onOrders {
		if err := w.say(ctx, p, p.wishes[app.OrderSubject(one.Order)], one, permits); err != nil {
			return err
		}
	}
	return nil
}

// say adds one answer to a wish, the way its question maps it, unless it is not
// permitted or has aged. What she said of an order stays true of it.
func (w *drain) say(ctx context.Context, p *plan, to *wish, said store.Said, permits permits) error {
	version, err := w.Store.SurveyVersion(ctx, w.shop.ID, said.Survey, said.Version)
	if err != nil {
		return err
	}
	document := version.Document
	question, ok := document.Question(said.Key)
	if !ok {
		return nil // cannot be: a version is immutable and was checked against
	}
	mapping, ofOrder := question.Mapping, to.subject.Order != 0
	metafield := ofOrder && mapping.OrderMetafield || !ofOrder && mapping.Metafield
	tag := !ofOrder && mapping.Tag
	aged := !ofOrder && w.aged(question, said, p.ages)
	to.counts[said.Key] = true
	if ok, why := permits.check(document, question, said.Profile); !ok {
		p.withheld.hold(said, question, metafield || tag || w.spec.Events, why)
		return nil
	}
	if !ofOrder {
		w.happen(to, said, document, question, aged)
	}
	if aged || w.spec.Stateless {
		return nil
	}
	if metafield {
		property := integrations.Property{Key: said.Key, Value: said.Value}
		if len(document.Languages) > 0 {
			property.Label = question.Prompt.In(w.shop.Locale, document.Languages[0])
		}
		to.properties[said.Key] = property
	}
	if tag {
		for _, tag := range tagsOf(w.shop.TagPrefix, said.Key, said.Value) {
			to.tags[tag] = true
		}
	}
	return nil
}
