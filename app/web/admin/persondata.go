package admin

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/privacy"
	"github.com/askwell/askwell/app/store"
)

// byStaff begins the id of a request that a member of staff, or a program, makes for a
// shopper.
const byStaff = "staff/"

type personExportIn struct {
	PersonPath
	Locale string `query:"locale" maxLength:"35" pattern:"^([A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*)?$" doc:"The page's language; without it hers, or the shop's"`
}

// personExport is all that is held of a shopper, as a data request is answered with it.
func (d *door) personExport(ctx context.Context, shop app.ShopID, in *personExportIn) (*privacyExportOut, error) {
	who, err := d.owner(ctx, shop, in.PersonPath)
	if err != nil {
		return nil, err
	}
	data, err := d.Privacy.Export(ctx, shop, who.Customer, orders(who))
	if err != nil {
		return nil, err
	}
	page, err := d.Privacy.Page(ctx, data, in.Locale)
	if err != nil {
		return nil, err
	}
	var out privacyExportOut
	out.Body.Page = string(page)
	out.Body.Data, err = privacy.JSON(data)
	return &out, err
}

// owner is whom the path names, whose own order is not named with her: nothing of anybody
// else's is to be told or erased because an order stands in the path.
func (d *door) owner(ctx context.Context, shop app.ShopID, path PersonPath) (store.Whom, error) {
	who, err := d.whom(ctx, shop, path)
	if err != nil {
		return who, err
	}
	return d.Store.Owner(ctx, shop, who)
}

// orders are those named with who somebody is: a guest is known by hers.
func orders(who store.Whom) []app.OrderID {
	if who.Order == 0 {
		return nil
	}
	return []app.OrderID{who.Order}
}

type foreseenOut struct {
	Body struct {
		Here         map[string]int   `json:"here" doc:"How much would be erased here, by kind"`
		Destinations []foreseenAtBody `json:"destinations" doc:"Which would be told to forget her"`
	}
}

type foreseenAtBody struct {
	Destination app.DestinationID `json:"destination"`
	Title       string            `json:"title" doc:"The destination's"`
	Connected   bool              `json:"connected" doc:"False for one that cannot be told any more: there she is to be erased by hand"`
}

// foreseeErasure tells what erasing a shopper would do, and does nothing.
func (d *door) foreseeErasure(ctx context.Context, shop app.ShopID, in *PersonPath) (*foreseenOut, error) {
	who, err := d.owner(ctx, shop, *in)
	if err != nil {
		return nil, err
	}
	foreseen, err := d.Privacy.Foresee(ctx, shop, who.Customer, orders(who))
	if err != nil {
		return nil, err
	}
	connected, err := d.Store.Destinations(ctx, shop)
	if err != nil {
		return nil, err
	}
	titles, err := d.called(ctx, shop)
	there := map[app.DestinationID]bool{}
	for _, one := range connected {
		there[one.ID] = true
	}
	var out foreseenOut
	out.Body.Here, out.Body.Destinations = foreseen.Here, make([]foreseenAtBody, len(foreseen.Destinations))
	for i, id := range foreseen.Destinations {
		out.Body.Destinations[i] = foreseenAtBody{id, titles(id), there[id]}
	}
	return &out, err
}

type erasedOut struct{ Body erasureBody }

// erasePerson erases a shopper here, at once, and has every destination forget her. Who
// she was is then known to nobody: the log has her by the name that the receipt has, too.
func (d *door) erasePerson(ctx context.Context, shop app.ShopID, in *PersonPath) (*erasedOut, error) {
	who, err := d.owner(ctx, shop, *in)
	if err != nil {
		return nil, err
	}
	request := privacy.Request{ID: byStaff + uuid.NewString(), Customer: who.Customer, Orders: orders(who), At: d.Now().UTC().Truncate(time.Millisecond)}
	done, err := d.Privacy.EraseCustomer(ctx, shop, request)
	if err != nil {
		return nil, err
	}
	if c := changeOf(ctx); c != nil {
		c.entry.Action, c.entry.Subject = "erase", done.Subject
	}
	aim(ctx, "erasures/"+done.ID)
	return d.erasedOut(ctx, shop, done.ID)
}

type erasurePath struct {
	Erasure string `path:"erasure" maxLength:"64" pattern:"^[A-Za-z0-9-]+$"`
}

// erasure is one erasure, and how far it is at every destination.
func (d *door) erasure(ctx context.Context, shop app.ShopID, in *erasurePath) (*erasedOut, error) {
	return d.erasedOut(ctx, shop, in.Erasure)
}

func (d *door) erasedOut(ctx context.Context, shop app.ShopID, id string) (*erasedOut, error) {
	done, err := d.Store.Erasure(ctx, shop, id)
	if err != nil {
		return nil, err
	}
	titles, err := d.called(ctx, shop)
	if err != nil {
		return nil, err
	}
	return &erasedOut{erasureOf(done, titles)}, nil
}
