package publish

import (
	"fmt"
	"slices"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/branch"
	"github.com/askwell/askwell/app/question"
	"github.com/askwell/askwell/app/stream"
)

const (
	mostAsked = 20 // questions of one shopper, in a survey she does not start herself
	manyAsked = 8  // from here on a merchant is warned
)

// incomplete tells what keeps a good draft from being published, whatever else there
// is in its shop: texts a shopper is owed, and more questions than one may be asked.
func incomplete(d app.Document) []app.FieldError {
	return append(question.CheckComplete(d), ceiling(d)...)
}

// ceiling refuses to ask one shopper far too much unasked.
func ceiling(d app.Document) []app.FieldError {
	asked, err := branch.Longest(d)
	if err != nil || d.Invited() || asked <= mostAsked {
		return nil // what keeps the way from being counted is told by Check
	}
	return []app.FieldError{{Field: "questions", Code: "too_many", Message: fmt.Sprintf(
		"A shopper can be asked %d questions, and %d is the most: at %d questions a visit it takes %d visits. "+
			"Ask some only of those whom they concern, split the survey into several, or give it endings, as a quiz has that shoppers start themselves.",
		asked, mostAsked, perVisit(), visits(asked))}}
}

func perVisit() int { return stream.DefaultBudget.Visit.Questions }

// visits is how many it takes to be asked so many questions.
func visits(asked int) int { return (asked + perVisit() - 1) / perVisit() }

// Warnings tells what may be published and had better be otherwise.
func Warnings(d app.Document) []app.FieldError { return append(long(d), unused(d)...) }

// long warns of a survey that few will finish.
func long(d app.Document) []app.FieldError {
	asked, err := branch.Longest(d)
	if err != nil || asked < manyAsked {
		return nil
	}
	message := fmt.Sprintf("A shopper can be asked %d questions: at %d questions a visit it takes %d visits. Every question less is one more who answers them all.",
		asked, perVisit(), visits(asked))
	if d.Invited() {
		message = fmt.Sprintf("A shopper can be asked %d questions at once. Every question less is one more who comes to the end.", asked)
	}
	return []app.FieldError{{Field: "questions", Code: "long", Message: message}}
}

// unused warns of answers that are collected for nothing.
func unused(d app.Document) (all []app.FieldError) {
	for _, q := range Unused(d) {
		i := slices.IndexFunc(d.Questions, func(one app.Question) bool { return one.Key == q.Key })
		all = append(all, app.FieldError{Field: fmt.Sprintf("questions.%d.mapping", i), Code: "unused", Message: fmt.Sprintf(
			"Question %s: nothing uses this answer. It is written nowhere and decides nothing here; write it back, or ask one question less.", q.Key)})
	}
	return all
}

// Unused are the questions whose answers Shopify is not told of and that decide nothing
// here. Another destination may still be told of them.
func Unused(d app.Document) (all []app.Question) {
	used := decides(d)
	for _, q := range d.Questions {
		if q.Mapping.Writes() || question.IsConsent(q) || d.Poll != nil || weighs(q) || used[q.Key] { // a consent stands in the ledger
			continue
		}
		all = append(all, q)
	}
	return all
}

func weighs(q app.Question) bool {
	for _, o := range q.Options {
		if len(o.Weights) > 0 {
			return true
		}
	}
	return false
}

// decides are the questions whose answers decide who is asked what.
func decides(d app.Document) map[string]bool {
	used := map[string]bool{}
	note := func(raw app.Rule, own string) {
		for _, key := range reads(raw) {
			used[key] = used[key] || key != own
		}
	}
	note(d.Audience, "")
	for _, q := range d.Questions {
		note(q.If, q.Key)
		for _, b := range q.Next {
			note(b.If, "")
		}
	}
	return used
}
