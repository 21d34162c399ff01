package omnisend

import (
	"context"
	"slices"
	"strings"

	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
)

// abreast is how many people are written about at once.
const abreast = 4

// mostTags is how many tags a contact, or a call about tags, takes.
const mostTags = 100

// work is one change on its way.
type work struct {
	integrations.Change
	email   string
	outcome integrations.Outcome // no class while all went well
	held    *contact             // as it is there now, nil for nobody
	granted []integrations.Consent
}

func (w *work) alive() bool { return w.outcome.Class == "" }

// fail ends a work, unless it ended before.
func (w *work) fail(o integrations.Outcome) {
	if w.alive() && o.Class != integrations.OK {
		o.Refused, o.Told = w.outcome.Refused, w.outcome.Told
		w.outcome = o
	}
}

// refuse leaves one part out for good: the rest goes on.
func (w *work) refuse(part string, class integrations.Class, reason string) {
	w.outcome.Refused = append(w.outcome.Refused, integrations.Refused{Part: part, Class: class, Reason: reason})
}

// nobody is what becomes of a change of somebody without an address.
var nobody = integrations.Outcome{Class: integrations.Rejected, Reason: "there is no email address, by which Omnisend knows people"}

type batch struct {
	conn
	line client.Line
}

// Apply implements integrations.Conn. What she took back goes with what is written of her,
// and what she gave when all else is there.
func (c conn) Apply(ctx context.Context, changes []integrations.Change) []integrations.Outcome {
	folded, at := integrations.Fold(changes)
	works := make([]*work, len(folded))
	for i, one := range folded {
		works[i] = &work{Change: one, email: strings.ToLower(strings.TrimSpace(one.Subject.Email))}
		if !strings.Contains(works[i].email, "@") {
			works[i].fail(nobody)
		}
	}
	b := &batch{conn: c}
	b.each(works, b.write(ctx))
	b.untag(ctx, works)
	b.each(works, b.tell(ctx))
	b.each(works, b.grant(ctx))
	outcomes := make([]integrations.Outcome, len(works))
	for i, w := range works {
		if outcomes[i] = w.outcome; w.alive() {
			outcomes[i].Class, outcomes[i].Told = integrations.OK, nil
		}
	}
	return integrations.Unfold(outcomes, at, nobody)
}

// each takes a step for everybody who has not failed.
func (b *batch) each(works []*work, step func(*work) integrations.Outcome) {
	some := slices.DeleteFunc(slices.Clone(works), func(w *work) bool { return !w.alive() })
	for i, o := range b.line.Each(len(some), abreast, func(i int) integrations.Outcome { return step(some[i]) }) {
		some[i].fail(o)
	}
}

// write puts a contact there. Who is not there is not made only to have something taken
// from her.
func (b *batch) write(ctx context.Context) func(*work) integrations.Outcome {
	return func(w *work) integrations.Outcome {
		held, o := b.settled(ctx, w.email, w.AddTags)
		if o.Class != integrations.OK {
			return o
		}
		said := w.weigh(held)
		if held == nil {
			if len(w.Set)+len(w.AddTags)+len(w.granted)+len(w.Events) == 0 {
				return o
			}
			return b.make(ctx, w)
		}
		w.held = held
		with := held.differing(w).fitting()
		with.Identifiers = said
		if with.empty() {
			return o
		}
		w.held, o = b.patch(ctx, held.ID, with)
		return w.noticing(o)
	}
}

// make makes a contact, and says at once what she took back before she was there: who was
// never asked is mailed.
func (b *batch) make(ctx context.Context, w *work) (o integrations.Outcome) {
	w.held, o = b.create(ctx, w.email, new(contact).differing(w).fitting())
	if o = w.noticing(o); o.Class != integrations.OK {
		return o
	}
	w.granted = nil
	if said := w.weigh(w.held); len(said) > 0 {
		w.held, o = b.patch(ctx, w.held.ID, change{Identifiers: said})
	}
	return o
}

// noticing compares what was written with what is there: what Omnisend does not take it
// leaves out without a word.
func (w *work) noticing(o integrations.Outcome) integrations.Outcome {
	if o.Class != integrations.OK {
		return o
	}
	for _, p := range w.Set {
		if p.Key != birthdate && !same(w.held.Properties[p.Key], p.Value.JSON) || p.Key == birthdate && w.held.Birthdate != plain(p.Value.JSON) {
			w.refuse("property:"+p.Key, integrations.Rejected, "Omnisend did not take the value")
		}
	}
	for _, key := range w.Unset {
		if !blank(w.held.Properties[key]) {
			w.refuse("property:"+key, integrations.Rejected, "Omnisend did not clear the value")
		}
	}
	return o
}
