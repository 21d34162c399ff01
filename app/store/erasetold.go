package store

import (
	"slices"

	"github.com/askwell/askwell/app"
)

// eraseProfile removes a guest and all that was asked of and told about her.
func (p people) eraseProfile(profile app.ProfileID) error {
	all, err := p.tree(profile)
	if err != nil {
		return err
	}
	if _, err := p.eraseTold(profile, all); err != nil {
		return err
	}
	if err := p.forgetAudited(toldSubjects(nil, all)); err != nil {
		return err
	}
	subject := app.ProfileSubject(profile)
	if err := p.forgetReached([]string{subject}); err != nil {
		return err
	}
	if err := p.exec("DELETE FROM consents WHERE shop_id = ? AND holder = ?", p.shop, subject); err != nil {
		return err
	}
	return p.exec("DELETE FROM joins WHERE shop_id = ? AND (from_id IN ? OR into_id IN ?)", p.shop, all, all)
}

// eraseTold removes from a profile what was told as some: itself among them, it goes
// with all it has; else the rest is told of anew.
func (p people) eraseTold(home app.ProfileID, as []app.ProfileID) ([]app.DestinationID, error) {
	if err := p.lock(home); err != nil {
		return nil, err
	}
	which := share{home: home, as: as}
	if err := p.eraseSaid(which); err != nil {
		return nil, err
	}
	if err := p.forgetRefusals(home); err != nil {
		return nil, err
	}
	if which.whole() {
		return nil, p.exec("DELETE FROM profiles WHERE shop_id = ? AND id = ?", p.shop, home)
	}
	if err := p.settlePromises(home); err != nil {
		return nil, err
	}
	if err := p.exec("UPDATE profiles SET updated_at = ? WHERE shop_id = ? AND id = ?", p.now, p.shop, home); err != nil {
		return nil, err
	}
	return p.plan(home, "", 0)
}

// share is what a profile has that was told as some.
type share struct {
	home app.ProfileID
	as   []app.ProfileID
}

// whole reports whether that is all it has.
func (w share) whole() bool { return slices.Contains(w.as, w.home) }

func (w share) where(shop app.ShopID) (string, []any) {
	which, args := w.of("")
	return "shop_id = ? AND " + which, append([]any{shop}, args...)
}

// of is the condition on a table that goes by a name, "r." or "".
func (w share) of(table string) (string, []any) {
	if w.whole() {
		return table + "profile_id = ?", []any{w.home}
	}
	return table + "profile_id = ? AND " + table + "origin_id IN ?", []any{w.home, w.as}
}

// eraseSaid removes the rows, and what hangs on them.
func (p people) eraseSaid(which share) error {
	where, args := which.where(p.shop)
	var orders []app.OrderID
	if err := p.tx.Raw("SELECT order_id FROM responses WHERE order_id <> 0 AND "+where, args...).Scan(&orders).Error; err != nil {
		return err
	}
	if err := p.forgetWritten(unique(orders)); err != nil {
		return err
	}
	if err := p.forgetPromises(which.as, which.home); err != nil {
		return err
	}
	for _, statement := range []string{
		"DELETE FROM attempts WHERE shop_id = ? AND delivery_id IN (SELECT id FROM deliveries WHERE " + where + ")",
		"DELETE FROM response_words WHERE shop_id = ? AND response_id IN (SELECT id FROM responses WHERE " + where + ")",
		"DELETE FROM response_repeats WHERE shop_id = ? AND response_id IN (SELECT id FROM responses WHERE " + where + ")",
	} {
		if err := p.exec(statement, append([]any{p.shop}, args...)...); err != nil {
			return err
		}
	}
	said, whose := which.of("r.")
	if err := p.recount(said, whose...); err != nil {
		return err
	}
	if err := p.voidExports(where, args...); err != nil {
		return err
	}
	for _, table := range gathered {
		if err := p.exec("DELETE FROM "+table+" WHERE "+where, args...); err != nil {
			return err
		}
	}
	return nil
}

// buryBrowsers leaves tombstones for the browsers of who is about to be erased: what a
// guest began there before is nobody's any more.
func (p people) buryBrowsers(home app.ProfileID, as []app.ProfileID) error {
	where, args := share{home: home, as: as}.where(p.shop)
	var names []string
	if err := p.tx.Raw("SELECT DISTINCT visitor FROM visitors WHERE "+where, args...).Scan(&names).Error; err != nil {
		return err
	}
	for i, name := range names {
		names[i] = visitorSubject(name)
	}
	return p.bury(names)
}

func visitorSubject(visitor string) string { return "visitor/" + visitor }
