package store

import (
	"context"
	"database/sql"
	"slices"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// Whom is what is known of who somebody is, from which her profile is found: a
// customer's own, else that of the customer of the order, else the one the guests of
// the order share, else her browser's.
type Whom struct {
	Customer app.CustomerID // proven, 0 for a guest
	Order    app.OrderID    // 0 without one
	Visitor  string         // her browser as it calls itself, "" when it does not
}

// Nobody reports whether she could not be known again.
func (w Whom) Nobody() bool { return w == Whom{} }

// speaking is somebody in a group commit, on the way to her profile.
type speaking struct {
	Whom
	shop app.ShopID
	cart string // she speaks with, "" for none
	at   int64
	self bool // it is her own preferences: a guest's, of no order that others may speak of too

	// begun is when she began to say it: what was begun before she was erased is refused.
	// 0 for no earlier than it is said.
	begun int64

	salt    string         // of the shop
	as      descent        // whom she speaks as, and who that is today
	left    app.ProfileID  // what is left of the customer she speaks as, when that was deleted; "" otherwise
	speaker app.CustomerID // whose word it is, 0 for a guest
	profile app.ProfileID
	known   bool // she was there before this group
	joined  bool // what she was as a guest has become hers
	refused error
}

func (s *speaking) orderKey() orderKey       { return orderKey{s.shop, s.Order} }
func (s *speaking) visitorKey() visitorKey   { return visitorKey{s.shop, s.Visitor} }
func (s *speaking) customerKey() customerKey { return customerKey{s.shop, s.speaker} }

type (
	orderKey struct {
		shop app.ShopID
		id   app.OrderID
	}
	visitorKey struct {
		shop    app.ShopID
		visitor string
	}
	customerKey struct {
		shop     app.ShopID
		customer app.CustomerID
	}
)

// body is a profile that somebody of a group may turn out to be.
type body struct {
	shop     app.ShopID
	id       app.ProfileID
	customer app.CustomerID
	ordered  bool // has spoken of an order, and so is whoever ordered
}

// crowd is everybody of a group and who they may be.
type crowd struct {
	all      []*speaking // those who are not refused
	orders   map[orderKey]*body
	visitors map[visitorKey][]*body // the one it was first, first
	bodies   map[app.ProfileID]*body
}

// findPeople finds or makes the profile of everybody in a group, or says why she is
// refused. Several who are one person get one profile.
func findPeople(ctx context.Context, tx *gorm.DB, all []*speaking, lanes map[app.ShopID][]app.DestinationID) error {
	if err := lockNames(ctx, tx, all); err != nil {
		return err
	}
	if err := claimOrders(ctx, tx, all, lanes); err != nil {
		return err
	}
	c := crowd{orders: map[orderKey]*body{}, visitors: map[visitorKey][]*body{}, bodies: map[app.ProfileID]*body{}}
	for _, s := range all {
		if s.refused == nil {
			c.all = append(c.all, s)
		}
	}
	for _, step := range []func(context.Context, *gorm.DB) error{c.findVisitors, c.findOrderers, c.lock, c.welcome, c.adopt, c.settle, c.link} {
		if err := step(ctx, tx); err != nil {
			return err
		}
	}
	return nil
}

// known is the body of a profile, one for each.
func (c *crowd) known(b body) *body {
	if c.bodies[b.id] == nil {
		c.bodies[b.id] = &b
	}
	return c.bodies[b.id]
}

// Whose orders guests have spoken of: their responses, and what they were asked.
const hasOrdered = `EXISTS (SELECT 1 FROM responses r WHERE r.shop_id = p.shop_id AND r.profile_id = p.id AND r.order_id <> 0)
	OR EXISTS (SELECT 1 FROM askings a WHERE a.shop_id = p.shop_id AND a.profile_id = p.id AND a.order_id <> 0)`

var visitorProfiles = wanted{
	columns: []column{textColumn("shop_id"), textColumn("visitor")},
	query: `SELECT v.shop_id, v.visitor, p.id, p.customer_id, ` + hasOrdered + `
		FROM wanted CROSS JOIN visitors v JOIN profiles p ON p.shop_id = v.shop_id AND p.id = v.profile_id
		WHERE v.shop_id = wanted.shop_id AND v.visitor = wanted.visitor ORDER BY v.since, p.id`,
}

func (c *crowd) findVisitors(ctx context.Context, tx *gorm.DB) error {
	var keys [][]any
	for _, s := range c.all {
		if _, asked := c.visitors[s.visitorKey()]; s.Visitor != "" && !asked {
			c.visitors[s.visitorKey()] = nil
			keys = append(keys, []any{string(s.shop), s.Visitor})
		}
	}
	return visitorProfiles.read(ctx, tx, keys, func(rows *sql.Rows) error {
		var key visitorKey
		var b body
		err := rows.Scan(&key.shop, &key.visitor, &b.id, &b.customer, &b.ordered)
		b.shop = key.shop
		if one := c.known(b); !slices.Contains(c.visitors[key], one) { // she may have been two there who are one
			c.visitors[key] = append(c.visitors[key], one)
		}
		return err
	})
}

// It has no order: SQLite would look through all guests of the shop to have it.
var orderGuests = wanted{
	columns: []column{textColumn("shop_id"), intColumn("id")},
	query: `SELECT r.shop_id, r.order_id, p.id FROM wanted CROSS JOIN responses r
			JOIN profiles p ON p.shop_id = r.shop_id AND p.id = r.profile_id
			WHERE r.shop_id = wanted.shop_id AND r.order_id = wanted.id AND r.order_id <> 0 AND p.customer_id = 0
		UNION ALL SELECT a.shop_id, a.order_id, p.id FROM wanted CROSS JOIN askings a
			JOIN profiles p ON p.shop_id = a.shop_id AND p.id = a.profile_id
			WHERE a.shop_id = wanted.shop_id AND a.order_id = wanted.id AND a.order_id <> 0 AND p.customer_id = 0`,
}

// findOrderers finds the guests that orders have, the eldest of each.
func (c *crowd) findOrderers(ctx context.Context, tx *gorm.DB) error {
	var keys [][]any
	for _, s := range c.all {
		if _, asked := c.orders[s.orderKey()]; s.speaker == 0 && s.Order != 0 && !asked {
			c.orders[s.orderKey()] = nil
			keys = append(keys, []any{string(s.shop), int64(s.Order)})
		}
	}
	eldest := map[orderKey]app.ProfileID{}
	err := orderGuests.read(ctx, tx, keys, func(rows *sql.Rows) error {
		var key orderKey
		var id app.ProfileID
		err := rows.Scan(&key.shop, &key.id, &id)
		if first, known := eldest[key]; !known || id < first {
			eldest[key] = id
		}
		return err
	})
	for key, id := range eldest {
		c.orders[key] = c.known(body{shop: key.shop, id: id, ordered: true})
	}
	return err
}

// adopt gives what a browser was as a guest to the customer who speaks through it
// now, unless it has been another customer too, or somebody has said that they are two.
func (c *crowd) adopt(ctx context.Context, tx *gorm.DB) error {
	for _, s := range c.all {
		seen := c.visitors[s.visitorKey()]
		if s.speaker == 0 || slices.ContainsFunc(seen, func(b *body) bool { return b.customer != 0 && b.customer != s.speaker }) {
			continue
		}
		for _, b := range seen {
			if b.customer != 0 {
				continue
			}
			p := people{tx: tx.WithContext(ctx), shop: s.shop, now: s.at}
			apart, err := p.apart(b.id, s.profile)
			if err == nil && !apart {
				err = p.adopt(s.as, joining{from: b.id, home: s.profile, cause: app.JoinLogin})
				b.id, b.customer, s.joined, s.known = s.profile, s.speaker, true, true
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}
