package store

import (
	"bytes"
	"context"
	"database/sql"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/fold"
)

// WrittenPlace is a question that something was written in to.
type WrittenPlace struct {
	Survey   app.SurveyID
	Question string
}

// Lately are how many answers were written in to each question, in a shop's newest
// responses.
type Lately struct {
	Named, Unnamed map[WrittenPlace]int // whether they are called something
	Looked         int                  // responses
	Whole          bool                 // all of them; else the newest
}

// How long, and at how many responses, is looked for whether anything is to be named: it
// is asked whenever responses are looked at.
const (
	longestLately = 500 * time.Millisecond
	mostLately    = 5_000
)

// WrittenLately counts what was written in to every question of a shop, as far as that is
// soon known. Errors: Unavailable.
func (s *Store) WrittenLately(ctx context.Context, shop app.ShopID) (Lately, error) {
	found, until := Lately{Named: map[WrittenPlace]int{}, Unnamed: map[WrittenPlace]int{}, Whole: true}, time.Time{}
	names, err := s.Namings(ctx, shop)
	if err != nil {
		return found, err
	}
	err = s.people(s.read.WithContext(ctx), shop).each(`SELECT survey_id, answers FROM responses WHERE shop_id = ?
		ORDER BY submitted_at DESC, id DESC LIMIT ?`, []any{shop, mostLately + 1}, func(rows *sql.Rows) error {
		if until.IsZero() { // the first
			until = time.Now().Add(longestLately)
		}
		if found.Looked == mostLately || time.Now().After(until) {
			found.Whole = false
			return errEnough
		}
		found.Looked++
		var survey app.SurveyID
		var answers sql.RawBytes
		if err := rows.Scan(&survey, &answers); err != nil {
			return err
		}
		found.count(survey, answers, names)
		return nil
	})
	return found, wrap(err, "responses")
}

// count adds what one response has of its own words.
func (l *Lately) count(survey app.SurveyID, answers sql.RawBytes, names Namings) {
	if !bytes.Contains(answers, written) {
		return // most: they need not be read
	}
	list, _ := readAnswers(answers) // one that cannot be read says nothing
	for _, a := range list {
		_, other := a.Value.Choices()
		if fold.Text(other) == "" {
			continue // nothing, or nothing that could be called anything
		}
		at := WrittenPlace{survey, a.Question}
		if _, named := names.Of(a.Question, other); named {
			l.Named[at]++
		} else {
			l.Unnamed[at]++
		}
	}
}
