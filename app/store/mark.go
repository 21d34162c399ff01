package store

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// The kinds of marks customers carry.
const (
	markTag     = "tag"
	markSegment = "segment"
)

// tagMarks are tags as rules see them.
func tagMarks(tags []string) []string {
	marks := make([]string, len(tags))
	for i, tag := range tags {
		marks[i] = strings.ToLower(tag)
	}
	return unique(marks)
}

func unique[T cmp.Ordered](list []T) []T {
	slices.Sort(list)
	return slices.Compact(list)
}

func segmentMarks(ids []app.SegmentID) []string {
	marks := make([]string, len(ids))
	for i, id := range ids {
		marks[i] = strconv.FormatInt(int64(id), 10)
	}
	return unique(marks)
}

var markUpsert = bulk{
	table: "customer_marks",
	columns: []column{
		textColumn("shop_id"), intColumn("customer_id"), textColumn("kind"), textColumn("mark"), boolColumn("held"), intColumn("changed_at"),
	},
	tail: `ON CONFLICT (shop_id, customer_id, kind, mark) DO UPDATE SET held = excluded.held, changed_at = excluded.changed_at
		WHERE excluded.changed_at >= customer_marks.changed_at`,
}

func (p people) setMarks(customer app.CustomerID, kind string, marks []string, held bool, at time.Time) error {
	rows := make([][]any, len(marks))
	for i, mark := range marks {
		rows[i] = []any{string(p.shop), int64(customer), kind, mark, held, millis(at)}
	}
	return markUpsert.insert(p.tx.Statement.Context, p.tx, rows)
}

// replaceMarks writes down which marks she carried at a moment. Among says which
// were looked at, nil all; what changed since stays.
func (p people) replaceMarks(customer app.CustomerID, kind string, among, held []string, at time.Time) error {
	gone := "DELETE FROM customer_marks WHERE shop_id = ? AND customer_id = ? AND kind = ? AND changed_at <= ?"
	args := []any{p.shop, customer, kind, millis(at)}
	if among != nil {
		gone, args = gone+" AND mark IN ?", append(args, among)
	}
	if among == nil || len(among) > 0 {
		if err := p.exec(gone, args...); err != nil {
			return err
		}
	}
	return p.setMarks(customer, kind, held, true, at)
}

// RecordTags keeps that a customer of whom we keep something got tags or lost
// them. Errors: Unavailable.
func (s *Store) RecordTags(ctx context.Context, shop app.ShopID, customer app.CustomerID, tags []string, held bool, at time.Time) error {
	return s.recordMarks(ctx, shop, customer, markTag, tagMarks(tags), held, at)
}

// RecordMembership keeps that a customer of whom we keep something joined a
// segment or left it. Errors: Unavailable.
func (s *Store) RecordMembership(ctx context.Context, shop app.ShopID, customer app.CustomerID, segment app.SegmentID, held bool, at time.Time) error {
	return s.recordMarks(ctx, shop, customer, markSegment, segmentMarks([]app.SegmentID{segment}), held, at)
}

func (s *Store) recordMarks(ctx context.Context, shop app.ShopID, customer app.CustomerID, kind string, marks []string, held bool, at time.Time) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		p := s.people(tx, shop)
		there, err := p.lockCustomer(customer)
		if err != nil || !there {
			return err
		}
		if err := p.setMarks(customer, kind, marks, held, at); err != nil {
			return err
		}
		return p.news(customer, at)
	}), "customer")
}

// tags are the tags a customer has.
func (p people) tags(customer app.CustomerID) (tags []string, err error) {
	err = p.tx.Raw("SELECT mark FROM customer_marks WHERE shop_id = ? AND customer_id = ? AND kind = ? AND held ORDER BY mark",
		p.shop, customer, markTag).Scan(&tags).Error
	return tags, err
}

// segments are the names of the segments a customer is in, as far as they are known.
func (p people) segments(customer app.CustomerID) (names []string, err error) {
	err = p.tx.Raw(`SELECT s.name FROM customer_marks m JOIN segments s ON s.shop_id = m.shop_id AND CAST(s.id AS TEXT) = m.mark
		WHERE m.shop_id = ? AND m.customer_id = ? AND m.kind = ? AND m.held ORDER BY s.name`,
		p.shop, customer, markSegment).Scan(&names).Error
	return names, err
}
