package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/written"
)

type surveyApply struct {
	surveyFiles
	DryRun   bool   `help:"Only say what would change, as plan does."`
	Plan     string `type:"existingfile" help:"What plan --json printed: do that, and refuse when it would be something else by now."`
	Backfill bool   `help:"Also write what was said already anew where publishing changes that: the running app does, and its runs can be watched, paused and cancelled."`
	Force    bool   `help:"Also when a survey was changed since it was compared."`
}

// Run saves drafts and publishes them; the running app brings them to the shop.
func (cmd *surveyApply) Run(p *process) error {
	return cmd.with(p, func(by planner, plans []surveyChange) error {
		refused := refusal(plans)
		if cmd.DryRun {
			printPlan(p.stdout, plans)
			if refused != nil {
				p.exit = 1
			}
			return nil
		}
		if refused != nil {
			return refused // before any of them is saved
		}
		if cmd.Plan != "" && !cmd.Force {
			expected, err := planned(cmd.Plan)
			if err != nil {
				return err
			}
			if err := asPlanned(expected, plans); err != nil {
				return err
			}
		}
		a := applier{planner: by, force: cmd.Force, backfills: cmd.Backfill}
		for _, c := range plans {
			var done string
			err := p.audited(by.store, by.shop, "survey apply", []string{"surveys/" + c.Handle}, func() (err error) {
				done, err = a.apply(p.ctx, c)
				return err
			})
			if err != nil {
				return c.file.Locate(err)
			}
			fmt.Fprintf(p.stdout, "%s: %s\n", c.Handle, done)
		}
		return nil
	})
}

// refusal is why plans cannot be published, nil if they can.
func refusal(plans []surveyChange) error {
	var all []error
	for _, c := range plans {
		all = append(all, c.file.Locate(app.InvalidFields(c.Refused)))
	}
	return errors.Join(all...)
}

// asPlanned refuses plans that are not the expected ones. What shoppers answered
// meanwhile makes no difference.
func asPlanned(expected, plans []surveyChange) error {
	for _, c := range plans {
		i := slices.IndexFunc(expected, func(e surveyChange) bool { return e.Handle == c.Handle })
		switch {
		case i < 0:
			return app.Errorf(app.Conflict, "%s is not in the plan", c.Handle)
		case expected[i].Revision != c.Revision:
			return app.Errorf(app.Conflict, "%s was changed meanwhile: it was planned for revision %d and is at %d", c.Handle, expected[i].Revision, c.Revision)
		case expected[i].Publishes != c.Publishes, !sameChanges(expected[i], c):
			return app.Errorf(app.Conflict, "%s: %s says something else than was planned", c.Handle, c.file.Name)
		}
	}
	return nil
}

func sameChanges(a, b surveyChange) bool {
	same := func(x, y written.Change) bool {
		return x.Path == y.Path && string(x.Old) == string(y.Old) && string(x.New) == string(y.New)
	}
	return slices.EqualFunc(a.Changes, b.Changes, same) &&
		slices.EqualFunc(a.Questions, b.Questions, func(x, y questionChange) bool {
			return x.Key == y.Key && x.Action == y.Action && slices.EqualFunc(x.Changes, y.Changes, same)
		})
}

// applier does what was planned.
type applier struct {
	planner
	force     bool
	backfills bool
}

// apply does one plan and says what it did. Errors: as the publisher's; Conflict
// when the survey is no longer as it was compared.
func (a applier) apply(ctx context.Context, c surveyChange) (string, error) {
	done, err := a.try(ctx, c)
	if a.force && app.Is(err, app.Conflict) {
		if c, err = a.one(ctx, c.file); err == nil {
			done, err = a.try(ctx, c)
		}
	}
	return done, err
}

func (a applier) try(ctx context.Context, c surveyChange) (string, error) {
	current, done := c.current, "nothing to change"
	if c.edits() {
		var err error
		if current, err = a.save(ctx, c); err != nil {
			return "", err
		}
		done = fmt.Sprintf("revision %d saved", current.Revision)
	}
	if c.Publishes > 0 {
		version, err := a.editor.Publish(ctx, a.shop, current.ID, current.Revision)
		if err != nil {
			return "", err
		}
		done = fmt.Sprintf("version %d", version.Version)
		if a.backfills {
			begun, err := a.backfill(ctx, c)
			if done += begun; err != nil {
				return "", fmt.Errorf("%s is published, but: %w", done, err)
			}
		}
	}
	if c.Unpublished {
		done += "; this draft is not published: --publish does that"
	}
	return done, nil
}

// save makes or replaces the draft.
func (a applier) save(ctx context.Context, c surveyChange) (app.Survey, error) {
	if c.Revision == 0 {
		return a.editor.Create(ctx, a.shop, c.file.Document)
	}
	edited := c.current
	edited.Draft = c.file.Document
	return a.editor.Save(ctx, a.shop, edited)
}
