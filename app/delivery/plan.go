package delivery

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/integrations"
)

// plan is what a batch does: its deliveries, and what the destination should
// hold of everyone they are about.
type plan struct {
	people   map[app.ProfileID]app.Profile
	names    map[app.ProfileID]string // what receipts call those the destination can know
	wishes   map[string]*wish
	tasks    []task
	ages     map[app.ProfileID]time.Time // when the next of a person's answers goes stale
	links    map[app.ProfileID]time.Time // when her next link is due, where that has changed
	withheld withholding
	news     map[string]bool          // by subject: something happened that was not told before
	refused  map[string][]app.Receipt // of what is wished, what will never be, by subject
	ended    []app.Override           // of those for whom there is nothing else to do

	mapping *app.Mapping            // nil where each question says so itself
	targets map[string][]app.Target // of the mapping, by question
	secret  map[string]bool         // questions that are sensitive now, where there is a mapping

	numbers map[app.SurveyID]int     // as which version each survey is published, where there is none
	written map[asking]app.WriteBack // where questions say that their answers go
}

// plan works out what due deliveries ask for, and notes what it found. The deliveries
// were read first: what is read here is at least as new as what they were made for.
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
	mapping, err := w.mapping(ctx)
	if err != nil {
		return nil, err
	}
	p, err := w.look(ctx, due, people, mapping)
	if err != nil {
		return nil, err
	}
	return p, w.note(ctx, p)
}

// look is plan without a trace: it only reads.
func (w *drain) look(ctx context.Context, due []app.Delivery, people map[app.ProfileID]app.Profile, mapping *app.Mapping) (*plan, error) {
	orders, err := w.review(ctx, due)
	if err != nil {
		return nil, err
	}
	p := newPlan(people, mapping)
	for _, d := range due {
		t := w.task(p, d, orders)
		p.tasks = append(p.tasks, t)
		p.hear(t)
	}
	if err := w.secrets(ctx, p); err != nil {
		return nil, err
	}
	if err := w.number(ctx, p); err != nil {
		return nil, err
	}
	profiles := p.known()
	if err := w.fill(ctx, p, profiles); err != nil {
		return nil, err
	}
	if err := w.remind(ctx, p, profiles); err != nil {
		return nil, err
	}
	return p, w.link(p, profiles)
}

func newPlan(people map[app.ProfileID]app.Profile, mapping *app.Mapping) *plan {
	p := &plan{
		people: people, names: map[app.ProfileID]string{}, news: map[string]bool{}, wishes: map[string]*wish{},
		ages: map[app.ProfileID]time.Time{}, links: map[app.ProfileID]time.Time{},
		mapping: mapping, targets: targets(mapping), secret: map[string]bool{}, written: map[asking]app.WriteBack{},
	}
	p.withheld = newWithholding(p)
	return p
}

// note keeps what a plan found out.
func (w *drain) note(ctx context.Context, p *plan) error {
	if err := w.Store.NoteLinks(ctx, w.shop.ID, p.links); err != nil {
		return err
	}
	if err := w.meet(ctx, p); err != nil {
		return err
	}
	if err := w.noteRefusals(ctx, p); err != nil {
		return err
	}
	return w.noteAges(ctx, p)
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
	if err != nil {
		return nil, err
	}
	return people, w.addresses(ctx, people)
}

func (p *plan) wish(name string, subject integrations.Subject) {
	if p.wishes[name] == nil {
		p.wishes[name] = newWish(subject, name)
	}
}

// known are the people of a plan whom the destination can know.
func (p *plan) known() []app.ProfileID { return slices.Collect(maps.Keys(p.names)) }

// of is the wish about somebody, nil where the destination cannot know her.
func (p *plan) of(id app.ProfileID) *wish { return p.wishes[p.names[id]] }

// fill makes the wishes say what was said, as far as it is mapped.
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
		if wish := p.of(one.Profile); wish != nil {
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

// say adds one answer to a wish, the way its question maps it today, unless it is not
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
	if p.mapping != nil {
		w.send(p, to, said, document, question, permits)
		return nil
	}
	if question.Mapping, err = w.writeBack(ctx, p, said); err != nil {
		return err
	}
	to.prefix = permits.shop.TagPrefix
	mapping, ofOrder := question.Mapping, to.subject.Order != 0
	metafield := ofOrder && mapping.OrderMetafield || !ofOrder && mapping.Metafield
	tag := !ofOrder && mapping.Tag
	aged := !ofOrder && w.aged(question, said, p)
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
		for _, tag := range tagsOf(permits.shop.TagPrefix, said.Key, said.Value) {
			to.tags[tag] = true
		}
	}
	return nil
}
