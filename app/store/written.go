package store

import (
	"bytes"
	"context"
	"database/sql"
	"time"

	"github.com/askwell/askwell/app"
)

// Written are the texts that were written in to a question.
type Written struct {
	Texts  map[string]int // as they were written, and how often
	Looked int            // responses
	Whole  bool           // all of them; else the newest
}

// How long, and at how many responses, is looked for what was written in.
const (
	longestWritten = 2 * time.Second
	mostWritten    = 200_000
)

// WrittenIn counts what was written in to a question of a survey, in the newest responses
// that can be looked through while somebody waits. Errors: Unavailable.
func (s *Store) WrittenIn(ctx context.Context, shop app.ShopID, survey app.SurveyID, question string) (Written, error) {
	found, began := Written{Texts: map[string]int{}, Whole: true}, time.Now()
	err := s.people(s.read.WithContext(ctx), shop).each(`SELECT answers FROM responses WHERE shop_id = ? AND survey_id = ?
		ORDER BY submitted_at DESC, id DESC LIMIT ?`, []any{shop, survey, mostWritten}, func(rows *sql.Rows) error {
		var answers sql.RawBytes
		if err := rows.Scan(&answers); err != nil {
			return err
		}
		if found.Looked++; found.Looked == mostWritten || time.Since(began) > longestWritten {
			found.Whole = false
		}
		if text := writtenIn(answers, question); text != "" {
			found.Texts[text]++
		}
		if !found.Whole {
			return errEnough
		}
		return nil
	})
	return found, wrap(err, "responses")
}

// written is how every write-in begins at rest.
var written = []byte(`{"other":`)

func writtenIn(answers sql.RawBytes, question string) string {
	if !bytes.Contains(answers, written) {
		return "" // most: they need not be read
	}
	list, _ := readAnswers(answers) // one that cannot be read says nothing
	for _, a := range list {
		if a.Question == question {
			_, other := a.Value.Choices()
			return other
		}
	}
	return ""
}
