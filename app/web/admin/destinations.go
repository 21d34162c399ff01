package admin

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/connect"
	"github.com/askwell/askwell/app/store"
)

// ConnectedPath names a destination in a path.
type ConnectedPath struct {
	ID app.DestinationID `path:"id" maxLength:"64" pattern:"^[a-z0-9-]+$"`
}

type connectedBody struct {
	ID        app.DestinationID `json:"id"`
	Kind      string            `json:"kind"`
	Title     string            `json:"title" doc:"The merchant's own name for it, or the provider's"`
	Own       string            `json:"own,omitempty" doc:"The merchant's own name for it"`
	Settings  map[string]string `json:"settings" doc:"What was filled in; of a secret the end alone"`
	Account   string            `json:"account,omitempty" doc:"What the account is called there"`
	Problem   string            `json:"problem,omitempty" doc:"What the last check found wrong, and what to do"`
	CheckedAt time.Time         `json:"checked_at,omitzero"`
	Drift     app.DriftPolicy   `json:"drift" enum:"ours,theirs,ask" doc:"What is done where it holds something else than we wrote"`
	Sample    int               `json:"sample" doc:"One in so many writes is read back; 0: none"`
	Mapped    int               `json:"mapped" doc:"Places that answers go to there"`
	LetIn     bool              `json:"let_in,omitempty" doc:"Whether the merchant has let us in at the vendor's own site: there is no key"`
	Connects  bool              `json:"connects" doc:"Whether it was connected by the merchant, and can be disconnected"`
	CreatedAt time.Time         `json:"created_at"`
	BacklogBody
	Pulse *PulseBody `json:"pulse,omitempty" doc:"How it goes; in a list no more than since when the oldest waits"`
}

// BacklogBody is what is still to be told a destination.
type BacklogBody struct {
	Waiting int    `json:"waiting" doc:"Deliveries still to be made"`
	Parked  int    `json:"parked" doc:"Deliveries that were refused"`
	Paused  string `json:"paused,omitempty" doc:"Why nothing is sent"`
}

type connectedOut struct{ Body connectedBody }

type connectedList struct {
	PageOut
	Body struct {
		Destinations []connectedBody `json:"destinations" doc:"In the order they were connected"`
		Next         string          `json:"next,omitempty"`
	}
}

type connectIn struct {
	Body struct {
		Kind     string            `json:"kind" maxLength:"64"`
		Title    string            `json:"title,omitempty" doc:"Without it, the provider's"`
		Settings map[string]string `json:"settings"`
	}
}

type connectedChange struct {
	ConnectedPath
	Body struct {
		Title    *string           `json:"title,omitempty" doc:"Empty for the provider's"`
		Settings map[string]string `json:"settings,omitempty" doc:"Those that change; a secret that is left empty stays"`
		Drift    *app.DriftPolicy  `json:"drift,omitempty"`
		Sample   *int              `json:"sample,omitempty"`
	}
}

type disconnectIn struct {
	ConnectedPath
	Written string `query:"written" enum:"leave,undo" required:"true" doc:"Whether what was written there stays, or is taken back first"`
}

type writtenOut struct{ Body app.Undone }

type leaveOut struct{ Body leaveBody }

type leaveBody struct {
	Run app.RunID `json:"run,omitempty" doc:"That takes back what was written, and then disconnects"`
}

func (d *door) connections(ctx context.Context, shop app.ShopID, in *WholeIn) (*connectedList, error) {
	all, err := d.Store.Destinations(ctx, shop)
	if err != nil {
		return nil, err
	}
	list, next, page, err := part(ctx, in, "destinations", all, func(one app.Destination) string { return string(one.ID) })
	if err != nil {
		return nil, err
	}
	stands, err := d.standings(ctx, shop)
	if err != nil {
		return nil, err
	}
	waits, err := d.Store.OldestWaiting(ctx, shop)
	if err != nil {
		return nil, err
	}
	out := connectedList{PageOut: page}
	out.Body.Next = next
	out.Body.Destinations = make([]connectedBody, len(list))
	for i, one := range list {
		if out.Body.Destinations[i], err = d.connectedBody(ctx, one, stands[one.ID]); err != nil {
			return nil, err
		}
		if since, found := waits[one.ID]; found {
			out.Body.Destinations[i].Pulse = &PulseBody{Since: since}
		}
	}
	return &out, nil
}

func (d *door) connection(ctx context.Context, shop app.ShopID, in *ConnectedPath) (*connectedOut, error) {
	one, err := d.Store.Destination(ctx, shop, in.ID)
	return d.connectedOut(ctx, one, err)
}

