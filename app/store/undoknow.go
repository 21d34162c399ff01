package store

import (
	"maps"
	"slices"

	"github.com/askwell/askwell/app"
)

// know reads what stands at places today, and who is called by their subjects' names.
func (u *undoing) know(chains map[place][]app.Write) error {
	at := map[app.DestinationID][]string{}
	for p := range chains {
		at[p.at] = append(at[p.at], p.subject)
	}
	for to, subjects := range at {
		for some := range slices.Chunk(unique(subjects), 400) {
			if err := u.stand(to, some); err != nil {
				return err
			}
		}
	}
	return u.call()
}

// stand notes what receipts say, and what is to stand there instead.
func (u *undoing) stand(to app.DestinationID, subjects []string) error {
	var rows []receiptRow
	theirs, args := ofSubjects(u.shop, to, subjects)
	if err := u.tx.Raw("SELECT destination_id, subject, property, value, refused, written_at FROM receipts WHERE "+theirs, args...).Scan(&rows).Error; err != nil {
		return err
	}
	for _, r := range rows {
		at, stand := place{to, r.Subject, r.Property}, app.Stand{There: true, Value: r.Value}
		u.stands[at] = placed{stand: stand, asked: stand, certain: r.WrittenAt > 0 && r.Refused == ""}
	}
	instead, err := overridesOf(u.tx, u.shop, to, subjects)
	for _, o := range instead {
		at := place{to, o.Subject, o.Property}
		u.stands[at] = placed{stand: o.Wanted, asked: o.Unwanted, certain: true, since: o.Since}
	}
	return err
}

// at is what stands at a place.
func (u *undoing) at(p place) placed {
	if s, known := u.stands[p]; known {
		return s
	}
	return placed{certain: true}
}

// call notes who is called by which name today.
func (u *undoing) call() error {
	var profiles []app.ProfileID
	for d := range maps.Values(u.whose) {
		profiles = append(profiles, d.Profile)
	}
	for some := range slices.Chunk(unique(profiles), 400) {
		names, err := called(u.tx, u.shop, some)
		if err != nil {
			return err
		}
		for name, id := range names {
			u.names[name], u.alive[id] = id, true
		}
	}
	return nil
}

// nameOf is what receipts call somebody.
func nameOf(id app.ProfileID, customer app.CustomerID) string {
	if customer != 0 {
		return app.CustomerSubject(customer)
	}
	return app.ProfileSubject(id)
}
