package store

import (
	"context"

	"github.com/askwell/askwell/app"
)

// PromisesOf lists what a person was promised, the oldest first. Errors:
// Unavailable.
func (s *Store) PromisesOf(ctx context.Context, shop app.ShopID, id app.ProfileID) ([]app.Promise, error) {
	list, err := s.people(s.read.WithContext(ctx), shop).promises([]app.ProfileID{id})
	return list, wrap(err, "promises")
}

func (p people) promises(persons []app.ProfileID) ([]app.Promise, error) {
	var rows []struct {
		Reward, ResponseID, Code string
		PromisedAt, IssuedAt     int64
	}
	err := p.tx.Raw(`SELECT reward, response_id, code, promised_at, issued_at FROM promises
		WHERE shop_id = ? AND person IN ? AND person <> '' ORDER BY promised_at, id`, p.shop, persons).Scan(&rows).Error
	list := make([]app.Promise, len(rows))
	for i, row := range rows {
		list[i] = app.Promise{
			Reward: row.Reward, Response: app.ResponseID(row.ResponseID), Code: row.Code,
			PromisedAt: fromMillis(row.PromisedAt), IssuedAt: fromMillis(row.IssuedAt),
		}
	}
	return list, err
}

// adoptPromises gives what one person was promised to another who turns out to
// be the same. Of two promises of one rule she keeps one: the one with a code,
// or the older. The other stays in the register without a person if its code is
// out in the world; if not, it was never kept and does not count.
func (p people) adoptPromises(from, to string) error {
	var rewards []string
	if err := p.tx.Raw("SELECT reward FROM promises WHERE shop_id = ? AND person = ? AND person <> '' ORDER BY reward",
		p.shop, from).Scan(&rewards).Error; err != nil || from == to {
		return err
	}
	for _, handle := range rewards {
		if err := lockReward(p.tx, p.shop, handle); err != nil {
			return err
		}
		var ids []string
		if err := p.tx.Raw(`SELECT id FROM promises WHERE shop_id = ? AND person IN (?, ?) AND reward = ? AND person <> ''
			ORDER BY CASE WHEN issued_at > 0 THEN 0 ELSE 1 END, promised_at, id`, p.shop, from, to, handle).Scan(&ids).Error; err != nil {
			return err
		}
		for _, second := range ids[min(1, len(ids)):] {
			if err := p.retire(second, handle); err != nil {
				return err
			}
		}
		if err := p.exec("UPDATE promises SET person = ? WHERE shop_id = ? AND person = ? AND reward = ?", to, p.shop, from, handle); err != nil {
			return err
		}
	}
	return nil
}

// retire takes the person from a promise, or the promise out of the register if
// it was not kept.
func (p people) retire(id, handle string) error {
	if err := p.exec("UPDATE promises SET person = '', response_id = '' WHERE shop_id = ? AND id = ?", p.shop, id); err != nil {
		return err
	}
	gone := p.tx.Exec("DELETE FROM promises WHERE shop_id = ? AND id = ? AND issued_at = 0", p.shop, id)
	if gone.Error != nil || gone.RowsAffected == 0 {
		return gone.Error
	}
	return p.exec("UPDATE rewards SET promised = promised - 1 WHERE shop_id = ? AND handle = ?", p.shop, handle)
}

// forgetPromises takes a person from the register, and her codes, by which her
// orders could be told. What was issued stays counted; what was not has nobody
// left to be given to.
func (p people) forgetPromises(profile app.ProfileID) error {
	var rows []struct {
		ID, Reward string
	}
	if err := p.tx.Raw(`SELECT id, reward FROM promises WHERE shop_id = ? AND person = ? AND person <> ''
		UNION SELECT id, reward FROM promises WHERE shop_id = ? AND response_id <> '' AND response_id IN
			(SELECT id FROM responses WHERE shop_id = ? AND profile_id = ?) ORDER BY reward, id`,
		p.shop, profile, p.shop, p.shop, profile).Scan(&rows).Error; err != nil {
		return err
	}
	for _, row := range rows {
		if err := lockReward(p.tx, p.shop, row.Reward); err != nil {
			return err
		}
		if err := p.exec("UPDATE promises SET code = '' WHERE shop_id = ? AND id = ?", p.shop, row.ID); err != nil {
			return err
		}
		if err := p.retire(row.ID, row.Reward); err != nil {
			return err
		}
	}
	return nil
}
