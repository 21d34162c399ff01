// Package capture owns taking an answer in: a submission is checked whole,
// recorded exactly once with everything that follows from it, or refused with
// the name of each wrong field and no trace.
package capture

import (
	"context"
	"math"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/catalogue"
	"github.com/askwell/askwell/app/question"
	"github.com/askwell/askwell/app/store"
)

// Submitter takes submissions. Safe for concurrent use.
type Submitter struct {
	Store *store.Store
	// Ring tells a lane that something waits for it. It must not block, and may
	// be lost: the sweep finds what is due.
	Ring func(context.Context, app.ShopID, app.DestinationID)
	Now  func() time.Time // the clock; time.Now when nil
}

// Submit records a submission and says what the shopper is told; repeated tells
// that it had been recorded before. When it returns, what was said is durable.
// Errors: Invalid with the fields that are wrong; NotFound for a shop where we
// are not installed; Unavailable.
func (s *Submitter) Submit(ctx context.Context, by app.Speaker, sub app.Submission) (reply app.Reply, repeated bool, err error) {
	version, err := s.version(ctx, by.Shop, sub.Survey, sub.Version)
	if err != nil {
		return app.Reply{}, false, err
	}
	shelves, err := catalogue.Read(ctx, s.Store, by.Shop, version.Document)
	if err != nil {
		return app.Reply{}, false, err
	}
	ever := version // her page may show what is gone since
	ever.Document, version.Document = shelves.Ever(version.Document), shelves.Asked(version.Document)
	response, err := check(ever, sub, s.now())
	if err != nil {
		return app.Reply{}, false, err
	}
	if by.Door == app.DoorProxy && by.Customer == 0 {
		// Anybody can post here, in the name of any order: only a customer's claim
		// can be held against whose order it turns out to be.
		response.Order = 0
	}
	reply, earns, err := s.reply(ctx, by, version, response)
	if err != nil {
		return app.Reply{}, false, err
	}
	recorded, err := s.Store.RecordResponse(ctx, by.Shop, store.Submitted{
		Response: response, Customer: by.Customer, Reply: reply, Earns: earns, Writes: writes(ever.Document, response.Answers),
	})
	if err != nil {
		return app.Reply{}, false, err
	}
	for _, lane := range recorded.Destinations {
		s.Ring(ctx, by.Shop, lane)
	}
	return recorded.Reply, recorded.Repeated, nil
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
// skipped this time and what we know of her is not asked again. With a reward it
// also says what she may earn; then what is left counts what she skipped.
func (s *Submitter) reply(ctx context.Context, by app.Speaker, v app.Version, r app.Response) (reply app.Reply, earns store.Earning, err error) {
	reply.ID = r.ID
	rewarded := v.Document.Reward != ""
	if r.Complete && !rewarded {
		return reply, earns, nil
	}
	k, seen, err := s.remember(ctx, by)
	if err != nil {
		return reply, earns, err
	}
	k["visit.surface"], k["visit.locale"] = string(r.Surface), r.Locale
	if rewarded {
		if earns, err = earning(v.Document, k, seen, r.Answers); err != nil || r.Complete {
			reply.Remaining = earns.Left
			return reply, earns, err
		}
	}
	for _, a := range r.Answers {
		seen[a.Question] = true
		k.answer(a.Question, a.Value)
	}
	for _, shown := range r.Shown {
		seen[shown.Question] = true
	}
	reply.Next, reply.Remaining, err = next(v.Document, k, seen)
	if rewarded {
		reply.Remaining = earns.Left
	}
	return reply, earns, err
}

// remember is what a known customer has answered before.
func (s *Submitter) remember(ctx context.Context, by app.Speaker) (k known, seen map[string]bool, err error) {
	preferences, err := s.Store.Preferences(ctx, by.Shop, by.Customer)
	k, seen = known{"shopper.known": by.Customer != 0}, map[string]bool{}
	for _, p := range preferences {
		seen[p.Key] = true
		k.answer(p.Key, p.Value)
	}
	return k, seen, err
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
