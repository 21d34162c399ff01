package admin

import (
	"context"
	"net/url"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/catalogue"
	"github.com/askwell/askwell/app/email"
	"github.com/askwell/askwell/app/link"
	"github.com/askwell/askwell/app/question"
	"github.com/askwell/askwell/app/store"
)

type linkIn struct {
	PersonPath
	Body struct {
		Purpose  link.Purpose `json:"purpose" enum:"preferences,answer" doc:"What the link is good for"`
		Survey   string       `json:"survey,omitempty" maxLength:"64" doc:"With answer: the survey it asks of; else the first that asks her anything"`
		Question string       `json:"question,omitempty" maxLength:"64" doc:"And the question; else the first she is asked"`
	}
}

type linkOut struct {
	Body struct {
		URL       string    `json:"url" doc:"Whoever has it speaks for her: send it to nobody else"`
		ExpiresAt time.Time `json:"expires_at"`
	}
}

// link makes the link of a shopper, to be sent to her.
func (d *door) link(ctx context.Context, shop app.ShopID, in *linkIn) (*linkOut, error) {
	who, err := d.whom(ctx, shop, in.PersonPath)
	if err != nil {
		return nil, err
	}
	asked, err := d.asks(ctx, shop, in)
	if err != nil {
		return nil, err
	}
	of, err := d.holder(ctx, shop, who)
	if err != nil {
		return nil, err
	}
	made, err := d.Links.Make(shop, of, in.Body.Purpose)
	if err != nil {
		return nil, err
	}
	var out linkOut
	out.Body.URL, out.Body.ExpiresAt = made.URL, made.ExpiresAt
	if asked != "" {
		out.Body.URL += "?" + asked
	}
	return &out, nil
}

// holder is whose link it is. Errors: NotFound for whoever could not speak through it.
func (d *door) holder(ctx context.Context, shop app.ShopID, who store.Whom) (link.Holder, error) {
	of := link.Holder{Customer: who.Customer}
	profiles, err := d.Store.ProfilesOf(ctx, shop, who)
	if err != nil {
		return of, err
	}
	if len(profiles) > 0 {
		of = link.Holder{Profile: profiles[0]}
	}
	_, err = d.Store.Holder(ctx, shop, of.Profile, of.Customer)
	return of, err
}

// asks is what an answer's link names, as it stands in an address.
func (d *door) asks(ctx context.Context, shop app.ShopID, in *linkIn) (string, error) {
	about := in.Body
	if about.Survey == "" && about.Question == "" {
		return "", nil
	}
	if about.Purpose != link.Answer || about.Survey == "" {
		return "", app.InvalidFields([]app.FieldError{{Field: "survey", Code: "needless", Message: "Only a link to answer names a survey, and a question of it."}})
	}
	v, err := d.live(ctx, shop, about.Survey)
	if err != nil {
		return "", err
	}
	query := "survey=" + url.QueryEscape(v.Document.Handle)
	if about.Question == "" {
		return query, nil
	}
	if _, known := v.Document.Question(about.Question); !known {
		return "", app.InvalidFields([]app.FieldError{{Field: "question", Code: "unknown", Message: "The survey has no such question."}})
	}
	return query + "&question=" + url.QueryEscape(about.Question), nil
}

// live is a survey as it is published, by its handle or its id. Errors: NotFound.
func (d *door) live(ctx context.Context, shop app.ShopID, name string) (app.Version, error) {
	find := d.Store.SurveyByHandle
	if _, err := uuid.Parse(name); err == nil {
		find = func(ctx context.Context, shop app.ShopID, id string) (app.Survey, error) {
			return d.Store.Survey(ctx, shop, app.SurveyID(id))
		}
	} else if !question.IsHandle(name) {
		return app.Version{}, app.Errorf(app.NotFound, "survey not found")
	}
	s, err := find(ctx, shop, name)
	if err == nil && s.Version == 0 {
		err = app.Errorf(app.NotFound, "the survey is not published")
	}
	if err != nil {
		return app.Version{}, err
	}
	v, err := d.Store.SurveyVersion(ctx, shop, s.ID, s.Version)
	if err == nil {
		v.Document, err = catalogue.Offered(ctx, d.Store, shop, v.Document)
	}
	return v, err
}

type emailIn struct {
	SurveyPath
	Tool   string `query:"tool" required:"true" enum:"klaviyo,omnisend,mailchimp,brevo,shopify"`
	Locale string `query:"locale" maxLength:"35" pattern:"^([A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8}){0,3})?$" doc:"The language of the words; the survey's first without one"`
}

type emailOut struct{ Body email.Snippet }

// email draws a published survey's first question for an email tool. The survey is named
// by its id or its handle.
func (d *door) email(ctx context.Context, shop app.ShopID, in *emailIn) (*emailOut, error) {
	v, err := d.live(ctx, shop, string(in.ID))
	if err != nil {
		return nil, err
	}
	known, err := d.Store.Shop(ctx, shop)
	if err != nil {
		return nil, err
	}
	tool, _ := email.Find(in.Tool) // the enumeration lists them all
	asked := email.Asked{Document: v.Document, Locale: in.Locale, Elsewhere: elsewhere(known, v.Document)}
	if asked.Locale == "" {
		asked.Locale = v.Document.Languages[0]
	}
	snippet, err := email.Ask(asked, tool)
	return &emailOut{snippet}, err
}

// elsewhere is where a shopper is led of whom no link is known: to the survey's own page
// if it has one, or to her preferences at the shop, where she can log in.
func elsewhere(shop app.Shop, d app.Document) string {
	base := "https://" + string(shop.ID) + shop.Proxy()
	if slices.Contains(d.Placements, app.SurfaceLink) {
		return base + "/surveys/" + d.Handle
	}
	return base + "/preferences"
}
