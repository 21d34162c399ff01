package admin

import (
	"context"
	"encoding/json"
	"time"

	"github.com/google/uuid"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/find"
	"github.com/askwell/askwell/app/store"
)

// ResponseFilterBody narrows responses; what is left out does not. It is exported because
// huma fills what is embedded only then.
type ResponseFilterBody struct {
	Survey   app.SurveyID `query:"survey" json:"survey,omitempty" maxLength:"64"`
	Question string       `query:"question" json:"question,omitempty" maxLength:"64" doc:"A question's key: of those who answered it"`
	Value    string       `query:"value" json:"value,omitempty" maxLength:"200" doc:"And answered this: a value as the insight operations tell it, or * for what was written in"`
	Surface  app.Surface  `query:"surface" json:"surface,omitempty" maxLength:"20"`
	Country  string       `query:"country" json:"country,omitempty" maxLength:"10" doc:"ISO 3166, of the order; none: without an order we know"`
	Language string       `query:"language" json:"language,omitempty" maxLength:"35" doc:"It was answered in: en, which en-GB is too"`
	From     string       `query:"from" json:"from,omitempty" format:"date" maxLength:"10" doc:"The first of the shop's days"`
	To       string       `query:"to" json:"to,omitempty" format:"date" maxLength:"10" doc:"The last of the shop's days"`
	State    string       `query:"state" json:"state,omitempty" enum:"complete,partial"`
	Who      string       `query:"who" json:"who,omitempty" enum:"customer,guest"`
	Text     string       `query:"text" json:"text,omitempty" maxLength:"200" doc:"Words of texts and write-ins, or what they begin with: all of them; case and accents make no difference"`
}

// wanted is what a filter means for a shop.
func (d *door) wanted(ctx context.Context, shop app.ShopID, f ResponseFilterBody) (store.ResponseFilter, error) {
	known, err := d.Store.Shop(ctx, shop)
	if err != nil {
		return store.ResponseFilter{}, err
	}
	names, err := d.Store.Namings(ctx, shop)
	if err != nil {
		return store.ResponseFilter{}, err
	}
	return find.Filter(f).Of(known.Zone(), names)
}

type viewBody struct {
	ID      string             `json:"id"`
	Name    string             `json:"name"`
	Filter  ResponseFilterBody `json:"filter"`
	SavedBy string             `json:"saved_by" doc:"user/7 a member of staff, key/… a program"`
	SavedAt time.Time          `json:"saved_at"`
}

type viewOut struct{ Body viewBody }

func (o *viewOut) target() string { return "views/" + o.Body.ID }

type viewsOut struct {
	PageOut
	Body struct {
		Next  string     `json:"next,omitempty"`
		Views []viewBody `json:"views"`
	}
}

type viewIn struct {
	Body struct {
		Name   string             `json:"name" minLength:"1" maxLength:"80" pattern:"\\S"`
		Filter ResponseFilterBody `json:"filter"`
	}
}

// ViewPath names the view in a path.
type ViewPath struct {
	View string `path:"view" maxLength:"64" pattern:"^[0-9A-Za-z-]+$"`
}

func (d *door) views(ctx context.Context, shop app.ShopID, in *WholeIn) (*viewsOut, error) {
	all, err := d.Store.Views(ctx, shop)
	if err != nil {
		return nil, err
	}
	list, next, page, err := part(ctx, in, "views", all, func(one app.View) string { return one.ID })
	out := viewsOut{PageOut: page}
	out.Body.Next = next
	out.Body.Views = make([]viewBody, len(list))
	for i, v := range list {
		out.Body.Views[i] = viewOf(v)
	}
	return &out, err
}

func (d *door) saveView(ctx context.Context, shop app.ShopID, in *viewIn) (*viewOut, error) {
	if _, err := d.wanted(ctx, shop, in.Body.Filter); err != nil {
		return nil, err
	}
	filter, err := json.Marshal(in.Body.Filter)
	if err != nil {
		return nil, err
	}
	saved, err := d.Store.SaveView(ctx, shop, app.View{ID: uuid.NewString(), Name: in.Body.Name, Filter: filter, By: actor(ctx), At: d.Now()})
	return &viewOut{viewOf(saved)}, err
}

// deleteView tells the views that are left.
func (d *door) deleteView(ctx context.Context, shop app.ShopID, in *ViewPath) (*viewsOut, error) {
	if err := d.Store.DeleteView(ctx, shop, in.View); err != nil {
		return nil, err
	}
	return d.views(ctx, shop, allOf)
}

func viewOf(v app.View) viewBody {
	body := viewBody{ID: v.ID, Name: v.Name, SavedBy: v.By, SavedAt: v.At}
	_ = json.Unmarshal(v.Filter, &body.Filter) // we wrote it; of what cannot be read nothing narrows
	return body
}
