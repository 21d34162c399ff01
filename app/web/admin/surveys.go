package admin

import (
	"context"
	"encoding/json"
	"reflect"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/publish"
	"github.com/askwell/askwell/app/question"
	"github.com/askwell/askwell/app/store"
)

// surveyState is where a survey stands for the merchant.
type surveyState string

const (
	stateDraft   surveyState = "draft"   // never published
	stateChanged surveyState = "changed" // edited since
	stateLive    surveyState = "live"    // as published
)

type summary struct {
	ID         app.SurveyID  `json:"id"`
	Handle     string        `json:"handle"`
	Title      string        `json:"title"`
	Placements []app.Surface `json:"placements"`
	Questions  int           `json:"questions"`
	State      surveyState   `json:"state" enum:"draft,changed,live"`
	Version    int           `json:"version"`
	UpdatedAt  time.Time     `json:"updated_at"`
}

type surveyList struct {
	PageOut
	Body struct {
		Surveys []summary `json:"surveys" doc:"The newest first"`
		Next    string    `json:"next,omitempty"`
	}
}

func (d *door) surveys(ctx context.Context, shop app.ShopID, in *PageIn) (*surveyList, error) {
	var from store.Before
	if err := in.after("surveys", &from.At, &from.ID); err != nil {
		return nil, err
	}
	surveys, err := d.Store.SurveyPage(ctx, shop, from, in.Limit+1)
	if err != nil {
		return nil, err
	}
	surveys, next, page := paged(ctx, *in, "surveys", surveys, func(s app.Survey) []any { return []any{s.CreatedAt, s.ID} })
	out := surveyList{PageOut: page}
	out.Body.Next, out.Body.Surveys = next, make([]summary, len(surveys))
	for i, s := range surveys {
		state, err := d.state(ctx, s)
		if err != nil {
			return nil, err
		}
		out.Body.Surveys[i] = summary{
			ID: s.ID, Handle: s.Handle, Title: s.Draft.Title, Placements: s.Draft.Placements,
			Questions: len(s.Draft.Questions), State: state, Version: s.Version, UpdatedAt: s.UpdatedAt,
		}
	}
	return &out, nil
}

// state compares the draft with what is published.
func (d *door) state(ctx context.Context, s app.Survey) (surveyState, error) {
	if s.Version == 0 {
		return stateDraft, nil
	}
	published, err := d.Store.SurveyVersion(ctx, s.Shop, s.ID, s.Version)
	if err != nil {
		return "", err
	}
	return stateOf(s, []app.Version{published})
}

// stateOf is state where what is published is at hand.
func stateOf(s app.Survey, published []app.Version) (surveyState, error) {
	at := slices.IndexFunc(published, func(v app.Version) bool { return v.Survey == s.ID })
	if s.Version == 0 || at < 0 {
		return stateDraft, nil
	}
	draft, err := json.Marshal(question.Guarded(s.Draft)) // as it would be published
	if err != nil {
		return "", err
	}
	live, err := json.Marshal(published[at].Document)
	if err != nil {
		return "", err
	}
	if string(draft) != string(live) {
		return stateChanged, nil
	}
	return stateLive, nil
}

type surveyBody struct {
	ID          app.SurveyID `json:"id"`
	Document    app.Document `json:"document"`
	Revision    int          `json:"revision"`
	Version     int          `json:"version"`
	State       surveyState  `json:"state" enum:"draft,changed,live"`
	PublishedAt time.Time    `json:"published_at,omitzero"`
	UpdatedAt   time.Time    `json:"updated_at"`

	Warnings []app.FieldError        `json:"warnings,omitempty" doc:"What may be published and had better be otherwise"`
	Drawn    map[string][]app.Option `json:"drawn,omitempty" doc:"By question: the options it has now, where they come from the catalogue"`
}

type surveyOut struct {
	Body surveyBody
}

