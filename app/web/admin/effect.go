package admin

import (
	"cmp"
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/question"
	"github.com/askwell/askwell/app/run"
	"github.com/askwell/askwell/app/settings"
)

type effectOut struct {
	Body struct {
		Destinations []foreseenBody `json:"destinations" doc:"Where something changes for those who have answered already"`
	}
}

type foreseenBody struct {
	Destination app.DestinationID `json:"destination"`
	Title       string            `json:"title"`
	Total       int               `json:"total" doc:"People it is about"`
	Effect      app.Effect        `json:"effect" doc:"What is written anew of them"`
	Problem     string            `json:"problem,omitempty" doc:"Why it could not be counted"`
	LabelsBody
}

type settingsEffectIn struct {
	Body struct {
		Purposes  []app.Purpose `json:"purposes,omitempty" doc:"All of them; without it they stay as they are"`
		TagPrefix *string       `json:"tag_prefix,omitempty" doc:"Without it tags begin as they did"`
	}
}

// publishEffect counts what publishing a survey as it stands changes for those who have
// answered it: with what each says next, or all at once by a backfill.
func (d *door) publishEffect(ctx context.Context, shop app.ShopID, in *SurveyPath) (*effectOut, error) {
	survey, err := d.Store.Survey(ctx, shop, in.ID)
	if err != nil {
		return nil, err
	}
	document := question.Guarded(survey.Draft) // as it would be published
	return d.foresee(ctx, shop, app.Draft{Survey: survey.ID, Document: &document})
}

// settingsEffect counts what other settings change: other uses of answers by themselves,
// other tags with whatever is next written of somebody, or by a backfill.
func (d *door) settingsEffect(ctx context.Context, shop app.ShopID, in *settingsEffectIn) (*effectOut, error) {
	if in.Body.Purposes == nil && in.Body.TagPrefix == nil {
		return nil, app.Errorf(app.Invalid, "say what would be other: purposes, tag_prefix or both")
	}
	wish, draft := settings.Wish{Purposes: in.Body.Purposes, TagPrefix: in.Body.TagPrefix}, app.Draft{Purposes: in.Body.Purposes}
	if err := wish.Check(); err != nil {
		return nil, err
	}
	if in.Body.TagPrefix != nil {
		draft.TagPrefix = *in.Body.TagPrefix
	}
	return d.foresee(ctx, shop, draft)
}

func (d *door) foresee(ctx context.Context, shop app.ShopID, draft app.Draft) (*effectOut, error) {
	foreseen, err := d.Runs.Foresee(ctx, shop, draft)
	if err != nil {
		return nil, err
	}
	var out effectOut
	out.Body.Destinations = make([]foreseenBody, len(foreseen))
	for i, f := range foreseen {
		if out.Body.Destinations[i], err = d.foreseen(ctx, shop, f); err != nil {
			return nil, err
		}
	}
	return &out, nil
}

func (d *door) foreseen(ctx context.Context, shop app.ShopID, f run.Foreseen) (foreseenBody, error) {
	labels, err := d.labels(ctx, shop, f.Destination.ID, nil)
	return foreseenBody{
		Destination: f.Destination.ID, Title: cmp.Or(f.Destination.Title, d.Connections.Title(f.Destination.Kind)),
		Total: f.Total, Effect: f.Effect, Problem: f.Problem, LabelsBody: labels,
	}, err
}

// answered is for operations that are posted and make nothing.
func answered(op *huma.Operation) { op.DefaultStatus = http.StatusOK }
