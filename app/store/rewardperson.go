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

// promised is a promise as far as it matters to whom it is kept.
type promised struct {
	ID, Reward string
	Person     app.ProfileID
	OriginID   app.ProfileID
}

// owner is whom it was made to.
func (r promised) owner() app.ProfileID {
	if r.OriginID != "" {
		return r.OriginID
	}
	return r.Person
}

// promisesTo lists what was promised to some profiles and is kept at another now, or to
// nobody because she was promised the same twice. The one that counts comes first: the
// one with a code, else the older.
func (p people) promisesTo(owners []app.ProfileID, home app.ProfileID) (rows []promised, err error) {
	err = p.tx.Raw(`SELECT id, reward, person, origin_id FROM (
			SELECT id, reward, person, origin_id, issued_at, promised_at FROM promises
			WHERE shop_id = ? AND person = ? AND person <> '' AND (origin_id IN ? OR origin_id = '' AND person IN ?)
			UNION ALL SELECT id, reward, person, origin_id, issued_at, promised_at FROM promises
			WHERE shop_id = ? AND origin_id IN ? AND origin_id <> '' AND person = ''
		) AS theirs ORDER BY reward, CASE WHEN issued_at > 0 THEN 0 ELSE 1 END, promised_at, id`,
		p.shop, home, owners, owners, p.shop, owners).Scan(&rows).Error
	return rows, err
}

// movePromises gives what one profile was promised to another who turns out to be the
// same, and has it in her tree of joins already.
func (p people) movePromises(from, to app.ProfileID) error {
	owners, err := p.tree(from)
	if err != nil {
		return err
	}
	if rows, err := p.promisesTo(owners, from); err != nil || len(rows) == 0 {
		return err
	}
	if err := p.layDown(owners, from); err != nil {
		return err
	}
	return p.settlePromises(to)
}

// layDown takes the person from promises, who are to be settled anew.
func (p people) layDown(owners []app.ProfileID, home app.ProfileID) error {
	rows, err := p.promisesTo(owners, home)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if err := lockReward(p.tx, p.shop, row.Reward); err != nil {
			return err
		}
		if err := p.exec("UPDATE promises SET person = '', origin_id = ? WHERE shop_id = ? AND id = ?", row.owner(), p.shop, row.ID); err != nil {
			return err
		}
	}
	return nil
}

// settlePromises keeps to somebody one promise of each reward. The others stay in the
// register without a person: their codes may be out in the world, and should she turn
// out to be two, each has her own again.
func (p people) settlePromises(person app.ProfileID) error {
	owners, err := p.tree(person)
	if err != nil {
		return err
	}
	rows, err := p.promisesTo(owners, person)
	if err != nil {
		return err
	}
	if err := p.layDown(owners, person); err != nil {
		return err
	}
	reward := ""
	for _, row := range rows {
		if row.Reward == reward {
			continue
		}
		reward = row.Reward
		origin := row.owner()
		if origin == person {
			origin = ""
		}
		if err := p.exec("UPDATE promises SET person = ?, origin_id = ? WHERE shop_id = ? AND id = ?", person, origin, p.shop, row.ID); err != nil {
			return err
		}
	}
	return nil
}

// forgetPromises takes people from the register, and their codes, by which their orders
// could be told. What was issued stays counted; what was not has nobody left to be
// given to.
func (p people) forgetPromises(owners []app.ProfileID, home app.ProfileID) error {
	rows, err := p.promisesTo(owners, home)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if err := lockReward(p.tx, p.shop, row.Reward); err != nil {
			return err
		}
		if err := p.exec("UPDATE promises SET person = '', origin_id = '', response_id = '', code = '' WHERE shop_id = ? AND id = ?", p.shop, row.ID); err != nil {
			return err
		}
		gone := p.tx.Exec("DELETE FROM promises WHERE shop_id = ? AND id = ? AND issued_at = 0", p.shop, row.ID)
		if gone.Error != nil {
			return gone.Error
		}
		if gone.RowsAffected > 0 {
			if err := p.exec("UPDATE rewards SET promised = promised - 1 WHERE shop_id = ? AND handle = ?", p.shop, row.Reward); err != nil {
				return err
			}
		}
	}
	return nil
}
