package store

import (
	"context"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// NoteReading keeps that personal data is about to be read; it is to be called before
// it is. Of a shop we know nothing of there is nothing to read. Errors: Unavailable,
// when nothing may be read.
func (s *Store) NoteReading(ctx context.Context, shop app.ShopID, r app.Reading) error {
	id, err := uuid.NewV7()
	if err != nil {
		return wrap(err, "reading")
	}
	at := millis(r.At)
	if r.At.IsZero() {
		at = millis(s.now())
	}
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		return tx.Exec("INSERT INTO readings (shop_id, id, at, actor, action, subject) SELECT id, ?, CAST(? AS BIGINT), ?, ?, ? FROM shops WHERE id = ?",
			id.String(), at, r.Actor, r.Action, r.Subject, shop).Error
	}), "reading")
}

// ReadingFilter narrows a list of readings; zero fields do not.
type ReadingFilter struct {
	Subject string
	Before  string // the id of the last of the page before
}

// Readings lists who read personal data, the newest first. Errors: Unavailable.
func (s *Store) Readings(ctx context.Context, shop app.ShopID, f ReadingFilter, limit int) ([]app.Reading, error) {
	query := s.read.WithContext(ctx).Table("readings").Select("id, at, actor, action, subject").Where("shop_id = ?", shop)
	if f.Subject != "" {
		query = query.Where("subject = ? AND subject <> ''", f.Subject) // as its index says
	}
	if f.Before != "" {
		query = query.Where("id < ?", f.Before)
	}
	var rows []struct {
		ID, Actor, Action, Subject string
		At                         int64
	}
	err := query.Order("id DESC").Limit(limit).Scan(&rows).Error
	list := make([]app.Reading, len(rows))
	for i, r := range rows {
		list[i] = app.Reading{ID: r.ID, At: fromMillis(r.At), Actor: r.Actor, Action: r.Action, Subject: r.Subject}
	}
	return list, wrap(err, "readings")
}

// SubjectOf names somebody in the log of readings: a customer, or the guest of an
// order; "" for somebody of whom there is nothing to read. Errors: Unavailable.
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

// forgetReadings leaves, of who read about some subjects that are erased, when and by
// whom: which of them it was is told by a salted hash.
func (p people) forgetReadings(subjects []string) error {
	salt, err := p.salt()
	if err != nil {
		return err
	}
	for _, subject := range subjects {
		if err := p.exec("UPDATE readings SET subject = ? WHERE shop_id = ? AND subject = ? AND subject <> ''",
			tombstone(salt, subject), p.shop, subject); err != nil {
			return err
		}
	}
	return nil
}
