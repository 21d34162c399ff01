package delivery

import (
	"context"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

// asking names a question of a survey.
type asking struct {
	survey app.SurveyID
	key    string
}

// number reads as which version each survey is published, where questions say themselves
// where their answers go.
func (w *drain) number(ctx context.Context, p *plan) (err error) {
	if p.mapping == nil {
		p.numbers, err = w.Store.VersionNumbers(ctx, w.shop.ID)
	}
	return err
}

// writeBack is where an answer is written: where the newest version of its survey says
// that asks the question, so that what a merchant changes holds for what was said before,
// too. What is asked no more stays where it was.
func (w *drain) writeBack(ctx context.Context, p *plan, said store.Said) (app.WriteBack, error) {
	if w.draft.Document != nil && w.draft.Survey == said.Survey {
		if q, asks := w.draft.Document.Question(said.Key); asks {
			return q.Mapping, nil
		}
	}
	about := asking{said.Survey, said.Key}
	if to, known := p.written[about]; known {
		return to, nil
	}
	q, err := w.Store.NewestAsking(ctx, w.shop.ID, said.Survey, max(p.numbers[said.Survey], said.Version), said.Key)
	if err != nil {
		return app.WriteBack{}, err
	}
	p.written[about] = q.Mapping
	return q.Mapping, nil
}

// Concerns reports whether a draft can change anything at a destination for those who
// have answered already. Errors: NotFound; Unavailable.
func (d *Deliverer) Concerns(ctx context.Context, shop app.ShopID, to app.DestinationID, draft app.Draft) (bool, error) {
	if draft.Mapping != nil || draft.Purposes != nil {
		return true, nil
	}
	if draft.Document == nil {
		if draft.TagPrefix == "" {
			return false, nil
		}
		_, provider, err := d.provider(ctx, shop, to)
		return err == nil && !Mapped(provider.Spec()) && !provider.Spec().Stateless, err
	}
	w, err := d.dry(ctx, shop, to)
	if err != nil {
		return false, err
	}
	numbers, err := d.Store.VersionNumbers(ctx, shop)
	if err != nil {
		return false, err
	}
	mapping, err := w.mapping(ctx)
	if err != nil {
		return false, err
	}
	by := targets(mapping)
	for _, q := range draft.Document.Questions {
		before, err := d.Store.NewestAsking(ctx, shop, draft.Survey, numbers[draft.Survey], q.Key)
		switch {
		case app.Is(err, app.NotFound):
			continue // nobody has answered it
		case err != nil:
			return false, err
		case mapping == nil && !w.spec.Stateless && q.Mapping != before.Mapping:
			return true, nil
		case len(by[q.Key]) > 0 && q.Sensitive && !before.Sensitive:
			return true, nil
		}
	}
	return false, nil
}
