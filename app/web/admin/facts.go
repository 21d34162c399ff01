package admin

import (
	"context"
	"slices"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/rule"
)

type factList struct {
	PageOut
	Body struct {
		Facts []rule.Fact `json:"facts" doc:"What an audience and a condition can ask about; the last of all stands for every answer"`
		Next  string      `json:"next,omitempty"`
	}
}

func (d *door) facts(ctx context.Context, _ app.ShopID, in *WholeIn) (*factList, error) {
	all := append(slices.Clone(rule.Vocabulary), rule.Answer)
	list, next, page, err := part(ctx, in, "facts", all, func(one rule.Fact) string { return one.Name })
	out := factList{PageOut: page}
	out.Body.Facts, out.Body.Next = list, next
	return &out, err
}
