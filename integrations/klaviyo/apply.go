package klaviyo

import (
	"context"
	"strings"

	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
)

// abreast is how many calls are under way at once: Klaviyo answers in a quarter of a
// second, so that four keep up with what a minute allows.
const abreast = 4

// work is one change on its way.
type work struct {
	integrations.Change
	email   string
	outcome integrations.Outcome // no class while all went well
	id      string               // of the profile, once it is known
	held    *profile             // nil unless it was looked up and is there

	withdrawn, granted []integrations.Consent
	phone              string // to be hers, because she consents to be written to there
}

func (w *work) alive() bool { return w.outcome.Class == "" }

// fail ends a work, unless it ended before.
func (w *work) fail(o integrations.Outcome) {
	if w.alive() && o.Class != integrations.OK {
		o.Refused, o.Told = append(w.outcome.Refused, o.Refused...), w.outcome.Told
		w.outcome = o
	}
}

// refuse leaves one part out for good: the rest goes on.
func (w *work) refuse(part string, o integrations.Outcome) {
	w.outcome.Refused = append(w.outcome.Refused, integrations.Refused{Part: part, Class: o.Class, Reason: o.Reason})
}

// partly ends a work for now or leaves out the part, whichever an outcome means.
func (w *work) partly(part string, o integrations.Outcome) {
	if final(o.Class) {
		w.refuse(part, o)
		return
	}
	w.fail(o)
}

// batch is one Apply.
type batch struct {
	conn
	line client.Line
}

// Apply implements integrations.Conn. Steps are taken for all people together, so one has
// to be in it once.
func (c conn) Apply(ctx context.Context, changes []integrations.Change) []integrations.Outcome {
	folded, at := integrations.Fold(changes)
	works := make([]*work, len(folded))
	for i, change := range folded {
		works[i] = &work{Change: change, email: strings.ToLower(strings.TrimSpace(change.Subject.Email))}
	}
	(&batch{conn: c}).apply(ctx, works)
	outcomes := make([]integrations.Outcome, len(works))
	for i, w := range works {
		if outcomes[i] = w.outcome; w.alive() {
			outcomes[i].Class, outcomes[i].Told = integrations.OK, nil
		}
	}
	return integrations.Unfold(outcomes, at, nobody)
}

// nobody is what becomes of a change of somebody without an address.
var nobody = integrations.Outcome{Class: integrations.Rejected, Reason: "there is no email address, by which Klaviyo knows people"}

// apply takes the steps in the order in which they may be seen: what she took back is
// gone before anything else is known, and what she gave is there when all else is.
func (b *batch) apply(ctx context.Context, works []*work) {
	for _, w := range works {
		if !strings.Contains(w.email, "@") {
			w.fail(nobody)
		}
	}
	for _, step := range []func(context.Context, []*work){b.look, b.withdraw, b.write, b.withdrawAnew, b.join, b.tell, b.grant} {
		step(ctx, living(works))
	}
}

func living(works []*work) (alive []*work) {
	for _, w := range works {
		if w.alive() {
			alive = append(alive, w)
		}
	}
	return alive
}

// each makes a call for each work that needs one.
func (b *batch) each(works []*work, needs func(*work) bool, call func(*work) integrations.Outcome) {
	var some []*work
	for _, w := range works {
		if needs(w) {
			some = append(some, w)
		}
	}
	for i, o := range b.line.Each(len(some), abreast, func(i int) integrations.Outcome { return call(some[i]) }) {
		some[i].fail(o)
	}
}

// together makes one call for many works at a time. Where it is refused, each is tried by
// itself, so that one of them cannot spoil it for the rest.
func (b *batch) together(works []*work, most int, part string, call func([]*work) integrations.Outcome) {
	for len(works) > 0 {
		some := works[:min(most, len(works))]
		works = works[len(some):]
		o := b.line.Call(func() integrations.Outcome { return call(some) })
		if o.Class == integrations.Rejected && len(some) > 1 {
			b.together(some, 1, part, call)
			continue
		}
		for _, w := range some {
			w.partly(part, o)
		}
	}
}
