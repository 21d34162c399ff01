package publish

import (
	"context"
	"fmt"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/question"
)

// Ready tells everything that keeps a draft from being published in its shop as
// things stand. Errors: Invalid with the fields that are wrong; TooLarge when the
// shop's surveys would not fit one metafield.
func (p *Publisher) Ready(ctx context.Context, survey app.Survey) error {
	// The rules may be younger than the draft.
	if err := Check(survey.Draft); err != nil {
		return err
	}
	wrong := incomplete(survey.Draft)
	changed, err := p.compatible(ctx, survey.Shop, survey.Draft)
	if err != nil {
		return err
	}
	promised, err := p.rewarded(ctx, survey.Shop, survey.Draft.Reward)
	if err != nil {
		return err
	}
	if err := app.InvalidFields(append(append(wrong, changed...), promised...)); err != nil {
		return err
	}
	return p.fits(ctx, survey)
}

// compatible refuses a key that stood for another kind of answer before: the
// metafield it is written to has a type for ever.
func (p *Publisher) compatible(ctx context.Context, shop app.ShopID, draft app.Document) ([]app.FieldError, error) {
	versions, err := p.Store.AllVersions(ctx, shop)
	if err != nil {
		return nil, err
	}
	kinds := map[string]app.ValueKind{}
	for _, v := range versions {
		for _, q := range v.Document.Questions {
			if kind := question.Kind(q); kind != "" {
				kinds[q.Key] = kind
			}
		}
	}
	var wrong []app.FieldError
	for i, q := range draft.Questions {
		if before, used := kinds[q.Key]; used && before != question.Kind(q) {
			wrong = append(wrong, app.FieldError{
				Field: fmt.Sprintf("questions.%d.key", i), Code: "type_changed",
				Message: fmt.Sprintf("Question %s: this key was published with another type of question. Use a new key.", q.Key),
			})
		}
	}
	return wrong, nil
}

// rewarded refuses a survey that promises what no rule gives.
func (p *Publisher) rewarded(ctx context.Context, shop app.ShopID, handle string) ([]app.FieldError, error) {
	if handle == "" {
		return nil, nil
	}
	_, err := p.Store.Reward(ctx, shop, handle)
	if app.Is(err, app.NotFound) {
		return []app.FieldError{{Field: "reward", Code: "unknown", Message: "There is no such reward."}}, nil
	}
	return nil, err
}

func (p *Publisher) fits(ctx context.Context, next app.Survey) error {
	shop, err := p.Store.Shop(ctx, next.Shop)
	if err != nil {
		return err
	}
	versions, err := p.Store.PublishedVersions(ctx, next.Shop)
	if err != nil {
		return err
	}
	all := []app.Version{{Survey: next.ID, Version: next.Version + 1, Document: next.Draft}}
	for _, v := range versions {
		if v.Survey != next.ID {
			all = append(all, v)
		}
	}
	document, err := p.document(ctx, shop, all)
	if err == nil && len(document) > mostBytes {
		return app.Errorf(app.TooLarge, "the published surveys would be over %d KB together", mostBytes>>10)
	}
	return err
}
