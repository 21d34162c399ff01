package publish

import (
	"context"
	"slices"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/branch"
	"github.com/askwell/askwell/app/question"
)

// Preview is what blocks would read if a draft were published on a surface, and it alone:
// for everybody, since a merchant who looks at it is none of its audience. Nothing of it is
// kept. Errors: TooLarge for more than a metafield holds; as the store.
func (p *Publisher) Preview(ctx context.Context, shop app.Shop, draft app.Document, on app.Surface) ([]byte, error) {
	draft = branch.Onward(question.Guarded(draft)) // as it would be frozen once its ways are put right
	draft.Audience, draft.Sample = nil, app.Sample{}
	if !slices.Contains(draft.Placements, on) {
		draft.Placements = append(slices.Clone(draft.Placements), on)
	}
	document, err := p.document(ctx, shop, []app.Version{{Document: draft}})
	if err == nil && len(document) > mostBytes {
		err = app.Errorf(app.TooLarge, "the survey is larger than a block can read: leave out texts or options")
	}
	return document, err
}

// Drawable tells what keeps a draft from being drawn: all that is wrong with it but the texts
// that are still to be written, and where its ways lead. Errors: Invalid.
func Drawable(draft app.Document) error {
	gaps := map[string]bool{}
	for tag, missing := range question.Missing(draft) {
		for _, gap := range missing {
			gaps[gap.Path+"."+tag] = true
		}
	}
	wrong := slices.DeleteFunc(question.CheckDocument(draft), func(e app.FieldError) bool { return e.Code == "required" && gaps[e.Field] })
	if len(wrong) == 0 {
		wrong = branch.CheckDraft(draft)
	}
	return app.InvalidFields(wrong)
}
