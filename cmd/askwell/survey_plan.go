package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/askwell/askwell/app"
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
	shop    app.ShopID
	publish bool // also a draft that is as its file says
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
	c := surveyChange{Handle: f.Document.Handle, file: f}
	var err error
	c.current, err = p.store.SurveyByHandle(ctx, p.shop, c.Handle)
	if app.Is(err, app.NotFound) {
		c.Publishes = 1
		return c, nil
	}
	if err == nil {
		c.Revision = c.current.Revision
		c.Responses, err = p.store.CountSurveyResponses(ctx, p.shop, c.current.ID)
	}
	if err == nil {
		err = c.compare(c.current.Draft, f.Document)
	}
	if err == nil {
		err = p.count(ctx, c.Questions)
	}
	if err != nil {
		return c, err
	}
	published, err := p.isPublished(ctx, c.current, f.Document)
	switch {
	case published:
	case c.edits() || p.publish:
		c.Publishes = c.current.Version + 1
	default:
		c.Unpublished = true
	}
	return c, err
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
	err = c.compare(version.Document, wanted)
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

// count says how many people the changes of questions touch, and how.
func (p planner) count(ctx context.Context, questions []questionChange) error {
	keys := make([]string, len(questions))
	for i, q := range questions {
		keys[i] = q.Key
	}
	people, err := p.store.CountAnswered(ctx, p.shop, keys)
	for i := range questions {
		questions[i].Shoppers = people[questions[i].Key]
		questions[i].Effects = effects(questions[i])
	}
	return err
}

// effects says what a question's changes mean for those who have answered it.
func effects(q questionChange) (list []string) {
	who := shoppers(q.Shoppers)
	switch q.Action {
	case "added":
		return nil
	case "removed":
		return []string{"it is asked no more; the answers of " + who + " are kept"}
	}
	for _, c := range q.Changes {
		option, isOption := strings.CutPrefix(c.Path, "options.")
		switch {
		case isOption && c.New == nil && !strings.Contains(option, "."):
			list = append(list, "nobody can choose "+option+" any more; who did keeps that answer, which no new key takes over")
		case c.Path == "mapping" || strings.HasPrefix(c.Path, "mapping."):
			list = append(list, "it touches "+who+": what they said stays where it was written, what they say next goes by the new mapping")
		}
	}
	return slices.Compact(list)
}

func shoppers(n int) string {
	if n == 1 {
		return "1 shopper"
	}
	return fmt.Sprintf("%d shoppers", n)
}
