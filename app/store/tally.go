package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// TallyFilter says which tallies are wanted.
type TallyFilter struct {
	Survey    app.SurveyID  // "" for the shop as a whole
	Questions []string      // "" for the survey's own
	Surfaces  []app.Surface // or app.Everywhere for all together
	Countries []string      // or app.Everywhere for all together
	From, To  time.Time     // dates, at midnight UTC
	Daily     bool          // whole months will not do
}

// SumTallies adds what was counted up, each day's of each place, or each whole month's, to
// the counts that into names. Errors: Unavailable.
func (s *Store) SumTallies(ctx context.Context, shop app.ShopID, f TallyFilter, into func(app.Tally) *app.TallyCounts) error {
	return s.eachTally(ctx, shop, f, func(t app.Tally, counts string) error { return into(t).Add(counts) })
}

// eachTally asks for one place at a time: all it holds of a span of days lies together,
// and PostgreSQL finds that without statistics.
func (s *Store) eachTally(ctx context.Context, shop app.ShopID, f TallyFilter, read func(t app.Tally, counts string) error) error {
	p := s.people(s.read.WithContext(ctx), shop)
	spans, err := p.spans(f.Survey, date(f.From), date(f.To), f.Daily)
	if err != nil {
		return wrap(err, "tallies")
	}
	for _, on := range f.Surfaces {
		for _, from := range f.Countries {
			for _, one := range spans {
				if err := p.eachOf(one, app.Tally{Survey: f.Survey, Surface: on, Country: from}, f.Questions, read); err != nil {
					return wrap(err, "tallies")
				}
			}
		}
	}
	return nil
}

func (p people) eachOf(one span, t app.Tally, questions []string, read func(t app.Tally, counts string) error) error {
	return p.each("SELECT question, "+one.column+", counts FROM "+one.table+" WHERE shop_id = ? AND survey_id = ? AND surface = ? AND country = ? AND "+
		one.column+" >= ? AND "+one.column+" <= ? AND question IN ?",
		[]any{p.shop, t.Survey, t.Surface, t.Country, one.from, one.to, questions},
		func(rows *sql.Rows) error {
			t := t
			var day int64
			var counts string
			if err := rows.Scan(&t.Question, &day, &counts); err != nil {
				return err
			}
			t.Day = fromMillis(day).UTC()
			return read(t, counts)
		})
}

// TalliesOfAll reads what the shop and each of its surveys came to everywhere, day by day.
// Errors: Unavailable.
func (s *Store) TalliesOfAll(ctx context.Context, shop app.ShopID, from, to time.Time, read func(app.Tally) error) error {
	p := s.people(s.read.WithContext(ctx), shop)
	return wrap(p.each("SELECT survey_id, day, counts FROM tallies WHERE shop_id = ? AND day >= ? AND day <= ? AND "+ofAll,
		[]any{shop, dayOf(from, time.UTC), dayOf(to, time.UTC)}, func(rows *sql.Rows) error {
			t := app.Tally{Surface: app.Everywhere, Country: app.Everywhere}
			var day int64
			var counts string
			if err := rows.Scan(&t.Survey, &day, &counts); err != nil {
				return err
			}
			t.Day = fromMillis(day).UTC()
			if err := t.Counts.Add(counts); err != nil {
				return err
			}
			return read(t)
		}), "tallies")
}

// date is the date of a time as it is told, at midnight UTC.
func date(told time.Time) time.Time { return fromMillis(dayOf(told, time.UTC)).UTC() }

// Displayed are how often a survey was shown and begun on a surface.
type Displayed struct {
	Surface        app.Surface
	Shown, Started int
}

// Displays counts, by surface, how often a survey was shown and begun on some of the
// shop's dates, told as midnight UTC. Errors: Unavailable.
func (s *Store) Displays(ctx context.Context, shop app.ShopID, survey app.SurveyID, from, to time.Time) ([]Displayed, error) {
	var list []Displayed
	err := s.read.WithContext(ctx).Raw(`SELECT surface, SUM(shown) AS shown, SUM(started) AS started FROM displays
		WHERE shop_id = ? AND survey_id = ? AND day >= ? AND day <= ? GROUP BY surface`,
		shop, survey, dayOf(from, time.UTC), dayOf(to, time.UTC)).Scan(&list).Error
	return list, wrap(err, "displays")
}

