package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// RunFilter narrows whom a run is about; zero fields do not.
type RunFilter struct {
	Since  time.Time    `json:"since,omitzero"`   // who has answered since
	Survey app.SurveyID `json:"survey,omitempty"` // who has answered this survey
	// Leave says that the destination is disconnected when the run is through.
	Leave bool `json:"leave,omitempty"`
}

type runRow struct {
	ShopID        app.ShopID
	ID            app.RunID
	DestinationID app.DestinationID
	Kind          app.RunKind
	State         app.RunState
	Filter        string
	Total         int
	Planned       int
	PageAfter     string
	Effect        string
	BegunBy       string
	Reason        string
	CreatedAt     int64
	FinishedAt    int64
	Done          int
}

func (r runRow) run() (app.Run, error) {
	one := app.Run{
		Shop: r.ShopID, ID: r.ID, Destination: r.DestinationID, Kind: r.Kind, State: r.State, Total: r.Total, Planned: r.Planned,
		Done: r.Done, Cursor: r.PageAfter, By: r.BegunBy, Reason: r.Reason, CreatedAt: fromMillis(r.CreatedAt), FinishedAt: fromMillis(r.FinishedAt),
	}
	if err := json.Unmarshal([]byte(r.Effect), &one.Effect); err != nil {
		return app.Run{}, fmt.Errorf("effect of run %s: %w", r.ID, err)
	}
	var filter RunFilter
	if err := json.Unmarshal([]byte(r.Filter), &filter); err != nil {
		return app.Run{}, fmt.Errorf("filter of run %s: %w", r.ID, err)
	}
	one.Survey = filter.Survey
	return one, nil
}

const runColumns = `shop_id, id, destination_id, kind, state, filter, total, planned, page_after, effect, begun_by, reason, created_at, finished_at,
	(SELECT COUNT(*) FROM deliveries d WHERE d.shop_id = runs.shop_id AND d.run_id = runs.id AND d.run_id <> '' AND d.state <> 'waiting') AS done`

// CreateRun writes a run down that begins with the first of its people. Errors: NotFound
// without the destination; Conflict while another run is on its way there.
func (s *Store) CreateRun(ctx context.Context, shop app.ShopID, run app.Run, filter RunFilter) (app.RunID, error) {
	effect, err := json.Marshal(run.Effect)
	if err != nil {
		return "", fmt.Errorf("effect: %w", err)
	}
	narrowed, err := json.Marshal(filter)
	if err != nil {
		return "", fmt.Errorf("filter: %w", err)
	}
	id := app.RunID(uuid.Must(uuid.NewV7()).String())
	err = s.write(ctx, func(tx *gorm.DB) error {
		var lane []string
		if err := tx.Raw("SELECT destination_id FROM lanes WHERE shop_id = ? AND destination_id = ?"+forUpdate(tx), shop, run.Destination).Scan(&lane).Error; err != nil {
			return err
		}
		if len(lane) == 0 {
			return app.Errorf(app.NotFound, "destination not found")
		}
		var busy bool
		if err := tx.Raw("SELECT EXISTS (SELECT 1 FROM runs WHERE shop_id = ? AND destination_id = ? AND state IN ('running', 'paused'))",
			shop, run.Destination).Scan(&busy).Error; err != nil {
			return err
		}
		if busy {
			return app.Errorf(app.Conflict, "another run is on its way there: wait for it, or cancel it")
		}
		return tx.Exec(`INSERT INTO runs (shop_id, id, destination_id, kind, state, filter, total, effect, begun_by, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			shop, id, run.Destination, run.Kind, app.RunRunning, string(narrowed), run.Total, string(effect), run.By, millis(s.now())).Error
	})
	return id, wrap(err, "run")
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

// Runs lists a shop's latest runs and how far they are, newest first, of one destination
// or, for "", of all. Errors: Unavailable.
func (s *Store) Runs(ctx context.Context, shop app.ShopID, of app.DestinationID, limit int) ([]app.Run, error) {
	return s.runs(ctx, "shop_id = ? AND (destination_id = ? OR ? = '') ORDER BY id DESC LIMIT ?", shop, of, of, limit)
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

// RunFilter reads whom a run is about. Errors: NotFound.
func (s *Store) RunFilter(ctx context.Context, shop app.ShopID, id app.RunID) (RunFilter, error) {
	var rows []string
	err := s.read.WithContext(ctx).Raw("SELECT filter FROM runs WHERE shop_id = ? AND id = ?", shop, id).Scan(&rows).Error
	if err == nil && len(rows) == 0 {
		err = app.Errorf(app.NotFound, "run not found")
	}
	if err != nil {
		return RunFilter{}, wrap(err, "run")
	}
	var filter RunFilter
	if err := json.Unmarshal([]byte(rows[0]), &filter); err != nil {
		return RunFilter{}, fmt.Errorf("filter of run %s: %w", id, err)
	}
	return filter, nil
}
