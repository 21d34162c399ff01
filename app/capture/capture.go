// Package capture owns taking an answer in: a submission is checked whole,
// recorded exactly once with everything that follows from it, or refused with
// the name of each wrong field and no trace.
package capture

import (
	"context"
	"math"
	"slices"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/ask"
	"github.com/askwell/askwell/app/catalogue"
	"github.com/askwell/askwell/app/question"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/stream"
)

// Submitter takes submissions. Safe for concurrent use.
type Submitter struct {
	Store *store.Store
	Asker *ask.Asker
	// Ring tells a lane that something waits for it. It must not block, and may
	// be lost: the sweep finds what is due.
	Ring func(context.Context, app.ShopID, app.DestinationID)
	Now  func() time.Time // the clock; time.Now when nil

	polls polls
}

// Submit records a submission and says what the shopper is told; repeated tells
// that it had been recorded before, or that she had said all of it. When it returns,
// what was said is durable. Errors: Invalid with the fields that are wrong; NotFound
// for a shop where we are not installed; Unavailable.
func (s *Submitter) Submit(ctx context.Context, by app.Speaker, sub app.Submission) (reply app.Reply, repeated bool, err error) {
	version, err := s.version(ctx, by.Shop, sub.Survey, sub.Version)
	if err != nil {
		return app.Reply{}, false, err
	}
	said, err := s.check(ctx, version, sub)
	if err != nil {
		return app.Reply{}, false, err
	}
	by.Visitor, said.Order = said.visitor, believed(by, said.Order)
	said.Proof = proof(by, said.Order)
	if err := s.permit(ctx, by, version.Document, said.Response); err != nil {
		return app.Reply{}, false, err
	}
	reply, earns, err := s.reply(ctx, by, version, said)
	if err != nil {
		return app.Reply{}, false, err
	}
	said.Complete = said.Complete || (sub.Step || step(by)) && reply.Next == nil && placed(version, said.Surface)
	recorded, err := s.Store.RecordResponse(ctx, by.Shop, store.Submitted{
		Response: said.Response, Customer: by.Customer, Visitor: by.Visitor, Reply: reply, Earns: earns,
		Writes: writes(version.Document, said.Answers), Consents: Consents(version.Document, said.Response),
		Repeats: repeats(version.Document, said.Response), Heard: said.SubmittedAt,
	})
	if err != nil {
		return app.Reply{}, false, err
	}
	for _, lane := range recorded.Destinations {
		s.Ring(ctx, by.Shop, lane)
	}
	reply = recorded.Reply
	if reply.Next == nil {
		reply.Poll, _ = s.poll(ctx, version) // her answer is taken, whether it can be counted now or not
		reply.Ending, _ = s.ending(ctx, by, version, said)
	}
	return reply, recorded.Repeated, nil
}

// believed is the order somebody may speak of. At the proxy anybody can post, in the
// name of any order: only a customer's claim can be held against whose order it
// turns out to be.
func believed(by app.Speaker, order app.OrderID) app.OrderID {
	if anybody(by) {
		return 0
	}
	return order
}

// anybody reports whether nothing proves who speaks.
func anybody(by app.Speaker) bool { return by.Door == app.DoorProxy && by.Customer == 0 }

// check reads a submission by all that its version may have shown: her page may be
// older than what the catalogue offers now, and nobody must answer what offers nothing.
func (s *Submitter) check(ctx context.Context, v app.Version, sub app.Submission) (statement, error) {
	var err error
	if v.Document, err = catalogue.Ever(ctx, s.Store, v.Shop, v.Document); err != nil {
		return statement{}, err
	}
	return check(v, sub, s.now())
}

// Version finds what a shopper was shown, with the options there are now. Errors:
// Invalid naming the field.
func (s *Submitter) Version(ctx context.Context, shop app.ShopID, handle string, number int) (app.Version, error) {
	v, err := s.version(ctx, shop, handle, number)
	if err == nil {
		v.Document, err = catalogue.Offered(ctx, s.Store, shop, v.Document)
	}
	return v, err
}

func (s *Submitter) version(ctx context.Context, shop app.ShopID, handle string, number int) (app.Version, error) {
	if !question.IsHandle(handle) || number < 1 || number > mostVersions {
		return app.Version{}, errSurvey
	}
	v, err := s.Store.VersionByHandle(ctx, shop, handle, number)
	if app.Is(err, app.NotFound) {
		return app.Version{}, errSurvey
	}
	return v, err
}

const mostVersions = math.MaxInt32 // what the column holds

var errSurvey = app.InvalidFields([]app.FieldError{{
	Field: "survey", Code: "unknown", Message: "There is no such survey, or no such version of it.",
}})

// reply says what comes next for a shopper who is not through yet. What she
// skipped this time is not asked again. With a reward it also says what she may
// earn; then what is left counts what she skipped.
func (s *Submitter) reply(ctx context.Context, by app.Speaker, v app.Version, said statement) (reply app.Reply, earns store.Earning, err error) {
	reply.ID = said.ID
	rewarded := v.Document.Reward != ""
	if said.Complete && !rewarded {
		return reply, earns, nil
	}
	plan, err := s.Asker.Plan(ctx, by, ask.Place{
		Surface: said.Surface, Locale: said.Locale, Order: said.Order, Facts: said.facts, Before: &v, Saying: &said.Response,
	})
	if err != nil {
		return reply, earns, err
	}
	if rewarded {
		asked, _ := plan.Version(v.Document.Handle)
		if earns, err = earning(asked.Document, plan, said.Answers); err != nil {
			return reply, earns, err
		}
		reply.Remaining = earns.Left
	}
	if said.Complete {
		return reply, earns, nil
	}
	coming := slices.DeleteFunc(plan.Of(v.Document.Handle), func(a stream.Asked) bool { return wasShown(said.Shown, a.Question) })
	reply.Next, reply.Ask = turn(plan, coming)
	if !rewarded {
		reply.Remaining = len(coming)
	}
	return reply, earns, nil
}

// turn is what is asked as a shopper may see it: the first question, and the keys of
// all.
func turn(plan ask.Plan, coming []stream.Asked) (first *app.Question, keys []string) {
	for _, one := range coming {
		keys = append(keys, one.Question)
	}
	if len(coming) > 0 {
		v, _ := plan.Version(coming[0].Survey)
		q, _ := v.Document.Question(coming[0].Question)
		q = q.Shown()
		first = &q
	}
	return first, keys
}

func writes(d app.Document, answers []app.Answer) bool {
	for _, a := range answers {
		if q, ok := d.Question(a.Question); ok && q.Mapping.Writes() {
			return true
		}
	}
	return false
}

func (s *Submitter) now() time.Time {
	if s.Now == nil {
		return time.Now()
	}
	return s.Now()
}
