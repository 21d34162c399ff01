package privacy

import (
	"fmt"
	"slices"
	"strings"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/contact"
	"github.com/askwell/askwell/app/profile"
	"github.com/askwell/askwell/app/question"
)

// responses parses every answer again, by the question it answers.
func (s *sieve) responses() {
	seen := map[app.ResponseID]bool{}
	surfaces := append([]app.Surface{app.SurfacePreferences, app.SurfaceStaff}, app.Surfaces...)
	proofs := []app.Proof{app.ProofCustomer, app.ProofStaff, app.ProofLink, app.ProofOrder, app.ProofBrowser, app.ProofNone}
	for i, r := range s.data.Responses {
		at := fmt.Sprintf("responses.%d", i)
		s.row(at, r.Profile, r.Told, r.StartedAt, r.SubmittedAt, r.KeepUntil)
		s.id(at+".id", string(r.ID))
		s.require(!seen[r.ID], at+".id", "taken", "Two responses have this id.")
		seen[r.ID] = true
		s.require(slices.Contains(surfaces, r.Surface), at+".surface", "unknown", "There is no such surface.")
		s.require(slices.Contains(proofs, r.Proof), at+".proof", "unknown", "There is no such proof.")
		s.require(!r.SubmittedAt.IsZero(), at+".submitted_at", "required", "When she said it is missing.")
		s.require(r.Order >= 0 && len(r.Cart) <= 255 && aLocale.MatchString(r.Locale), at, "format", "This is no answer of ours.")
		for _, x := range r.Repeats {
			s.id(at+".repeats", string(x.ID))
			s.when(at+".repeats", x.Since)
		}
		s.said(at, r)
	}
}

func (s *sieve) said(at string, r app.ResponseData) {
	d, known := s.ever[profile.Ref{Survey: r.Survey, Version: r.Version}]
	s.require(known, at+".survey", "unknown", "This version of a survey is not in the export.")
	if !known {
		return
	}
	for n, shown := range r.Shown {
		q, has := d.Question(shown.Question)
		s.require(has && listed(q, shown.Options), fmt.Sprintf("%s.shown.%d", at, n), "unknown", "This was not shown.")
	}
	left := len(r.Answers)
	for _, q := range d.Questions {
		raw, answered := r.Answers[q.Key]
		if !answered {
			continue
		}
		left--
		if string(raw) == "null" {
			s.answers[r.ID] = append(s.answers[r.ID], app.Answer{Question: q.Key, Value: app.Value{JSON: raw}})
			continue
		}
		value, err := question.Parse(q, raw)
		switch {
		case err != nil:
			wrong := question.Problem(err, at+".answers."+q.Key)
			s.require(false, wrong.Field, wrong.Code, wrong.Message)
		case value.JSON == nil:
			s.require(false, at+".answers."+q.Key, "required", "This is no answer.")
		default:
			s.answers[r.ID] = append(s.answers[r.ID], app.Answer{Question: q.Key, Value: value})
		}
	}
	s.require(left == 0, at+".answers", "unknown", "There is an answer to a question this version does not have.")
}

// listed reports whether all keys are options of a question.
func listed(q app.Question, keys []string) bool {
	return !slices.ContainsFunc(keys, func(key string) bool {
		has := func(o app.Option) bool { return o.Key == key }
		return key != question.OtherKey && !slices.ContainsFunc(q.Options, has) && !slices.ContainsFunc(q.Parts, has)
	})
}

// consents wants entries of her own ledger, each with what it says.
func (s *sieve) consents() {
	holders := []string{app.CustomerSubject(s.data.Customer)}
	for _, id := range s.profiles {
		holders = append(holders, app.ProfileSubject(id))
	}
	states := []app.ConsentState{app.ConsentGranted, app.ConsentPending, app.ConsentWithdrawn}
	seen := map[string]bool{}
	for i, c := range s.data.Consents {
		at := fmt.Sprintf("consents.%d", i)
		s.word(at+".id", c.ID)
		s.require(!seen[c.ID], at+".id", "taken", "Two entries have this id.")
		seen[c.ID] = true
		s.require(slices.Contains(holders, c.Holder), at+".holder", "unknown", "This is somebody else's.")
		s.told(at, c.Told)
		s.require(slices.Contains(app.Channels, c.Channel), at+".channel", "unknown", "There is no such channel.")
		s.require(slices.Contains(states, c.State), at+".state", "unknown", "There is no such state.")
		s.word(at+".purpose", c.Purpose)
		s.require(!c.ChangedAt.IsZero() && c.Version >= 0 && aLocale.MatchString(c.Locale), at, "format", "This is no entry of a ledger.")
		s.when(at+".changed_at", c.ChangedAt)
		s.require(c.Survey == "" || question.IsHandle(c.Survey), at+".survey", "format", "This is no survey.")
		s.require(c.Response == "" || anID.MatchString(string(c.Response)), at+".response", "format", "This is no id.")
	}
}

func (s *sieve) traces() {
	for i, a := range s.data.Asked {
		at := fmt.Sprintf("asked.%d", i)
		s.row(at, a.Profile, a.Told, a.AskedAt)
		s.word(at+".question", a.Question)
		s.require(a.Order >= 0 && (a.Survey == "" || aWord.MatchString(a.Survey)), at, "format", "This is no question that was asked.")
	}
	for i, one := range s.data.Snoozes {
		at := fmt.Sprintf("snoozes.%d", i)
		s.row(at, one.Profile, one.Told, one.Since, one.Until)
		s.word(at+".question", one.Question)
	}
	for i, one := range s.data.Doubts {
		at := fmt.Sprintf("doubts.%d", i)
		s.row(at, one.Profile, one.Told, one.Since)
		s.word(at+".question", one.Question)
	}
	for i, one := range s.data.Browsers {
		at := fmt.Sprintf("browsers.%d", i)
		s.row(at, one.Profile, one.Told, one.Since)
		s.id(at+".visitor", one.Visitor)
	}
	for i, one := range s.data.Rewards {
		at := fmt.Sprintf("rewards.%d", i)
		s.row(at, one.Profile, one.Told, one.PromisedAt, one.IssuedAt)
		s.id(at+".id", one.ID)
		s.word(at+".code", one.Code)
		s.require(question.IsHandle(one.Reward) && !one.IssuedAt.IsZero(), at+".reward", "format", "This is no reward that was given.")
	}
}

func (s *sieve) orders() {
	seen := map[app.OrderID]bool{}
	for i, o := range s.data.Orders {
		at := fmt.Sprintf("orders.%d", i)
		s.require(o.ID > 0 && !seen[o.ID], at+".id", "range", "An order has a number of its own.")
		seen[o.ID] = true
		s.require(o.Customer == 0 || o.Customer == s.data.Customer, at+".customer_id", "unknown", "This is somebody else's order.")
		s.require(o.Told == "" || aCustomer.MatchString(o.Told), at+".told_as", "format", "This is no customer's name.")
		s.require(len(o.Lines) <= 1_000 && len(o.Codes) <= 1_000, at+".lines", "count", "There are too many.")
		s.when(at, o.CreatedAt, o.UpdatedAt)
	}
}

// normal reports whether a name stands in the form it is found by.
func normal(one app.IdentityData) bool {
	value, err := contact.Normal(one.Kind, one.Value, "")
	return err == nil && value == strings.TrimSpace(one.Value)
}
