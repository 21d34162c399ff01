package store

import (
	"context"
	"maps"
	"slices"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

type receiptRow struct {
	DestinationID string
	Subject       string
	Property      string
	Value         string
	BeforeValue   string
	Refused       string
	DeliveryID    string
	WrittenAt     int64
}

func (r receiptRow) receipt() app.Receipt {
	return app.Receipt{
		Destination: app.DestinationID(r.DestinationID), Subject: r.Subject, Property: r.Property,
		Value: r.Value, Before: r.BeforeValue, Refused: r.Refused, Delivery: app.DeliveryID(r.DeliveryID),
		WrittenAt: fromMillis(max(r.WrittenAt, 0)), Elsewhere: r.WrittenAt == elsewhere,
	}
}

// Intending to write something that is there already makes it uncertain: until
// the destination has answered, nobody knows which value it holds. What stood there
// before we first touched it stays what it was, unless that was in another account; of a
// consent it is what was told before.
var receiptIntend = bulk{
	table:   "receipts",
	columns: receiptColumns,
	tail: `ON CONFLICT (shop_id, destination_id, subject, property)
		DO UPDATE SET value = excluded.value, delivery_id = excluded.delivery_id, written_at = 0, refused = '',
			before_value = CASE WHEN excluded.property LIKE 'consent:%' OR receipts.written_at = -2 THEN excluded.before_value ELSE receipts.before_value END`,
}

// Who sent without the lane knows best what stood there when it looked: its successor
// may have taken what that one wrote for somebody else's.
var receiptDoubt = bulk{
	table:   "receipts",
	columns: receiptColumns,
	tail: `ON CONFLICT (shop_id, destination_id, subject, property)
		DO UPDATE SET value = excluded.value, delivery_id = excluded.delivery_id, written_at = excluded.written_at, refused = '', before_value = excluded.before_value`,
}

var receiptColumns = []column{
	textColumn("shop_id"), textColumn("destination_id"), textColumn("subject"), textColumn("property"),
	textColumn("value"), textColumn("before_value"), textColumn("delivery_id"), intColumn("written_at"),
}

// Receipts lists what a destination holds of some subjects. A receipt whose
// WrittenAt is zero is uncertain: it may be there, with this or another value.
// Errors: Unavailable.
func (s *Store) Receipts(ctx context.Context, shop app.ShopID, at app.DestinationID, subjects []string) ([]app.Receipt, error) {
	if len(subjects) == 0 {
		return nil, nil
	}
	var rows []receiptRow
	theirs, args := ofSubjects(shop, at, subjects)
	err := s.read.WithContext(ctx).Raw("SELECT destination_id, subject, property, value, before_value, refused, delivery_id, written_at FROM receipts WHERE "+theirs,
		args...).Scan(&rows).Error
	list := make([]app.Receipt, len(rows))
	for i, row := range rows {
		list[i] = row.receipt()
	}
	return list, wrap(err, "receipts")
}

// ofSubjects narrows what is kept by place to some subjects', one at least. By whole keys:
// by the shop and a list, PostgreSQL without statistics reads all that the shop ever told.
func ofSubjects(shop app.ShopID, at app.DestinationID, subjects []string) (where string, args []any) {
	for _, one := range subjects {
		args = append(args, shop, at, one)
	}
	return "(shop_id, destination_id, subject) IN (VALUES " + keyList(3, len(subjects)) + ")", args
}

// When a receipt was written that is not certain: it is about to be sent, or what we
// believe of it was doubted. To hear that what is under way arrived makes nothing certain
// that was doubted since: only to send it once more does.
const (
	intended  = 0
	doubted   = -1
	elsewhere = -2 // doubted, for the account is another one
)

// doubting makes receipts uncertain.
const doubting = "UPDATE receipts SET written_at = CASE WHEN written_at = -2 THEN -2 ELSE -1 END, refused = ''"

// undoubted narrows receipts to those that what is settled may speak for.
const undoubted = " AND written_at >= 0"

// receiptRows are receipts before they are certain.
func receiptRows(shop app.ShopID, touched []app.Receipt, uncertain int64) [][]any {
	rows := make([][]any, len(touched))
	for i, r := range touched {
		rows[i] = []any{string(shop), string(r.Destination), r.Subject, r.Property, r.Value, r.Before, string(r.Delivery), uncertain}
	}
	return rows
}

// settleReceipts makes certain what a destination has confirmed. It only
// touches rows that are still there: an erasure meanwhile is final.
func settleReceipts(tx *gorm.DB, shop app.ShopID, at app.DestinationID, now int64, done Settlement) error {
	for _, r := range done.Refused {
		if err := eachReceipt(tx, "UPDATE receipts SET refused = ?", []any{r.Refused, shop, at}, []app.Receipt{r}, undoubted); err != nil {
			return err
		}
	}
	if err := settleWrites(tx, shop, at, now, done); err != nil {
		return err
	}
	if err := eachReceipt(tx, "DELETE FROM receipts", []any{shop, at}, done.Gone, undoubted); err != nil {
		return err
	}
	if err := eachReceipt(tx, "UPDATE receipts SET written_at = ?", []any{now, shop, at}, done.Told); err != nil {
		return err
	}
	return eachReceipt(tx, "UPDATE receipts SET written_at = ?", []any{now, shop, at}, done.Confirmed, " AND written_at = 0 AND refused = ''")
}

// eachReceipt does something to receipts of a destination, or to what else is kept of
// their places, by whole keys as ofSubjects does. args are those of what is done, the shop and the destination; further
// conditions come with theirs.
func eachReceipt(tx *gorm.DB, do string, args []any, list []app.Receipt, further ...any) error {
	and := ""
	if len(further) > 0 {
		and, further = further[0].(string), further[1:]
	}
	args, lane := args[:len(args)-2], args[len(args)-2:]
	for some := range slices.Chunk(list, maxParameters/5) {
		all := slices.Clone(args)
		for _, r := range some {
			all = append(all, lane[0], lane[1], r.Subject, r.Property)
		}
		err := tx.Exec(do+" WHERE (shop_id, destination_id, subject, property) IN (VALUES "+keyList(4, len(some))+")"+and, append(all, further...)...).Error
		if err != nil {
			return err
		}
	}
	return nil
}

// ofState narrows receipts to what a destination holds. Those of events are another
// thing: an event was told or it was not, and to doubt that would be to tell it again.
const ofState = " AND property NOT LIKE 'event:%'"

// doubtReceipts makes everything we believe of some subjects uncertain.
func doubtReceipts(tx *gorm.DB, shop app.ShopID, at app.DestinationID, subjects []string) error {
	if len(subjects) == 0 {
		return nil
	}
	theirs, args := ofSubjects(shop, at, subjects)
	return tx.Exec(doubting+" WHERE "+theirs+ofState, args...).Error
}

// doubtAll makes everything we believe of a destination uncertain.
func doubtAll(tx *gorm.DB, shop app.ShopID, at app.DestinationID) error {
	return tx.Exec(doubting+" WHERE shop_id = ? AND destination_id = ? AND (written_at >= 0 OR refused <> '')"+ofState, shop, at).Error
}

// leaveAccount keeps of what was written in an account that a destination leads to no more
// only that it may have to be taken away: should it be the same account under another name,
// what is taken back must go. What stood there before us, and what was told of consents, was
// that account's, and is not brought into this one.
func leaveAccount(tx *gorm.DB, shop app.ShopID, from app.DestinationID, now int64) error {
	err := tx.Exec(`UPDATE receipts SET written_at = -2, refused = '', before_value = CASE WHEN property LIKE 'tag:%' OR property LIKE 'list:%' THEN before_value ELSE '' END
		WHERE shop_id = ? AND destination_id = ?`+ofState, shop, from).Error
	if err != nil {
		return err
	}
	for _, table := range []string{"writes", "overrides", "checks"} {
		if err := tx.Exec("DELETE FROM "+table+" WHERE shop_id = ? AND destination_id = ?", shop, from).Error; err != nil {
			return err
		}
	}
	return tx.Exec("UPDATE bulks SET state = ?, reason = ?, plan = '', next_at = 0, finished_at = ? WHERE shop_id = ? AND destination_id = ? AND next_at > 0",
		app.BulkFailed, reasonAccount, now, shop, from).Error
}

const reasonAccount = "the destination leads to another account now: its people are told anew"

// subjectsOf names the people and orders that deliveries are about, as far as
// they still exist.
func subjectsOf(tx *gorm.DB, shop app.ShopID, of []app.Delivery) ([]string, error) {
	var profiles []app.ProfileID
	var subjects []string
	for _, d := range of {
		profiles = append(profiles, d.Profile)
		if d.Order != 0 {
			subjects = append(subjects, app.OrderSubject(d.Order))
		}
	}
	names, err := called(tx, shop, profiles)
	return append(subjects, slices.Sorted(maps.Keys(names))...), err
}

// called are people by what receipts and ledgers call them, as far as they still exist.
func called(tx *gorm.DB, shop app.ShopID, profiles []app.ProfileID) (map[string]app.ProfileID, error) {
	var people []selfOf
	err := tx.Raw("SELECT id, customer_id FROM profiles WHERE ?", among(tx, shop, "id", profiles)).Scan(&people).Error
	names := make(map[string]app.ProfileID, len(people))
	for _, one := range people {
		names[nameOf(one.ID, one.CustomerID)] = one.ID
	}
	return names, err
}
