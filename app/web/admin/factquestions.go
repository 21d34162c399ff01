package admin

import (
	"cmp"
	"context"

	"github.com/askwell/askwell/app"
)

type factQuestionsIn struct {
	WholeIn
	Language string `query:"language" maxLength:"35" doc:"The language to tell them in; without it, or where a survey lacks it, the survey's first"`
}

type factQuestion struct {
	Survey  surveyRef    `json:"survey"`
	Key     string       `json:"key" doc:"Its answer is the fact answers.<key>, in whatever survey it was given"`
	Type    string       `json:"type"`
	Prompt  string       `json:"prompt"`
	Options []factOption `json:"options,omitempty" doc:"What can be chosen; of what the shop's catalogue offers, nothing"`
	Parts   []factOption `json:"parts,omitempty" doc:"Of a delivery slot"`
	Other   bool         `json:"other,omitempty" doc:"Something can be written in"`
	Several bool         `json:"several,omitempty" doc:"More than one can be chosen"`
}

type factOption struct {
	Value string `json:"value"`
	Label string `json:"label"`
}

type factQuestionsOut struct {
	PageOut
	Body struct {
		Questions []factQuestion `json:"questions" doc:"Of published surveys, as they are asked; a key that several surveys ask stands once"`
		Next      string         `json:"next,omitempty"`
	}
}

// factQuestions tells what the answers are that a condition can ask about.
func (d *door) factQuestions(ctx context.Context, shop app.ShopID, in *factQuestionsIn) (*factQuestionsOut, error) {
	offer, err := d.Store.Offer(ctx, shop)
	if err != nil {
		return nil, err
	}
	all := []factQuestion{}
	known := map[string]bool{}
	for _, o := range offer.Surveys {
		v, err := d.Store.SurveyVersion(ctx, shop, o.ID, o.Version)
		if app.Is(err, app.NotFound) {
			continue // erased this very moment
		}
		if err != nil {
			return nil, err
		}
		for _, q := range v.Document.Questions {
			if !known[q.Key] {
				known[q.Key] = true
				all = append(all, factQuestionOf(v, q, in.Language))
			}
		}
	}
	list, next, page, err := part(ctx, &in.WholeIn, "facts/questions", all, func(q factQuestion) string { return q.Key })
	out := factQuestionsOut{PageOut: page}
	out.Body.Questions, out.Body.Next = list, next
	return &out, err
}

func factQuestionOf(v app.Version, q app.Question, language string) factQuestion {
	first := ""
	if len(v.Document.Languages) > 0 {
		first = v.Document.Languages[0]
	}
	say := func(t app.Text) string { return t.In(language, first) }
	named := func(list []app.Option) (options []factOption) {
		for _, o := range list {
			options = append(options, factOption{o.Key, cmp.Or(say(o.Label), o.Key)})
		}
		return options
	}
	told := factQuestion{
		Survey: surveyRef{v.Survey, v.Document.Title}, Key: q.Key, Type: q.Type, Prompt: cmp.Or(say(q.Prompt), q.Key),
		Parts: named(q.Parts), Other: q.Other != nil, Several: q.Most > 1,
	}
	if q.Source == nil {
		told.Options = named(q.Options)
	}
	return told
}
