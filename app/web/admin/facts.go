package admin

import (
	"context"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/rule"
)

type factList struct {
	Body struct {
		Facts []rule.Fact `json:"facts" doc:"What an audience and a condition can ask about; the last stands for every answer"`
	}
}

func (d *door) facts(context.Context, app.ShopID, *struct{}) (*factList, error) {
	var out factList
	out.Body.Facts = append(append(out.Body.Facts, rule.Vocabulary...), rule.Answer)
	return &out, nil
}
