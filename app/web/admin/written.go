package admin

import (
	"context"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/fold"
	"github.com/askwell/askwell/app/naming"
)

type writeInsIn struct {
	Survey   app.SurveyID `path:"id" maxLength:"64" pattern:"^[0-9A-Za-z-]+$"`
	Question string       `path:"question" maxLength:"64" pattern:"^[a-z0-9_]+$" doc:"A question's key in which something can be written"`
	WholeIn
}

type writtenText struct {
	Text     string `json:"text"`
	Count    int    `json:"count"`
	Spelling string `json:"spelling" doc:"Texts of the same spelling are named together: neither case nor accents make a difference"`
}

type writtenGroup struct {
	Texts  []writtenText `json:"texts" doc:"Likely the same, the most frequent first"`
	Count  int           `json:"count"`
	Option string        `json:"option,omitempty" doc:"The key of the option that is likely meant"`
	Name   string        `json:"name" doc:"What it may be called else: as most wrote it"`
}

type writtenName struct {
	Option string        `json:"option,omitempty" doc:"The key of an option that is meant"`
	Name   string        `json:"name,omitempty" doc:"A name of its own"`
	Value  string        `json:"value" doc:"What it is counted as, and found by"`
	Texts  []writtenText `json:"texts" doc:"What is called so"`
	Count  int           `json:"count"`
}

type writeInsOut struct {
	PageOut
	Body struct {
		Groups []writtenGroup `json:"groups" doc:"What nobody has named yet; what can be merged first. It is these that come in pages"`
		Named  []writtenName  `json:"named"`
		Next   string         `json:"next,omitempty"`
		Looked int            `json:"looked" doc:"Responses that were looked through"`
		Whole  bool           `json:"whole" doc:"Whether those are all; else they are the newest"`
	}
}

type nameIn struct {
	Body struct {
		Survey   app.SurveyID `json:"survey" maxLength:"64"`
		Question string       `json:"question" maxLength:"64"`
		Option   string       `json:"option,omitempty" maxLength:"64" doc:"The key of the option that is meant"`
		Name     string       `json:"name,omitempty" maxLength:"200" doc:"Or a name of its own"`
		Texts    []string     `json:"texts" minItems:"1" maxItems:"200" doc:"As they were written"`
	}
}

type unnameIn struct {
	Body struct {
		Question string   `json:"question" maxLength:"64"`
		Option   string   `json:"option,omitempty" maxLength:"64"`
		Name     string   `json:"name,omitempty" maxLength:"200"`
		Texts    []string `json:"texts,omitempty" minItems:"1" maxItems:"200" doc:"Only these of what is called so, and what is spelt like them; without any, all of it"`
	}
}

type namedOut struct {
	Body struct {
		Value string `json:"value" doc:"What it is counted as from now on; what was written stays as it is"`
	}
}

func (d *door) names() *naming.Keeper { return &naming.Keeper{Store: d.Store, Now: d.Now} }

func (d *door) writeIns(ctx context.Context, shop app.ShopID, in *writeInsIn) (*writeInsOut, error) {
	board, err := d.names().Board(ctx, shop, in.Survey, in.Question)
	if err != nil {
		return nil, err
	}
	groups, next, page, err := part(ctx, &in.WholeIn, "written/"+string(in.Survey)+"/"+in.Question, board.Groups, func(g naming.Group) string { return g.Texts[0].Text })
	if err != nil {
		return nil, err
	}
	out := writeInsOut{PageOut: page}
	out.Body.Looked, out.Body.Whole, out.Body.Next = board.Looked, board.Whole, next
	out.Body.Groups, out.Body.Named = make([]writtenGroup, len(groups)), make([]writtenName, len(board.Named))
	for i, g := range groups {
		out.Body.Groups[i] = writtenGroup{textsOf(g.Texts), g.Count, g.Option, g.Name}
	}
	for i, n := range board.Named {
		out.Body.Named[i] = writtenName{n.Option, n.Name, app.Naming{Option: n.Option, Name: n.Name}.Value(), textsOf(n.Texts), n.Count}
	}
	return &out, nil
}

func textsOf(texts []naming.Text) []writtenText {
	list := make([]writtenText, len(texts))
	for i, one := range texts {
		list[i] = writtenText{one.Text, one.Count, fold.Text(one.Text)}
	}
	return list
}

func (d *door) nameWritten(ctx context.Context, shop app.ShopID, in *nameIn) (*namedOut, error) {
	n := app.Naming{Question: in.Body.Question, Option: in.Body.Option, Name: in.Body.Name, By: actor(ctx)}
	n, err := d.names().Name(ctx, shop, in.Body.Survey, n, in.Body.Texts)
	var out namedOut
	out.Body.Value = n.Value()
	return &out, err
}

func (d *door) unnameWritten(ctx context.Context, shop app.ShopID, in *unnameIn) (*namedOut, error) {
	err := d.Store.Unname(ctx, shop, app.Naming{Question: in.Body.Question, Option: in.Body.Option, Name: in.Body.Name}, in.Body.Texts)
	return &namedOut{}, err
}
