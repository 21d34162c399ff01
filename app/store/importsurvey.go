package store

import (
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// versions keeps the versions she answered to as ones that are not published. Of a
// survey that is not here the newest is the draft.
func (i *importing) versions() error {
	for _, v := range i.Versions {
		id, err := i.survey(v)
		if err != nil {
			return err
		}
		if err := i.version(id, v); err != nil {
			return err
		}
	}
	return nil
}

// survey finds the survey of a version, or makes it, unpublished.
func (i *importing) survey(v app.Version) (app.SurveyID, error) {
	handle := v.Document.Handle
	if id, known := i.surveys[handle]; known {
		return id, nil
	}
	var found []app.SurveyID
	if err := i.tx.Raw("SELECT id FROM surveys WHERE shop_id = ? AND handle = ?", i.shop, handle).Scan(&found).Error; err != nil {
		return "", err
	}
	if len(found) == 0 {
		id, err := uuid.NewV7()
		if err != nil {
			return "", err
		}
		now := fromMillis(i.now)
		row := survey{ShopID: i.shop, ID: app.SurveyID(id.String()), Handle: handle, Draft: v.Document, Revision: 1, CreatedAt: now, UpdatedAt: now}
		if err := i.tx.Create(&row).Error; err != nil {
			return "", err
		}
		found = append(found, row.ID)
	}
	i.surveys[handle] = found[0]
	return found[0], nil
}

// version keeps one version, unless it is here. Another of this number is refused.
func (i *importing) version(id app.SurveyID, v app.Version) error {
	var here []version
	err := i.tx.Raw("SELECT * FROM survey_versions WHERE shop_id = ? AND survey_id = ? AND version = ?", i.shop, id, v.Version).Scan(&here).Error
	switch {
	case err != nil:
		return err
	case len(here) == 0:
		row := version{ShopID: i.shop, SurveyID: id, Version: v.Version, Document: v.Document, PublishedAt: v.PublishedAt.Truncate(time.Millisecond)}
		return i.tx.Create(&row).Error
	case !i.Same(here[0].Document, v.Document):
		return app.Errorf(app.Conflict, "version %d of survey %s is another one here", v.Version, v.Document.Handle)
	}
	return nil
}

// named is the survey of a handle, which stands for itself where there is none: it was
// put to her, and she never answered it.
func (i *importing) named(handle string) (string, error) {
	if id, known := i.surveys[handle]; known || handle == "" {
		return string(id), nil
	}
	var found []app.SurveyID
	if err := i.tx.Raw("SELECT id FROM surveys WHERE shop_id = ? AND handle = ?", i.shop, handle).Scan(&found).Error; err != nil {
		return "", err
	}
	i.surveys[handle] = app.SurveyID(handle)
	if len(found) > 0 {
		i.surveys[handle] = found[0]
	}
	return string(i.surveys[handle]), nil
}

// drawn keeps the options from the catalogue that she saw, as ones that nobody is
// offered: should the shop's own catalogue have them, it will say so.
func (i *importing) drawn() error {
	if len(i.Data.Drawn) == 0 {
		return nil
	}
	if err := i.exec("INSERT INTO catalogues (shop_id, revision) VALUES (?, 1) ON CONFLICT (shop_id) DO UPDATE SET revision = catalogues.revision + 1", i.shop); err != nil {
		return err
	}
	for _, d := range i.Data.Drawn {
		if err := i.exec(`INSERT INTO drawn (shop_id, shelf, name, key, label, product, collection, image, position, retired_at)
			SELECT CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT),
				COALESCE((SELECT MAX(position) + 1 FROM drawn WHERE shop_id = ? AND shelf = ?), 0), CAST(? AS BIGINT)
			WHERE NOT EXISTS (SELECT 1 FROM drawn WHERE shop_id = ? AND shelf = ? AND (name = ? OR key = ?))`,
			i.shop, d.Shelf, d.Name, d.Key, d.Label, d.Product, d.Collection, d.Image, i.shop, d.Shelf, i.now, i.shop, d.Shelf, d.Name, d.Key); err != nil {
			return err
		}
		var found int
		if err := i.tx.Raw("SELECT COUNT(*) FROM drawn WHERE shop_id = ? AND shelf = ? AND key = ? AND name = ?", i.shop, d.Shelf, d.Key, d.Name).Scan(&found).Error; err != nil {
			return err
		}
		if found == 0 {
			return app.Errorf(app.Conflict, "option %s of the catalogue is another one here", d.Key)
		}
	}
	return nil
}

// lastVersion is the greatest number a version of a survey has, published or not.
func lastVersion(tx *gorm.DB, shop app.ShopID, id app.SurveyID) (last int, err error) {
	err = tx.Raw("SELECT COALESCE(MAX(version), 0) FROM survey_versions WHERE shop_id = ? AND survey_id = ?", shop, id).Scan(&last).Error
	return last, err
}
