package store

import (
	"context"
	"encoding/json"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// auditRow is an app.AuditEntry at rest.
type auditRow struct {
	ID, Actor, Operation, Action, Subject, Targets, Outcome, Changes string

	At int64
}

func auditRowOf(e app.AuditEntry, now time.Time) (row auditRow, err error) {
	id, err := uuid.NewV7()
	if err != nil {
		return row, err
	}
	if e.At.IsZero() {
		e.At = now
	}
	row = auditRow{ID: id.String(), At: millis(e.At), Actor: e.Actor, Operation: e.Operation, Action: e.Action, Subject: e.Subject, Outcome: string(e.Outcome)}
	row.Targets, row.Changes, err = auditTexts(e)
	return row, err
}

func auditTexts(e app.AuditEntry) (targets, changes string, err error) {
	a, err := json.Marshal(append([]string{}, e.Targets...))
	if err != nil {
		return "", "", err
	}
	b, err := json.Marshal(append([]app.AuditChange{}, e.Changes...))
	return string(a), string(b), err
}

func (r auditRow) noun() (app.AuditEntry, error) {
	e := app.AuditEntry{
		ID: r.ID, At: fromMillis(r.At), Actor: r.Actor, Operation: r.Operation, Action: r.Action, Subject: r.Subject, Outcome: app.AuditOutcome(r.Outcome),
	}
	if err := json.Unmarshal([]byte(r.Targets), &e.Targets); err != nil {
		return e, err
	}
	return e, json.Unmarshal([]byte(r.Changes), &e.Changes)
}

// insert adds the line. Of a shop we know nothing of there is nothing to do.
func (r auditRow) insert(tx *gorm.DB, shop app.ShopID) error {
	return tx.Exec(`INSERT INTO audit (shop_id, id, at, actor, operation, action, subject, targets, outcome, changes)
		SELECT id, ?, CAST(? AS BIGINT), ?, ?, ?, ?, ?, ?, ? FROM shops WHERE id = ?`,
		r.ID, r.At, r.Actor, r.Operation, r.Action, r.Subject, r.Targets, r.Outcome, r.Changes, shop).Error
}

// Audit adds a line to a shop's audit log. That personal data is read is to be kept before
// it is. Errors: Unavailable, when nothing may be read or changed.
func (s *Store) Audit(ctx context.Context, shop app.ShopID, e app.AuditEntry) error {
	row, err := auditRowOf(e, s.now())
	if err != nil {
		return wrap(err, "audit log")
	}
	return wrap(s.write(ctx, func(tx *gorm.DB) error { return row.insert(tx, shop) }), "audit log")
}

// AuditFilter narrows the audit log; zero fields do not.
type AuditFilter struct {
	Subject, Actor, Operation string

	Told    bool // only where personal data was told
	Changed bool // only where something was to be changed

	Since, Until time.Time
	Before       string // the id of the last of the page before
}

// AuditLog lists a shop's audit log, the newest first. Errors: Unavailable.
func (s *Store) AuditLog(ctx context.Context, shop app.ShopID, f AuditFilter, limit int) ([]app.AuditEntry, error) {
	var rows []auditRow
	if err := f.on(s.read.WithContext(ctx).Table("audit").Where("shop_id = ?", shop)).Order("id DESC").Limit(limit).Scan(&rows).Error; err != nil {
		return nil, wrap(err, "audit log")
	}
	list := make([]app.AuditEntry, len(rows))
	for i, row := range rows {
		var err error
		if list[i], err = row.noun(); err != nil {
			return nil, wrap(err, "audit log")
		}
	}
	return list, nil
}

// on adds what the filter says, in words that the indexes have.
func (f AuditFilter) on(query *gorm.DB) *gorm.DB {
	if f.Subject != "" {
		query = query.Where("subject = ? AND subject <> ''", f.Subject)
	}
	if f.Actor != "" {
		query = query.Where("actor = ?", f.Actor)
	}
	if f.Operation != "" {
		query = query.Where("operation = ?", f.Operation)
	}
	if f.Told {
		query = query.Where("action <> ''")
	}
	if f.Changed {
		query = query.Where("outcome <> ''")
	}
	if !f.Since.IsZero() {
		query = query.Where("id >= ?", firstID(f.Since))
	}
	if !f.Until.IsZero() {
		query = query.Where("id < ?", firstID(f.Until))
	}
	if f.Before != "" {
		query = query.Where("id < ?", f.Before)
	}
	return query
}

// firstID is less than every id that is made at a moment, and more than any before: they
// begin with their milliseconds.
func firstID(at time.Time) string {
	var id uuid.UUID
	ms := max(0, at.UnixMilli())
	for i := range 6 {
		id[i] = byte(ms >> (8 * (5 - i)))
	}
	return id.String()
}

// SubjectOf names somebody in the audit log: a customer, or the guest of an order; "" for
// somebody of whom there is nothing to read. Errors: Unavailable.
func (s *Store) SubjectOf(ctx context.Context, shop app.ShopID, who Whom) (string, error) {
	p := s.people(s.read.WithContext(ctx), shop)
	customer, err := p.speaker(who)
	if err != nil || customer != 0 {
		return customerSubject(customer), wrap(err, "person")
	}
	guests, err := p.guestsOf([]app.OrderID{who.Order})
	if err != nil || len(guests) == 0 {
		return "", wrap(err, "person")
	}
	return app.ProfileSubject(guests[0]), nil
}

func customerSubject(customer app.CustomerID) string {
	if customer == 0 {
		return ""
	}
	return app.CustomerSubject(customer)
}

// forgetAudited leaves, of what was done about some subjects that are erased, what, when
// and by whom: which of them it was is told by a salted hash. What it was answered with
// goes.
func (p people) forgetAudited(subjects []string) error {
	salt, err := p.salt()
	if err != nil {
		return err
	}
	for _, subject := range subjects {
		if err := p.exec("UPDATE audit SET subject = ? WHERE shop_id = ? AND subject = ? AND subject <> ''",
			tombstone(salt, subject), p.shop, subject); err != nil {
			return err
		}
	}
	return p.exec("UPDATE idempotency_keys SET answer = '', subject = '' WHERE shop_id = ? AND subject IN ? AND subject <> ''", p.shop, subjects)
}
