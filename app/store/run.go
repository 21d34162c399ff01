package store

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// uncounted is the effect of a run while nobody has counted it.
const uncounted = "{}"

const runColumns = `shop_id, id, destination_id, kind, state, filter, total, planned, page_after, effect, came_to, begun_by, reason, created_at, finished_at,
	(SELECT COUNT(*) FROM deliveries d WHERE d.shop_id = runs.shop_id AND d.run_id = runs.id AND d.run_id <> '' AND d.state = 'waiting') AS waiting`

// CreateRun writes a run down that begins with the first of its people, or the newest of
// the deliveries that there are by now. Errors: NotFound without the destination; Conflict
// while another run is on its way there.
func (s *Store) CreateRun(ctx context.Context, shop app.ShopID, run app.Run, filter RunFilter) (app.RunID, error) {
	effect := []byte(uncounted)
	if run.Counted {
		var err error
		if effect, err = json.Marshal(run.Effect); err != nil {
			return "", fmt.Errorf("effect: %w", err)
		}
	}
	id := app.RunID(uuid.Must(uuid.NewV7()).String())
	err := s.write(ctx, func(tx *gorm.DB) error {
		if err := freeForRun(tx, shop, run.Destination); err != nil {
			return err
		}
		filter, err := filter.asOfNow(tx, shop)
		if err != nil {
			return err
		}
		narrowed, err := json.Marshal(filter)
		if err != nil {
			return fmt.Errorf("filter: %w", err)
		}
		return tx.Exec(`INSERT INTO runs (shop_id, id, destination_id, kind, state, filter, total, effect, begun_by, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			shop, id, run.Destination, run.Kind, app.RunRunning, string(narrowed), run.Total, string(effect), run.By, millis(s.now())).Error
	})
	return id, wrap(err, "run")
}

// freeForRun holds a destination's lane, or for "" all of them, while a run is begun there.
func freeForRun(tx *gorm.DB, shop app.ShopID, at app.DestinationID) error {
	var lanes []string
	if err := tx.Raw("SELECT destination_id FROM lanes WHERE shop_id = ? AND (destination_id = ? OR ? = '') ORDER BY destination_id"+forUpdate(tx),
		shop, at, at).Scan(&lanes).Error; err != nil {
		return err
	}
	if len(lanes) == 0 {
		return app.Errorf(app.NotFound, "destination not found")
	}
	var busy bool
	if err := tx.Raw(`SELECT EXISTS (SELECT 1 FROM runs WHERE shop_id = ? AND state IN ('running', 'paused') AND (destination_id IN (?, '') OR ? = ''))`,
		shop, at, at).Scan(&busy).Error; err != nil {
		return err
	}
	if busy {
		return app.Errorf(app.Conflict, "another run is on its way there: wait for it, or cancel it")
	}
	return nil
}

// Run reads a run and how far it is. Errors: NotFound.
func (s *Store) Run(ctx context.Context, shop app.ShopID, id app.RunID) (app.Run, error) {
	list, err := s.runs(ctx, "shop_id = ? AND id = ?", shop, id)
	if err == nil && len(list) == 0 {
		err = app.Errorf(app.NotFound, "run not found")
	}
	if err != nil {
		return app.Run{}, err
	}
	return list[0], nil
}

// Runs lists a shop's runs and how far they are, newest first, before one of them or, for
// "", from the latest; those that concern one destination or, for "", all. Errors:
// Unavailable.
func (s *Store) Runs(ctx context.Context, shop app.ShopID, of app.DestinationID, before app.RunID, limit int) ([]app.Run, error) {
	return s.runs(ctx, "shop_id = ? AND (destination_id IN (?, '') OR ? = '') AND (? = '' OR id < ?) ORDER BY id DESC LIMIT ?",
		shop, of, of, before, before, limit)
}

// DueRuns lists the runs of all shops that are on their way, the oldest first. Errors:
// Unavailable.
func (s *Store) DueRuns(ctx context.Context, limit int) ([]app.Run, error) {
	return s.runs(ctx, "state = 'running' ORDER BY created_at LIMIT ?", limit)
}

func (s *Store) runs(ctx context.Context, where string, args ...any) ([]app.Run, error) {
	var rows []runRow
	if err := s.read.WithContext(ctx).Raw("SELECT "+runColumns+" FROM runs WHERE "+where, args...).Scan(&rows).Error; err != nil {
		return nil, wrap(err, "runs")
	}
	list := make([]app.Run, len(rows))
	for i, row := range rows {
		var err error
		if list[i], err = row.run(); err != nil {
			return nil, err
		}
	}
	return list, nil
}
