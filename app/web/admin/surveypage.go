package admin

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/qr"
)

type pageIn struct {
	ID       string `path:"id" maxLength:"64" doc:"The survey's id or its handle"`
	Source   string `query:"utm_source" maxLength:"100"`
	Medium   string `query:"utm_medium" maxLength:"100"`
	Campaign string `query:"utm_campaign" maxLength:"100"`
	Locale   string `query:"locale" maxLength:"35" pattern:"^([A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*)?$" doc:"What the page is in; without it, what the browser reads"`
	Kiosk    bool   `query:"kiosk" doc:"A screen that many people use: it starts again by itself"`
}

type pageOut struct {
	Body struct {
		URL string `json:"url" doc:"Where the survey's page is"`
		QR  string `json:"qr" doc:"The address as a QR code, an SVG image"`
	}
}

// surveyPage is where the page of a survey is, to be sent and printed. Errors: NotFound;
// Conflict for a survey that has no page, since it is not published on link.
func (d *door) surveyPage(ctx context.Context, shop app.ShopID, in *pageIn) (*pageOut, error) {
	survey, err := d.Store.Survey(ctx, shop, app.SurveyID(in.ID))
	if app.Is(err, app.NotFound) {
		survey, err = d.Store.SurveyByHandle(ctx, shop, in.ID)
	}
	if err != nil {
		return nil, err
	}
	details, err := d.Store.Shop(ctx, shop)
	if err != nil {
		return nil, err
	}
	if survey.Version == 0 {
		return nil, errNoPage
	}
	v, err := d.Store.SurveyVersion(ctx, shop, survey.ID, survey.Version)
	if err != nil {
		return nil, err
	}
	if !slices.Contains(v.Document.Placements, app.SurfaceLink) {
		return nil, errNoPage
	}
	var out pageOut
	out.Body.URL = in.address(details, survey.Handle)
	out.Body.QR, err = qr.SVG(out.Body.URL, v.Document.Title)
	return &out, err
}

var errNoPage = app.Errorf(app.Conflict, "the survey has no page: publish it on link first")

func (in *pageIn) address(shop app.Shop, handle string) string {
	query := url.Values{}
	for name, value := range map[string]string{"utm_source": in.Source, "utm_medium": in.Medium, "utm_campaign": in.Campaign, "locale": in.Locale} {
		if value = strings.TrimSpace(value); value != "" {
			query.Set(name, value)
		}
	}
	if in.Kiosk {
		query.Set("kiosk", "1")
	}
	at := url.URL{
		Scheme: "https", Host: string(shop.ID), Path: shop.Proxy() + "/surveys/" + handle, RawQuery: query.Encode(),
	}
	return at.String()
}
