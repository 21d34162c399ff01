package learn

import (
	"context"
	"encoding/json"
	"maps"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/ask"
	"github.com/askwell/askwell/app/rule"
	"github.com/askwell/askwell/app/store"
)

// doubts holds what customers answered against what they have done since. It
// never changes an answer: it has the question asked again.
func (l *Learner) doubts(ctx context.Context, shop app.ShopID) (again bool, err error) {
	claim, err := l.Store.ClaimNews(ctx, shop, batch, lease)
	if err != nil || len(claim) == 0 {
		return false, err
	}
	rules, err := l.rules(ctx, shop)
	if err != nil {
		return false, err
	}
	for _, news := range claim {
		if len(rules) == 0 {
			break
		}
		if err := l.weigh(ctx, shop, news, rules); err != nil {
			return false, err // the lease ends, and she comes up again
		}
	}
	return len(claim) == batch, l.Store.FinishNews(ctx, shop, claim)
}

// rules are the doubts of all published questions, by the question's key. A
// question without one is never in doubt: the rule that always holds is no doubt.
func (l *Learner) rules(ctx context.Context, shop app.ShopID) (map[string][]rule.Rule, error) {
	versions, err := l.Store.PublishedVersions(ctx, shop)
	if err != nil {
		return nil, err
	}
	all := map[string][]rule.Rule{}
	for _, v := range versions {
		for _, q := range v.Document.Questions {
			// What was published before doubts were checked may hold anything.
			if r, err := rule.Parse(q.Doubt); err == nil && !r.Always() {
				all[q.Key] = append(all[q.Key], r)
			}
		}
	}
	return all, nil
}

func (l *Learner) weigh(ctx context.Context, shop app.ShopID, news store.News, rules map[string][]rule.Rule) error {
	her, err := l.Store.CustomerProfile(ctx, shop, news.Customer)
	if app.Is(err, app.NotFound) {
		return nil // she never answered
	}
	if err != nil {
		return err
	}
	said, err := l.Store.SaidByPeople(ctx, shop, []app.ProfileID{her.ID})
	if err != nil {
		return err
	}
	facts, err := l.Store.Facts(ctx, shop, news.Customer, news.Order)
	if err != nil {
		return err
	}
	past, err := l.Store.HistoryOf(ctx, shop, her.ID)
	if err != nil {
		return err
	}
	maps.Copy(facts, ask.Past(past, l.Now()))
	for _, one := range said {
		var value any
		if err := json.Unmarshal(one.Value.JSON, &value); err != nil {
			return err
		}
		facts["answers."+one.Key] = value
	}
	var doubted []string
	for _, one := range said {
		if one.At.Before(news.At) && anyHolds(rules[one.Key], facts) {
			doubted = append(doubted, one.Key)
		}
	}
	if len(doubted) == 0 {
		return nil
	}
	due, err := l.Store.Contradict(ctx, shop, news.Customer, doubted, news.At)
	for _, lane := range due {
		l.Ring(ctx, shop, lane)
	}
	return err
}

func anyHolds(rules []rule.Rule, facts map[string]any) bool {
	for _, r := range rules {
		if r.Holds(rule.Known(facts)) {
			return true
		}
	}
	return false
}
