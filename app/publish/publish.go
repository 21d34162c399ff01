// Package publish owns a survey's way from the merchant's draft to the blocks
// that shoppers see: drafts are checked, a version is frozen, and what may be
// shown is written to the shop's own metafield, where a block reads it without
// asking us.
package publish

import (
	"context"
	"errors"
	"fmt"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/question"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/integrations/shopify"
)

// Admin is what publishing needs of a shop's Admin API.
type Admin interface {
	EnsureDefinitions(ctx context.Context, wanted []shopify.Definition) error
	PublishSurveys(ctx context.Context, shopGID string, document []byte) error
}

// Publisher edits and publishes surveys. Safe for concurrent use.
type Publisher struct {
	Store  *store.Store
	Admin  func(app.ShopID) Admin
	AppURL string // where the blocks of other surfaces than the shop itself post to
	// Ring says that a shop has something to publish. It may be lost: the sweep
	// finds what is due.
	Ring func(context.Context, app.ShopID)
}

// Create keeps a new survey. Errors: Invalid with the fields that are wrong;
// Conflict when the handle is taken.
func (p *Publisher) Create(ctx context.Context, shop app.ShopID, draft app.Document) (app.Survey, error) {
	if err := Check(draft); err != nil {
		return app.Survey{}, err
	}
	return p.Store.CreateSurvey(ctx, shop, draft)
}

// Save replaces a survey's draft; edited names the revision it was made from.
// Errors: Invalid with the fields that are wrong; NotFound; Conflict when the
// survey changed meanwhile or the handle cannot be had.
func (p *Publisher) Save(ctx context.Context, shop app.ShopID, edited app.Survey) (app.Survey, error) {
	if err := Check(edited.Draft); err != nil {
		return app.Survey{}, err
	}
	return p.Store.SaveSurvey(ctx, shop, edited)
}

// Publish freezes a survey as it stands at a revision; the blocks have it
// seconds later. Errors: Invalid with the fields that are wrong; NotFound;
// Conflict when the survey changed meanwhile; TooLarge when the shop's surveys
// do not fit one metafield.
func (p *Publisher) Publish(ctx context.Context, shop app.ShopID, id app.SurveyID, revision int) (app.Version, error) {
	survey, err := p.Store.Survey(ctx, shop, id)
	if err != nil {
		return app.Version{}, err
	}
	// The rules may be younger than the draft.
	if err := Check(survey.Draft); err != nil {
		return app.Version{}, err
	}
	if err := p.compatible(ctx, shop, survey.Draft); err != nil {
		return app.Version{}, err
	}
	if err := p.rewarded(ctx, shop, survey.Draft.Reward); err != nil {
		return app.Version{}, err
	}
	if err := p.fits(ctx, survey); err != nil {
		return app.Version{}, err
	}
	version, err := p.Store.PublishSurvey(ctx, shop, id, revision)
	if err == nil {
		p.Ring(ctx, shop)
	}
	return version, err
}

// compatible refuses a key that stood for another kind of answer before: the
// metafield it is written to has a type for ever.
func (p *Publisher) compatible(ctx context.Context, shop app.ShopID, draft app.Document) error {
	versions, err := p.Store.AllVersions(ctx, shop)
	if err != nil {
		return err
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
				Message: "This key was published with another type of question. Use a new key.",
			})
		}
	}
	return app.InvalidFields(wrong)
}

// rewarded refuses a survey that promises what no rule gives.
func (p *Publisher) rewarded(ctx context.Context, shop app.ShopID, handle string) error {
	if handle == "" {
		return nil
	}
	_, err := p.Store.Reward(ctx, shop, handle)
	if app.Is(err, app.NotFound) {
		return app.InvalidFields([]app.FieldError{{Field: "reward", Code: "unknown", Message: "There is no such reward."}})
	}
	return err
}

// Shopify holds no more in a JSON metafield (Shopify: metafield-limits).
const mostBytes = 128 << 10

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
	document, err := render(p.AppURL, shop, all)
	if err == nil && len(document) > mostBytes {
		return app.Errorf(app.TooLarge, "the published surveys would be over %d KB together", mostBytes>>10)
	}
	return err
}

// Drain writes the shop's surveys to Shopify if they are due; again says that
// somebody published meanwhile. A failure is tried again later by itself.
// Errors: as Shopify's Admin API.
func (p *Publisher) Drain(ctx context.Context, shop app.ShopID) (again bool, err error) {
	claim, err := p.Store.ClaimPublish(ctx, shop)
	if app.Is(err, app.Conflict) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	details, err := p.Store.Shop(ctx, shop)
	if err != nil {
		return false, err
	}
	versions, err := p.Store.PublishedVersions(ctx, shop)
	if err != nil {
		return false, err
	}
	document, err := render(p.AppURL, details, versions)
	if err != nil {
		return false, err
	}
	admin := p.Admin(shop)
	// A definition that is refused must not keep the question from shoppers.
	if err := errors.Join(admin.EnsureDefinitions(ctx, definitions(versions)), admin.PublishSurveys(ctx, details.GID, document)); err != nil {
		return false, err
	}
	return p.Store.FinishPublish(ctx, shop, claim)
}
