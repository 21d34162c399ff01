package admin

import (
	"context"
	"slices"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/insight"
	"github.com/askwell/askwell/app/publish"
	"github.com/askwell/askwell/app/store"
)

const (
	mostCounted  = 10_000 // beyond it nobody needs to know more than that it is many
	mostNewest   = 5
	mostDecided  = 5 // of a kind: the rest stand where they are decided
	week         = 7 * 24 * time.Hour
	hearingDelay = 15 * time.Minute // Shopify tells of an order well within it
)

// home is everything the first screen shows, in one answer: a merchant looks at it often,
// so that each part of it is bounded however much there is.
func (d *door) home(ctx context.Context, id app.ShopID, _ *struct{}) (*homeOut, error) {
	shop, err := d.Store.Shop(ctx, id)
	if err != nil {
		return nil, err
	}
	desk := &homeDesk{door: d, ctx: ctx, shop: shop, now: d.Now()}
	desk.out.Body.Shop, desk.out.Body.Most = shopBody{shop.ID, shop.Name, shop.TagPrefix}, mostCounted
	if desk.surveys, err = d.Store.Surveys(ctx, id); err != nil {
		return nil, err
	}
	if desk.published, err = d.Store.PublishedVersions(ctx, id); err != nil {
		return nil, err
	}
	for _, part := range []func() error{desk.lanes, desk.access, desk.hearing, desk.gaps, desk.rewards, desk.privacy, desk.today, desk.undecided, desk.guide} {
		if err := part(); err != nil {
			return nil, err
		}
	}
	return &desk.out, nil
}

// homeDesk puts the first screen together.
type homeDesk struct {
	*door
	ctx       context.Context
	shop      app.Shop
	now       time.Time
	surveys   []app.Survey  // the oldest first
	published []app.Version // of those that are
	out       homeOut
}

// access is what Shopify lets us do: its lane stands still without.
func (h *homeDesk) access() error {
	_, err := h.Store.Access(h.ctx, h.shop.ID)
	if err != nil && !app.Is(err, app.NotFound) {
		return err
	}
	h.out.Body.Access.Works = err == nil
	for _, lane := range h.out.Body.Lanes {
		if lane.ID == app.ShopifyDestination && lane.Paused != "" && lane.Paused != app.PausedByHand {
			h.out.Body.Access = accessBody{Problem: lane.Paused}
		}
	}
	return nil
}

func (h *homeDesk) hearing() error {
	heard, err := h.Store.Hearing(h.ctx, h.shop.ID, h.now.Add(-week), h.now.Add(-hearingDelay), mostCounted)
	h.out.Body.Hearing = HearingBody{heard.Waiting, heard.Since, heard.Orders, heard.Untold}
	return err
}

func (h *homeDesk) gaps() error {
	h.out.Body.Placed, h.out.Body.Gaps = []app.Surface{}, []gapBody{}
	for _, on := range app.Surfaces {
		if slices.ContainsFunc(h.published, func(v app.Version) bool { return slices.Contains(v.Document.Placements, on) }) {
			h.out.Body.Placed = append(h.out.Body.Placed, on)
		}
	}
	reader := insight.Reader{Store: h.Store, Now: h.Now}
	open, err := reader.Missing(h.ctx, h.shop.ID)
	for _, gap := range open {
		h.out.Body.Gaps = append(h.out.Body.Gaps, gapBody{gap.Surface, date(gap.From), date(gap.To), gap.Open, gap.Shown, gap.Orders, percent(gap.Usual)})
	}
	return err
}

