package store

import "github.com/askwell/askwell/app"

// joining says which profile turned out to be whose.
type joining struct {
	from     app.ProfileID
	into     app.ProfileID // it was taken for
	home     app.ProfileID // which has what is into's now
	customer app.CustomerID
	via      app.CustomerID
	cause    app.JoinCause
}

// become gives a guest's profile to a customer, whose answers are the newest of both
// then, and returns hers. It returns "" where somebody has said that they are two.
func (p people) become(guest app.ProfileID, customer app.CustomerID, cause app.JoinCause) (app.ProfileID, error) {
	d, err := p.descent(customer)
	if err != nil {
		return "", err
	}
	hers, err := p.home(d)
	if err != nil || hers == guest {
		return hers, err
	}
	if apart, err := p.apart(guest, hers); err != nil || apart {
		return "", err
	}
	return hers, p.adopt(d, joining{from: guest, home: hers, cause: cause})
}

// adopt joins a profile into that of a customer, in whatever hands that is now.
func (p people) adopt(d descent, j joining) error {
	if err := p.trail(d, j.home); err != nil {
		return err
	}
	j.into, j.via = d.into(j.home), d.ids[0]
	return p.join(j)
}

// gathered are the tables that say under which profile their rows were told.
var gathered = append([]string{"responses", "deliveries"}, traceTables...)

// join moves everything one profile has to another, where each row remembers whose it
// was, and removes it. What it was itself is kept for when they are parted.
func (p people) join(j joining) error {
	if err := p.lock(j.from); err != nil {
		return err
	}
	if err := p.noteJoin(j); err != nil {
		return err
	}
	for _, table := range gathered {
		if err := p.move(table, j.from, j.home); err != nil {
			return err
		}
	}
	if err := p.movePromises(j.from, j.home); err != nil {
		return err
	}
	if err := p.forgetRefusals(j.from); err != nil {
		return err
	}
	subject, err := p.subject(j.home)
	if err != nil {
		return err
	}
	if err := p.moveHeld(app.ProfileSubject(j.from), subject); err != nil {
		return err
	}
	if err := p.handReceipts(app.ProfileSubject(j.from), subject); err != nil {
		return err
	}
	return p.exec("DELETE FROM profiles WHERE shop_id = ? AND id = ?", p.shop, j.from)
}

func (p people) noteJoin(j joining) error {
	return p.exec(`INSERT INTO joins (shop_id, from_id, into_id, customer_id, via_customer_id, cause, email, phone, contact_at, stale_at, created_at, joined_at)
		SELECT shop_id, id, CAST(? AS TEXT), CAST(? AS BIGINT), CAST(? AS BIGINT), CAST(? AS TEXT), email, phone, contact_at, stale_at, created_at, CAST(? AS BIGINT)
		FROM profiles WHERE shop_id = ? AND id = ?
		ON CONFLICT (shop_id, from_id, into_id) DO UPDATE SET customer_id = excluded.customer_id, via_customer_id = excluded.via_customer_id,
			cause = excluded.cause, email = excluded.email, phone = excluded.phone, contact_at = excluded.contact_at, stale_at = excluded.stale_at,
			created_at = excluded.created_at, joined_at = excluded.joined_at, parted_at = 0`,
		j.into, j.customer, j.via, j.cause, p.now, p.shop, j.from)
}

// moveHeld gives what is kept by subject to another, who turned out to be the same.
func (p people) moveHeld(from, to string) error {
	if err := p.moveConsents(from, to); err != nil {
		return err
	}
	return p.moveReaches(from, to)
}

// subject is what the ledger and the destinations call whose profile it is.
func (p people) subject(profile app.ProfileID) (string, error) {
	var customer app.CustomerID
	err := p.tx.Raw("SELECT customer_id FROM profiles WHERE shop_id = ? AND id = ?", p.shop, profile).Scan(&customer).Error
	if customer != 0 {
		return app.CustomerSubject(customer), err
	}
	return app.ProfileSubject(profile), err
}

// apart reports whether somebody has said of two profiles, or of any that were joined
// into them, that they are two persons.
func (p people) apart(one, two app.ProfileID) (apart bool, err error) {
	err = p.tx.Raw(`WITH RECURSIVE
		one (id) AS (SELECT CAST(? AS TEXT) UNION SELECT j.from_id FROM one CROSS JOIN joins j
			WHERE j.shop_id = ? AND j.into_id = one.id AND j.parted_at = 0),
		two (id) AS (SELECT CAST(? AS TEXT) UNION SELECT j.from_id FROM two CROSS JOIN joins j
			WHERE j.shop_id = ? AND j.into_id = two.id AND j.parted_at = 0)
		SELECT EXISTS (SELECT 1 FROM one CROSS JOIN two CROSS JOIN joins j
				WHERE j.shop_id = ? AND j.from_id = one.id AND j.into_id = two.id AND j.parted_at > 0)
			OR EXISTS (SELECT 1 FROM one CROSS JOIN two CROSS JOIN joins j
				WHERE j.shop_id = ? AND j.from_id = two.id AND j.into_id = one.id AND j.parted_at > 0)`,
		one, p.shop, two, p.shop, p.shop, p.shop).Scan(&apart).Error
	return apart, err
}
