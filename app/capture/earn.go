package capture

import (
	"context"
	"maps"
	"slices"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

// earning says what a response may earn a shopper of whom k is known, who has
// answered the questions in answered before, and how many answers it takes.
// Only answers count: what she was shown and skipped she has not given.
func earning(d app.Document, k known, answered map[string]bool, answers []app.Answer) (store.Earning, error) {
	k, answered = maps.Clone(k), maps.Clone(answered) // the caller goes on with its own
	left := func(also []app.Answer) (int, error) {
		k, answered := maps.Clone(k), maps.Clone(answered)
		for _, a := range slices.Backward(also) {
			k.answer(a.Question, a.Value)
			answered[a.Question] = true
		}
		for _, a := range answers {
			k.answer(a.Question, a.Value)
			answered[a.Question] = true
		}
		_, left, err := next(d, k, answered)
		return left, err
	}
	now, err := left(nil)
	return store.Earning{Reward: d.Reward, Left: now, LeftWith: left}, err
}

// rewardOf is the code a customer holds for a survey's reward, nil for none.
func (s *Submitter) rewardOf(ctx context.Context, by app.Speaker, handle string) (*app.Reward, error) {
	if handle == "" || by.Customer == 0 {
		return nil, nil
	}
	promises, err := s.Store.Promises(ctx, by.Shop, by.Customer)
	for _, p := range promises {
		if p.Reward == handle && p.Code != "" {
			return &app.Reward{Code: p.Code}, err
		}
	}
	return nil, err
}