// TalliedAt is since when something has changed that is not counted yet; zero: all is
// counted. Errors: Unavailable.
func (s *Store) TalliedAt(ctx context.Context, shop app.ShopID) (time.Time, error) {
	var since []int64
	err := s.read.WithContext(ctx).Raw("SELECT since FROM tally_marks WHERE shop_id = ? ORDER BY since LIMIT 1", shop).Scan(&since).Error
	if err != nil || len(since) == 0 {
		return time.Time{}, wrap(err, "tallies")
	}
	return fromMillis(max(since[0], 1)), nil
}

// tallyKey is a tally's place within a day of a shop.
type tallyKey struct{ SurveyID, Question, Surface, Country string }

func (k tallyKey) compare(other tallyKey) int {
	return cmp.Or(cmp.Compare(k.SurveyID, other.SurveyID), cmp.Compare(k.Question, other.Question),
		cmp.Compare(k.Surface, other.Surface), cmp.Compare(k.Country, other.Country))
}

var tallyInsert = bulk{
	table: "tallies",
	columns: []column{
		textColumn("shop_id"), textColumn("survey_id"), textColumn("question"), textColumn("surface"), textColumn("country"),
		intColumn("day"), textColumn("counts"),
	},
	tail: "ON CONFLICT (shop_id, survey_id, surface, country, day, question) DO UPDATE SET counts = excluded.counts",
}

// KeepTallies keeps what a day came to, and nothing else of that day, for the holder of a
// lease, which it prolongs. Only what differs is written. Errors: Conflict for a lease
// that counts no more; Unavailable.
func (s *Store) KeepTallies(ctx context.Context, shop app.ShopID, lease TallyLease, until, day time.Time, tallies []app.Tally) error {
	fresh := texts(tallies)
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		if err := lease.held(tx, shop, millis(until), 0); err != nil {
			return err
		}
		changed, gone, err := differing(tx, shop, millis(day), fresh,
			"SELECT survey_id, question, surface, country, counts FROM tallies WHERE shop_id = ? AND day = ?")
		if err != nil {
			return err
		}
		for _, k := range gone {
			if err := tx.Exec("DELETE FROM tallies WHERE shop_id = ? AND survey_id = ? AND question = ? AND surface = ? AND country = ? AND day = ?",
				shop, k.SurveyID, k.Question, k.Surface, k.Country, millis(day)).Error; err != nil {
				return err
			}
		}
		if err := unsum(tx, shop, day, changed, gone); err != nil {
			return err
		}
		return tallyInsert.insert(tx.Statement.Context, tx, changed)
	}), "tallies")
}

// texts are tallies as they are kept.
func texts(tallies []app.Tally) map[tallyKey]string {
	fresh := make(map[tallyKey]string, len(tallies))
	for _, t := range tallies {
		fresh[tallyKey{string(t.Survey), t.Question, string(t.Surface), t.Country}] = t.Counts.String()
	}
	return fresh
}

// differing holds the tallies of a day, or a month, against those that are kept of it.
func differing(tx *gorm.DB, shop app.ShopID, day int64, fresh map[tallyKey]string, kepts string, args ...any) (changed [][]any, gone []tallyKey, err error) {
	var kept []struct{ SurveyID, Question, Surface, Country, Counts string }
	if err := tx.Raw(kepts, append([]any{shop, day}, args...)...).Scan(&kept).Error; err != nil {
		return nil, nil, err
	}
	same := map[tallyKey]bool{}
	for _, row := range kept {
		at := tallyKey{row.SurveyID, row.Question, row.Surface, row.Country}
		counts, there := fresh[at]
		if !there {
			gone = append(gone, at)
		}
		same[at] = counts == row.Counts
	}
	for k, counts := range fresh {
		if !same[k] {
			changed = append(changed, []any{string(shop), k.SurveyID, k.Question, k.Surface, k.Country, day, counts})
		}
	}
	slices.SortFunc(gone, tallyKey.compare)
	return changed, gone, nil
}
