package world

import "slices"

// Event is something that happened in a shop, in a newcomer's words.
type Event struct {
	Shop     string // its domain, "" for all shops
	Kind     string // the ledger's: page, flow, bulk, control
	Title    string
	Detail   string
	Link     string   // where in the sandbox to see it: a path
	Subjects []string // gids of whom it is about
}

// Tell lets whoever listens know of an event.
func (w *World) Tell(e Event) {
	if w.Told != nil {
		w.Told(e)
	}
}

// Concerned are ids with, for every order among them, its customer.
func (s *Shop) Concerned(ids []string) []string {
	out := slices.Clone(ids)
	for _, id := range ids {
		kind, n, _ := ParseGID(id)
		if kind != "Order" && kind != "OrderIdentity" {
			continue
		}
		if o := s.Order(n); o != nil && o.Customer != 0 {
			out = append(out, GID("Order", n), GID("Customer", o.Customer))
		}
	}
	return out
}

// NameOf is how people call a customer or an order, "" for the unknown.
func (s *Shop) NameOf(id string) string {
	switch kind, n, _ := ParseGID(id); kind {
	case "Customer":
		if c := s.Customer(n); c != nil {
			return c.Name()
		}
	case "Order", "OrderIdentity":
		if o := s.Order(n); o != nil {
			return "order " + o.Name()
		}
	}
	return ""
}
