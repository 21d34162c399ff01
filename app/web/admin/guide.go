package admin

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/template"
)

// guideStays is how long the guide congratulates on a first answer.
const guideStays = 24 * time.Hour

// guide is where the shop stands on the way to its first answer. Every step is read off
// what there is, so that it holds for everybody on the shop's staff, after a reload, and
// however a step was done.
func (h *homeDesk) guide() error {
	first, err := h.Store.Oldest(h.ctx, h.shop.ID, 1)
	if err != nil || !h.shop.GuideGone.IsZero() || len(first) > 0 && h.now.Sub(first[0].SubmittedAt) > guideStays {
		return err
	}
	guide := &HomeGuideBody{Placements: []app.Surface{}, Block: "question"}
	h.out.Body.Guide = guide
	if len(first) > 0 {
		answer := h.glimpse(first[0].ID, first[0].Survey, first[0].Surface, first[0].SubmittedAt)
		guide.Answer = &answer
	}
	if len(h.surveys) == 0 {
		return nil
	}
	guide.Survey = &surveyRef{h.surveys[0].ID, h.surveys[0].Draft.Title}
	if len(h.published) == 0 {
		return nil
	}
	v := h.published[0]
	*guide.Survey, guide.Published, guide.Placements = h.ref(v.Survey), true, v.Document.Placements
	switch {
	case v.Document.Invited():
		guide.Block = "quiz"
	case v.Document.Poll != nil:
		guide.Block = "poll"
	}
	if slices.Contains(v.Document.Placements, app.SurfaceLink) {
		guide.Path = h.shop.Proxy() + "/surveys/" + v.Document.Handle
	}
	guide.Shown, err = h.Store.Shown(h.ctx, h.shop.ID, v.Survey)
	return err
}

type guideIn struct {
	Body struct {
		Dismissed bool `json:"dismissed"`
	}
}

type guideOut struct {
	Status int
	Body   struct {
		Dismissed bool `json:"dismissed"`
	}
}

// dismissGuide puts the guide away for the whole shop: what it leads to is the shop's.
func (d *door) dismissGuide(ctx context.Context, shop app.ShopID, in *guideIn) (*guideOut, error) {
	var at time.Time
	if in.Body.Dismissed {
		at = d.Now()
	}
	out := guideOut{Status: http.StatusOK}
	out.Body.Dismissed = in.Body.Dismissed
	return &out, d.Store.DismissGuide(ctx, shop, at)
}

type templateIn struct {
	Name string `path:"name" maxLength:"63" pattern:"^[a-z0-9-]+$"`
}

type templateOut struct {
	Body struct {
		TemplateBody
		Documents []app.Document `json:"documents" doc:"As they would be published"`
	}
}

// template is one of them, to be looked at before it is published.
func (d *door) template(_ context.Context, _ app.ShopID, in *templateIn) (*templateOut, error) {
	t, err := template.Get(in.Name)
	if err != nil {
		return nil, err
	}
	var out templateOut
	out.Body.TemplateBody, out.Body.Documents = templateBodyOf(t), t.Surveys
	return &out, nil
}
