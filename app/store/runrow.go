package store

import (
	"encoding/json"
	"fmt"

	"github.com/askwell/askwell/app"
)

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
	CameTo        string
	BegunBy       string
	Reason        string
	CreatedAt     int64
	FinishedAt    int64
	Waiting       int
}

func (r runRow) run() (app.Run, error) {
	one := app.Run{
		Shop: r.ShopID, ID: r.ID, Destination: r.DestinationID, Kind: r.Kind, State: r.State, Total: max(r.Total, r.Planned), Planned: r.Planned,
		Done: max(0, r.Planned-r.Waiting), Cursor: r.PageAfter, Counted: r.Effect != uncounted, By: r.BegunBy, Reason: r.Reason,
		CreatedAt: fromMillis(r.CreatedAt), FinishedAt: fromMillis(r.FinishedAt),
	}
	if one.State == app.RunDone {
		one.Done = one.Planned // one of its deliveries may be sent again since
	}
	if err := json.Unmarshal([]byte(r.Effect), &one.Effect); err != nil {
		return app.Run{}, fmt.Errorf("effect of run %s: %w", r.ID, err)
	}
	filter, came, err := r.details()
	one.Survey, one.Of, one.Leaves = filter.Survey, filter.of(), filter.Leave
	one.CameTo, one.Resumed = came.Undone, fromMillis(came.Resumed)
	return one, err
}

// details are what a run is about, and how far it is with it.
func (r runRow) details() (f RunFilter, came cameTo, err error) {
	if err := json.Unmarshal([]byte(r.Filter), &f); err != nil {
		return f, came, fmt.Errorf("filter of run %s: %w", r.ID, err)
	}
	if err := json.Unmarshal([]byte(r.CameTo), &came); err != nil {
		return f, came, fmt.Errorf("run %s: %w", r.ID, err)
	}
	return f, came, nil
}
