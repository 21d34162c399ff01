package store

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/askwell/askwell/app"
)

// Said is one answer that counts now, and the survey version it was given to,
// which says where it is written back.
type Said struct {
	Profile  app.ProfileID // whose word it is
	Order    app.OrderID   // of an order's answer
	With     app.OrderID   // the order it was given with
	Key      string
	Value    app.Value
	Survey   app.SurveyID
	Version  int
	Response app.ResponseID
	Surface  app.Surface
	By       string // the member of staff who wrote it down, "" for herself
	At       time.Time
}

// answer is an app.Answer at rest.
type answer struct {
	Question string `json:"question"`
	app.Value
}

// writeAnswers keeps every value as it is: canonical.
func writeAnswers(answers []app.Answer) (string, error) {
	list := make([]answer, len(answers))
	for i, a := range answers {
		list[i] = answer{a.Question, a.Value}
	}
	var text bytes.Buffer
	to := json.NewEncoder(&text)
	to.SetEscapeHTML(false)
	err := to.Encode(list)
	return strings.TrimSuffix(text.String(), "\n"), err
}

func readAnswers[T string | sql.RawBytes](text T) ([]app.Answer, error) {
	var list []answer
	err := json.Unmarshal([]byte(text), &list)
	answers := make([]app.Answer, len(list))
	for i, a := range list {
		answers[i] = app.Answer{Question: a.Question, Value: a.Value}
	}
	return answers, err
}

// Whose newest answers are wanted: a column of responses.
const (
	byPerson = "profile_id"
	onOrder  = "order_id"
)

// mostSaid bounds how many responses of one person, or about one order, are
// read to find out what counts: far beyond what people say, it only limits what
// somebody who floods us can cost.
const mostSaid = 10_000

type saidRow struct {
	ID, ProfileID, SurveyID, Answers string
	Surface, CapturedBy              string
	OrderID, SubmittedAt             int64
	Version                          int
}

// said lists the newest answer to each question of each owner, by key, but for those
// that were taken back. Of two at the same moment it is always the same one.
func said[T ~string | ~int64](p people, whose string, owners []T) ([]Said, error) {
	// The signs keep SQLite from walking through all of the shop's for the order's sake.
	indexed := ""
	if whose == onOrder {
		indexed = " AND order_id <> 0" // as its index says
	}
	var rows []saidRow
	err := p.tx.Raw(`SELECT id, profile_id, order_id, survey_id, version, surface, captured_by, answers, submitted_at FROM (
			SELECT *, ROW_NUMBER() OVER (PARTITION BY `+whose+` ORDER BY +submitted_at DESC, id DESC) AS age
			FROM responses WHERE ?`+indexed+`) AS newest
		WHERE age <= ? ORDER BY +submitted_at DESC, id DESC`, among(p.tx, p.shop, whose, owners), mostSaid).Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	return newest(rows, whose)
}

// newest takes the first answer to each question from rows, the newest first.
func newest(rows []saidRow, whose string) ([]Said, error) {
	type place struct {
		profile app.ProfileID
		order   app.OrderID
		key     string
	}
	known := map[place]bool{}
	var list []Said
	for _, row := range rows {
		var of place
		if whose == byPerson {
			of.profile = app.ProfileID(row.ProfileID)
		} else {
			of.order = app.OrderID(row.OrderID)
		}
		answers, err := readAnswers(row.Answers)
		if err != nil {
			return nil, err
		}
		for _, a := range answers {
			if of.key = a.Question; known[of] {
				continue
			}
			if known[of] = true; a.Value.IsForgotten() {
				continue // and what was said before it does not count again
			}
			list = append(list, Said{
				Profile: app.ProfileID(row.ProfileID), Order: of.order, With: app.OrderID(row.OrderID), Key: of.key, Value: a.Value, Survey: app.SurveyID(row.SurveyID),
				Version: row.Version, Response: app.ResponseID(row.ID),
				Surface: app.Surface(row.Surface), By: row.CapturedBy, At: fromMillis(row.SubmittedAt),
			})
		}
	}
	slices.SortStableFunc(list, func(a, b Said) int { return cmp.Compare(a.Key, b.Key) })
	return list, nil
}

// People lists the profiles among ids that still exist. Errors: Unavailable.
func (s *Store) People(ctx context.Context, shop app.ShopID, ids []app.ProfileID) ([]app.Profile, error) {
	var rows []struct {
		ID, Email, Phone                      string
		CustomerID                            int64
		StaleAt, LinkAt, CreatedAt, UpdatedAt int64
	}
	err := s.read.WithContext(ctx).Raw(`SELECT id, customer_id, email, phone, stale_at, link_at, created_at, updated_at
		FROM profiles WHERE ?`, among(s.read, shop, "id", ids)).Scan(&rows).Error
	list := make([]app.Profile, len(rows))
	for i, r := range rows {
		list[i] = app.Profile{
			Shop: shop, ID: app.ProfileID(r.ID), Customer: app.CustomerID(r.CustomerID), Email: r.Email, Phone: r.Phone,
			StaleAt: fromMillis(r.StaleAt), LinkAt: fromMillis(r.LinkAt), CreatedAt: fromMillis(r.CreatedAt), UpdatedAt: fromMillis(r.UpdatedAt),
		}
	}
	return list, wrap(err, "profiles")
}

// SaidByPeople lists the current preferences of profiles. Errors: Unavailable.
func (s *Store) SaidByPeople(ctx context.Context, shop app.ShopID, ids []app.ProfileID) ([]Said, error) {
	list, err := said(s.people(s.read.WithContext(ctx), shop), byPerson, ids)
	return list, wrap(err, "preferences")
}

// SaidOnOrders lists the newest answer to each question given with orders.
// Errors: Unavailable.
func (s *Store) SaidOnOrders(ctx context.Context, shop app.ShopID, orders []app.OrderID) ([]Said, error) {
	list, err := said(s.people(s.read.WithContext(ctx), shop), onOrder, orders)
	return list, wrap(err, "answers")
}
