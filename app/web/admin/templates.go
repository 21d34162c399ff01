package admin

import (
	"context"
	"math"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/template"
)

type templateSurvey struct {
	Handle     string        `json:"handle"`
	Title      string        `json:"title"`
	Placements []app.Surface `json:"placements"`
	Questions  int           `json:"questions"`
}

// TemplateBody is a template as it is listed. It is exported because huma describes what
// is embedded only then.
type TemplateBody struct {
	Name      string           `json:"name"`
	Title     string           `json:"title"`
	Purpose   string           `json:"purpose"`
	Promise   string           `json:"promise,omitempty" doc:"What it tells shoppers that only the shop can keep"`
	Languages []string         `json:"languages" doc:"The first is the fallback"`
	Questions int              `json:"questions" doc:"As many as it asks at most"`
	Seconds   int              `json:"seconds" doc:"What answering all of it costs a shopper"`
	Surveys   []templateSurvey `json:"surveys"`
	Rewards   []app.RewardRule `json:"rewards"`
}

type templateList struct {
	PageOut
	Body struct {
		Templates []TemplateBody `json:"templates"`
		Next      string         `json:"next,omitempty"`
	}
}

func (d *door) templates(ctx context.Context, _ app.ShopID, in *WholeIn) (*templateList, error) {
	all, err := template.List()
	if err != nil {
		return nil, err
	}
	list, next, page, err := part(ctx, in, "templates", all, func(one template.Template) string { return one.Name })
	if err != nil {
		return nil, err
	}
	out := templateList{PageOut: page}
	out.Body.Next, out.Body.Templates = next, []TemplateBody{}
	for _, t := range list {
		out.Body.Templates = append(out.Body.Templates, templateBodyOf(t))
	}
	return &out, nil
}

func templateBodyOf(t template.Template) TemplateBody {
	body := TemplateBody{
		Name: t.Name, Title: t.Title, Purpose: t.Purpose, Promise: t.Promise, Languages: t.Languages(),
		Questions: t.Questions(), Seconds: int(math.Ceil(t.Seconds())), Rewards: append([]app.RewardRule{}, t.Rewards...),
	}
	for _, s := range t.Surveys {
		body.Surveys = append(body.Surveys, templateSurvey{s.Handle, s.Title, s.Placements, len(s.Questions)})
	}
	return body
}

type installIn struct {
	Name string `path:"name" maxLength:"63" pattern:"^[a-z0-9-]+$"`
	Body *struct {
		Languages []string `json:"languages,omitempty" maxItems:"20" doc:"Of those it has, the fallback first; without any, all of them"`
		Value     string   `json:"value,omitempty" doc:"What its rewards are worth: a percentage, or an amount when there is a currency"`
		Currency  string   `json:"currency,omitempty" doc:"The shop's"`
		Articles  []string `json:"articles,omitempty" maxItems:"50" doc:"\"blog/article\": those a series of questions stands beside, instead of all"`
		Again     bool     `json:"again,omitempty" doc:"Also when the shop has it already, under handles with a number"`
	}
}

type installed struct {
	ID      app.SurveyID `json:"id"`
	Handle  string       `json:"handle"`
	Title   string       `json:"title"`
	Version int          `json:"version"`
}

type installOut struct {
	Body struct {
		Surveys []installed `json:"surveys" doc:"Published"`
	}
}

func (d *door) install(ctx context.Context, shop app.ShopID, in *installIn) (*installOut, error) {
	var wish template.Wish
	if in.Body != nil {
		wish = template.Wish(*in.Body)
	}
	wish, err := d.spoken(ctx, shop, in.Name, wish)
	if err != nil {
		return nil, err
	}
	shelf := template.Installer{Store: d.Store, Surveys: d.Publisher, Rewards: d.Rewards}
	versions, err := shelf.Install(ctx, shop, in.Name, wish)
	if err != nil {
		return nil, err
	}
	var out installOut
	for _, v := range versions {
		aim(ctx, "surveys/"+string(v.Survey))
		out.Body.Surveys = append(out.Body.Surveys, installed{v.Survey, v.Document.Handle, v.Document.Title, v.Version})
	}
	return &out, nil
}
