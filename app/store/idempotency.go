package store

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// How long an answer is kept to be given again, how many a shop has at most, and how long
// a request may take before it counts as cut off.
const (
	answerDay   = 24 * time.Hour
	mostAnswers = 10_000
	patience    = 5 * time.Minute
)

// Answer is what a request was answered.
type Answer struct {
	Status int         `json:"status"`
	Header http.Header `json:"header"`
	Body   []byte      `json:"body"`
	Large  bool        `json:"-"` // too large to be kept: the body is missing
}

// Claim is a request's Idempotency-Key.
type Claim struct {
	ID          string // a hash of the key and of who sent it
	Fingerprint string // a hash of the whole request
}

// idempotencyRow is a claim and what became of it.
type idempotencyRow struct {
	Fingerprint, Subject, Answer string

	At     int64
	Status int
}

func answerPlace(shop app.ShopID, id string) string { return string(shop) + "/answer/" + id }

// BeginChange keeps, before it is, that something is to be changed, and takes the
// request's key; before is what it was answered the first time, if it was. Errors:
// Conflict where the first request is under way, was cut off, or its answer is not kept;
// Invalid where it was another request; Throttled where the shop has sent too many.
func (s *Store) BeginChange(ctx context.Context, shop app.ShopID, e app.AuditEntry, claim *Claim) (id string, before *Answer, err error) {
	row, err := auditRowOf(e, s.now())
	if err != nil {
		return "", nil, wrap(err, "audit log")
	}
	var first *idempotencyRow
	err = s.write(ctx, func(tx *gorm.DB) error {
		first = nil
		if claim != nil {
			if first, err = s.claim(tx, shop, *claim, e.Subject); err != nil {
				return err
			}
		}
		line := row
		if first != nil {
			if err := first.repeats(*claim, s.now()); err != nil {
				return err
			}
			line.Outcome, line.Subject = string(app.AuditRepeated), first.Subject
			if first.Status >= http.StatusBadRequest {
				line.Action = ""
			}
		} else {
			line.Action = "" // nothing is told yet
		}
		return line.insert(tx, shop)
	})
	if err != nil || first == nil {
		return row.ID, nil, wrap(err, "request")
	}
	text, err := s.keys.Open(answerPlace(shop, claim.ID), first.Answer)
	if err != nil {
		return "", nil, wrap(err, "request")
	}
	before = &Answer{}
	return "", before, wrap(json.Unmarshal([]byte(text), before), "request")
}

// claim takes a key, or finds what took it.
func (s *Store) claim(tx *gorm.DB, shop app.ShopID, c Claim, subject string) (*idempotencyRow, error) {
	now := s.now()
	if err := tx.Exec("DELETE FROM idempotency_keys WHERE shop_id = ? AND id = ? AND at <= ?", shop, c.ID, millis(now.Add(-answerDay))).Error; err != nil {
		return nil, err
	}
	taken := tx.Exec(`INSERT INTO idempotency_keys (shop_id, id, fingerprint, at, subject) VALUES (?, ?, ?, ?, ?) ON CONFLICT (shop_id, id) DO NOTHING`,
		shop, c.ID, c.Fingerprint, millis(now), subject)
	if taken.Error != nil {
		return nil, taken.Error
	}
	if taken.RowsAffected == 1 {
		var kept int64
		err := tx.Raw("SELECT COUNT(*) FROM (SELECT 1 FROM idempotency_keys WHERE shop_id = ? LIMIT ?) AS kept", shop, mostAnswers+1).Scan(&kept).Error
		if err == nil && kept > mostAnswers {
			err = app.ThrottledFor(time.Hour, "more Idempotency-Keys than are remembered for a day")
		}
		return nil, err
	}
	var first idempotencyRow
	return &first, tx.Raw("SELECT * FROM idempotency_keys WHERE shop_id = ? AND id = ?", shop, c.ID).Scan(&first).Error
}

// repeats refuses what cannot be answered as it was the first time.
func (r idempotencyRow) repeats(c Claim, now time.Time) error {
	switch {
	case r.Fingerprint != c.Fingerprint:
		return app.InvalidFields([]app.FieldError{{Field: "Idempotency-Key", Code: "used", Message: "This key was sent with another request. Use a new one."}})
	case r.Status == 0 && now.Sub(fromMillis(r.At)) < patience:
		return app.Errorf(app.Conflict, "the first request with this Idempotency-Key is under way")
	case r.Status == 0:
		return app.Errorf(app.Conflict, "the first request with this Idempotency-Key was cut off, and may have been done: look, and use a new key")
	case r.Answer == "":
		return app.Errorf(app.Conflict, "the first request with this Idempotency-Key was answered %d, and the answer is not kept", r.Status)
	}
	return nil
}

// Ended is how a change ended.
type Ended struct {
	Entry  app.AuditEntry
	Claim  *Claim
	Answer *Answer // nil with a claim: it is given back, for nothing was done
	Once   bool    // the answer is for one pair of eyes, once
}

// EndChange keeps how what BeginChange began has ended, before anybody is told.
// Errors: Unavailable.
func (s *Store) EndChange(ctx context.Context, shop app.ShopID, id string, e Ended) error {
	targets, changes, err := auditTexts(e.Entry)
	if err != nil {
		return wrap(err, "audit log")
	}
	sealed, status := "", 0
	if e.Claim != nil && e.Answer != nil {
		status = e.Answer.Status
		if !e.Once && !e.Answer.Large {
			text, err := json.Marshal(e.Answer)
			if err != nil {
				return wrap(err, "request")
			}
			sealed = s.keys.Seal(answerPlace(shop, e.Claim.ID), string(text))
		}
	}
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		if err := tx.Exec("UPDATE audit SET action = ?, subject = ?, targets = ?, outcome = ?, changes = ? WHERE shop_id = ? AND id = ?",
			e.Entry.Action, e.Entry.Subject, targets, e.Entry.Outcome, changes, shop, id).Error; err != nil || e.Claim == nil {
			return err
		}
		if e.Answer == nil {
			return tx.Exec("DELETE FROM idempotency_keys WHERE shop_id = ? AND id = ? AND status = 0", shop, e.Claim.ID).Error
		}
		return tx.Exec("UPDATE idempotency_keys SET status = ?, answer = ?, subject = ? WHERE shop_id = ? AND id = ?",
			status, sealed, e.Entry.Subject, shop, e.Claim.ID).Error
	}), "request")
}

// DropAnswers forgets, of all shops, some of the answers that were kept for a day, and
// reports whether there may be more. Errors: Unavailable.
func (s *Store) DropAnswers(ctx context.Context, limit int) (more bool, err error) {
	err = s.write(ctx, func(tx *gorm.DB) error {
		done := tx.Exec(`DELETE FROM idempotency_keys WHERE (shop_id, id) IN (
			SELECT shop_id, id FROM idempotency_keys WHERE at <= ? ORDER BY at LIMIT ?)`, millis(s.now().Add(-answerDay)), limit)
		more = done.RowsAffected == int64(limit)
		return done.Error
	})
	return more, wrap(err, "requests")
}
