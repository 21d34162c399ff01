package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// welcome gives customers their profiles, the one they have or a new one. It comes before
// anything is joined into them: whoever waits for a customer holds guests only.
func (c *crowd) welcome(ctx context.Context, tx *gorm.DB) error {
	var rows [][]any
	made := map[customerKey]app.ProfileID{}
	for _, s := range c.all {
		if s.speaker == 0 || made[s.customerKey()] != "" {
			continue
		}
		id, err := newProfile()
		if err != nil {
			return err
		}
		made[s.customerKey()] = id
		rows = append(rows, s.profileRow(id))
	}
	if err := c.upsert(ctx, tx, rows, made); err != nil {
		return err
	}
	return c.follow(ctx, tx)
}

func (s *speaking) profileRow(id app.ProfileID) []any {
	return []any{string(s.shop), string(id), int64(s.speaker), s.at, s.at}
}

// follow keeps the way of those who speak as somebody who is no more.
func (c *crowd) follow(ctx context.Context, tx *gorm.DB) error {
	for _, s := range c.all {
		if len(s.as.were) == 0 {
			continue
		}
		p := people{tx: tx.WithContext(ctx), shop: s.shop, now: s.at}
		if s.left != "" {
			var err error
			if s.profile, err = p.home(s.as); err != nil {
				return err
			}
		}
		if err := p.trail(s.as, s.profile); err != nil {
			return err
		}
	}
	return nil
}

// settle gives guests their profiles, the one they have or a new one.
func (c *crowd) settle(ctx context.Context, tx *gorm.DB) error {
	var rows [][]any
	for _, s := range c.all {
		if s.profile != "" || c.guest(s) {
			continue
		}
		id, err := newProfile()
		if err != nil {
			return err
		}
		s.profile = id
		rows = append(rows, s.profileRow(id))
		c.remember(s, c.known(body{shop: s.shop, id: id}))
	}
	return profileUpsert.query(ctx, tx, rows, func(*sql.Rows) error { return nil })
}

// guest finds a guest among those there are. One who has ordered and says nothing of
// that order now may be somebody else at the same browser who ordered too: she is
// not written to for another order.
func (c *crowd) guest(s *speaking) bool {
	if b := c.orders[s.orderKey()]; s.Order != 0 && b != nil && b.customer == 0 {
		s.profile, s.known = b.id, true
		c.remember(s, b)
		return true
	}
	for _, b := range c.visitors[s.visitorKey()] {
		if b.customer == 0 && (!b.ordered || s.Order == 0 && !s.self) {
			s.profile, s.known = b.id, true
			c.remember(s, b)
			return true
		}
	}
	return false
}

// remember notes who goes by an order and a browser from here on.
func (c *crowd) remember(s *speaking, b *body) {
	if s.Order != 0 {
		b.ordered = true
		c.orders[s.orderKey()] = b
	}
	if s.Visitor != "" && !slices.Contains(c.visitors[s.visitorKey()], b) {
		c.visitors[s.visitorKey()] = append(c.visitors[s.visitorKey()], b)
	}
}

// A customer has one profile; the update makes RETURNING name the one there is.
var profileUpsert = bulk{
	table: "profiles",
	columns: []column{
		textColumn("shop_id"), textColumn("id"), intColumn("customer_id"), intColumn("created_at"), intColumn("updated_at"),
	},
	tail: `ON CONFLICT (shop_id, customer_id) WHERE customer_id <> 0 DO UPDATE SET updated_at = excluded.updated_at
		RETURNING shop_id, customer_id, id`,
}

// upsert keeps the profiles made for customers, but for those who have one.
func (c *crowd) upsert(ctx context.Context, tx *gorm.DB, rows [][]any, made map[customerKey]app.ProfileID) error {
	// One order for everybody, so that two processes cannot wait for each other.
	slices.SortFunc(rows, func(a, b []any) int {
		return cmp.Or(cmp.Compare(a[0].(string), b[0].(string)), cmp.Compare(a[2].(int64), b[2].(int64)))
	})
	found := map[customerKey]app.ProfileID{}
	err := profileUpsert.query(ctx, tx, rows, func(rows *sql.Rows) error {
		var key customerKey
		var id app.ProfileID
		err := rows.Scan(&key.shop, &key.customer, &id)
		found[key] = id
		return err
	})
	for _, s := range c.all {
		if s.speaker != 0 {
			s.profile = found[s.customerKey()]
			s.known = s.profile != made[s.customerKey()]
		}
	}
	return err
}

var visitorInsert = bulk{
	table:   "visitors",
	columns: []column{textColumn("shop_id"), textColumn("visitor"), textColumn("profile_id"), textColumn("origin_id"), intColumn("since")},
	tail:    "ON CONFLICT DO NOTHING",
}

// mostSelves bounds how many persons a browser is remembered to have been: orders can
// be made up, and whoever reads of a browser reads of all of them.
const mostSelves = 50

// link remembers who spoke through which browser.
func (c *crowd) link(ctx context.Context, tx *gorm.DB) error {
	var rows [][]any
	linked := map[[4]string]bool{}
	for _, s := range c.all {
		row := [4]string{string(s.shop), s.Visitor, string(s.profile), string(s.toldAs())}
		if s.Visitor == "" || s.left != "" || linked[row] || len(c.visitors[s.visitorKey()]) > mostSelves {
			continue
		}
		linked[row] = true
		rows = append(rows, []any{row[0], row[1], row[2], row[3], s.at})
	}
	slices.SortFunc(rows, func(a, b []any) int {
		return cmp.Or(inOrder(a, b), cmp.Compare(a[3].(string), b[3].(string)))
	})
	return visitorInsert.insert(ctx, tx, rows)
}
