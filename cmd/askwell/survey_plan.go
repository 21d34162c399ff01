package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/publish"
	"github.com/askwell/askwell/app/question"
	"github.com/askwell/askwell/app/run"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/written"
)

// surveyChange is what applying one file would do to a shop.
type surveyChange struct {
	Handle      string           `json:"handle"`
	Revision    int              `json:"revision"`            // of the draft it was compared with, 0: there is none
	Responses   int              `json:"responses"`           // to the survey so far
	Changes     []written.Change `json:"changes,omitempty"`   // of the survey but its questions
	Questions   []questionChange `json:"questions,omitempty"` // those that differ
	Publishes   int              `json:"publishes,omitempty"` // the version that would be published
	Unpublished bool             `json:"unpublished,omitempty"`

	Destinations []destinationEffect `json:"destinations,omitempty"` // where publishing changes what was said already

	Missing map[string][]question.Gap `json:"missing,omitempty"` // texts, by language
	Refused []app.FieldError          `json:"refused,omitempty"` // why it cannot be published

	file    surveyFile
	current app.Survey
}

// questionChange is what becomes of one question.
type questionChange struct {
	Key      string           `json:"key"`
	Action   string           `json:"action"`            // added, changed or removed
	Shoppers int              `json:"shoppers"`          // who have answered it, in whatever survey
	Changes  []written.Change `json:"changes"`           // "" is the path of the question itself
	Effects  []string         `json:"effects,omitempty"` // what that means for them
}

// edits reports whether a draft would be made or changed.
func (c surveyChange) edits() bool { return c.Revision == 0 || c.differs() }

func (c surveyChange) differs() bool { return len(c.Changes)+len(c.Questions) > 0 }

// planner compares files with a shop.
type planner struct {
	store   *store.Store
	editor  *publish.Publisher
	runs    *run.Runner
	shop    app.ShopID
	publish bool // also a draft that is as its file says
}

func newPlanner(s *store.Store, shop app.ShopID, runs *run.Runner) planner {
	return planner{store: s, shop: shop, runs: runs, editor: &publish.Publisher{
		Store: s, Ring: func(context.Context, app.ShopID) {}, // the running app's sweep finds it
	}}
}

func (p planner) plan(ctx context.Context, files []surveyFile) ([]surveyChange, error) {
	plans := make([]surveyChange, len(files))
	for i, f := range files {
		var err error
		if plans[i], err = p.one(ctx, f); err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
	}
	return plans, nil
}

func (p planner) one(ctx context.Context, f surveyFile) (surveyChange, error) {
	c := surveyChange{Handle: f.Document.Handle, file: f, Missing: question.Missing(f.Document)}
	err := p.against(ctx, &c)
	if err == nil && c.Publishes > 0 {
		c.Refused, err = p.refused(ctx, c)
	}
	if err == nil {
		c.Destinations, err = p.foresee(ctx, c)
	}
	return c, err
}

// against compares a file with the survey of its handle.
func (p planner) against(ctx context.Context, c *surveyChange) error {
	var err error
	c.current, err = p.store.SurveyByHandle(ctx, p.shop, c.Handle)
	if app.Is(err, app.NotFound) {
		c.Publishes = 1
		return nil
	}
	if err == nil {
		c.Revision = c.current.Revision
		c.Responses, err = p.store.CountSurveyResponses(ctx, p.shop, c.current.ID)
	}
	if err == nil {
		err = c.compare(c.current.Draft, c.file.Document)
	}
	if err == nil {
		err = p.count(ctx, c.Questions)
	}
	if err != nil {
		return err
	}
	published, err := p.isPublished(ctx, c.current, c.file.Document)
	switch {
	case published:
	case c.edits() || p.publish:
		c.Publishes = c.current.Version + 1
	default:
		c.Unpublished = true
	}
	return err
}

// refused foresees what publishing would refuse.
func (p planner) refused(ctx context.Context, c surveyChange) ([]app.FieldError, error) {
	wanted := c.current
	wanted.Shop, wanted.Draft = p.shop, c.file.Document
	err := p.editor.Ready(ctx, wanted)
	var known *app.Error
	switch {
	case app.Is(err, app.Invalid) && errors.As(err, &known):
		return known.Fields, nil
	case app.Is(err, app.TooLarge) && errors.As(err, &known):
		return []app.FieldError{{Code: "too_large", Message: known.Message}}, nil
	default:
		return nil, err
	}
}

// isPublished reports whether shoppers are shown just this document.
func (p planner) isPublished(ctx context.Context, s app.Survey, wanted app.Document) (bool, error) {
	if s.Version == 0 {
		return false, nil
	}
	version, err := p.store.SurveyVersion(ctx, p.shop, s.ID, s.Version)
	if err != nil {
		return false, err
	}
	var c surveyChange
	err = c.compare(version.Document, question.Guarded(wanted))
	return !c.differs(), err
}

// compare finds the changes from one document to another.
func (c *surveyChange) compare(before, after app.Document) error {
	changes, err := written.Differences(before, after)
	if err != nil {
		return err
	}
	for _, d := range changes {
		key, found := questionOf(d.Path, before, after)
		if !found {
			c.Changes = append(c.Changes, d)
			continue
		}
		i := slices.IndexFunc(c.Questions, func(q questionChange) bool { return q.Key == key })
		if i < 0 {
			i = len(c.Questions)
			c.Questions = append(c.Questions, questionChange{Key: key, Action: actionOn(key, before, after)})
		}
		d.Path = strings.TrimPrefix(strings.TrimPrefix(d.Path, "questions."+key), ".")
		c.Questions[i].Changes = append(c.Questions[i].Changes, d)
	}
	return nil
}

// questionOf is the key of the question that a path is in.
func questionOf(path string, before, after app.Document) (key string, found bool) {
	rest, within := strings.CutPrefix(path, "questions.")
	if !within {
		return "", false
	}
	for _, q := range slices.Concat(before.Questions, after.Questions) {
		if q.Key == rest || strings.HasPrefix(rest, q.Key+".") {
			return q.Key, true
		}
	}
	return "", false
}

func actionOn(key string, before, after app.Document) string {
	_, was := before.Question(key)
	_, is := after.Question(key)
	switch {
	case !was:
		return "added"
	case !is:
		return "removed"
	default:
		return "changed"
	}
}
