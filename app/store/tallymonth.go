package store

import (
	"context"
	"database/sql"
	"slices"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// TallyMonth is one of a survey's months.
type TallyMonth struct {
	Survey app.SurveyID // "" for the shop as a whole
	Month  time.Time    // its first date, at midnight UTC
}

func monthOf(day time.Time) time.Time { return day.AddDate(0, 0, 1-day.Day()) }

// unsum takes the month of a day out of those that are added up, for surveys that were
// counted differently.
func unsum(tx *gorm.DB, shop app.ShopID, day time.Time, changed [][]any, gone []tallyKey) error {
	var surveys []string
	for _, row := range changed {
		surveys = append(surveys, row[1].(string))
	}
	for _, k := range gone {
		surveys = append(surveys, k.SurveyID)
	}
	if len(surveys) == 0 {
		return nil
	}
	if err := tx.Exec("DELETE FROM tally_summed WHERE shop_id = ? AND survey_id IN ? AND month = ?",
		shop, unique(surveys), millis(monthOf(day))).Error; err != nil {
		return err
	}
	return tx.Exec("UPDATE tally_work SET unsummed = TRUE WHERE shop_id = ? AND NOT unsummed", shop).Error
}

// UnsummedMonths lists the months before a date that are to be added up, the newest
// first: those with days that are not, and those that have no days any more. Errors:
// Unavailable.
func (s *Store) UnsummedMonths(ctx context.Context, shop app.ShopID, before time.Time) ([]TallyMonth, error) {
	tx, seen := s.read.WithContext(ctx), map[TallyMonth]bool{}
	p := s.people(tx, shop)
	for _, table := range []string{"day, survey_id FROM tallies", "month, survey_id FROM tally_months"} {
		if err := p.each("SELECT DISTINCT "+table+" WHERE shop_id = ? AND "+ofAll, []any{shop}, func(rows *sql.Rows) error {
			var at int64
			var m TallyMonth
			err := rows.Scan(&at, &m.Survey)
			if m.Month = monthOf(fromMillis(at).UTC()); m.Month.Before(before) {
				seen[m] = true
			}
			return err
		}); err != nil {
			return nil, wrap(err, "tallies")
		}
	}
	if err := p.each("SELECT month, survey_id FROM tally_summed WHERE shop_id = ?", []any{shop}, func(rows *sql.Rows) error {
		var at int64
		var m TallyMonth
		err := rows.Scan(&at, &m.Survey)
		m.Month = fromMillis(at).UTC()
		delete(seen, m)
		return err
	}); err != nil {
		return nil, wrap(err, "tallies")
	}
	list := make([]TallyMonth, 0, len(seen))
	for m := range seen {
		list = append(list, m)
	}
	slices.SortFunc(list, func(a, b TallyMonth) int { return b.Month.Compare(a.Month) })
	return list, nil
}

// ofAll is what a survey came to everywhere, as an index of it says: it has that of every
// day on which it has anything.
const ofAll = "question = '' AND surface = '*' AND country = '*'"

// TalliesOfMonth reads what was counted on the days of a month, one day after the other,
// as text. Errors: Unavailable.
func (s *Store) TalliesOfMonth(ctx context.Context, shop app.ShopID, m TallyMonth, read func(t app.Tally, counts string) error) error {
	p := s.people(s.read.WithContext(ctx), shop)
	for day := m.Month; day.Before(m.Month.AddDate(0, 1, 0)); day = day.AddDate(0, 0, 1) {
		err := p.each("SELECT question, surface, country, counts FROM tallies WHERE shop_id = ? AND day = ? AND survey_id = ?",
			[]any{shop, millis(day), m.Survey}, func(rows *sql.Rows) error {
				t := app.Tally{Survey: m.Survey, Day: day}
				var counts string
				if err := rows.Scan(&t.Question, &t.Surface, &t.Country, &counts); err != nil {
					return err
				}
				return read(t, counts)
			})
		if err != nil {
			return wrap(err, "tallies")
		}
	}
	return nil
}

var monthInsert = bulk{
	table: "tally_months",
	columns: []column{
		textColumn("shop_id"), textColumn("survey_id"), textColumn("question"), textColumn("surface"), textColumn("country"),
		intColumn("month"), textColumn("counts"),
	},
	tail: "ON CONFLICT (shop_id, survey_id, surface, country, month, question) DO UPDATE SET counts = excluded.counts",
}

// KeepMonth keeps what the days of a month come to, for the holder of a lease, which it
// prolongs. Only what differs is written. Errors: Conflict for a lease that counts no
// more; Unavailable.
func (s *Store) KeepMonth(ctx context.Context, shop app.ShopID, lease TallyLease, until time.Time, m TallyMonth, tallies []app.Tally) error {
	fresh := texts(tallies)
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		if err := lease.held(tx, shop, millis(until), 0); err != nil {
			return err
		}
		changed, gone, err := differing(tx, shop, millis(m.Month), fresh,
			"SELECT survey_id, question, surface, country, counts FROM tally_months WHERE shop_id = ? AND month = ? AND survey_id = ?", m.Survey)
		if err != nil {
			return err
		}
		for _, k := range gone {
			if err := tx.Exec("DELETE FROM tally_months WHERE shop_id = ? AND survey_id = ? AND question = ? AND surface = ? AND country = ? AND month = ?",
				shop, k.SurveyID, k.Question, k.Surface, k.Country, millis(m.Month)).Error; err != nil {
				return err
			}
		}
		if err := monthInsert.insert(tx.Statement.Context, tx, changed); err != nil || len(tallies) == 0 {
			return err
		}
		return tx.Exec("INSERT INTO tally_summed (shop_id, survey_id, month) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", shop, m.Survey, millis(m.Month)).Error
	}), "tallies")
}

// span is some of a survey's time: whole months that are added up, or days.
type span struct {
	table, column string
	from, to      int64
}

// spans are the fewest that make up dates from one to another.
func (p people) spans(survey app.SurveyID, from, to time.Time, daily bool) ([]span, error) {
	summed := map[int64]bool{}
	if !daily {
		if err := p.each("SELECT month FROM tally_summed WHERE shop_id = ? AND survey_id = ? AND month >= ? AND month <= ?",
			[]any{p.shop, survey, millis(from), millis(to)}, func(rows *sql.Rows) error {
				var month int64
				err := rows.Scan(&month)
				summed[month] = true
				return err
			}); err != nil {
			return nil, err
		}
	}
	var list []span
	for day := from; !day.After(to); {
		next, one := monthOf(day).AddDate(0, 1, 0), span{table: "tallies", column: "day", from: millis(day)}
		if summed[millis(day)] && !next.AddDate(0, 0, -1).After(to) {
			one.table, one.column = "tally_months", "month"
		} else if daily || next.After(to) {
			next = to.AddDate(0, 0, 1)
		}
		one.to = millis(next.AddDate(0, 0, -1))
		if last := len(list) - 1; last >= 0 && list[last].table == one.table {
			list[last].to = one.to
		} else {
			list = append(list, one)
		}
		day = next
	}
	return list, nil
}
