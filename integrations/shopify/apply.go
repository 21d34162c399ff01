package shopify

import (
	"context"
	"math"
	"slices"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// Apply implements integrations.Conn. Metafields of up to 25 people share a
// call; Shopify takes such a call whole or not at all, so what it refuses is
// taken out and the rest is sent again.
func (c conn) Apply(ctx context.Context, changes []integrations.Change) []integrations.Outcome {
	b, sendable := newBatch(changes)
	if err := c.consents(ctx, b, sendable); err != nil {
		b.failAll(err)
		return b.finish()
	}
	b.enqueue(sendable)
	for b.ready() {
		round := b.queue[0]
		b.queue = b.queue[1:]
		op, vars := document(round)
		var answers map[string]*writeAnswer
		cost, err := c.admin.do(ctx, op, vars, &answers)
		b.charge(round, cost)
		parts, isPartial := partial(err)
		switch {
		case err == nil || isPartial:
			b.read(round, answers, parts)
		case !refusedAsNonsense(err):
			b.fail(round, err)
			b.failQueue(err) // the next call would meet the same
		case !b.halve(round):
			b.refuse(round[0], outcomeOf(err))
		}
	}
	return b.finish()
}

// batch is one Apply on its way.
type batch struct {
	queue    [][]write
	last     [][]write // once the queue is empty
	outcomes []integrations.Outcome
	costs    []float64
}

// newBatch begins a batch; sendable are its changes, empty where they cannot be sent.
func newBatch(changes []integrations.Change) (b *batch, sendable []integrations.Change) {
	b = &batch{
		outcomes: make([]integrations.Outcome, len(changes)),
		costs:    make([]float64, len(changes)),
	}
	sendable = slices.Clone(changes)
	for i, c := range changes {
		if b.outcomes[i].Class = integrations.OK; c.Subject.Customer == 0 && c.Subject.Order == 0 {
			b.outcomes[i] = integrations.Outcome{Class: integrations.Missing, Reason: "no Shopify customer is known for this person yet"}
			sendable[i] = integrations.Change{}
			continue
		}
		sendable[i].AddTags, sendable[i].RemoveTags = b.sendable(i, c.AddTags), b.sendable(i, c.RemoveTags)
	}
	return b, sendable
}

func (b *batch) enqueue(sendable []integrations.Change) {
	b.queue = slices.Collect(slices.Chunk(plan(sendable), maxWrites))
	b.last = slices.Collect(slices.Chunk(consentWrites(sendable, true), maxWrites))
}

// ready reports whether there is a round to send. What was given is the last.
func (b *batch) ready() bool {
	if len(b.queue) == 0 {
		b.queue, b.last = b.last, nil
	}
	return len(b.queue) > 0
}

// severity orders classes when a change's mutations fared differently. What is
// worth another try stands above what is not, so that all of a change that can
// be written is written before it is parked.
var severity = []integrations.Class{
	integrations.OK, integrations.Bug, integrations.Rejected, integrations.Missing, integrations.Transient,
	integrations.Ambiguous, integrations.Throttled, integrations.Scope, integrations.Auth,
}

func (b *batch) mark(change int, o integrations.Outcome) {
	if slices.Index(severity, o.Class) > slices.Index(severity, b.outcomes[change].Class) {
		o.Refused = b.outcomes[change].Refused
		b.outcomes[change] = o
	}
}

// read takes in the answer of a round whose mutations were run one by one.
func (b *batch) read(round []write, answers map[string]*writeAnswer, parts GraphErrors) {
	var again []write
	for i, w := range round {
		answer := answers[alias(i)]
		switch err := parts.at(alias(i)); {
		case err != nil:
			b.fail([]write{w}, err)
		case answer == nil:
			b.fail([]write{w}, app.Errorf(app.Unavailable, "Shopify gave no answer to a part of the call"))
		case len(answer.UserErrors) == 0:
		default:
			again = append(again, b.sift(w, answer.UserErrors)...)
		}
	}
	if len(again) > 0 {
		b.queue = append(b.queue, again)
	}
}

func (b *batch) fail(round []write, err error) {
	outcome := outcomeOf(err)
	for _, w := range round {
		for _, change := range w.changes() {
			b.mark(change, outcome)
		}
	}
}

func (b *batch) failQueue(err error) {
	for _, round := range slices.Concat(b.queue, b.last) {
		b.fail(round, err)
	}
	b.queue, b.last = nil, nil
}

// failAll is for when nothing was sent at all.
func (b *batch) failAll(err error) {
	for i, o := range b.outcomes {
		if o.Class == integrations.OK {
			b.outcomes[i] = outcomeOf(err)
		}
	}
}

// charge shares a call's cost between the changes it carried.
func (b *batch) charge(round []write, cost Cost) {
	each := cost.Actual / float64(len(round))
	for _, w := range round {
		changes := w.changes()
		for _, change := range changes {
			b.costs[change] += each / float64(len(changes))
		}
	}
}

// finish rounds the shares so that their sum stays what Shopify charged.
func (b *batch) finish() []integrations.Outcome {
	var sum float64
	var told int
	for i, cost := range b.costs {
		sum += cost
		b.outcomes[i].Cost = int(math.Round(sum)) - told
		told += b.outcomes[i].Cost
	}
	return b.outcomes
}
