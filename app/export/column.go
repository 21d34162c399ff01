package export

import (
	"context"
	"slices"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/question"
	"github.com/askwell/askwell/app/store"
)

// kind is what stands in a column.
type kind string

const (
	texts   kind = "text"
	lists   kind = "list" // of texts
	doubles kind = "double"
	wholes  kind = "whole"
	truths  kind = "boolean"
	moments kind = "timestamp"
	days    kind = "date"
)

// column is a column of a file: of every response, or of one question. The names of the
// former begin with a capital, which no question's key does.
type column struct {
	Name     string       `json:"name"`
	Kind     kind         `json:"kind"`
	Survey   app.SurveyID `json:"survey,omitempty"`
	Question string       `json:"question,omitempty"`
	Written  bool         `json:"written,omitempty"` // what was written in, as it was
}

// everywhere are the columns of every response.
var everywhere = []column{
	{Name: "Response", Kind: texts},
	{Name: "Submitted", Kind: moments},
	{Name: "Survey", Kind: texts},
	{Name: "Version", Kind: wholes},
	{Name: "Surface", Kind: texts},
	{Name: "Language", Kind: texts},
	{Name: "Complete", Kind: truths},
	{Name: "Customer", Kind: texts},
	{Name: "Order", Kind: texts},
	{Name: "Country", Kind: texts},
}

// mostColumns is how many columns a file can have: spreadsheets show no more in any way
// that somebody could read.
const mostColumns = 1000

// columnsOf are the columns of a file about a survey, or about all of them: a column for
// each question that any version asked, in the newest one's order, and one more for what
// can be written in. Errors: TooLarge; Unavailable.
func columnsOf(ctx context.Context, s *store.Store, shop app.ShopID, survey app.SurveyID) ([]column, error) {
	var versions []app.Version
	var err error
	if survey != "" {
		versions, err = s.SurveyVersions(ctx, shop, survey)
	} else {
		versions, err = s.AllVersions(ctx, shop)
		slices.Reverse(versions)
	}
	if err != nil {
		return nil, err
	}
	list := slices.Clone(everywhere)
	for _, of := range bySurvey(versions) {
		prefix := ""
		if survey == "" {
			prefix = of[0].Document.Handle + "/"
		}
		list = append(list, columnsFor(prefix, of)...)
	}
	if len(list) > mostColumns {
		return nil, app.Errorf(app.TooLarge, "all surveys together ask more than %d questions: choose one survey", mostColumns)
	}
	return list, nil
}

// bySurvey puts versions of the same survey together, in the order in which they come.
func bySurvey(versions []app.Version) (groups [][]app.Version) {
	at := map[app.SurveyID]int{}
	for _, v := range versions {
		i, met := at[v.Survey]
		if !met {
			i, groups = len(groups), append(groups, nil)
			at[v.Survey] = i
		}
		groups[i] = append(groups[i], v)
	}
	return groups
}

// columnsFor are the columns of a survey's questions; its newest version comes first.
func columnsFor(prefix string, versions []app.Version) (list []column) {
	at, written := map[string]int{}, map[string]bool{}
	for _, v := range versions {
		for _, q := range v.Document.Questions {
			i, met := at[q.Key]
			if !met {
				i, list = len(list), append(list, column{Name: prefix + q.Key, Kind: kindOf(q), Survey: v.Survey, Question: q.Key})
				at[q.Key] = i
			}
			if list[i].Kind != kindOf(q) {
				list[i].Kind = texts // it was another kind of question once
			}
			written[q.Key] = written[q.Key] || q.Other != nil
		}
	}
	var all []column
	for _, c := range list {
		if all = append(all, c); written[c.Question] {
			all = append(all, column{Name: c.Name + ":written", Kind: texts, Survey: c.Survey, Question: c.Question, Written: true})
		}
	}
	return all
}

func kindOf(q app.Question) kind {
	switch question.Kind(q) {
	case app.KindChoices, app.KindRanking:
		return lists
	case app.KindNumber:
		return doubles
	case app.KindBoolean:
		return truths
	case app.KindDate:
		return days
	default:
		return texts
	}
}
