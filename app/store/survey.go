package store

import (
	"context"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/question"
)

// survey is an app.Survey at rest.
type survey struct {
	ShopID      app.ShopID   `gorm:"primaryKey"`
	ID          app.SurveyID `gorm:"primaryKey"`
	Handle      string
	Draft       app.Document `gorm:"serializer:json"`
	Revision    int
	Version     int
	PublishedAt time.Time `gorm:"serializer:unixms"`
	CreatedAt   time.Time `gorm:"serializer:unixms;autoCreateTime:false"`
	UpdatedAt   time.Time `gorm:"serializer:unixms;autoUpdateTime:false"`
}

func (r survey) noun() app.Survey {
	return app.Survey{
		Shop: r.ShopID, ID: r.ID, Handle: r.Handle, Draft: r.Draft, Revision: r.Revision, Version: r.Version,
		PublishedAt: r.PublishedAt, CreatedAt: r.CreatedAt, UpdatedAt: r.UpdatedAt,
	}
}

// Surveys lists a shop's surveys, the oldest first. Errors: Unavailable.
func (s *Store) Surveys(ctx context.Context, shop app.ShopID) ([]app.Survey, error) {
	rows, err := gorm.G[survey](s.read).Where("shop_id = ?", shop).Order("created_at, id").Find(ctx)
	list := make([]app.Survey, len(rows))
	for i, row := range rows {
		list[i] = row.noun()
	}
	return list, wrap(err, "surveys")
}

// Survey reads one survey. Errors: NotFound.
func (s *Store) Survey(ctx context.Context, shop app.ShopID, id app.SurveyID) (app.Survey, error) {
	row, err := gorm.G[survey](s.read).Where("shop_id = ? AND id = ?", shop, id).Take(ctx)
	return row.noun(), wrap(err, "survey")
}

// SurveyByHandle reads the survey of a handle. Errors: NotFound.
func (s *Store) SurveyByHandle(ctx context.Context, shop app.ShopID, handle string) (app.Survey, error) {
	row, err := gorm.G[survey](s.read).Where("shop_id = ? AND handle = ?", shop, handle).Take(ctx)
	return row.noun(), wrap(err, "survey")
}

// CreateSurvey keeps a new survey's first draft. Errors: Conflict when the
// handle is taken.
func (s *Store) CreateSurvey(ctx context.Context, shop app.ShopID, draft app.Document) (app.Survey, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return app.Survey{}, wrap(err, "survey")
	}
	now := s.now().UTC().Truncate(time.Millisecond)
	row := survey{
		ShopID: shop, ID: app.SurveyID(id.String()), Handle: draft.Handle, Draft: draft,
		Revision: 1, CreatedAt: now, UpdatedAt: now,
	}
	err = s.write(ctx, func(tx *gorm.DB) error { return tx.Create(&row).Error })
	return row.noun(), wrap(err, "survey")
}

// SaveSurvey replaces the draft that was read as the given revision. Errors:
// NotFound; Conflict when somebody saved meanwhile, when the handle is taken, or
// when it changes although shoppers may have pages that name it.
func (s *Store) SaveSurvey(ctx context.Context, shop app.ShopID, edited app.Survey) (app.Survey, error) {
	var row survey
	err := s.write(ctx, func(tx *gorm.DB) error {
		var err error
		if row, err = edit(tx, shop, edited.ID, edited.Revision); err != nil {
			return err
		}
		if row.Version > 0 && row.Handle != edited.Draft.Handle {
			return app.Errorf(app.Conflict, "a published survey keeps its handle")
		}
		row.Handle, row.Draft = edited.Draft.Handle, edited.Draft
		row.Revision++
		row.UpdatedAt = s.now().UTC().Truncate(time.Millisecond)
		return tx.Select("Handle", "Draft", "Revision", "UpdatedAt").Updates(&row).Error
	})
	return row.noun(), wrap(err, "survey")
}

// PublishSurvey freezes the given revision, guarded, as the next version and marks the
// shop's surveys to be published. Errors: NotFound; Conflict when somebody saved
// meanwhile.
func (s *Store) PublishSurvey(ctx context.Context, shop app.ShopID, id app.SurveyID, revision int) (app.Version, error) {
	var next version
	err := s.write(ctx, func(tx *gorm.DB) error {
		row, err := edit(tx, shop, id, revision)
		if err != nil {
			return err
		}
		last, err := lastVersion(tx, shop, id) // one that came with a person's data has its number, too
		if err != nil {
			return err
		}
		row.Version = last + 1
		row.PublishedAt = s.now().UTC().Truncate(time.Millisecond)
		next = version{ShopID: shop, SurveyID: id, Version: row.Version, Document: question.Guarded(row.Draft), PublishedAt: row.PublishedAt}
		if err := tx.Create(&next).Error; err != nil {
			return err
		}
		if err := tx.Select("Version", "PublishedAt").Updates(&row).Error; err != nil {
			return err
		}
		return markPublish(tx, shop, row.PublishedAt)
	})
	return next.noun(), wrap(err, "survey")
}

// edit locks a survey for a change to the revision somebody read.
func edit(tx *gorm.DB, shop app.ShopID, id app.SurveyID, revision int) (survey, error) {
	var row survey
	err := tx.Raw("SELECT * FROM surveys WHERE shop_id = ? AND id = ?"+forUpdate(tx), shop, id).Scan(&row).Error
	switch {
	case err != nil:
		return survey{}, err
	case row.ID == "":
		return survey{}, gorm.ErrRecordNotFound
	case row.Revision != revision:
		return survey{}, app.Errorf(app.Conflict, "the survey was changed meanwhile: it is at revision %d", row.Revision)
	}
	return row, nil
}
