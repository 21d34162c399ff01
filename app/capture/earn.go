package capture

import (
	"context"
	"slices"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/ask"
	"github.com/askwell/askwell/app/store"
)

// earning says what answers may earn a shopper beside all she has said before, and
// how many more it takes. Only answers count: what she was shown and skipped she has
// not given.
func earning(d app.Document, plan ask.Plan, answers []app.Answer) (store.Earning, error) {
	left, err := plan.Left(d.Handle)
	if err != nil {
		return store.Earning{}, err
	}
	with := func(also []app.Answer) (int, error) {
		said := known{}
		for _, a := range slices.Backward(also) {
			said.answer(a.Question, a.Value)
		}
		for _, a := range answers {
			said.answer(a.Question, a.Value)
		}
		return left(said), nil
	}
	now, err := with(nil)
	return store.Earning{Reward: d.Reward, Left: now, LeftWith: with}, err
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
