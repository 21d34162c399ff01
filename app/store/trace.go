package store

import "github.com/askwell/askwell/app"

// What a person was asked and put off, by what else she goes, and who she was at which
// browser, follows her when two profiles turn out to be one, and remembers which of
// them it was told as.
const (
	longerSnooze = `DO UPDATE SET until_at = excluded.until_at, since = excluded.since
		WHERE snoozes.until_at > 0 AND (excluded.until_at = 0 OR excluded.until_at > snoozes.until_at)`
	laterDoubt = "DO UPDATE SET since = excluded.since WHERE excluded.since > doubts.since"
)

var traceTables = []string{"visitors", "askings", "snoozes", "doubts", "identities"}

// move gives what a table holds of one profile to another; each row remembers under
// which profile it was told.
func (p people) move(table string, from, to app.ProfileID) error {
	if err := p.lockOf(table, from); err != nil {
		return err
	}
	if err := p.recountOf(table, "r.profile_id = ?", from); err != nil {
		return err
	}
	return p.exec("UPDATE "+table+` SET origin_id = CASE WHEN origin_id = '' THEN profile_id ELSE origin_id END, profile_id = ?
		WHERE shop_id = ? AND profile_id = ?`, to, p.shop, from)
}

// lockOf holds a person's deliveries, where it is these that change hands.
func (p people) lockOf(table string, profile app.ProfileID) error {
	if table != "deliveries" {
		return nil
	}
	return lockDeliveries(p.tx, "shop_id = ? AND profile_id = ?", p.shop, profile)
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
