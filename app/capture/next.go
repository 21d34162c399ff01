package capture

import (
	"context"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/catalogue"
	"github.com/askwell/askwell/app/question"
)

// Next is what a shopper is asked next.
type Next struct {
	Survey    string        `json:"survey"`
	Version   int           `json:"version"`
	Next      *app.Question `json:"next,omitempty"`
	Remaining int           `json:"remaining"`
	Reward    *app.Reward   `json:"reward,omitempty"` // of a customer who has earned it
}

// Next says what a shopper has not answered yet of a survey as it is published
// now. A guest is asked everything: what she has answered, her browser knows.
// Errors: NotFound for a survey that is not published.
func (s *Submitter) Next(ctx context.Context, by app.Speaker, handle string) (Next, error) {
	if !question.IsHandle(handle) {
		return Next{}, app.Errorf(app.NotFound, "survey not found")
	}
	survey, err := s.Store.SurveyByHandle(ctx, by.Shop, handle)
	if err != nil {
		return Next{}, err
	}
	v, err := s.Store.SurveyVersion(ctx, by.Shop, survey.ID, survey.Version)
	if err != nil {
		return Next{}, err
	}
	shelves, err := catalogue.Read(ctx, s.Store, by.Shop, v.Document)
	if err != nil {
		return Next{}, err
	}
	v.Document = shelves.Asked(v.Document)
	k, seen, err := s.remember(ctx, by)
	if err != nil {
		return Next{}, err
	}
	coming := Next{Survey: handle, Version: v.Version}
	if coming.Next, coming.Remaining, err = next(v.Document, k, seen); err != nil {
		return Next{}, err
	}
	coming.Reward, err = s.rewardOf(ctx, by, v.Document.Reward)
	return coming, err
}

// Display is a question block that a shopper got to see.
type Display struct {
	Survey  string      `json:"survey"`
	Version int         `json:"version"`
	Surface app.Surface `json:"surface"`
}

// Show counts a display. Errors: Invalid with the fields that are wrong.
func (s *Submitter) Show(ctx context.Context, by app.Speaker, d Display) error {
	v, err := s.version(ctx, by.Shop, d.Survey, d.Version)
	if err != nil {
		return err
	}
	var c checker
	c.surface(d.Surface)
	if err := app.InvalidFields(c.wrong); err != nil {
		return err
	}
	return s.Store.RecordDisplay(ctx, by.Shop, v, d.Surface)
}