func (d *door) connectedOut(ctx context.Context, one app.Destination, err error) (*connectedOut, error) {
	if err != nil {
		return nil, err
	}
	stands, err := d.standings(ctx, one.Shop)
	if err != nil {
		return nil, err
	}
	body, err := d.connectedBody(ctx, one, stands[one.ID])
	return &connectedOut{body}, err
}

// standings are how the shop's lanes stand.
func (d *door) standings(ctx context.Context, shop app.ShopID) (map[app.DestinationID]BacklogBody, error) {
	lanes, err := d.Store.Lanes(ctx, shop)
	if err != nil {
		return nil, err
	}
	backlogs, err := d.Store.Backlogs(ctx, shop)
	stands := make(map[app.DestinationID]BacklogBody, len(lanes))
	for _, lane := range lanes {
		stand := BacklogBody{Paused: lane.PausedReason}
		if at := slices.IndexFunc(backlogs, func(b store.Backlog) bool { return b.Destination == lane.Destination }); at >= 0 {
			stand.Waiting, stand.Parked = backlogs[at].Waiting, backlogs[at].Parked
		}
		stands[lane.Destination] = stand
	}
	return stands, err
}

func (d *door) connectedBody(ctx context.Context, one app.Destination, stand BacklogBody) (connectedBody, error) {
	body := connectedBody{
		ID: one.ID, Kind: one.Kind, Title: cmp.Or(one.Title, d.Connections.Title(one.Kind)), Own: one.Title, Settings: map[string]string{},
		Account: one.Account, Problem: one.Problem, CheckedAt: one.CheckedAt, Drift: cmp.Or(one.Drift, app.DriftAsk), Sample: one.Sample,
		CreatedAt: one.CreatedAt, BacklogBody: stand,
	}
	spec, ok := d.Connections.Spec(one.Kind)
	if !ok {
		return body, nil
	}
	body.LetIn = spec.Of(one.Settings).LetIn()
	body.Connects, body.Settings = true, connect.Shown(spec, one.Settings)
	kept, err := d.Store.Mapping(ctx, one.Shop, one.ID)
	body.Mapped = len(kept.Targets)
	return body, err
}

func (d *door) connect(ctx context.Context, shop app.ShopID, in *connectIn) (*connectedOut, error) {
	made, err := d.Connections.Connect(ctx, shop, in.Body.Kind, connect.Entry{Title: in.Body.Title, Settings: in.Body.Settings})
	return d.connectedOut(ctx, made, err)
}

func (d *door) changeConnection(ctx context.Context, shop app.ShopID, in *connectedChange) (*connectedOut, error) {
	before, err := d.connection(ctx, shop, &in.ConnectedPath)
	if err != nil {
		return nil, err
	}
	changed, err := d.Connections.Change(ctx, shop, in.ID, connect.Change{
		Title: in.Body.Title, Settings: in.Body.Settings, Drift: in.Body.Drift, Sample: in.Body.Sample, Edition: matched(ctx),
	})
	now, err := d.connectedOut(ctx, changed, err)
	if err == nil { // named only: they hold what opens an account
		named(ctx, before.Body, now.Body)
	}
	return now, err
}

func (d *door) checkConnection(ctx context.Context, shop app.ShopID, in *ConnectedPath) (*connectedOut, error) {
	checked, err := d.Connections.Check(ctx, shop, in.ID)
	return d.connectedOut(ctx, checked, err)
}

func (d *door) pauseConnection(ctx context.Context, shop app.ShopID, in *ConnectedPath) (*connectedOut, error) {
	if err := d.Connections.Pause(ctx, shop, in.ID); err != nil {
		return nil, err
	}
	return d.connection(ctx, shop, in)
}

func (d *door) resumeConnection(ctx context.Context, shop app.ShopID, in *ConnectedPath) (*connectedOut, error) {
	if err := d.Connections.Resume(ctx, shop, in.ID); err != nil {
		return nil, err
	}
	return d.connection(ctx, shop, in)
}

// written counts what leaving a destination could take back.
func (d *door) written(ctx context.Context, shop app.ShopID, in *ConnectedPath) (*writtenOut, error) {
	could, err := d.Runs.Written(ctx, shop, in.ID)
	return &writtenOut{could}, err
}

func (d *door) disconnect(ctx context.Context, shop app.ShopID, in *disconnectIn) (*leaveOut, error) {
	if in.Written == "leave" {
		return &leaveOut{}, d.Connections.Disconnect(ctx, shop, in.ID)
	}
	if _, err := d.Store.Destination(ctx, shop, in.ID); err != nil {
		return nil, err
	}
	begun, err := d.Runs.Leave(ctx, shop, in.ID, actor(ctx))
	return &leaveOut{Body: leaveBody{Run: begun.ID}}, err
}
