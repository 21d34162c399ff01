package mapping

import (
	"context"
	"maps"
	"reflect"
	"slices"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/delivery"
	"github.com/askwell/askwell/integrations"
)

// Saved is a mapping as it is kept now and what that changed.
type Saved struct {
	Mapping app.Mapping
	Added   []app.Target
	Removed []app.Target // what was written there is taken away with the next delivery of each person
	Changed []app.Target
}

// prepareTime bounds how long a destination may take to make what is mapped to it.
const prepareTime = 30 * time.Second

// Save keeps a mapping that was edited as the given revision, 0 for none yet. What it
// needs at the destination is made there first, so that nothing is written to what is
// not there. Errors: Invalid with the fields that are wrong; NotFound; Conflict when
// somebody saved meanwhile, or a property was made of another type meanwhile; as the
// destination says where it cannot be asked.
func (k *Keeper) Save(ctx context.Context, shop app.ShopID, m app.Mapping, revision int) (Saved, error) {
	d, err := k.open(ctx, shop, m.Destination)
	if err != nil {
		return Saved{}, err
	}
	if d.kept.Revision != revision {
		return Saved{}, app.Errorf(app.Conflict, "the mapping was changed meanwhile: it is at revision %d", d.kept.Revision)
	}
	if d.catalogue, err = k.Catalogue(ctx, shop, m.Destination); err != nil {
		return Saved{}, err
	}
	d.index()
	c := check{desk: d, m: m}
	if err := app.InvalidFields(c.all()); err != nil {
		return Saved{}, err
	}
	m = d.settle(m, k.now())
	if err := d.prepare(ctx, k.Deliverer, m); err != nil {
		return Saved{}, err
	}
	saved := Saved{}
	if saved.Mapping, err = k.Store.SaveMapping(ctx, shop, m, revision); err != nil {
		return Saved{}, err
	}
	saved.compare(d.kept.Targets, m.Targets)
	return saved, nil
}

// settle fixes what the merchant does not decide: what was kept of a place stays, what
// is new gets its words, and what is true of the account is looked up in it.
func (d *desk) settle(m app.Mapping, now time.Time) app.Mapping {
	m.Targets, m.Consents = slices.Clone(m.Targets), slices.Clone(m.Consents)
	for i, t := range m.Targets {
		q, _ := d.question(t.Question)
		old := d.before(t)
		t.Sensitive = t.Sensitive && q.Sensitive
		t.Words = maps.Clone(t.Words)
		for key, word := range old.Words {
			if t.Words == nil {
				t.Words = map[string]string{}
			}
			t.Words[key] = word
		}
		t.Words = d.words(t, q)
		t.Marks = t.Kind == app.TargetList && d.marks(t.Name)
		t.Theirs, t.Since = old.Theirs, old.Since
		if old.Kind == "" {
			_, there := d.there[fold(t.Name)]
			t.Theirs = there && t.Kind == app.TargetProperty
			if t.Kind == app.TargetEvent {
				t.Since = now.UTC().Truncate(time.Millisecond)
			}
		}
		if old.Name != "" {
			t.Name = old.Name
		}
		if t.Kind != app.TargetProperty {
			t.Type = ""
		}
		if t.Kind != app.TargetList {
			t.Options = nil
		}
		m.Targets[i] = t
	}
	return m
}

// prepare has the destination make the properties it lacks.
func (d *desk) prepare(ctx context.Context, by *delivery.Deliverer, m app.Mapping) error {
	conn, err := by.Connect(ctx, d.provider, d.shop, d.at)
	if err != nil {
		return err
	}
	maker, able := conn.(integrations.Preparer)
	lacking := d.lacking(m)
	if !able || len(lacking) == 0 {
		return nil
	}
	bounded, cancel := context.WithTimeout(ctx, prepareTime)
	defer cancel()
	return maker.Prepare(bounded, lacking)
}

func (d *desk) lacking(m app.Mapping) (lacking []integrations.Attribute) {
	add := func(key, label string, as app.FieldType) {
		if _, there := d.there[fold(key)]; !there && key != "" {
			lacking = append(lacking, integrations.Attribute{Key: key, Label: label, Type: as})
		}
	}
	for _, t := range m.Targets {
		if t.Kind == app.TargetProperty {
			add(t.Name, t.Label, t.Type)
		}
	}
	add(m.Link, "Link to her preferences", app.FieldText)
	return lacking
}

// compare tells which targets are new, gone, and not what they were.
func (s *Saved) compare(before, after []app.Target) {
	same := func(a, b app.Target) bool { return a.Question == b.Question && a.Kind == b.Kind && a.Name == b.Name }
	for _, t := range after {
		switch i := slices.IndexFunc(before, func(old app.Target) bool { return same(old, t) }); {
		case i < 0:
			s.Added = append(s.Added, t)
		case !reflect.DeepEqual(before[i], t):
			s.Changed = append(s.Changed, t)
		}
	}
	for _, old := range before {
		if !slices.ContainsFunc(after, func(t app.Target) bool { return same(old, t) }) {
			s.Removed = append(s.Removed, old)
		}
	}
}
