package capture

import (
	"context"
	"slices"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/ask"
	"github.com/askwell/askwell/app/branch"
)

// ending is what a quiz comes out at by all that she has said, nil of a survey that is
// none. Errors: Unavailable.
func (s *Submitter) ending(ctx context.Context, by app.Speaker, v app.Version, said statement) (*app.Ended, error) {
	course, err := branch.Compile(v.Document)
	if err != nil || !v.Document.Invited() {
		return nil, err
	}
	plan, err := s.Asker.Plan(ctx, by, ask.Place{
		Surface: said.Surface, Locale: said.Locale, Order: said.Order, Facts: said.facts, Before: &v, Saying: &said.Response,
	})
	if err != nil {
		return nil, err
	}
	facts, err := plan.Facts()
	if err != nil {
		return nil, err
	}
	outcome := course.Outcome(course.Walk(facts), facts)
	return &app.Ended{Key: outcome.Ending, Because: because(v.Document, outcome.Reasons, said.Locale)}, nil
}

// because are the reasons for an ending in her language. What is sensitive is no word
// to show: another may look at her screen by then.
func because(d app.Document, reasons []branch.Reason, locale string) (labels []string) {
	for _, r := range reasons {
		q, _ := d.Question(r.Question)
		at := slices.IndexFunc(q.Options, func(o app.Option) bool { return o.Key == r.Option })
		if r.Points > 0 && at >= 0 && !q.Sensitive {
			labels = append(labels, q.Options[at].Label.In(locale, d.Languages[0]))
		}
	}
	return labels
}
