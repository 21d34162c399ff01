package admin

import (
	"context"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/naming"
)

type writtenPlace struct {
	Survey   surveyRef `json:"survey"`
	Question string    `json:"question" doc:"The question's key"`
	Prompt   string    `json:"prompt" doc:"In the survey's first language"`
	Unnamed  int       `json:"unnamed" doc:"Answers that were written in and are not called anything yet"`
	Named    int       `json:"named" doc:"Those that are"`
}

type waitingOut struct {
	PageOut
	Body struct {
		Questions []writtenPlace `json:"questions" doc:"Those with the most that nobody has named first"`
		Next      string         `json:"next,omitempty"`
		Looked    int            `json:"looked" doc:"Responses that were looked through"`
		Whole     bool           `json:"whole" doc:"Whether those are all; else they are the newest"`
	}
}

// writtenWaiting counts: no text that somebody wrote is told.
func (d *door) writtenWaiting(ctx context.Context, shop app.ShopID, in *WholeIn) (*waitingOut, error) {
	waiting, err := d.names().Waiting(ctx, shop)
	if err != nil {
		return nil, err
	}
	list, next, page, err := part(ctx, in, "written", waiting.Questions, func(at naming.Place) string { return string(at.Survey) + "/" + at.Question })
	if err != nil {
		return nil, err
	}
	out := waitingOut{PageOut: page}
	out.Body.Looked, out.Body.Whole, out.Body.Next = waiting.Looked, waiting.Whole, next
	out.Body.Questions = make([]writtenPlace, len(list))
	for i, at := range list {
		out.Body.Questions[i] = writtenPlace{surveyRef{at.Survey, at.Title}, at.Question, at.Prompt, at.Unnamed, at.Named}
	}
	return &out, nil
}
