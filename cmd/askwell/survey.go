package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"reflect"
	"slices"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/publish"
	"github.com/askwell/askwell/app/store"
)

type surveyCommand struct {
	Export surveyExport `cmd:"" help:"Print a survey's draft as a document."`
	Plan   surveyPlan   `cmd:"" help:"Say what applying a document would change."`
	Apply  surveyApply  `cmd:"" help:"Create or replace the draft a document names, and publish it."`
}

type surveyExport struct {
	Shop   string `required:"" help:"The shop's domain, x.myshopify.com."`
	Handle string `arg:"" help:"The survey's handle."`
}

// Run prints the draft.
func (cmd *surveyExport) Run(p *process) error {
	shop, err := app.ParseShop(cmd.Shop)
	if err != nil {
		return err
	}
	return p.withStore(func(s *store.Store) error {
		survey, err := s.SurveyByHandle(p.ctx, shop, cmd.Handle)
		if err != nil {
			return err
		}
		return printJSON(p.stdout, survey.Draft)
	})
}

func printJSON(out io.Writer, v any) error {
	encoder := json.NewEncoder(out)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(v)
}

// document is a survey file given on the command line.
type document struct {
	Shop string `required:"" help:"The shop's domain, x.myshopify.com."`
	File string `arg:"" help:"The document, JSON." type:"existingfile"`
}

// maxDocument bounds a document in bytes: what Shopify lets one JSON metafield
// hold (shopify.dev, metafield limits).
const maxDocument = 128 << 10

func (d document) read() (app.ShopID, app.Document, error) {
	shop, err := app.ParseShop(d.Shop)
	if err != nil {
		return "", app.Document{}, err
	}
	text, err := os.ReadFile(d.File)
	if err != nil {
		return "", app.Document{}, fmt.Errorf("read the document: %w", err)
	}
	if len(text) > maxDocument {
		return "", app.Document{}, app.Errorf(app.TooLarge, "the document is over %d bytes", maxDocument)
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	var parsed app.Document
	if err := decoder.Decode(&parsed); err != nil {
		return "", app.Document{}, app.Errorf(app.Invalid, "the document is not valid: %w", err)
	}
	return shop, parsed, nil
}

type surveyPlan struct{ document }

// Run prints what would change and changes nothing.
func (cmd *surveyPlan) Run(p *process) error {
	shop, wanted, err := cmd.read()
	if err != nil {
		return err
	}
	return p.withStore(func(s *store.Store) error {
		current, err := s.SurveyByHandle(p.ctx, shop, wanted.Handle)
		if app.Is(err, app.NotFound) {
			fmt.Fprintf(p.stdout, "creates the survey %s with %d questions\n", wanted.Handle, len(wanted.Questions))
			return nil
		}
		if err != nil {
			return err
		}
		changes := differences(current.Draft, wanted)
		if len(changes) == 0 {
			changes = []string{"nothing changes"}
		}
		for _, line := range changes {
			fmt.Fprintln(p.stdout, line)
		}
		return nil
	})
}

// differences tells, question by question, how the wanted document differs.
func differences(current, wanted app.Document) []string {
	var lines []string
	for _, q := range wanted.Questions {
		before, known := current.Question(q.Key)
		switch {
		case !known:
			lines = append(lines, "adds the question "+q.Key)
		case !reflect.DeepEqual(before, q):
			lines = append(lines, "changes the question "+q.Key)
		}
	}
	for _, q := range current.Questions {
		if _, kept := wanted.Question(q.Key); !kept {
			lines = append(lines, "removes the question "+q.Key)
		}
	}
	keys := func(d app.Document) (list []string) {
		for _, q := range d.Questions {
			list = append(list, q.Key)
		}
		return list
	}
	if len(lines) == 0 && !slices.Equal(keys(current), keys(wanted)) {
		lines = append(lines, "changes the order of the questions")
	}
	current.Questions, wanted.Questions = nil, nil
	if !reflect.DeepEqual(current, wanted) {
		lines = append(lines, "changes the survey's title, languages, placements or thanks")
	}
	return lines
}

type surveyApply struct{ document }

// Run saves the draft and publishes it; the running app brings it to the shop.
func (cmd *surveyApply) Run(p *process) error {
	shop, wanted, err := cmd.read()
	if err != nil {
		return err
	}
	return p.withStore(func(s *store.Store) error {
		publisher := &publish.Publisher{Store: s, Ring: func(context.Context, app.ShopID) {}} // the running app's sweep finds it
		version, err := apply(p.ctx, publisher, s, shop, wanted)
		if err == nil {
			fmt.Fprintf(p.stdout, "%s: version %d\n", wanted.Handle, version.Version)
		}
		return err
	})
}