// rewards are those that a merchant has to do something about: of one that is over nobody
// is promised anything, so that only what is still owed matters.
func (h *homeDesk) rewards() error {
	h.out.Body.Rewards = []homeReward{}
	states, err := h.Store.Rewards(h.ctx, h.shop.ID)
	for _, one := range states {
		ended := !one.Rule.EndsAt.IsZero() && !h.now.Before(one.Rule.EndsAt)
		spent := !ended && one.Rule.Most() > 0 && one.Promised >= one.Rule.Most()
		if one.Problem != "" || spent || one.Owed() > 0 && one.Free == 0 && !one.Changed && ended {
			h.out.Body.Rewards = append(h.out.Body.Rewards, homeReward{one.Rule.Handle, one.Rule.Title, one.Problem, one.Owed(), spent})
		}
	}
	return err
}

func (h *homeDesk) privacy() (err error) {
	h.out.Body.Privacy, err = h.privacyStanding(h.ctx, h.shop.ID)
	return err
}

func (h *homeDesk) today() error {
	zone := h.shop.Zone()
	y, m, day := h.now.In(zone).Date()
	today := &h.out.Body.Today
	*today = todayBody{Zone: zone.String(), Since: time.Date(y, m, day, 0, 0, 0, 0, zone).UTC(), Surveys: []surveyCount{}, Newest: []glimpseBody{}}
	counts, err := h.Store.CountBySurvey(h.ctx, h.shop.ID, today.Since, mostCounted)
	if err != nil {
		return err
	}
	for _, one := range counts {
		today.Count += one.N
		today.Surveys = append(today.Surveys, surveyCount{h.ref(one.Survey), one.N})
	}
	newest, err := h.Store.Newest(h.ctx, h.shop.ID, mostNewest)
	for _, one := range newest {
		today.Newest = append(today.Newest, h.glimpse(one.ID, one.Survey, one.Surface, one.SubmittedAt))
	}
	return err
}

func (h *homeDesk) glimpse(id app.ResponseID, of app.SurveyID, on app.Surface, at time.Time) glimpseBody {
	return glimpseBody{id, h.ref(of), on, at}
}

// ref is a survey by its title; one that is gone has none.
func (h *homeDesk) ref(id app.SurveyID) surveyRef {
	for _, s := range h.surveys {
		if s.ID == id {
			return surveyRef{id, s.Draft.Title}
		}
	}
	return surveyRef{ID: id}
}

func (h *homeDesk) undecided() error {
	undecided := &h.out.Body.Undecided
	*undecided = undecidedBody{Drafts: []homeDraft{}, Unused: []homeUnused{}}
	latest := slices.Clone(h.surveys)
	slices.SortStableFunc(latest, func(a, b app.Survey) int { return b.UpdatedAt.Compare(a.UpdatedAt) })
	for _, s := range latest {
		state, err := stateOf(s, h.published)
		if err != nil {
			return err
		}
		if state != stateLive && len(undecided.Drafts) < mostDecided {
			undecided.Drafts = append(undecided.Drafts, homeDraft{surveyRef{s.ID, s.Draft.Title}, state, s.UpdatedAt})
		}
	}
	return h.unused()
}

// unused finds surveys that were answered lately for nothing.
func (h *homeDesk) unused() error {
	answered, err := h.Store.CountBySurvey(h.ctx, h.shop.ID, h.now.Add(-week), mostCounted)
	if err != nil {
		return err
	}
	mappings, err := h.Store.Mappings(h.ctx, h.shop.ID)
	if err != nil {
		return err
	}
	mapped := map[string]bool{}
	for _, one := range mappings {
		for _, target := range one.Targets {
			mapped[target.Question] = true
		}
	}
	for _, v := range h.published {
		lately := slices.ContainsFunc(answered, func(c store.SurveyCount) bool { return c.Survey == v.Survey })
		left := 0
		for _, q := range publish.Unused(v.Document) {
			if !mapped[q.Key] {
				left++
			}
		}
		if lately && left > 0 && len(h.out.Body.Undecided.Unused) < mostDecided {
			h.out.Body.Undecided.Unused = append(h.out.Body.Undecided.Unused, homeUnused{h.ref(v.Survey), left})
		}
	}
	return nil
}
