package store

import (
	"context"
	"math"
	"sync"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// version is an app.Version at rest.
type version struct {
	ShopID      app.ShopID   `gorm:"primaryKey"`
	SurveyID    app.SurveyID `gorm:"primaryKey"`
	Version     int          `gorm:"primaryKey"`
	Document    app.Document `gorm:"serializer:json"`
	PublishedAt time.Time    `gorm:"serializer:unixms"`
}

// TableName tells GORM where versions live.
func (version) TableName() string { return "survey_versions" }

func (r version) noun() app.Version {
	return app.Version{Shop: r.ShopID, Survey: r.SurveyID, Version: r.Version, Document: r.Document, PublishedAt: r.PublishedAt}
}

// SurveyVersion reads one published version. Errors: NotFound.
func (s *Store) SurveyVersion(ctx context.Context, shop app.ShopID, id app.SurveyID, number int) (app.Version, error) {
	return s.versions.get(versionKey{shop: shop, survey: id, number: number}, func() (app.Version, error) {
		row, err := gorm.G[version](s.read).
			Where("shop_id = ? AND survey_id = ? AND version = ?", shop, id, number).Take(ctx)
		return row.noun(), wrap(err, "survey version")
	})
}

// VersionByHandle reads the version of a survey that a shopper was shown.
// Errors: NotFound.
func (s *Store) VersionByHandle(ctx context.Context, shop app.ShopID, handle string, number int) (app.Version, error) {
	return s.versions.get(versionKey{shop: shop, handle: handle, number: number}, func() (app.Version, error) {
		var rows []version
		err := s.read.WithContext(ctx).Raw(`
			SELECT v.* FROM survey_versions v JOIN surveys s ON s.shop_id = v.shop_id AND s.id = v.survey_id
			WHERE s.shop_id = ? AND s.handle = ? AND v.version = ?`, shop, handle, number).Scan(&rows).Error
		if err == nil && len(rows) == 0 {
			err = gorm.ErrRecordNotFound
		}
		if err != nil {
			return app.Version{}, wrap(err, "survey version")
		}
		return rows[0].noun(), nil
	})
}

// PublishedVersions lists the version each survey is published as now, in the
// order of the surveys' creation. Errors: Unavailable.
func (s *Store) PublishedVersions(ctx context.Context, shop app.ShopID) ([]app.Version, error) {
	return s.versionList(ctx, publishedVersions, shop)
}

const publishedVersions = `
	SELECT v.* FROM survey_versions v
	JOIN surveys s ON s.shop_id = v.shop_id AND s.id = v.survey_id AND s.version = v.version
	WHERE v.shop_id = ? ORDER BY s.created_at, s.id`

// VersionNumbers tells which version each survey of a shop is published as now. Errors:
// Unavailable.
func (s *Store) VersionNumbers(ctx context.Context, shop app.ShopID) (map[app.SurveyID]int, error) {
	var rows []struct {
		ID      app.SurveyID
		Version int
	}
	err := s.read.WithContext(ctx).Raw("SELECT id, version FROM surveys WHERE shop_id = ? AND version > 0", shop).Scan(&rows).Error
	numbers := make(map[app.SurveyID]int, len(rows))
	for _, row := range rows {
		numbers[row.ID] = row.Version
	}
	return numbers, wrap(err, "surveys")
}

// NewestAsking reads the newest version of a survey, from a number down, that asks a
// question, as it asks it. Errors: NotFound when none does.
func (s *Store) NewestAsking(ctx context.Context, shop app.ShopID, id app.SurveyID, from int, key string) (app.Question, error) {
	for number := from; number > 0; number-- {
		version, err := s.SurveyVersion(ctx, shop, id, number)
		if app.Is(err, app.NotFound) {
			continue // only what came with a person's data has gaps
		}
		if err != nil {
			return app.Question{}, err
		}
		if q, asks := version.Document.Question(key); asks {
			return q, nil
		}
	}
	return app.Question{}, app.Errorf(app.NotFound, "question not found")
}

// AllVersions lists every version ever published, the oldest first. Errors:
// Unavailable.
func (s *Store) AllVersions(ctx context.Context, shop app.ShopID) ([]app.Version, error) {
	return s.versionList(ctx, "SELECT * FROM survey_versions WHERE shop_id = ? ORDER BY published_at, survey_id", shop)
}

// mostVersions bounds how many versions of one survey are read at once.
const mostVersions = 100

// SurveyVersions lists the latest versions of a survey, the newest first. Errors:
// Unavailable.
func (s *Store) SurveyVersions(ctx context.Context, shop app.ShopID, survey app.SurveyID) ([]app.Version, error) {
	return s.versionList(ctx, "SELECT * FROM survey_versions WHERE shop_id = ? AND survey_id = ? ORDER BY version DESC LIMIT ?", shop, survey, mostVersions)
}

// VersionsBelow lists so many versions of a survey below a number, or the latest when it is
// 0, the newest first. Errors: Unavailable.
func (s *Store) VersionsBelow(ctx context.Context, shop app.ShopID, survey app.SurveyID, below, most int) ([]app.Version, error) {
	if below == 0 {
		below = math.MaxInt32
	}
	return s.versionList(ctx, "SELECT * FROM survey_versions WHERE shop_id = ? AND survey_id = ? AND version < ? ORDER BY version DESC LIMIT ?", shop, survey, below, most)
}

func (s *Store) versionList(ctx context.Context, query string, args ...any) ([]app.Version, error) {
	var rows []version
	err := s.read.WithContext(ctx).Raw(query, args...).Scan(&rows).Error
	list := make([]app.Version, len(rows))
	for i, row := range rows {
		list[i] = row.noun()
	}
	return list, wrap(err, "survey versions")
}

const (
	keptVersions = 2_048
	// A version never changes, but its shop may be erased and come back.
	keptFor = time.Minute
)

// versions remembers what was read lately. What is handed out is shared: nobody
// changes a version.
type versions struct {
	now  func() time.Time
	mu   sync.RWMutex
	kept map[versionKey]keptVersion
}

// versionKey names a version by survey or by handle.
type versionKey struct {
	shop   app.ShopID
	survey app.SurveyID
	handle string
	number int
}

type keptVersion struct {
	version app.Version
	until   time.Time
}

func newVersions(now func() time.Time) *versions {
	return &versions{now: now, kept: make(map[versionKey]keptVersion)}
}

func (v *versions) get(key versionKey, read func() (app.Version, error)) (app.Version, error) {
	now := v.now()
	v.mu.RLock()
	found, ok := v.kept[key]
	v.mu.RUnlock()
	if ok && now.Before(found.until) {
		return found.version, nil
	}
	fresh, err := read()
	if err != nil {
		return app.Version{}, err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	for old := range v.kept { // any one: the map's order is random
		if len(v.kept) < keptVersions {
			break
		}
		delete(v.kept, old)
	}
	v.kept[key] = keptVersion{fresh, now.Add(keptFor)}
	return fresh, nil
}
