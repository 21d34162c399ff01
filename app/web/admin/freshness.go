package admin

import (
	"context"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/insight"
)

type freshnessOut struct {
	Body struct {
		Zone      string              `json:"zone" doc:"The shop's time zone, else UTC"`
		AsOf      *time.Time          `json:"as_of,omitempty" doc:"When people were counted; nothing while they have not been. A shop of many is counted every few hours"`
		Small     int                 `json:"small" doc:"Of fewer people any share says little"`
		Questions []freshQuestionBody `json:"questions" doc:"Whose answers age, are removed after a while, or are held against what shoppers do: as they are asked, then those that are asked no more"`
	}
}

type freshQuestionBody struct {
	Key         string      `json:"key"`
	Type        string      `json:"type"`
	Prompt      string      `json:"prompt"`
	Sensitive   bool        `json:"sensitive"`
	HalfLife    int         `json:"half_life" doc:"Days after which an answer is stale; 0: it does not age"`
	KeepDays    int         `json:"keep_days" doc:"Days after which an answer is removed; 0: it is kept until she takes it back"`
	Surveys     []surveyRef `json:"surveys" doc:"That ask it now, the oldest first"`
	StaleBefore string      `json:"stale_before,omitempty" doc:"The shop's day before which, and on a part of which, answers have aged"`
	People      int         `json:"people" doc:"Who have answered it and not taken it back, each once, by her newest answer"`
	Fresh       int         `json:"fresh" doc:"Of them, those whose answer is as good as new"`
	Aging       int         `json:"aging" doc:"Of them, those whose answer is stale or removed within thirty days"`
	Stale       int         `json:"stale" doc:"Of them, those whose answer has aged: it has left the destinations and is asked again"`
	Doubted     int         `json:"doubted" doc:"Of them, those who did something since that contradicts it"`
	Small       bool        `json:"small" doc:"Of too few people to say much"`
}

// insightFreshness tells how many people's answers are still worth what they were.
func (d *door) insightFreshness(ctx context.Context, shop app.ShopID, _ *struct{}) (*freshnessOut, error) {
	fresh, err := d.reader().Freshness(ctx, shop)
	if err != nil {
		return nil, err
	}
	var out freshnessOut
	out.Body.Zone, out.Body.Small, out.Body.Questions = fresh.Zone, insight.Small, []freshQuestionBody{}
	if !fresh.AsOf.IsZero() {
		at := fresh.AsOf.UTC()
		out.Body.AsOf = &at
	}
	for _, q := range fresh.Questions {
		body := freshQuestionBody{
			Key: q.Key, Type: q.Type, Prompt: q.Prompt, Sensitive: q.Sensitive, HalfLife: q.HalfLife, KeepDays: q.KeepDays, Surveys: []surveyRef{},
			People: q.People(), Fresh: q.Fresh, Aging: q.Aging, Stale: q.Stale, Doubted: q.Doubted, Small: q.People() < insight.Small,
		}
		if !q.StaleBefore.IsZero() {
			body.StaleBefore = date(q.StaleBefore)
		}
		for _, s := range q.Asked {
			body.Surveys = append(body.Surveys, surveyRef{s.ID, s.Draft.Title})
		}
		out.Body.Questions = append(out.Body.Questions, body)
	}
	return &out, nil
}
