package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

type erasureRow struct {
	ShopID      string
	ID          string
	RequestID   string
	Subject     string
	Counts      string
	RequestedAt int64
	DueAt       int64
	ErasedAt    int64
	FinishedAt  int64
	Receipt     string
}

func (r erasureRow) noun() (app.Erasure, error) {
	e := app.Erasure{
		Shop: app.ShopID(r.ShopID), ID: r.ID, Request: r.RequestID, Subject: r.Subject,
		RequestedAt: fromMillis(r.RequestedAt), DueAt: fromMillis(r.DueAt), ErasedAt: fromMillis(r.ErasedAt), FinishedAt: fromMillis(r.FinishedAt),
	}
	if r.Receipt != "" {
		e.Receipt = []byte(r.Receipt)
	}
	if err := json.Unmarshal([]byte(r.Counts), &e.Counts); err != nil {
		return app.Erasure{}, fmt.Errorf("counts: %w", err)
	}
	return e, nil
}

const erasureColumns = "shop_id, id, request_id, subject, counts, requested_at, due_at, erased_at, finished_at, receipt"

// Erasures lists a shop's erasures with their parts, newest first. Errors: Unavailable.
func (s *Store) Erasures(ctx context.Context, shop app.ShopID, from Before, limit int) ([]app.Erasure, error) {
	behind, args := from.of("erased_at")
	list, err := erasures(s.read.WithContext(ctx), "WHERE shop_id = ? AND "+behind+" ORDER BY erased_at DESC, id DESC LIMIT ?",
		append(append([]any{shop}, args...), limit)...)
	return list, wrap(err, "erasures")
}

// Erasure reads one erasure with its parts. Errors: NotFound.
func (s *Store) Erasure(ctx context.Context, shop app.ShopID, id string) (app.Erasure, error) {
	list, err := erasures(s.read.WithContext(ctx), "WHERE shop_id = ? AND id = ?", shop, id)
	if err == nil && len(list) == 0 {
		err = app.Errorf(app.NotFound, "erasure not found")
	}
	if err != nil {
		return app.Erasure{}, wrap(err, "erasure")
	}
	return list[0], nil
}

// RipeErasures lists erasures of all shops that no destination has anything left to do
// for, and that have no receipt yet. Errors: Unavailable.
func (s *Store) RipeErasures(ctx context.Context, limit int) ([]app.Erasure, error) {
	list, err := erasures(s.read.WithContext(ctx), `WHERE finished_at = 0 AND NOT EXISTS (SELECT 1 FROM erasure_parts p
		WHERE p.shop_id = erasures.shop_id AND p.erasure_id = erasures.id AND p.next_at > 0) ORDER BY due_at, id LIMIT ?`, limit)
	return list, wrap(err, "erasures")
}

func erasures(tx *gorm.DB, where string, args ...any) ([]app.Erasure, error) {
	var rows []erasureRow
	if err := tx.Raw("SELECT "+erasureColumns+" FROM erasures "+where, args...).Scan(&rows).Error; err != nil {
		return nil, err
	}
	list := make([]app.Erasure, len(rows))
	for i, row := range rows {
		e, err := row.noun()
		if err != nil {
			return nil, err
		}
		var parts []partRow
		if err := tx.Raw("SELECT "+partColumns+" FROM erasure_parts WHERE shop_id = ? AND erasure_id = ? ORDER BY destination_id",
			row.ShopID, row.ID).Scan(&parts).Error; err != nil {
			return nil, err
		}
		for _, part := range parts {
			e.Parts = append(e.Parts, part.part())
		}
		list[i] = e
	}
	return list, nil
}

// erasureOf is the erasure made for a request, if there is one.
func (p people) erasureOf(request string) (app.Erasure, error) {
	list, err := erasures(p.tx, "WHERE shop_id = ? AND request_id = ? AND request_id <> ''", p.shop, request)
	if len(list) == 0 {
		return app.Erasure{}, err
	}
	return list[0], err
}

// PrivacyStanding is how privacy requests and erasures stand with their deadlines.
type PrivacyStanding struct {
	Open    int // not finished
	DueSoon int // of those, due within the warning
	Overdue int // of those, past due
	Failed  int // erasures that a destination did not do, or could not be told of
}

// PrivacyStandings counts by shop, or for one shop only. Webhooks that ask for
// something and are not handled yet count. Errors: Unavailable.
func (s *Store) PrivacyStandings(ctx context.Context, only app.ShopID, within, warning time.Duration) (map[app.ShopID]PrivacyStanding, error) {
	now := s.now()
	var rows []struct {
		ShopID                         app.ShopID
		Open, DueSoon, Overdue, Failed int
	}
	err := s.read.WithContext(ctx).Raw(`
		SELECT shop_id, SUM(open) AS open, SUM(CASE WHEN open = 1 AND due_at > ? AND due_at <= ? THEN 1 ELSE 0 END) AS due_soon,
			SUM(CASE WHEN open = 1 AND due_at <= ? THEN 1 ELSE 0 END) AS overdue, SUM(failed) AS failed
		FROM (
			SELECT shop_id, 1 AS open, due_at, 0 AS failed FROM erasures WHERE finished_at = 0
			UNION ALL SELECT e.shop_id, 0, e.due_at, 1 FROM erasures e WHERE e.finished_at > 0 AND EXISTS (SELECT 1 FROM erasure_parts p
				WHERE p.shop_id = e.shop_id AND p.erasure_id = e.id AND p.state IN (?, ?))
			UNION ALL SELECT shop_id, 1, CASE WHEN triggered_at > 0 THEN triggered_at ELSE received_at END + ?, 0 FROM inbox
				WHERE state = 'waiting' AND topic IN ('customers/data_request', 'customers/redact', 'shop/redact')
		) AS asked WHERE shop_id = ? OR ? = '' GROUP BY shop_id`,
		millis(now), millis(now.Add(warning)), millis(now), app.ErasureKept, app.ErasureUnreachable, within.Milliseconds(), only, only).Scan(&rows).Error
	standings := map[app.ShopID]PrivacyStanding{}
	for _, row := range rows {
		standings[row.ShopID] = PrivacyStanding{row.Open, row.DueSoon, row.Overdue, row.Failed}
	}
	return standings, wrap(err, "privacy requests")
}
