package store

import (
	"slices"

	"github.com/askwell/askwell/app"
)

// changed lists what we changed of her at destinations, and what stood there before.
func (e *export) changed() error {
	e.data.Changed = []app.ChangeData{}
	for some := range slices.Chunk(e.receiptSubjects(), 500) {
		var rows []writeRow
		if err := e.tx.Raw("SELECT "+writeColumns+" FROM writes WHERE shop_id = ? AND subject IN ? ORDER BY destination_id, subject, property, intended_at",
			e.shop, some).Scan(&rows).Error; err != nil {
			return err
		}
		for _, w := range writes(e.shop, rows) {
			e.data.Changed = append(e.data.Changed, app.ChangeData{
				Destination: w.Destination, Subject: w.Subject, Property: w.Property, Before: w.Before, After: w.After,
				At: w.At, WrittenAt: w.WrittenAt, UndoneAt: w.UndoneAt,
			})
		}
	}
	return nil
}

// instead lists what stands at destinations instead of what she said.
func (e *export) instead() error {
	e.data.Instead = []app.OverrideData{}
	for some := range slices.Chunk(e.receiptSubjects(), 500) {
		var rows []overrideRow
		if err := e.tx.Raw("SELECT "+overrideColumns+" FROM overrides WHERE shop_id = ? AND subject IN ? ORDER BY destination_id, subject, property",
			e.shop, some).Scan(&rows).Error; err != nil {
			return err
		}
		for _, row := range rows {
			e.data.Instead = append(e.data.Instead, app.OverrideData(row.override()))
		}
	}
	return nil
}

// checked lists what was seen of her at destinations.
func (e *export) checked() error {
	e.data.Checked = []app.CheckData{}
	for some := range slices.Chunk(e.receiptSubjects(), 500) {
		var rows []checkRow
		if err := e.tx.Raw("SELECT "+checkColumns+" FROM checks WHERE shop_id = ? AND subject IN ? ORDER BY destination_id, subject",
			e.shop, some).Scan(&rows).Error; err != nil {
			return err
		}
		for _, row := range rows {
			c, err := row.check()
			if err != nil {
				return err
			}
			e.data.Checked = append(e.data.Checked, app.CheckData{
				Destination: c.Destination, Subject: c.Subject, State: c.State, Differences: c.Differences, DueAt: c.DueAt, CheckedAt: c.CheckedAt,
			})
		}
	}
	return nil
}
