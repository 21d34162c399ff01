package capture

import (
	"bytes"
	"slices"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/stream"
)

// repeats finds the response by which somebody has said all of this before: every
// answer is the one that counts for its question in the present wave. It is none
// that completes what she began, or says of an order what was not known of it.
func repeats(d app.Document, r app.Response) func(guest bool, before []app.Response) (app.ResponseID, bool) {
	return func(guest bool, before []app.Response) (app.ResponseID, bool) {
		newest, complete, named := len(before), !r.Complete, r.Order == 0 || !guest && !onOrders(d, r.Answers)
		for _, a := range r.Answers {
			q, _ := d.Question(a.Question)
			at := slices.IndexFunc(before, func(b app.Response) bool { return says(b, a.Question) != nil })
			if at < 0 || !bytes.Equal(says(before[at], a.Question), a.Value.JSON) || !sameWave(q, before, at, r) {
				return "", false
			}
			newest = min(newest, at)
			complete = complete || before[at].Complete
			named = named || before[at].Order == r.Order
		}
		if newest == len(before) || !complete || !named {
			return "", false
		}
		return before[newest].ID, true
	}
}

// says is what a response answers to a question, nil for nothing.
func says(r app.Response, question string) []byte {
	for _, a := range r.Answers {
		if a.Question == question {
			return a.Value.JSON
		}
	}
	return nil
}

func onOrders(d app.Document, answers []app.Answer) bool {
	return slices.ContainsFunc(answers, func(a app.Answer) bool {
		q, _ := d.Question(a.Question)
		return q.Mapping.OrderMetafield
	})
}

// sameWave reports whether an answer given before and one given now are of one wave.
// Of an evergreen question each occasion is one.
func sameWave(q app.Question, before []app.Response, at int, now app.Response) bool {
	if q.Again == nil || q.Again.Mode != app.AgainEvergreen {
		return stream.Answered(q, before[at].SubmittedAt, now.SubmittedAt)
	}
	moments := make([]stream.Moment, 0, len(before)+1)
	for _, r := range append(slices.Clone(before), now) {
		m := stream.Moment{At: r.SubmittedAt}
		if r.Order != 0 {
			m.Order = app.OrderSubject(r.Order)
		}
		moments = append(moments, m)
	}
	occasions := stream.Occasions(moments)
	return occasions[at] == occasions[len(before)]
}
