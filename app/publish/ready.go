package publish

import (
	"context"
	"fmt"
	"slices"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/question"
)

// Ready tells everything that keeps a draft from being published in its shop as
// things stand. Errors: Invalid with the fields that are wrong; TooLarge when the
// shop's surveys would not fit one metafield.
func (p *Publisher) Ready(ctx context.Context, survey app.Survey) error {
	survey.Draft = question.Guarded(survey.Draft) // as it will be frozen
	// The rules may be younger than the draft.
	if err := Check(survey.Draft); err != nil {
		return err
	}
	ever, err := p.Store.AllVersions(ctx, survey.Shop)
	if err != nil {
		return err
	}
	now, err := p.Store.PublishedVersions(ctx, survey.Shop)
	if err != nil {
		return err
	}
	others := slices.DeleteFunc(now, func(v app.Version) bool { return v.Survey == survey.ID })
	promised, err := p.rewarded(ctx, survey.Shop, survey.Draft.Reward)
	if err != nil {
		return err
	}
	shop, err := p.Store.Shop(ctx, survey.Shop)
	if err != nil {
		return err
	}
	if err := app.InvalidFields(slices.Concat(
		incomplete(survey.Draft), purposeless(shop, survey.Draft), question.CheckGuards(survey.Draft), exposed(survey.Draft, others, ever), compatible(survey.Draft, ever), promised,
	)); err != nil {
		return err
	}
	return p.fits(ctx, shop, survey, others)
}

// compatible refuses a key that stood for another kind of answer before: the
// metafield it is written to has a type for ever.
func compatible(draft app.Document, ever []app.Version) (wrong []app.FieldError) {
	kinds := map[string]app.ValueKind{}
	for _, v := range ever {
		for _, q := range v.Document.Questions {
			if kind := question.Kind(q); kind != "" {
				kinds[q.Key] = kind
			}
		}
	}
	for i, q := range draft.Questions {
		if before, used := kinds[q.Key]; used && before != question.Kind(q) {
			wrong = append(wrong, app.FieldError{
				Field: fmt.Sprintf("questions.%d.key", i), Code: "type_changed",
				Message: fmt.Sprintf("Question %s: this key was published with another type of question. Use a new key.", q.Key),
			})
		}
	}
	return wrong
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

func (p *Publisher) fits(ctx context.Context, shop app.Shop, next app.Survey, others []app.Version) error {
	all := append([]app.Version{{Survey: next.ID, Version: next.Version + 1, Document: next.Draft}}, others...)
	document, err := p.document(ctx, shop, all)
	if err == nil && len(document) > mostBytes {
		return app.Errorf(app.TooLarge, "the published surveys would be over %d KB together", mostBytes>>10)
	}
	return err
}
