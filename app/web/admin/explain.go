package admin

import (
	"cmp"
	"context"
	"fmt"
	"regexp"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/ask"
	"github.com/askwell/askwell/app/stream"
)

type explainIn struct {
	PersonPath
	Surface app.Surface `query:"surface" enum:"thank-you,order-status,theme,cart,prompt,account,link,email" default:"thank-you" doc:"Where she stands"`
	Locale  string      `query:"locale" maxLength:"35" pattern:"^[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*$" doc:"What she reads; without it, the shop's language"`
}

type explainOut struct {
	Body struct {
		Surface app.Surface `json:"surface"`
		Locale  string      `json:"locale"`
		Lines   []lineBody  `json:"lines" doc:"What is asked, in order, then the rest, by survey"`
	}
}

// lineBody says of one question whether it is asked, and what decided.
type lineBody struct {
	Survey   surveyRef   `json:"survey"`
	Version  int         `json:"version"`
	Question string      `json:"question"`
	Prompt   string      `json:"prompt" doc:"The question's words, in the survey's first language"`
	Asked    bool        `json:"asked"`
	Why      stream.Why  `json:"why,omitempty" doc:"What makes a question due"`
	Rule     stream.Rule `json:"rule,omitempty" doc:"The first that refused a question"`
	Saw      any         `json:"saw,omitempty" doc:"What that rule saw"`
	Wanted   any         `json:"wanted,omitempty" doc:"What it would have had"`
	Words    string      `json:"words"`
	Rules    []ruleBody  `json:"rules" doc:"What every rule says, in the order they are asked: also those behind the one that refused"`
}

// ruleBody is what one rule says of a question.
type ruleBody struct {
	Rule   stream.Rule `json:"rule"`
	Passed bool        `json:"passed"`
	Saw    any         `json:"saw,omitempty" doc:"What it saw"`
	Wanted any         `json:"wanted,omitempty" doc:"What it would have; none where nothing is asked for"`
	Words  string      `json:"words"`
}

// explain tells of every question of every published survey whether a shopper would
// be asked it now, as her block would hear it. What only her browser knows of the
// visit is not known here, and the words say so.
func (d *door) explain(ctx context.Context, shop app.ShopID, in *explainIn) (*explainOut, error) {
	who, err := d.whom(ctx, shop, in.PersonPath)
	if err != nil {
		return nil, err
	}
	details, err := d.Store.Shop(ctx, shop)
	if err != nil {
		return nil, err
	}
	var out explainOut
	out.Body.Surface, out.Body.Locale = in.Surface, cmp.Or(in.Locale, details.Locale, "en")
	at := ask.Place{Surface: in.Surface, Locale: out.Body.Locale}
	if in.Surface == app.SurfaceThankYou || in.Surface == app.SurfaceOrderStatus {
		at.Order = who.Order // elsewhere no block tells of an order
	}
	plan, err := d.Asker.PlanOf(ctx, shop, who, at)
	if err != nil {
		return nil, err
	}
	lines, err := plan.Lines()
	if err != nil {
		return nil, err
	}
	out.Body.Lines = make([]lineBody, len(lines))
	for i, line := range lines {
		out.Body.Lines[i] = lineOf(line, plan)
	}
	return &out, nil
}

func lineOf(line stream.Line, plan ask.Plan) lineBody {
	body := lineBody{
		Survey: surveyRef{Title: line.Survey}, Version: line.Version, Question: line.Question, Prompt: line.Question, Asked: line.Asked,
		Why: line.Why, Rule: line.Rule, Saw: line.Saw, Wanted: line.Wanted, Words: line.Words, Rules: make([]ruleBody, len(line.Rules)),
	}
	for i, one := range line.Rules {
		body.Rules[i] = ruleBody(one)
	}
	version, ok := plan.Version(line.Survey)
	if !ok {
		return body
	}
	doc := version.Document
	body.Survey = surveyRef{version.Survey, doc.Title}
	body.Words = inWords(line.Words, doc)
	for i := range body.Rules {
		body.Rules[i].Words = inWords(body.Rules[i].Words, doc)
	}
	if q, has := doc.Question(line.Question); has && len(doc.Languages) > 0 {
		body.Prompt = q.Prompt.In(doc.Languages[0], doc.Languages[0])
	}
	return body
}

// A rule names an answer by its question's key, and a part of it behind that.
var anAnswer = regexp.MustCompile(`\banswers\.(\w+)(?:\.(\w+))?`)

// inWords puts questions for their keys, which a merchant need not know.
func inWords(words string, doc app.Document) string {
	return anAnswer.ReplaceAllStringFunc(words, func(name string) string {
		parts := anAnswer.FindStringSubmatch(name)
		asked := parts[1]
		if q, has := doc.Question(parts[1]); has && len(doc.Languages) > 0 {
			asked = q.Prompt.In(doc.Languages[0], doc.Languages[0])
		}
		if parts[2] != "" {
			return fmt.Sprintf("the %s in their answer to “%s”", parts[2], asked)
		}
		return fmt.Sprintf("their answer to “%s”", asked)
	})
}
