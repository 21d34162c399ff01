package capture

import (
	"context"
	"slices"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/ask"
	"github.com/askwell/askwell/app/branch"
	"github.com/askwell/askwell/app/store"
)

// earning says what answers may earn a shopper beside all she has said before, and
// how many more it takes. Only answers count: what she was shown and skipped she has
// not given.
func earning(d app.Document, plan ask.Plan, answers []app.Answer) (store.Earning, error) {
	course, err := branch.Compile(d)
	if err != nil {
		return store.Earning{}, err
	}
	facts, err := plan.Known()
	if err != nil {
		return store.Earning{}, err
	}
	before := plan.Answered()
	left := func(also []app.Answer) (int, error) {
		said := known{}
		for _, a := range slices.Backward(also) {
			said.answer(a.Question, a.Value)
		}
		for _, a := range answers {
			said.answer(a.Question, a.Value)
		}
		path := course.Walk(func(name string) any {
			if v, ok := said[name]; ok {
				return v
			}
			return facts(name)
		})
		return len(path.Open(func(i int) bool {
			_, now := said["answers."+d.Questions[i].Key]
			return now || before[d.Questions[i].Key]
		})), nil
	}
	now, err := left(nil)
	return store.Earning{Reward: d.Reward, Left: now, LeftWith: left}, err
}

// rewardOf is what somebody was promised for a survey, nil for nothing; its code
// may still be on the way. A customer's is told to nobody but her, and to whoever
// gave the answer that earned it: its id was made in her browser, and nobody guesses it.
func (s *Submitter) rewardOf(ctx context.Context, by app.Speaker, her store.History, handle string, answered app.ResponseID) (*app.Reward, error) {
	own := her.Customer == by.Customer
	if handle == "" || her.Profile == "" || !own && answered == "" {
		return nil, nil
	}
	promises, err := s.Store.PromisesOf(ctx, by.Shop, her.Profile)
	for _, p := range promises {
		if p.Reward == handle && (own || p.Response == answered) {
			return &app.Reward{Code: p.Code}, err
		}
	}
	return nil, err
}