func (d *door) out(ctx context.Context, s app.Survey) (*surveyOut, error) {
	state, err := d.state(ctx, s)
	if err != nil {
		return nil, err
	}
	offered, empty, err := d.Publisher.Offer(ctx, s.Shop, s.Draft)
	drawn := map[string][]app.Option{}
	for _, q := range offered.Questions {
		if q.Source != nil {
			drawn[q.Key] = q.Options
		}
	}
	return &surveyOut{Body: surveyBody{
		ID: s.ID, Document: s.Draft, Revision: s.Revision, Version: s.Version, State: state,
		PublishedAt: s.PublishedAt, UpdatedAt: s.UpdatedAt, Warnings: append(publish.Warnings(s.Draft), empty...), Drawn: drawn,
	}}, err
}

// SurveyPath names the survey in a path. It is exported because huma fills what
// is embedded only then.
type SurveyPath struct {
	ID app.SurveyID `path:"id" maxLength:"64" pattern:"^[0-9A-Za-z-]+$"`
}

func (d *door) survey(ctx context.Context, shop app.ShopID, in *SurveyPath) (*surveyOut, error) {
	s, err := d.Store.Survey(ctx, shop, in.ID)
	if err != nil {
		return nil, err
	}
	return d.out(ctx, s)
}

type missingOut struct {
	Body struct {
		Missing map[string][]question.Gap `json:"missing" doc:"Texts the draft lacks before it can be published, by language"`
	}
}

func (d *door) missing(ctx context.Context, shop app.ShopID, in *SurveyPath) (*missingOut, error) {
	s, err := d.Store.Survey(ctx, shop, in.ID)
	var out missingOut
	out.Body.Missing = question.Missing(s.Draft)
	return &out, err
}

// definition is a document as it is sent: read by its own rules, because a schema
// names every item of a list that is wrong and a hostile list has many.
type definition struct {
	app.Document
	err error
}

// UnmarshalJSON keeps what is wrong for the handler, which answers in fields.
func (d *definition) UnmarshalJSON(raw []byte) error {
	d.Document, d.err = question.ReadDocument(raw)
	return nil
}

// Schema is the document's.
func (*definition) Schema(r huma.Registry) *huma.Schema {
	return r.Schema(reflect.TypeFor[app.Document](), true, "")
}

type createIn struct {
	Body struct {
		Document definition `json:"document"`
	}
}

func (d *door) create(ctx context.Context, shop app.ShopID, in *createIn) (*surveyOut, error) {
	if err := in.Body.Document.err; err != nil {
		return nil, err
	}
	s, err := d.Publisher.Create(ctx, shop, in.Body.Document.Document)
	if err != nil {
		return nil, err
	}
	return d.out(ctx, s)
}

type saveIn struct {
	SurveyPath
	Body struct {
		Revision *int       `json:"revision,omitempty" deprecated:"true" doc:"The revision that was edited; If-Match says it better"`
		Document definition `json:"document"`
	}
}

func (d *door) save(ctx context.Context, shop app.ShopID, in *saveIn) (*surveyOut, error) {
	if err := in.Body.Document.err; err != nil {
		return nil, err
	}
	edited, err := revisionOf(ctx, in.Body.Revision)
	if err != nil {
		return nil, err
	}
	s, err := d.Publisher.Save(ctx, shop, app.Survey{ID: in.ID, Revision: edited, Draft: in.Body.Document.Document})
	if err != nil {
		return nil, err
	}
	return d.out(ctx, s)
}

type publishIn struct {
	SurveyPath
	Body struct {
		Revision *int `json:"revision,omitempty" deprecated:"true" doc:"The revision to publish; If-Match says it better"`
	}
}

func (d *door) publish(ctx context.Context, shop app.ShopID, in *publishIn) (*surveyOut, error) {
	meant, err := revisionOf(ctx, in.Body.Revision)
	if err != nil {
		return nil, err
	}
	before, err := d.Store.Survey(ctx, shop, in.ID)
	if err != nil {
		return nil, err
	}
	now, err := d.Publisher.Publish(ctx, shop, in.ID, meant)
	if err == nil && before.Version > 0 {
		var stood app.Version
		stood, err = d.Store.SurveyVersion(ctx, shop, in.ID, before.Version)
		differ(ctx, stood.Document, now.Document)
	}
	if err != nil {
		return nil, err
	}
	return d.survey(ctx, shop, &SurveyPath{in.ID})
}
