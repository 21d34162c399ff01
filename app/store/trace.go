package store

import "github.com/askwell/askwell/app"

// What a person was asked and put off, and who she was at which browser, follows her
// when two profiles turn out to be one. Of two snoozes the longer counts.
var traceMoves = []string{
	`INSERT INTO visitors (shop_id, visitor, profile_id, since)
		SELECT shop_id, visitor, CAST(? AS TEXT), since FROM visitors WHERE shop_id = ? AND profile_id = ?
		ON CONFLICT (shop_id, visitor, profile_id) DO UPDATE SET since = excluded.since WHERE excluded.since < visitors.since`,
	`INSERT INTO askings (shop_id, profile_id, question, order_id, asked_at, survey_id)
		SELECT shop_id, CAST(? AS TEXT), question, order_id, asked_at, survey_id FROM askings WHERE shop_id = ? AND profile_id = ?
		ON CONFLICT DO NOTHING`,
	`INSERT INTO snoozes (shop_id, profile_id, question, until_at, since)
		SELECT shop_id, CAST(? AS TEXT), question, until_at, since FROM snoozes WHERE shop_id = ? AND profile_id = ?
		ON CONFLICT (shop_id, profile_id, question) ` + longerSnooze,
	`INSERT INTO doubts (shop_id, profile_id, question, since)
		SELECT shop_id, CAST(? AS TEXT), question, since FROM doubts WHERE shop_id = ? AND profile_id = ?
		ON CONFLICT (shop_id, profile_id, question) ` + laterDoubt,
}

const (
	longerSnooze = `DO UPDATE SET until_at = excluded.until_at, since = excluded.since
		WHERE snoozes.until_at > 0 AND (excluded.until_at = 0 OR excluded.until_at > snoozes.until_at)`
	laterDoubt = "DO UPDATE SET since = excluded.since WHERE excluded.since > doubts.since"
)

var traceTables = []string{"visitors", "askings", "snoozes", "doubts"}

func (p people) moveTraces(from, to app.ProfileID) error {
	for _, move := range traceMoves {
		if err := p.exec(move, to, p.shop, from); err != nil {
			return err
		}
	}
	return p.forgetTraces(from, traceTables...)
}

// forgetTraces removes what some of the tables hold of a person.
func (p people) forgetTraces(profile app.ProfileID, tables ...string) error {
	for _, table := range tables {
		if err := p.exec("DELETE FROM "+table+" WHERE shop_id = ? AND profile_id = ?", p.shop, profile); err != nil {
			return err
		}
	}
	return nil
}
