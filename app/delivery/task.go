package delivery

import (
	"slices"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

const reasonGuest = "a guest: what she said follows once it is known who she is"

// task is one delivery of a batch and whom it is about.
type task struct {
	delivery app.Delivery
	subjects []string               // names of wishes
	told     []integrations.Outcome // what is known before anything is sent
	dropped  string                 // why there is nothing to send at all
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
	if name, subject := w.name(person); name != "" {
		p.names[person.ID] = name
		p.wish(name, subject)
		t.subjects = append(t.subjects, name)
	}
	if d.Order != 0 && w.spec.Orders && !unproven {
		t.orders(p, d.Order)
	}
	if slices.Contains(reviews, d.Cause) {
		t.orders(p, orders[d.Profile]...)
	}
	if len(t.subjects) == 0 && !unproven {
		t.dropped = reasonGuest
		if w.spec.ByEmail {
			t.dropped = reasonNoAddress
		}
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
