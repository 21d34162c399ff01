package main

import (
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/askwell/askwell/app/written"
)

// mostShown bounds how much of a value a person is shown, in characters.
const mostShown = 100

// printPlan writes plans for people.
func printPlan(out io.Writer, plans []surveyChange) {
	for _, c := range plans {
		c.print(out)
	}
}

func (c surveyChange) print(out io.Writer) {
	switch {
	case c.Revision == 0:
		fmt.Fprintf(out, "+ %s: a new survey, questions: %d\n", c.Handle, len(c.file.Document.Questions))
	case !c.edits():
		fmt.Fprintf(out, "= %s: nothing to change\n", c.Handle)
	default:
		fmt.Fprintf(out, "~ %s: revision %d changes, responses so far: %d\n", c.Handle, c.Revision, c.Responses)
	}
	printChanges(out, "    ", c.Changes)
	for _, q := range c.Questions {
		q.print(out)
	}
	switch {
	case c.Publishes > 0:
		fmt.Fprintf(out, "  a new version will be published: %d\n", c.Publishes)
		c.printDestinations(out)
	case c.Unpublished:
		fmt.Fprintf(out, "  this draft is not published; apply --publish does that\n")
	case c.edits():
		fmt.Fprintf(out, "  no new version: this is what is published\n")
	}
	c.printMissing(out)
	c.printRefused(out)
}

// printDestinations writes what becomes of what was said already.
func (c surveyChange) printDestinations(out io.Writer) {
	if len(c.Destinations) > 0 {
		fmt.Fprintln(out, "  what was said already is written anew with what each says next, or all at once by apply --backfill")
	}
	for _, d := range c.Destinations {
		fmt.Fprintf(out, "      ! %s\n", d)
	}
}

// printMissing writes the texts a survey lacks, by language in its order.
func (c surveyChange) printMissing(out io.Writer) {
	for _, lang := range c.file.Document.Languages {
		for i, gap := range c.Missing[lang] {
			if i == 0 {
				fmt.Fprintf(out, "  missing in %s: %d\n", lang, len(c.Missing[lang]))
			}
			of := ""
			if gap.Question != "" {
				of = " of question " + gap.Question
			}
			fmt.Fprintf(out, "      %s: %s%s\n", c.file.Place(gap.Path), gap.Path, of)
		}
	}
}

// printRefused writes why a survey cannot be published, but for the texts it lacks.
func (c surveyChange) printRefused(out io.Writer) {
	if len(c.Refused) == 0 {
		return
	}
	fmt.Fprintln(out, "  publishing would be refused")
	for _, wrong := range c.Refused {
		if wrong.Code != "required" {
			fmt.Fprintf(out, "      %s: %s\n", c.file.Place(wrong.Field), written.About(wrong.Field, wrong.Message))
		}
	}
}

func (q questionChange) print(out io.Writer) {
	sign := map[string]string{"added": "+", "removed": "-", "changed": "~"}[q.Action]
	fmt.Fprintf(out, "  %s question %s %s", sign, q.Key, q.Action)
	if q.Shoppers > 0 {
		fmt.Fprintf(out, ", answered by %s", shoppers(q.Shoppers))
	}
	fmt.Fprintln(out)
	printChanges(out, "      ", q.Changes)
	for _, effect := range q.Effects {
		fmt.Fprintf(out, "      ! %s\n", effect)
	}
}

func printChanges(out io.Writer, indent string, changes []written.Change) {
	for _, c := range changes {
		switch {
		case c.Old == nil:
			fmt.Fprintf(out, "%s+ %s\n", indent, written.About(c.Path, shown(c.New)))
		case c.New == nil:
			fmt.Fprintf(out, "%s- %s\n", indent, written.About(c.Path, shown(c.Old)))
		default:
			fmt.Fprintf(out, "%s~ %s → %s\n", indent, written.About(c.Path, shown(c.Old)), shown(c.New))
		}
	}
}

// shown is a value on one line, cut when it is long.
func shown(value json.RawMessage) string {
	if utf8.RuneCount(value) <= mostShown {
		return string(value)
	}
	return string([]rune(string(value))[:mostShown]) + "…"
}
