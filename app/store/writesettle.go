package store

import (
	"slices"
	"strings"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// settleWrites makes certain what was confirmed, before the receipts are, and drops what
// was refused. What an earlier delivery may or may not have written is certain, too, when
// it is what stands there now.
func settleWrites(tx *gorm.DB, shop app.ShopID, at app.DestinationID, now int64, done Settlement) error {
	for _, r := range done.Refused {
		if err := eachReceipt(tx, "DELETE FROM writes", []any{shop, at}, []app.Receipt{r}, " AND written_at = 0 AND delivery_id = ?", r.Delivery); err != nil {
			return err
		}
	}
	// What was given up has nothing of ours left there, or what stood there before us.
	if err := eachReceipt(tx, "UPDATE writes SET written_at = ?", []any{now, shop, at}, done.Gone, ` AND written_at = 0 AND (NOT after_there
		OR property LIKE 'property:%' AND after_value = (SELECT r.before_value FROM receipts r WHERE r.shop_id = writes.shop_id
			AND r.destination_id = writes.destination_id AND r.subject = writes.subject AND r.property = writes.property))`); err != nil {
		return err
	}
	if len(done.Confirmed) == 0 {
		return nil
	}
	sent := map[string]bool{}
	subjects := make([]string, len(done.Confirmed))
	for i, r := range done.Confirmed {
		subjects[i], sent[r.Subject+" "+r.Property] = r.Subject, true
	}
	subjects = unique(subjects)
	for _, r := range done.Gone {
		delete(sent, r.Subject+" "+r.Property) // it was given up
	}
	for some := range slices.Chunk(subjects, 400) {
		if err := confirmWrites(tx, shop, at, now, some, sent); err != nil {
			return err
		}
	}
	return nil
}

// confirmWrites makes certain what receipts say stands there now, of what was sent. The two
// are put together here: PostgreSQL without statistics compares each with every other.
func confirmWrites(tx *gorm.DB, shop app.ShopID, at app.DestinationID, now int64, subjects []string, sent map[string]bool) error {
	theirs, args := ofSubjects(shop, at, subjects)
	if err := tx.Exec("DELETE FROM writes WHERE "+theirs+" AND before_there = after_there AND before_value = after_value", args...).Error; err != nil {
		return err // it changed nothing
	}
	var rows, stands []receiptRow
	if err := tx.Raw("SELECT subject, property, after_value AS value, intended_at AS written_at FROM writes WHERE "+theirs+
		" AND written_at = 0 AND after_there", args...).Scan(&rows).Error; err != nil {
		return err
	}
	if err := tx.Raw("SELECT subject, property, value FROM receipts WHERE "+theirs+
		" AND written_at = 0 AND refused = ''", args...).Scan(&stands).Error; err != nil {
		return err
	}
	type stand struct{ subject, property, value string }
	there := map[stand]bool{}
	for _, r := range stands {
		there[stand{r.Subject, r.Property, r.Value}] = true
	}
	rows = slices.DeleteFunc(rows, func(row receiptRow) bool {
		return !sent[row.Subject+" "+row.Property] || !there[stand{row.Subject, row.Property, row.Value}]
	})
	for some := range slices.Chunk(rows, maxParameters/6) {
		if err := confirm(tx, shop, at, now, some); err != nil {
			return err
		}
	}
	return nil
}

// confirm makes writes certain, by whole keys as ofSubjects does.
func confirm(tx *gorm.DB, shop app.ShopID, at app.DestinationID, now int64, rows []receiptRow) error {
	args := []any{now}
	for _, row := range rows {
		args = append(args, shop, at, row.Subject, row.Property, row.WrittenAt)
	}
	keys := strings.TrimSuffix(strings.Repeat("(?,?,?,?,CAST(? AS BIGINT)),", len(rows)), ",")
	return tx.Exec("UPDATE writes SET written_at = ? WHERE (shop_id, destination_id, subject, property, intended_at) IN (VALUES "+keys+")", args...).Error
}
