package delivery

import (
	"maps"
	"slices"
	"strings"

	"github.com/askwell/askwell/app"
)

// override makes the wish what was undone, or what the merchant has decided for, as long
// as answers ask for the same. What was taken back does not come back.
func (s *step) override(wanted map[string]app.Receipt, held []app.Receipt, instead []app.Override) error {
	for _, o := range s.holding(maps.Clone(wanted), held, s.wish.instead(instead)) {
		s.instead[o.Property], s.instead[o.place] = true, true
		if !o.Wanted.There {
			delete(wanted, o.place)
			continue
		}
		if key, is := strings.CutPrefix(o.Property, propertyPrefix); is {
			property, err := restored(key, o.Wanted.Value)
			if err != nil {
				return err
			}
			s.wish.properties[key] = property
		}
		wanted[o.place] = app.Receipt{
			Destination: o.Destination, Subject: o.Subject, Property: o.place, Value: o.Wanted.Value, Delivery: s.undo,
		}
	}
	return nil
}

// holding are the overrides that still hold; the others are ended. A tag or a membership
// that was brought back goes with what it was brought back for: that question's answer is
// another by now.
func (s *step) holding(asking map[string]app.Receipt, held []app.Receipt, all []override) (hold []override) {
	changed := map[string]bool{}
	for _, o := range all {
		if marks(o.Property) && !o.Wanted.There && !o.over && o.otherwise(asking) {
			for _, key := range s.wish.questions(o.place) {
				changed[key] = true
			}
		}
	}
	for _, o := range all {
		foreign := slices.ContainsFunc(held, func(r app.Receipt) bool { return r.Property == o.Property && stood(r) == o.Wanted })
		back := marks(o.Property) && o.Wanted.There && slices.ContainsFunc(s.wish.questions(o.place), func(key string) bool { return changed[key] })
		if o.over || o.otherwise(asking) || back || o.Wanted.There && !foreign && (s.taken || s.barred) {
			s.ended = append(s.ended, o.kept)
			continue
		}
		hold = append(hold, o)
	}
	return hold
}

// override is one as it is now: the shop's own tags may begin otherwise than when it was made.
type override struct {
	app.Override
	kept  app.Override // as it was made
	place string       // where it stands
	asked string       // the place that tells whether answers ask for the same
	over  bool         // another of the same place is newer
}

// otherwise reports whether answers ask for something else by now.
func (o override) otherwise(asking map[string]app.Receipt) bool {
	want, ok := asking[o.asked]
	return app.Stand{There: ok, Value: want.Value} != o.Unwanted
}

// instead are overrides as they are now.
func (w *wish) instead(kept []app.Override) []override {
	all := make([]override, len(kept))
	for i, o := range kept {
		all[i] = override{Override: o, kept: o, place: o.Property, asked: o.Property}
		one, now := &all[i], w.tagNow(o.Property)
		other, renamed := w.renamed(o, kept)
		switch {
		case renamed && (o.Property == now && o.Wanted.There || o.Property != now && other.Property != now):
			one.over = true // tags begin as they did before, or in a third way
		case renamed && o.Wanted.There: // the tag under its old beginning, in the place of the new
			one.asked, one.Unwanted = now, other.Unwanted
		case now != o.Property:
			one.asked, one.place = now, now
			one.over = slices.ContainsFunc(kept, func(other app.Override) bool { return other.Property == now })
		}
	}
	return all
}

// renamed is the other half of a change of beginnings that was undone: the same tag is not
// wanted under one of them, and wanted under the other.
func (w *wish) renamed(o app.Override, kept []app.Override) (app.Override, bool) {
	now := w.tagNow(o.Property)
	at := slices.IndexFunc(kept, func(other app.Override) bool {
		return other.Property != o.Property && w.tagNow(other.Property) == now && other.Wanted.There != o.Wanted.There
	})
	if at < 0 {
		return app.Override{}, false
	}
	return kept[at], true
}

// tagNow is how one of the shop's own tags is called by the beginning it has now; other
// places are called what they are.
func (w *wish) tagNow(property string) string {
	tag, marked := strings.CutPrefix(property, tagPrefix)
	_, said, is := strings.Cut(tag, ":")
	if !marked || !is || w.prefix == "" {
		return property
	}
	return tagPrefix + cut(w.prefix+said, maxTag)
}
