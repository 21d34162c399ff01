package delivery

import (
	"context"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/stream"
)

// agePage bounds how many people's answers age in one transaction.
const agePage = 500

// Age takes what has gone stale from the destinations, and so from the segments
// made of it: it plans a delivery about everybody of whom an answer has. The
// answer itself stays, and the stream asks again. No bell is rung: nobody waits, and
// the sweep finds the lanes. Errors: Unavailable.
func (d *Deliverer) Age(ctx context.Context) error {
	for {
		due, err := d.Store.StalePeople(ctx, d.now(), agePage)
		if err != nil || len(due) == 0 {
			return err
		}
		for shop, profiles := range due {
			if err := d.Store.PlanStale(ctx, shop, profiles); err != nil {
				return err
			}
		}
	}
}

// aged reports whether an answer has gone stale. Of one that has not it notes when
// it will, if that is sooner than what is noted of the same person.
func (w *drain) aged(q app.Question, said store.Said, p *plan) bool {
	at, can := stream.StaleAt(said.At, q.HalfLife)
	if !can {
		return false
	}
	if !w.now().Before(at) {
		return true
	}
	p.age(said.Profile, at)
	return false
}

// age notes when something of a person is to be looked at again, the soonest counts.
func (p *plan) age(id app.ProfileID, at time.Time) {
	if next, noted := p.ages[id]; !noted || at.Before(next) {
		p.ages[id] = at
	}
}

// noteAges keeps when the next answers go stale, of whom that has changed.
func (w *drain) noteAges(ctx context.Context, p *plan) error {
	if w.spec.Stateless {
		return nil // nothing there could age
	}
	changed := map[app.ProfileID]time.Time{}
	for id, person := range p.people {
		if next := p.ages[id]; p.names[id] != "" && !next.Equal(person.StaleAt) {
			changed[id] = next
		}
	}
	return w.Store.NoteStale(ctx, w.shop.ID, changed)
}

// Repurpose plans deliveries about everybody whose shop has changed what answers may be
// used for. As in Age nobody waits for it. Errors: Unavailable.
func (d *Deliverer) Repurpose(ctx context.Context) error {
	for {
		due, err := d.Store.DuePurposes(ctx, agePage)
		if err != nil || len(due) == 0 {
			return err
		}
		for _, shop := range due { // a page of each in turn, so that no shop waits for a large one
			if _, err := d.Store.PlanPurposes(ctx, shop, agePage); err != nil {
				return err
			}
		}
	}
}
