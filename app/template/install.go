package template

import (
	"context"
	"fmt"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/written"
)

// Surveys is what an install needs of a publisher.
type Surveys interface {
	Create(ctx context.Context, shop app.ShopID, draft app.Document) (app.Survey, error)
	Publish(ctx context.Context, shop app.ShopID, id app.SurveyID, revision int) (app.Version, error)
}

// Rewards is what an install needs of those who give rewards.
type Rewards interface {
	Create(ctx context.Context, shop app.ShopID, rule app.RewardRule) error
}

// Installer brings templates into shops. Safe for concurrent use.
type Installer struct {
	Store   *store.Store
	Surveys Surveys
	Rewards Rewards
}

// Install makes a template's rewards and surveys and publishes them. What an
// install that failed halfway has left is taken up. Errors: NotFound; Invalid with
// the fields that are wrong; Conflict when the shop has it already, or another
// survey or reward of one of its handles; TooLarge when the shop's surveys do not
// fit one metafield.
func (i *Installer) Install(ctx context.Context, shop app.ShopID, name string, w Wish) ([]app.Version, error) {
	t, err := Get(name)
	if err != nil {
		return nil, err
	}
	if t, err = t.fit(w); err != nil {
		return nil, err
	}
	place := placement{Installer: i, shop: shop, again: w.Again}
	surveys, err := place.surveys(ctx, t)
	if err != nil {
		return nil, err
	}
	rewards, err := place.rewards(ctx, t.Rewards)
	if err != nil {
		return nil, err
	}
	versions := make([]app.Version, len(surveys))
	for n, s := range surveys {
		if handle := s.Draft.Reward; handle != "" {
			s.Draft.Reward = rewards[handle]
		}
		if versions[n], err = place.publish(ctx, s); err != nil {
			return nil, err
		}
	}
	return versions, nil
}

// placement is one install under way.
type placement struct {
	*Installer
	shop  app.ShopID
	again bool
}

// mostTimes is how often a template can stand in one shop.
const mostTimes = 20

// surveys are those to publish: the template's, with what is there of them already.
func (p placement) surveys(ctx context.Context, t Template) ([]app.Survey, error) {
	for n := 1; n <= mostTimes; n++ {
		surveys, err := p.numbered(ctx, t, n)
		if err == nil || !app.Is(err, app.Conflict) || !p.again {
			return surveys, err
		}
	}
	return nil, app.Errorf(app.Conflict, "the shop has this template %d times", mostTimes)
}

// numbered are the surveys by their handles of the n-th time. Errors: Conflict when
// one of them is somebody else's, or all stand as they should.
func (p placement) numbered(ctx context.Context, t Template, n int) ([]app.Survey, error) {
	surveys, standing := make([]app.Survey, len(t.Surveys)), 0
	for i, d := range t.Surveys {
		d.Handle = times(d.Handle, n)
		there, err := p.Store.SurveyByHandle(ctx, p.shop, d.Handle)
		if app.Is(err, app.NotFound) {
			surveys[i] = app.Survey{Draft: d}
			continue
		}
		if err != nil {
			return nil, err
		}
		if changes, err := written.Differences(d, there.Draft); err != nil || len(changes) > 0 {
			return nil, app.Errorf(app.Conflict, "there is another survey %q already", d.Handle)
		}
		if surveys[i] = there; there.Version > 0 {
			standing++
		}
	}
	if standing == len(surveys) {
		return nil, app.Errorf(app.Conflict, "this template is installed already, as %q", surveys[0].Handle)
	}
	return surveys, nil
}

// rewards makes the rules that are not there yet, and tells by which handle each is
// known.
func (p placement) rewards(ctx context.Context, rules []app.RewardRule) (map[string]string, error) {
	known := map[string]string{}
	for _, rule := range rules {
		handle, err := p.reward(ctx, rule)
		if err != nil {
			return nil, err
		}
		known[rule.Handle] = handle
	}
	return known, nil
}

// reward finds or makes a rule. One that gives the same is shared, so that nobody
// earns it twice.
func (p placement) reward(ctx context.Context, rule app.RewardRule) (string, error) {
	handle := rule.Handle
	for n := 1; n <= mostTimes; n++ {
		rule.Handle = times(handle, n)
		there, err := p.Store.Reward(ctx, p.shop, rule.Handle)
		switch {
		case app.Is(err, app.NotFound):
			return rule.Handle, p.Rewards.Create(ctx, p.shop, rule)
		case err != nil || there.Rule == rule:
			return rule.Handle, err
		case !p.again:
			return "", app.Errorf(app.Conflict, "there is another reward %q already", rule.Handle)
		}
	}
	return "", app.Errorf(app.Conflict, "the shop has %d rewards %q", mostTimes, handle)
}

// publish makes a survey that is not there yet, and publishes it if it is not.
func (p placement) publish(ctx context.Context, s app.Survey) (app.Version, error) {
	if s.ID == "" {
		made, err := p.Surveys.Create(ctx, p.shop, s.Draft)
		if err != nil {
			return app.Version{}, err
		}
		s = made
	}
	if s.Version > 0 {
		return p.Store.SurveyVersion(ctx, p.shop, s.ID, s.Version)
	}
	return p.Surveys.Publish(ctx, p.shop, s.ID, s.Revision)
}

// times is a handle of the n-th time.
func times(handle string, n int) string {
	if n == 1 {
		return handle
	}
	return fmt.Sprintf("%s-%d", handle, n)
}
