// Package publish owns a survey's way from the merchant's draft to the blocks
// that shoppers see: drafts are checked, a version is frozen, and what may be
// shown is written to the shop's own metafield, where a block reads it without
// asking us.
package publish

import (
	"context"
	"errors"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/catalogue"
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
	// Catalogue draws what surveys draw; nil: another process does.
	Catalogue *catalogue.Keeper
}

// Create keeps a new survey. Errors: Invalid with the fields that are wrong;
// Conflict when the handle is taken.
func (p *Publisher) Create(ctx context.Context, shop app.ShopID, draft app.Document) (app.Survey, error) {
	if err := CheckDraft(draft); err != nil {
		return app.Survey{}, err
	}
	made, err := p.Store.CreateSurvey(ctx, shop, draft)
	if err == nil {
		err = p.want(ctx, shop, draft)
	}
	return made, err
}

// Save replaces a survey's draft; edited names the revision it was made from.
// Its ways may lead astray until it is published. Errors: Invalid with the fields that
// are wrong; NotFound; Conflict when the survey changed meanwhile or the handle cannot
// be had.
func (p *Publisher) Save(ctx context.Context, shop app.ShopID, edited app.Survey) (app.Survey, error) {
	if err := CheckDraft(edited.Draft); err != nil {
		return app.Survey{}, err
	}
	saved, err := p.Store.SaveSurvey(ctx, shop, edited)
	if err == nil {
		err = p.want(ctx, shop, edited.Draft)
	}
	return saved, err
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
	if survey.Revision != revision { // what is checked is what is published
		return app.Version{}, app.Errorf(app.Conflict, "the survey was changed meanwhile: it is at revision %d", survey.Revision)
	}
	if err := p.draw(ctx, shop, survey.Draft); err != nil {
		return app.Version{}, err
	}
	if err := p.Ready(ctx, survey); err != nil {
		return app.Version{}, err
	}
	version, err := p.Store.PublishSurvey(ctx, shop, id, revision)
	if err == nil {
		p.Ring(ctx, shop)
	}
	return version, err
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
	if err := p.Store.KeepQuotas(ctx, shop, quotas(versions)); err != nil {
		return false, err
	}
	document, err := p.document(ctx, details, versions)
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
