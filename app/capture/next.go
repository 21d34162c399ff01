package capture

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/ask"
	"github.com/askwell/askwell/app/question"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/stream"
)

// Where is where a shopper stands who asks what she is asked next.
type Where struct {
	Survey  string      // the one she looks at, "" for whichever asks first
	Surface app.Surface // "" for where the survey is placed, or where her door leads
	Order   string      // gid
	Locale  string
	Visitor string
	Facts   string // of the visit, a JSON object

	Response app.ResponseID // she gave, to hear what came of it
	Own      bool           // her own page asks, and not one of another site's that she was led to
}

// Next is what a shopper is asked next.
type Next struct {
	Survey    string        `json:"survey,omitempty"`
	Version   int           `json:"version,omitempty"`
	Next      *app.Question `json:"next,omitempty"`
	Ask       []string      `json:"ask,omitempty"` // what to ask together now, Next first
	Why       stream.Why    `json:"why,omitempty"` // Next is asked
	Remaining int           `json:"remaining"`
	Reward    *app.Reward   `json:"reward,omitempty"` // that she has earned
}

// Next says what a shopper is asked now, of one survey or of the first that asks
// anything; what is published now counts. Errors: NotFound for a survey that is not
// published; Invalid with the fields that are wrong.
func (s *Submitter) Next(ctx context.Context, by app.Speaker, at Where) (Next, error) {
	if at.Survey != "" && !question.IsHandle(at.Survey) {
		return Next{}, errNoSurvey
	}
	if at.Surface == "" {
		var err error
		if at.Surface, err = s.usual(ctx, by, at.Survey); err != nil {
			return Next{}, err
		}
	}
	place, visitor, err := at.place()
	if err != nil {
		return Next{}, err
	}
	by.Visitor, place.Order = visitor, believed(by, place.Order)
	plan, err := s.Asker.Plan(ctx, by, place)
	if err == nil && plan.Her.Unmet && at.Own && by.Customer != 0 {
		err = s.Store.Meet(ctx, by.Shop, store.Whom{Customer: by.Customer, Visitor: by.Visitor})
	}
	if err != nil {
		return Next{}, err
	}
	if at.Survey == "" {
		first, any := plan.First()
		if !any {
			return Next{}, nil
		}
		at.Survey = first.Survey
	}
	return s.next(ctx, by, plan, at)
}

func (s *Submitter) next(ctx context.Context, by app.Speaker, plan ask.Plan, at Where) (Next, error) {
	survey := at.Survey
	v, published := plan.Version(survey)
	if !published {
		return Next{}, errNoSurvey
	}
	coming := plan.Of(survey)
	next := Next{Survey: survey, Version: v.Version, Remaining: len(coming)}
	if next.Next, next.Ask = turn(plan, coming); next.Next != nil {
		next.Why = coming[0].Why
	}
	if v.Document.Reward == "" {
		return next, nil
	}
	earns, err := earning(v.Document, plan, nil)
	if err != nil {
		return Next{}, err
	}
	next.Remaining = earns.Left
	next.Reward, err = s.rewardOf(ctx, by, plan.Her, v.Document.Reward, at.Response)
	return next, err
}

var errNoSurvey = app.Errorf(app.NotFound, "survey not found")

// usual is where somebody stands who does not say: where her door leads, or where
// the survey is placed.
func (s *Submitter) usual(ctx context.Context, by app.Speaker, survey string) (app.Surface, error) {
	at := app.SurfaceThankYou
	if by.Door == app.DoorProxy {
		at = app.SurfaceTheme
	}
	if survey == "" {
		return at, nil
	}
	placed, err := s.Store.SurveyByHandle(ctx, by.Shop, survey)
	if err != nil {
		return "", err
	}
	v, err := s.Store.SurveyVersion(ctx, by.Shop, placed.ID, placed.Version)
	if placements := v.Document.Placements; len(placements) > 0 && !slices.Contains(placements, at) {
		at = placements[0]
	}
	return at, err
}

// place checks where somebody says she stands. Errors: Invalid with the fields that
// are wrong.
func (at Where) place() (ask.Place, string, error) {
	var c checker
	place := ask.Place{Surface: c.surface(at.Surface), Locale: c.locale(at.Locale), Order: c.order(at.Order)}
	visitor := c.visitor(at.Visitor)
	if at.Facts != "" {
		var told map[string]json.RawMessage
		if c.require(json.Unmarshal([]byte(at.Facts), &told) == nil, "facts", "format", "Facts are a JSON object.") {
			place.Facts = c.facts(told, at.Surface)
		}
	}
	return place, visitor, app.InvalidFields(c.wrong)
}
