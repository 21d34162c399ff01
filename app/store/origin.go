package store

import (
	"slices"

	"github.com/google/uuid"

	"github.com/askwell/askwell/app"
)

// former is a customer id that is no more.
type former struct {
	KeptID    app.CustomerID // merged into; 0 when deleted
	ProfileID app.ProfileID  // she was: what is told of her late is told as that one
}

func (p people) former(customer app.CustomerID) (f former, found bool, err error) {
	var rows []former
	err = p.tx.Raw("SELECT kept_id, profile_id FROM former_customers WHERE shop_id = ? AND customer_id = ?",
		p.shop, customer).Scan(&rows).Error
	if len(rows) == 0 {
		return former{}, false, err
	}
	return rows[0], true, err
}

func (p people) leave(customer app.CustomerID, f former) error {
	return p.exec(`
		INSERT INTO former_customers (shop_id, customer_id, kept_id, profile_id, left_at) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (shop_id, customer_id) DO UPDATE SET kept_id = excluded.kept_id, profile_id = excluded.profile_id`,
		p.shop, customer, f.KeptID, f.ProfileID, p.now)
}

// descent is a customer id and those it was merged into one after the other, as they
// were told.
type descent struct {
	ids     []app.CustomerID // hers first, today's last
	were    []app.ProfileID  // the profiles of those that are no more, in the same order
	deleted bool             // today's is no more either: what is left is a guest
}

// longestDescent bounds how many merges after each other are followed.
const longestDescent = 20

func (p people) descent(customer app.CustomerID) (descent, error) {
	return descend(customer, p.former)
}

func descend(customer app.CustomerID, find func(app.CustomerID) (former, bool, error)) (d descent, err error) {
	d.ids = []app.CustomerID{customer}
	for range longestDescent {
		last := d.ids[len(d.ids)-1]
		if last == 0 {
			return d, nil
		}
		f, found, err := find(last)
		if err != nil || !found {
			return d, err
		}
		d.were = append(d.were, f.ProfileID)
		if f.KeptID == 0 {
			d.deleted = true
			return d, nil
		}
		d.ids = append(d.ids, f.KeptID)
	}
	return d, nil
}

// today is the customer of today, 0 when she was deleted.
func (d descent) today() app.CustomerID {
	if d.deleted {
		return 0
	}
	return d.last()
}

// last is the last of them, whether she is there or not; 0 of nobody.
func (d descent) last() app.CustomerID {
	if len(d.ids) == 0 {
		return 0
	}
	return d.ids[len(d.ids)-1]
}

// merged reports whether she was merged into somebody.
func (d descent) merged() bool { return len(d.ids) > 1 }

// origin is under which profile is told what is told as her, "" while that is the one
// that has it.
func (d descent) origin() app.ProfileID {
	if !d.merged() {
		return ""
	}
	return d.were[0]
}

// left is the guest a deleted customer's answers stay with, "" for none.
func (d descent) left() app.ProfileID {
	if !d.deleted {
		return ""
	}
	return d.were[len(d.were)-1]
}

// holder is what the ledger calls her, and what it called her when she said so herself,
// "" for the same.
func (d descent) holder() (holder, origin string) {
	holder, origin = app.CustomerSubject(d.last()), app.CustomerSubject(d.ids[0])
	if d.deleted {
		holder = app.ProfileSubject(d.left())
	}
	if holder == origin {
		origin = ""
	}
	return holder, origin
}

// current follows merges to the customer's id of today: her own, the one she was
// merged into, or 0 when she was deleted.
func (p people) current(customer app.CustomerID) (app.CustomerID, error) {
	d, err := p.descent(customer)
	return d.today(), err
}

// home is the profile that has what is told as somebody; it is made if there is none.
func (p people) home(d descent) (app.ProfileID, error) {
	if d.deleted {
		return d.left(), p.exec("INSERT INTO profiles (shop_id, id, created_at, updated_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
			p.shop, d.left(), p.now, p.now)
	}
	id, err := p.of(d.last())
	if err != nil || id != "" {
		return id, err
	}
	fresh, err := newProfile()
	if err != nil {
		return "", err
	}
	err = p.tx.Raw(`INSERT INTO profiles (shop_id, id, customer_id, created_at, updated_at) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (shop_id, customer_id) WHERE customer_id <> 0 DO UPDATE SET updated_at = excluded.updated_at RETURNING id`,
		p.shop, fresh, d.last(), p.now, p.now).Scan(&id).Error
	return id, err
}

func newProfile() (app.ProfileID, error) {
	id, err := uuid.NewV7()
	return app.ProfileID(id.String()), err
}

// into is the profile that others are taken for who are taken for her.
func (d descent) into(home app.ProfileID) app.ProfileID {
	if len(d.were) > 0 {
		return d.were[0]
	}
	return home
}

// trail keeps the joins on the way from who was merged to her home, which nobody kept
// while there was nothing to move.
func (p people) trail(d descent, home app.ProfileID) error {
	for i := range d.ids[1:] {
		into := home
		if i+1 < len(d.were) {
			into = d.were[i+1]
		}
		if err := p.exec(`INSERT INTO joins (shop_id, from_id, into_id, customer_id, via_customer_id, cause, created_at, joined_at)
			VALUES (?, ?, ?, ?, ?, ?, 0, ?) ON CONFLICT DO NOTHING`,
			p.shop, d.were[i], into, d.ids[i], d.ids[i+1], app.JoinMerge, p.now); err != nil {
			return err
		}
	}
	return nil
}

// mergedInto lists a customer and all who were merged into her, through others too.
func (p people) mergedInto(customer app.CustomerID) ([]app.CustomerID, error) {
	all := []app.CustomerID{customer}
	for wave := all; len(wave) > 0; {
		var next []app.CustomerID
		if err := p.tx.Raw("SELECT customer_id FROM former_customers WHERE shop_id = ? AND kept_id IN ? AND kept_id <> 0 ORDER BY customer_id",
			p.shop, wave).Scan(&next).Error; err != nil {
			return nil, err
		}
		wave = slices.DeleteFunc(next, func(id app.CustomerID) bool { return slices.Contains(all, id) })
		all = append(all, wave...)
	}
	return all, nil
}
