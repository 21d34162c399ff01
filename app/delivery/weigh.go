package delivery

import (
	"context"
	"encoding/json"
	"math"
	"slices"
	"strings"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// Weigh counts what delivering some people to a destination would change there, were a
// draft so. It is worked out by what delivers them, from the receipts there are, and
// nothing is sent or written down. Pages of people are summed up by Effect.Add. Errors:
// NotFound; Invalid where the destination cannot be connected to; Unavailable.
func (d *Deliverer) Weigh(ctx context.Context, shop app.ShopID, to app.DestinationID, draft app.Draft, people []app.ProfileID) (app.Effect, error) {
	w, p, err := d.rehearse(ctx, shop, to, draft, people)
	if err != nil {
		return app.Effect{}, err
	}
	steps, left, err := w.steps(ctx, p)
	if err != nil {
		return app.Effect{}, err
	}
	effect := app.Effect{Names: map[string]int{}}
	for _, t := range p.tasks {
		if _, there := p.people[t.delivery.Profile]; there && t.dropped != "" {
			effect.Unknown++
		}
	}
	for _, refused := range p.withheld.refused {
		effect.Withheld += len(refused)
	}
	changed := map[string]bool{}
	for _, s := range steps {
		if s = s.said(); s.idle() {
			continue // only written down anew
		}
		changed[s.wish.name] = true
		p.count(&effect, s)
		effect.CutShort = effect.CutShort || left[s.wish.name]
	}
	for _, t := range p.tasks {
		if slices.ContainsFunc(t.subjects, func(name string) bool { return changed[name] }) {
			effect.People++
		}
	}
	return effect, nil
}

// said is a step without what our own blocks are told: that is nothing anybody has said,
// and changes by itself.
func (s step) said() step {
	s.change.Set = slices.DeleteFunc(slices.Clone(s.change.Set), func(p integrations.Property) bool { return ours(p.Key) })
	s.change.Unset = slices.DeleteFunc(slices.Clone(s.change.Unset), ours)
	return s
}

func ours(key string) bool { return key == app.KnownKey || key == app.LinksKey }

// count adds what a step changes.
func (p *plan) count(e *app.Effect, s step) {
	c := s.change
	e.Set, e.Unset = e.Set+len(c.Set), e.Unset+len(c.Unset)
	e.AddTags, e.RemoveTags = e.AddTags+len(c.AddTags), e.RemoveTags+len(c.RemoveTags)
	e.Join, e.Leave = e.Join+len(c.JoinLists), e.Leave+len(c.LeaveLists)
	e.Events += len(c.Events)
	for _, name := range names(c) {
		e.Names[name]++
	}
	p.exemplify(e, c)
}

// names are what a change is about, each once, as receipts call it; of an event what
// happened is enough.
func names(c integrations.Change) (all []string) {
	for _, one := range c.Set {
		all = append(all, propertyPrefix+one.Key)
	}
	for _, key := range c.Unset {
		all = append(all, propertyPrefix+key)
	}
	for _, tag := range slices.Concat(c.AddTags, c.RemoveTags) {
		all = append(all, tagPrefix+tag)
	}
	for _, list := range slices.Concat(c.JoinLists, c.LeaveLists) {
		all = append(all, listPrefix+list)
	}
	for _, one := range c.Consents {
		all = append(all, consentPrefix+string(one.Channel))
	}
	for _, one := range c.Events {
		all = append(all, eventPrefix+string(one.Name))
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// exemplify names a few of the changes. What somebody wrote in her own words is not
// among them: an effect is kept, and is nobody's.
func (p *plan) exemplify(e *app.Effect, c integrations.Change) {
	add := func(words string) {
		if len(e.Examples) < app.MostExamples && !slices.Contains(e.Examples, words) {
			e.Examples = append(e.Examples, words)
		}
	}
	for _, one := range c.Set {
		if said := p.fixed(one); said != "" {
			add(one.Key + " = " + said)
		}
	}
	for _, key := range c.Unset {
		add(key + " is cleared")
	}
	for _, list := range c.JoinLists {
		add("joins list " + list)
	}
	for _, list := range c.LeaveLists {
		add("leaves list " + list)
	}
}

// fixed is what a property is set to, "" for what nobody chose among words that are
// fixed.
func (p *plan) fixed(set integrations.Property) string {
	var list []string
	switch set.Value.Kind {
	case app.KindBoolean:
		return string(set.Value.JSON)
	case app.KindText:
		list = make([]string, 1)
		_ = json.Unmarshal(set.Value.JSON, &list[0]) // our own
	case app.KindChoices:
		_ = json.Unmarshal(set.Value.JSON, &list) // our own
	}
	words := map[string]bool{}
	for _, t := range p.mappedTo(set.Key) {
		for _, word := range t.Words {
			words[word] = true
		}
	}
	if slices.ContainsFunc(list, func(one string) bool { return !words[one] }) {
		return ""
	}
	return strings.Join(list, ", ")
}

// mappedTo are the targets of a property.
func (p *plan) mappedTo(key string) (all []app.Target) {
	if p.mapping == nil {
		return nil
	}
	for _, t := range p.mapping.Targets {
		if t.Kind == app.TargetProperty && t.Name == key {
			all = append(all, t)
		}
	}
	return all
}

// rehearse plans deliveries about people as a drain would, without one.
func (d *Deliverer) rehearse(ctx context.Context, shop app.ShopID, to app.DestinationID, draft app.Draft, people []app.ProfileID) (*drain, *plan, error) {
	w, err := d.dry(ctx, shop, to)
	if err != nil {
		return nil, nil, err
	}
	w.draft, w.spec.Batch = draft, math.MaxInt // all of them in one
	due := make([]app.Delivery, len(people))
	for i, id := range people {
		due[i] = app.Delivery{Shop: shop, Destination: to, Profile: id, Cause: app.CauseBackfill}
	}
	mapping := draft.Mapping
	if mapping == nil {
		if mapping, err = w.mapping(ctx); err != nil {
			return nil, nil, err
		}
	}
	known, err := w.people(ctx, due)
	if err != nil {
		return nil, nil, err
	}
	p, err := w.look(ctx, due, known, mapping)
	return w, p, err
}

// dry is a drain of no lane: it can plan, and send nothing.
func (d *Deliverer) dry(ctx context.Context, id app.ShopID, to app.DestinationID) (*drain, error) {
	shop, err := d.Store.Shop(ctx, id)
	if err != nil {
		return nil, err
	}
	destination, provider, err := d.provider(ctx, id, to)
	if err != nil {
		return nil, err
	}
	conn, err := d.Connect(ctx, provider, shop, destination)
	if err != nil {
		return nil, err
	}
	w := newDrain(d, shop, app.Lane{Shop: id, Destination: to}, provider.Spec(), conn)
	w.connected = destination.CreatedAt
	return w, nil
}

// provider is whose a destination is. Errors: NotFound; Unavailable.
func (d *Deliverer) provider(ctx context.Context, shop app.ShopID, to app.DestinationID) (app.Destination, integrations.Provider, error) {
	destination, err := d.Store.Destination(ctx, shop, to)
	if err != nil {
		return destination, nil, err
	}
	for _, provider := range d.Providers {
		if provider.Spec().Name == destination.Kind {
			return destination, provider, nil
		}
	}
	return destination, nil, app.Errorf(app.NotFound, "this kind of destination is not known here")
}
