package stream

import (
	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/branch"
	"github.com/askwell/askwell/app/question"
	"github.com/askwell/askwell/app/rule"
)

// Survey is a published version made ready to be chosen from. It does not change
// and may be used by many at once.
type Survey struct {
	Version  app.Version
	course   *branch.Course
	audience rule.Rule
	seconds  []float64 // each question costs
}

// Compile makes a version ready. Errors: Invalid for a document with a rule that
// cannot be read or a branch that leads nowhere.
func Compile(v app.Version) (*Survey, error) {
	audience, err := rule.Parse(v.Document.Audience)
	if err != nil {
		return nil, err
	}
	course, err := branch.Compile(v.Document)
	if err != nil {
		return nil, err
	}
	s := &Survey{Version: v, course: course, audience: audience}
	for _, q := range v.Document.Questions {
		s.seconds = append(s.seconds, question.Seconds(q))
	}
	return s, nil
}

// Reads are the keys of the answers its rules look at.
func (s *Survey) Reads() []string { return append(s.course.Reads(), s.audience.Answers()...) }

// Left is how many questions on her way she has not answered. What must be given
// freely does not count: nobody earns anything by a consent, or by what needs one.
func (s *Survey) Left(known rule.Facts, answered func(question string) bool) int {
	return len(s.course.Walk(known).Open(func(i int) bool {
		q := s.document().Questions[i]
		return question.IsConsent(q) || q.Sensitive || q.Consent != "" || answered(q.Key)
	}))
}

func (s *Survey) document() *app.Document { return &s.Version.Document }
