package delivery

import (
	"context"
	"slices"

	"github.com/askwell/askwell/app"
)

// takings are the causes of which something was taken back, barrings those after which
// some of it may not be there any more.
var (
	takings  = []app.Cause{app.CauseWithdrawn, app.CauseExpired}
	barrings = []app.Cause{app.CausePurpose, app.CauseStale}
)

// reasons are those of each subject's step.
func (p *plan) reasons() map[string]reasons {
	why := map[string]reasons{}
	for _, t := range p.tasks { // oldest first
		for _, name := range t.subjects {
			one, known := why[name]
			if !known {
				one = reasons{first: t.delivery.ID, undo: t.delivery.ID}
			}
			one.last = t.delivery.ID
			if t.delivery.Cause == app.CauseUndo {
				one.undo = t.delivery.ID
			}
			one.taken = one.taken || slices.Contains(takings, t.delivery.Cause)
			one.barred = one.barred || slices.Contains(barrings, t.delivery.Cause)
			why[name] = one
		}
	}
	return why
}

// theirs are the properties that were there before they were mapped.
func (p *plan) theirs() map[string]bool {
	names := map[string]bool{}
	if p.mapping == nil {
		return names
	}
	for _, t := range p.mapping.Targets {
		if t.Kind == app.TargetProperty && t.Theirs {
			names[t.Name] = true
		}
	}
	return names
}

// places are how the places begin, by question, that the answers go to which count of a
// wish, but for the shop's own tags.
func (w *drain) places(p *plan, to *wish) map[string][]string {
	begin := map[string][]string{}
	for key := range to.counts {
		if p.mapping == nil {
			begin[key] = append(begin[key], propertyPrefix+key)
		}
		for _, t := range p.targets[key] {
			name := t.Name
			if t.Kind == app.TargetTag && w.spec.Tag != nil {
				name = w.spec.Tag(name)
			}
			begin[key] = append(begin[key], string(t.Kind)+":"+name)
		}
	}
	return begin
}

// forgetTaken forgets what stood at the places of those who took something back.
func (w *drain) forgetTaken(ctx context.Context, p *plan) error {
	var names []string
	for _, t := range p.tasks {
		if slices.Contains(takings, t.delivery.Cause) {
			names = append(names, t.subjects...)
		}
	}
	if len(names) == 0 {
		return nil
	}
	return w.Store.ForgetWrites(ctx, w.shop.ID, w.lane.Destination, names)
}

// instead are the overrides of subjects.
func (w *drain) instead(ctx context.Context, names []string) (map[string][]app.Override, error) {
	list, err := w.Store.Overrides(ctx, w.shop.ID, w.lane.Destination, names)
	by := map[string][]app.Override{}
	for _, o := range list {
		by[o.Subject] = append(by[o.Subject], o)
	}
	return by, err
}
