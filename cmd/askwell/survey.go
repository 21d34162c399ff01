package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/written"
)

type surveyCommand struct {
	Export surveyExport `cmd:"" help:"Write a survey's draft as a YAML file."`
	Plan   surveyPlan   `cmd:"" help:"Say what applying files would change, and for how many shoppers."`
	Apply  surveyApply  `cmd:"" help:"Make drafts what files say, and publish them. What is so already stays as it is."`
}

type surveyExport struct {
	Shop   string `required:"" help:"The shop's domain, x.myshopify.com."`
	Handle string `arg:"" optional:"" help:"The survey's handle."`
	All    bool   `help:"Write every survey of the shop into a folder, <handle>.yaml each. Files that say the same already stay as they are, comments and all."`
	To     string `default:"surveys" help:"The folder of --all."`
	JSON   bool   `help:"Print JSON."`
}

// Run prints one draft, or writes all.
func (cmd *surveyExport) Run(p *process) error {
	shop, err := app.ParseShop(cmd.Shop)
	if err != nil {
		return err
	}
	if cmd.All == (cmd.Handle != "") || cmd.All && cmd.JSON {
		return app.Errorf(app.Invalid, "name one survey, or give --all to write every one as YAML")
	}
	return p.withStore(func(s *store.Store) error {
		if cmd.All {
			return exportAll(p, s, shop, cmd.To)
		}
		survey, err := s.SurveyByHandle(p.ctx, shop, cmd.Handle)
		if err != nil {
			return err
		}
		if cmd.JSON {
			return printJSON(p.stdout, survey.Draft)
		}
		text, err := written.Survey(survey.Draft)
		if err != nil {
			return err
		}
		_, err = p.stdout.Write(text)
		return err
	})
}

func exportAll(p *process, s *store.Store, shop app.ShopID, folder string) error {
	surveys, err := s.Surveys(p.ctx, shop)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	for _, survey := range surveys {
		path := filepath.Join(folder, survey.Handle+".yaml")
		kept, err := exportTo(path, survey.Draft)
		if err != nil {
			return err
		}
		done := "written"
		if kept {
			done = "unchanged"
		}
		fmt.Fprintf(p.stdout, "%s %s\n", path, done)
	}
	return nil
}

// exportTo writes a draft to a file, unless the file says the same.
func exportTo(path string, draft app.Document) (kept bool, err error) {
	if old, err := readBounded(path, nil); err == nil {
		var c surveyChange
		if f, err := readSurvey(path, old); err == nil && c.compare(f.Document, draft) == nil && !c.differs() {
			return true, nil
		}
	}
	text, err := written.Survey(draft)
	if err != nil {
		return false, err
	}
	return false, os.WriteFile(path, text, 0o644)
}

func printJSON(out io.Writer, v any) error {
	encoder := json.NewEncoder(out)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(v)
}

// surveyFiles are files given on the command line.
type surveyFiles struct {
	Shop    string   `required:"" help:"The shop's domain, x.myshopify.com."`
	Files   []string `arg:"" name:"file" help:"YAML or JSON files of one survey each, folders of them, or - for the input."`
	Publish bool     `help:"Also publish a draft that is as its file says but was never published so."`
}

// with reads the files and compares them with the shop.
func (cmd surveyFiles) with(p *process, do func(planner, []surveyChange) error) error {
	shop, err := app.ParseShop(cmd.Shop)
	if err != nil {
		return err
	}
	files, err := readSurveys(cmd.Files, p.stdin)
	if err != nil {
		return err
	}
	return p.withStore(func(s *store.Store) error {
		c, err := loadConfig(p.env)
		if err != nil {
			return err
		}
		runs, err := counter(s, c)
		if err != nil {
			return err
		}
		by := newPlanner(s, shop, runs)
		by.publish = cmd.Publish
		plans, err := by.plan(p.ctx, files)
		if err != nil {
			return err
		}
		return do(by, plans)
	})
}

type surveyPlan struct {
	surveyFiles
	JSON     bool `help:"Print JSON: apply --plan takes it."`
	ExitCode bool `help:"Exit with 2 when something would change. What could not be published exits with 1 always."`
}

// Run prints what would change and changes nothing.
func (cmd *surveyPlan) Run(p *process) error {
	return cmd.with(p, func(_ planner, plans []surveyChange) error {
		for _, c := range plans {
			if cmd.ExitCode && (c.edits() || c.Publishes > 0) {
				p.exit = 2
			}
		}
		if refusal(plans) != nil {
			p.exit = 1
		}
		if cmd.JSON {
			return printJSON(p.stdout, plans)
		}
		printPlan(p.stdout, plans)
		return nil
	})
}

// planned reads what plan --json printed.
func planned(path string) ([]surveyChange, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var plans []surveyChange
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&plans); err != nil {
		return nil, app.Errorf(app.Invalid, "%s is no plan: %w", path, err)
	}
	return plans, nil
}
