package admin

import (
	"context"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

// WhomBody says whom something is about; without anything, everybody.
type WhomBody struct {
	Since  time.Time    `json:"since,omitzero" doc:"Who has answered since"`
	Survey app.SurveyID `json:"survey,omitempty" maxLength:"64" doc:"Who has answered this survey"`
}

func (b WhomBody) filter() store.RunFilter { return store.RunFilter{Since: b.Since, Survey: b.Survey} }

type planIn struct {
	ConnectedPath
	Body struct {
		WhomBody
		Mapping *mappingBody `json:"mapping,omitempty" doc:"One that need not be saved; without it, the one that is"`
	}
}

type planOut struct {
	Body struct {
		Total  int        `json:"total" doc:"People it is about"`
		Effect app.Effect `json:"effect"`
		LabelsBody
	}
}

// RunPath names a run in a path.
type RunPath struct {
	ID app.RunID `path:"run" maxLength:"64" pattern:"^[a-z0-9-]+$"`
}

type runIn struct {
	Body struct {
		Destination app.DestinationID `json:"destination" maxLength:"64"`
		Kind        app.RunKind       `json:"kind" enum:"backfill,replay" doc:"Write what was said before it was mapped; or say everything again"`
		WhomBody
	}
}

type runsIn struct {
	PageIn
	Destination app.DestinationID `query:"destination" maxLength:"64" doc:"Without it, of all"`
}

type runBody struct {
	ID          app.RunID         `json:"id"`
	Destination app.DestinationID `json:"destination,omitempty" doc:"Without it, all of them"`
	Title       string            `json:"title,omitempty" doc:"The destination's"`
	Survey      app.SurveyID      `json:"survey,omitempty" doc:"Who has answered this survey; without it, everybody"`
	Kind        app.RunKind       `json:"kind" enum:"backfill,replay,undo"`
	Of          app.RunUnit       `json:"of" enum:"people,deliveries" doc:"What it goes through"`
	Leaves      bool              `json:"leaves,omitempty" doc:"The destination is disconnected once it is through"`
	State       app.RunState      `json:"state" enum:"running,paused,cancelled,done"`
	Counted     bool              `json:"counted" doc:"Whether it is known yet how many it is about"`
	Total       int               `json:"total" doc:"People, or deliveries, it is about"`
	Planned     int               `json:"planned" doc:"Of them, those it has come to"`
	Done        int               `json:"done" doc:"Of those, the ones it is done with"`
	Effect      app.Effect        `json:"effect" doc:"What it was to do, as it was counted before it began"`
	CameTo      *app.Undone       `json:"came_to,omitempty" doc:"What an undo has taken back so far, and what it could not and why"`
	Reason      string            `json:"reason,omitempty" doc:"Why it stopped"`
	By          string            `json:"by,omitempty"`
	CreatedAt   time.Time         `json:"created_at"`
	FinishedAt  time.Time         `json:"finished_at,omitzero"`
}

type runOut struct{ Body runBody }

type runList struct {
	PageOut
	Body struct {
		Runs []runBody `json:"runs" doc:"The newest first"`
		Next string    `json:"next,omitempty"`
	}
}

func (d *door) plan(ctx context.Context, shop app.ShopID, in *planIn) (*planOut, error) {
	var out planOut
	var draft app.Draft
	if in.Body.Mapping != nil {
		settled, err := d.Mappings.Draft(ctx, shop, in.ID, in.Body.Mapping.mapping(in.ID))
		if err != nil {
			return nil, err
		}
		draft.Mapping = &settled
	}
	effect, total, err := d.Runs.Plan(ctx, shop, in.ID, draft, in.Body.filter())
	if err != nil {
		return nil, err
	}
	out.Body.Effect, out.Body.Total = effect, total
	out.Body.LabelsBody, err = d.labels(ctx, shop, in.ID, draft.Mapping)
	return &out, err
}

func (d *door) runs(ctx context.Context, shop app.ShopID, in *runsIn) (*runList, error) {
	var before app.RunID
	if err := in.after("runs", &before); err != nil {
		return nil, err
	}
	list, err := d.Store.Runs(ctx, shop, in.Destination, before, in.Limit+1)
	if err != nil {
		return nil, err
	}
	titles, err := d.called(ctx, shop)
	list, next, page := paged(ctx, in.PageIn, "runs", list, func(r app.Run) []any { return []any{r.ID} })
	out := runList{PageOut: page}
	out.Body.Next = next
	out.Body.Runs = make([]runBody, len(list))
	for i, one := range list {
		out.Body.Runs[i] = runOf(one, titles)
	}
	return &out, err
}

func (d *door) beginRun(ctx context.Context, shop app.ShopID, in *runIn) (*runOut, error) {
	begun, err := d.Runs.Begin(ctx, shop, in.Body.Destination, in.Body.Kind, in.Body.filter(), actor(ctx))
	return d.runOut(ctx, begun, err)
}

func (d *door) run(ctx context.Context, shop app.ShopID, in *RunPath) (*runOut, error) {
	one, err := d.Store.Run(ctx, shop, in.ID)
	return d.runOut(ctx, one, err)
}

func (d *door) runOut(ctx context.Context, one app.Run, err error) (*runOut, error) {
	if err != nil {
		return nil, err
	}
	titles, err := d.called(ctx, one.Shop)
	return &runOut{runOf(one, titles)}, err
}

func (d *door) pauseRun(ctx context.Context, shop app.ShopID, in *RunPath) (*runOut, error) {
	if err := d.Runs.Pause(ctx, shop, in.ID); err != nil {
		return nil, err
	}
	return d.run(ctx, shop, in)
}

func (d *door) resumeRun(ctx context.Context, shop app.ShopID, in *RunPath) (*runOut, error) {
	if err := d.Runs.Resume(ctx, shop, in.ID); err != nil {
		return nil, err
	}
	return d.run(ctx, shop, in)
}

func (d *door) cancelRun(ctx context.Context, shop app.ShopID, in *RunPath) (*runOut, error) {
	if err := d.Runs.Cancel(ctx, shop, in.ID, actor(ctx)); err != nil {
		return nil, err
	}
	return d.run(ctx, shop, in)
}

func runOf(r app.Run, titles func(app.DestinationID) string) runBody {
	b := runBody{
		ID: r.ID, Destination: r.Destination, Survey: r.Survey, Kind: r.Kind, Of: r.Of, Leaves: r.Leaves, State: r.State,
		Counted: r.Counted, Total: r.Total, Planned: r.Planned, Done: r.Done,
		Effect: r.Effect, Reason: r.Reason, By: r.By, CreatedAt: r.CreatedAt, FinishedAt: r.FinishedAt,
	}
	if r.Destination != "" {
		b.Title = titles(r.Destination)
	}
	if r.Kind == app.RunUndo {
		b.CameTo = &r.CameTo
	}
	return b
}
