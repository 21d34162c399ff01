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
	fewAsked  = 10 // up to here most are said to come to the end
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

// Ahead tells what publishing would refuse of a draft as it is being written: where its
// ways lead, and more questions than one shopper may be asked. Texts that are missing are
// told by their language.
func Ahead(d app.Document) []app.FieldError {
	if wrong := branch.Check(d); len(wrong) > 0 {
		return wrong
	}
	return ceiling(d)
}

// Longest is the most questions one shopper can be asked on her way through a draft, 0
// while its ways lead astray.
func Longest(d app.Document) int {
	asked, err := branch.Longest(d)
	if err != nil {
		return 0
	}
	return asked
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
	message := fmt.Sprintf("A shopper can be asked %d questions: at %d questions a visit it takes %d visits.", asked, perVisit(), visits(asked))
	if d.Invited() {
		message = fmt.Sprintf("A shopper can be asked %d questions at once.", asked)
	}
	return []app.FieldError{{Field: "questions", Code: "long", Message: message + " " + dropOff(asked)}}
}

// dropOff foretells who gives up on so many questions. Quizzes of 5 to 10 questions are
// said to be finished by 80 to 90 of 100, those of 11 to 20 by 60 to 80
// (academy.swai.ai, a seller of quizzes; an article of CredSpark's has length explain
// 2.3 % of what makes people finish): so it is told as no more than a rule of thumb.
func dropOff(asked int) string {
	leave := "20 to 40 of 100 who begin"
	switch {
	case asked <= fewAsked:
		leave = "10 to 20 of 100 who begin"
	case asked > mostAsked:
		leave = "more than 40 of 100 who begin"
	}
	return fmt.Sprintf("Expect %s to leave before the end: a rule of thumb from quizzes elsewhere, which Insight replaces by your own figures. Every question less is one more who comes to the end.", leave)
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
