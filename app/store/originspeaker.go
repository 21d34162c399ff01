package store

import (
	"cmp"
	"context"
	"database/sql"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// registry is what is kept of the customers of a group who are no more, and of who was
// erased.
type registry struct {
	former map[customerKey]former
	erased map[buried]int64
}

// buried is a subject behind its shop's salt.
type buried struct {
	shop    app.ShopID
	subject string
}

var lateWords = wanted{
	columns: []column{textColumn("shop_id"), intColumn("customer_id"), textColumn("subject")},
	query: `SELECT f.shop_id, f.customer_id, '', f.kept_id, f.profile_id, 0 FROM wanted CROSS JOIN former_customers f
		WHERE f.shop_id = wanted.shop_id AND f.customer_id = wanted.customer_id
		UNION ALL SELECT t.shop_id, 0, t.subject, 0, '', t.erased_at FROM wanted CROSS JOIN tombstones t
		WHERE t.shop_id = wanted.shop_id AND t.subject = wanted.subject`,
}

// read looks everybody up at once, and then whom those were merged into who were.
func (r registry) read(ctx context.Context, tx *gorm.DB, all []*speaking, owners map[orderKey]app.CustomerID) error {
	asked := map[buried]bool{}
	var keys [][]any
	ask := func(s *speaking, customer app.CustomerID, subject string) {
		key := buried{s.shop, subject}
		if !asked[key] && s.salt != "" {
			asked[key] = true
			keys = append(keys, []any{string(s.shop), int64(customer), tombstone(s.salt, subject)})
		}
	}
	for _, s := range all {
		for _, customer := range []app.CustomerID{s.Customer, owners[s.orderKey()]} {
			if customer != 0 {
				ask(s, customer, app.CustomerSubject(customer))
			}
		}
		for _, subject := range s.guestSubjects() {
			ask(s, 0, subject)
		}
	}
	for len(keys) > 0 {
		var merged []customerKey
		if err := lateWords.read(ctx, tx, keys, func(rows *sql.Rows) error { return r.scan(rows, &merged) }); err != nil {
			return err
		}
		keys = nil
		for _, s := range all {
			for _, key := range merged {
				if kept := r.former[key].KeptID; key.shop == s.shop && kept != 0 {
					ask(s, kept, app.CustomerSubject(kept))
				}
			}
		}
	}
	return nil
}

func (r registry) scan(rows *sql.Rows, merged *[]customerKey) error {
	var key customerKey
	var f former
	grave := buried{}
	var at int64
	if err := rows.Scan(&key.shop, &key.customer, &grave.subject, &f.KeptID, &f.ProfileID, &at); err != nil {
		return err
	}
	if key.customer == 0 {
		grave.shop = key.shop
		r.erased[grave] = at
		return nil
	}
	if _, known := r.former[key]; !known {
		r.former[key] = f
		*merged = append(*merged, key)
	}
	return nil
}

func (r registry) descent(shop app.ShopID, customer app.CustomerID) descent {
	d, _ := descend(customer, func(id app.CustomerID) (former, bool, error) {
		f, found := r.former[customerKey{shop, id}]
		return f, found, nil
	})
	return d
}

// errBegunBefore is what whoever began before her erasure is told.
var errBegunBefore = app.Errorf(app.Conflict, "This was begun before what we held about you was erased, and cannot be kept. Please answer anew.")

// introduce says who somebody is today, or why she is refused.
func (r registry) introduce(s *speaking, owner app.CustomerID) {
	her, orderer := r.descent(s.shop, s.Customer), r.descent(s.shop, owner)
	if s.Customer != 0 && owner != 0 && her.last() != orderer.last() {
		s.refused = app.InvalidFields([]app.FieldError{{
			Field: "order", Code: "not_yours", Message: "This order is somebody else's.",
		}})
		return
	}
	if s.Customer == 0 && !orderer.deleted {
		her = orderer
	}
	if r.late(s, her) {
		s.refused = errBegunBefore
		return
	}
	s.as, s.speaker, s.left = her, her.today(), her.left()
}

// late reports whether somebody began before she was erased: the customer she speaks
// as or was merged into, or the guest of an order or a browser.
func (r registry) late(s *speaking, her descent) bool {
	if her.last() == 0 {
		for _, subject := range s.guestSubjects() {
			if r.since(s, subject) {
				return true
			}
		}
		return false
	}
	for _, id := range her.ids {
		if r.since(s, app.CustomerSubject(id)) {
			return true
		}
	}
	return false
}

func (r registry) since(s *speaking, subject string) bool {
	if len(r.erased) == 0 {
		return false
	}
	at, erased := r.erased[buried{s.shop, tombstone(s.salt, subject)}]
	return erased && cmp.Or(s.begun, s.at) <= at
}

// guestSubjects are what a guest may have been erased as.
func (s *speaking) guestSubjects() (subjects []string) {
	if s.Customer != 0 {
		return nil
	}
	if s.Order != 0 {
		subjects = append(subjects, app.OrderSubject(s.Order))
	}
	if s.Visitor != "" {
		subjects = append(subjects, visitorSubject(s.Visitor))
	}
	return subjects
}

// toldAs is under which profile is told what she says, "" while that is the one that
// has it; holder what the ledger calls her, and whose word it is there.
func (s *speaking) toldAs() app.ProfileID { return s.as.origin() }
