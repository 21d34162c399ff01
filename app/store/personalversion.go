package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"github.com/askwell/askwell/app"
)

// Named is a version of a survey by the survey's handle.
type Named struct {
	Handle  string
	Version int
}

var versionsNamed = wanted{
	columns: []column{textColumn("shop_id"), textColumn("handle"), intColumn("version")},
	query: `SELECT s.handle, v.survey_id, v.version, v.document, v.published_at FROM wanted
		CROSS JOIN surveys s JOIN survey_versions v ON v.shop_id = s.shop_id AND v.survey_id = s.id
		WHERE s.shop_id = wanted.shop_id AND s.handle = wanted.handle AND v.version = wanted.version`,
}

var errUnread = errors.New("not read yet")

// VersionsNamed reads versions at once, those that were not read lately. One that does
// not exist is missing. Errors: Unavailable.
func (s *Store) VersionsNamed(ctx context.Context, shop app.ShopID, names []Named) (map[Named]app.Version, error) {
	found := make(map[Named]app.Version, len(names))
	var keys [][]any
	for _, name := range names {
		v, err := s.versions.get(versionKey{shop: shop, handle: name.Handle, number: name.Version}, func() (app.Version, error) { return app.Version{}, errUnread })
		if err == nil {
			found[name] = v
			continue
		}
		keys = append(keys, []any{string(shop), name.Handle, int64(name.Version)})
	}
	err := versionsNamed.read(ctx, s.read.WithContext(ctx), keys, func(rows *sql.Rows) error {
		var name Named
		var document []byte
		var at int64
		v := app.Version{Shop: shop}
		if err := rows.Scan(&name.Handle, &v.Survey, &v.Version, &document, &at); err != nil {
			return err
		}
		if err := json.Unmarshal(document, &v.Document); err != nil {
			return err
		}
		name.Version, v.PublishedAt = v.Version, fromMillis(at)
		var err error
		found[name], err = s.versions.get(versionKey{shop: shop, handle: name.Handle, number: name.Version}, func() (app.Version, error) { return v, nil })
		return err
	})
	return found, wrap(err, "survey versions")
}
