package datamap

import (
	"context"
	"slices"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/rule"
	"github.com/askwell/askwell/app/store"
)

// QuestionUse is what becomes of the answers to one question of a draft.
type QuestionUse struct {
	Question string   `json:"question"`
	Goes     []Way    `json:"goes"`
	Withheld []Way    `json:"withheld" doc:"Mapped, and not permitted by its purpose whatever she says"`
	Read     []Reader `json:"read" doc:"What asks for the answer before it asks anything else"`
	Used     bool     `json:"used" doc:"Whether any of it, or an ending, hangs on the answer: what starts a workflow if there is one counts for nothing"`
}

// Reader is what a survey decides by an answer: whom it asks at all, or one question.
type Reader struct {
	Survey   app.SurveyID `json:"survey,omitempty" doc:"None: the draft itself"`
	Title    string       `json:"title,omitempty"`
	Question string       `json:"question,omitempty" doc:"None: its audience"`
}

// Uses tells what becomes of the answers to a draft's questions, as the shop's other surveys
// and destinations stand. Errors: NotFound; Unavailable.
func Uses(ctx context.Context, s *store.Store, id app.ShopID, draft app.Document) ([]QuestionUse, error) {
	shop, err := s.Shop(ctx, id)
	if err != nil {
		return nil, err
	}
	stations, err := stationsOf(ctx, s, shop)
	if err != nil {
		return nil, err
	}
	surveys, err := s.Surveys(ctx, id)
	if err != nil {
		return nil, err
	}
	readers := read("", draft)
	for _, other := range surveys {
		if other.Handle != draft.Handle {
			for key, all := range read(other.ID, other.Draft) {
				readers[key] = append(readers[key], all...)
			}
		}
	}
	uses := make([]QuestionUse, len(draft.Questions))
	for i, q := range draft.Questions {
		asked := question(shop, stations, app.Version{Document: draft}, q)
		one := QuestionUse{Question: q.Key, Goes: asked.Goes, Withheld: asked.Withheld, Read: readers[q.Key]}
		if one.Read == nil {
			one.Read = []Reader{}
		}
		told := slices.ContainsFunc(one.Goes, func(w Way) bool { return w.Destination != app.FlowDestination })
		one.Used = told || len(one.Read) > 0 || weighs(q) || draft.Poll != nil || q.Type == "consent"
		uses[i] = one
	}
	return uses, nil
}

// weighs reports whether an ending hangs on the answer.
func weighs(q app.Question) bool {
	return slices.ContainsFunc(q.Options, func(o app.Option) bool { return len(o.Weights) > 0 })
}

// read tells by the key of a question what decides by its answer in a document. A rule that
// is still being written reads nothing.
func read(id app.SurveyID, d app.Document) map[string][]Reader {
	found := map[string][]Reader{}
	note := func(at string, rules ...app.Rule) {
		for _, raw := range rules {
			parsed, err := rule.Parse(raw)
			if err != nil {
				continue
			}
			for _, key := range parsed.Answers() {
				one := Reader{Question: at}
				if id != "" {
					one.Survey, one.Title = id, d.Title
				}
				if !slices.Contains(found[key], one) {
					found[key] = append(found[key], one)
				}
			}
		}
	}
	note("", d.Audience)
	for _, q := range d.Questions {
		rules := []app.Rule{q.If, q.Doubt}
		for _, branch := range q.Next {
			rules = append(rules, branch.If)
		}
		note(q.Key, rules...)
	}
	return found
}
