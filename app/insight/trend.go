package insight

import (
	"context"
	"time"

	"github.com/askwell/askwell/app"
)

// Every is how long the spans of a trend are.
type Every string

// The lengths. Weeks begin on Mondays (ISO 8601).
const (
	EveryDay   Every = "day"
	EveryWeek  Every = "week"
	EveryMonth Every = "month"
)

// Trend is what was answered to one question over time.
type Trend struct {
	Frame
	Survey   app.Survey
	Question Question // over the whole time
	Spans    []Span   // all there are, answered or not, the oldest first
}

// Span is a part of a trend's time; the first and the last are cut where it is.
type Span struct {
	From, To time.Time // dates, at midnight UTC
	N        int
	Values   []Share // of the question's values, in their order
	Score    *Score
}

// Question summarises what was answered to one question, over time. Errors: NotFound, also
// for a question the survey never asked; else as Survey.
func (r *Reader) Question(ctx context.Context, shop app.ShopID, id app.SurveyID, key string, f Filter, every Every) (Trend, error) {
	l, err := r.look(ctx, shop, id, f)
	if err != nil {
		return Trend{}, err
	}
	var asked *asking
	for _, q := range l.questions() {
		if q.Key == key {
			asked = &q
		}
	}
	if asked == nil {
		return Trend{}, app.Errorf(app.NotFound, "question not found")
	}
	l.tallies.Questions, l.tallies.Daily = []string{key}, every != EveryMonth
	parts := sums[time.Time]{}
	if err := r.Store.SumTallies(ctx, shop, l.tallies, func(t app.Tally) *app.TallyCounts { return parts.of(every.begins(t.Day)) }); err != nil {
		return Trend{}, err
	}
	whole := &app.TallyCounts{}
	for _, part := range parts {
		if err := whole.Add(part.String()); err != nil {
			return Trend{}, err
		}
	}
	trend := Trend{Frame: l.Frame, Survey: l.survey, Question: l.question(*asked, whole)}
	for begins := every.begins(l.From); !begins.After(l.To); begins = every.next(begins) {
		trend.Spans = append(trend.Spans, trend.span(begins, every, parts.of(begins)))
	}
	return trend, nil
}

// span tells of a part of the time.
func (t Trend) span(begins time.Time, every Every, counted *app.TallyCounts) Span {
	s := Span{From: begins, To: every.next(begins).AddDate(0, 0, -1)}
	if s.From.Before(t.From) {
		s.From = t.From
	}
	if s.To.After(t.To) {
		s.To = t.To
	}
	s.N = counted.Said.Answers
	for _, v := range t.Question.Values {
		s.Values = append(s.Values, ShareOf(counted.Values[v.Key].Answers, s.N))
	}
	if t.Question.Score != nil {
		of := score(answers(counted))
		s.Score = &of
	}
	return s
}

// begins is when the span begins that a date is in.
func (e Every) begins(day time.Time) time.Time {
	switch e {
	case EveryMonth:
		return day.AddDate(0, 0, 1-day.Day())
	case EveryWeek:
		return day.AddDate(0, 0, -(int(day.Weekday())+6)%7)
	default:
		return day
	}
}

// next is when the span after one begins.
func (e Every) next(begins time.Time) time.Time {
	switch e {
	case EveryMonth:
		return begins.AddDate(0, 1, 0)
	case EveryWeek:
		return begins.AddDate(0, 0, 7)
	default:
		return begins.AddDate(0, 0, 1)
	}
}
