package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// RunFilter narrows what a run is about; zero fields do not.
type RunFilter struct {
	Since  time.Time    `json:"since,omitzero"`   // who has answered since
	Survey app.SurveyID `json:"survey,omitempty"` // who has answered this survey
	// Leave says that the destination is disconnected when the run is through.
	Leave bool `json:"leave,omitempty"`
	// Deliveries are those that are sent again, or undone; nil: it is about people.
	Deliveries *DeliveryFilter `json:"deliveries,omitempty"`
}

// of is what a run of a filter goes through.
func (f RunFilter) of() app.RunUnit {
	if f.Leave || f.Deliveries != nil {
		return app.RunDeliveries
	}
	return app.RunPeople
}

// through is the filter of a run that is over: nothing of it names anybody.
func (f RunFilter) through() RunFilter {
	if f.Deliveries != nil {
		kept := *f.Deliveries
		kept.IDs, kept.People, kept.Profile = nil, nil, ""
		f.Deliveries = &kept
	}
	return f
}

// cameTo is how far a run of undos is. One that goes on until nothing is left goes through
// everything again, as long as the last time came to something.
type cameTo struct {
	app.Undone
	Rounds  int   `json:"rounds,omitempty"`
	Before  int   `json:"before,omitempty"`  // places that were restored before this round
	Resumed int64 `json:"resumed,omitempty"` // when it last went on after a pause
}

// asOfNow keeps what comes later from a run of deliveries.
func (f RunFilter) asOfNow(tx *gorm.DB, shop app.ShopID) (RunFilter, error) {
	if f.Deliveries == nil {
		return f, nil
	}
	of := *f.Deliveries
	err := tx.Raw("SELECT COALESCE(MAX(id), '-') FROM deliveries WHERE shop_id = ?", shop).Scan(&of.Until).Error // "-" is before every id
	f.Deliveries = &of
	return f, err
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
