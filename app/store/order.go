package store

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// order is an app.Order at rest.
type order struct {
	ShopID     app.ShopID  `gorm:"primaryKey"`
	ID         app.OrderID `gorm:"primaryKey"`
	Name       string
	CustomerID app.CustomerID
	Currency   string
	Total      string

	Lines, DiscountCodes, Country, Region, Channel, CartToken string
	Delivery                                                  app.Delivered

	CreatedAt time.Time `gorm:"serializer:unixms"`
	Cancelled time.Time `gorm:"serializer:unixms;column:cancelled_at"`
	Test      bool
	UpdatedAt time.Time `gorm:"serializer:unixms"`
}

func (o order) noun() (app.Order, error) {
	noun := app.Order{
		Shop: o.ShopID, ID: o.ID, Name: o.Name, Customer: o.CustomerID, Currency: o.Currency, Total: o.Total,
		Country: o.Country, Region: o.Region, Delivery: o.Delivery, Channel: o.Channel, Cart: o.CartToken,
		CreatedAt: o.CreatedAt, Cancelled: o.Cancelled, Test: o.Test, UpdatedAt: o.UpdatedAt,
	}
	return noun, errors.Join(told(o.Lines, &noun.Lines), told(o.DiscountCodes, &noun.Codes))
}

// told reads a list that is empty text while it was not told.
func told[T any](text string, list *[]T) error {
	if text == "" {
		return nil
	}
	return json.Unmarshal([]byte(text), list)
}

// tell is told's other side.
func tell[T any](list []T) (string, error) {
	if list == nil {
		return "", nil
	}
	text, err := json.Marshal(list)
	return string(text), err
}

// Order reads what we keep of an order. Errors: NotFound.
func (s *Store) Order(ctx context.Context, shop app.ShopID, id app.OrderID) (app.Order, error) {
	row, err := gorm.G[order](s.read).Where("shop_id = ? AND id = ?", shop, id).Take(ctx)
	if err != nil {
		return app.Order{}, wrap(err, "order")
	}
	o, err := row.noun()
	return o, wrap(err, "order")
}

// SeenOrders tells which of some orders we keep: what is said of these has been
// held against their customer. Errors: Unavailable.
func (s *Store) SeenOrders(ctx context.Context, shop app.ShopID, ids []app.OrderID) (map[app.OrderID]bool, error) {
	seen := map[app.OrderID]bool{}
	if len(ids) == 0 {
		return seen, nil
	}
	var kept []app.OrderID
	err := s.read.WithContext(ctx).Raw("SELECT id FROM orders WHERE shop_id = ? AND id IN ?", shop, ids).Scan(&kept).Error
	for _, id := range kept {
		seen[id] = true
	}
	return seen, wrap(err, "orders")
}

// RecordOrder keeps an order, unless a newer state of it is known or it or its
// customer was erased, links the responses that claim it to its customer, and
// returns the lanes that have something to tell. Errors: Unavailable.
func (s *Store) RecordOrder(ctx context.Context, shop app.ShopID, o app.Order) (due []app.DestinationID, err error) {
	err = s.write(ctx, func(tx *gorm.DB) error {
		due = nil
		p := s.people(tx, shop)
		if err := p.holdOrder(o); err != nil {
			return err
		}
		erased, err := p.orderErased(o)
		if err != nil || erased {
			return err
		}
		named, err := p.keepOrder(o)
		if err != nil {
			return err
		}
		if due, err = p.linkWhole(o.ID, o.Cart, named); err != nil {
			return err
		}
		customer, err := p.current(named)
		if err != nil {
			return err
		}
		if err := p.bought(o, customer); err != nil {
			return err
		}
		return p.due(due)
	})
	return due, wrap(err, "order")
}

// holdOrder has whoever erases, speaks of or is told of an order wait.
func (p people) holdOrder(o app.Order) error {
	if err := p.holdCustomer(o.Customer); err != nil {
		return err
	}
	names := []string{strconv.FormatInt(int64(o.ID), 10)}
	if o.Cart != "" {
		names = append(names, o.Cart)
	}
	return p.lockAll(names)
}

// bought has read what rules ask of an order: its products and its customer. Answers
// under way lock people first, too, and what Shopify says of them last.
func (p people) bought(o app.Order, customer app.CustomerID) error {
	if err := p.wantBought(o.Lines); err != nil || customer == 0 {
		return err
	}
	if err := p.wantCustomers([]app.CustomerID{customer}); err != nil {
		return err
	}
	return p.news(customer, o.CreatedAt)
}

// keepOrder writes an order down and returns the customer its newest state names, which
// may not be the one just told.
func (p people) keepOrder(o app.Order) (named app.CustomerID, err error) {
	owner, err := p.descent(o.Customer)
	if err != nil {
		return 0, err
	}
	origin := app.CustomerID(0)
	if owner.merged() {
		origin = o.Customer
	}
	lines, err := tell(o.Lines)
	if err != nil {
		return 0, err
	}
	codes, err := tell(o.Codes)
	if err != nil {
		return 0, err
	}
	before, err := p.countedOrder(o.ID)
	if err != nil {
		return 0, err
	}
	if err := p.exec(`
		INSERT INTO orders (shop_id, id, name, customer_id, origin_customer_id, currency, total, lines, discount_codes,
			country, region, delivery, channel, cart_token, created_at, cancelled_at, test, updated_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (shop_id, id) DO UPDATE SET name = excluded.name,
			customer_id = excluded.customer_id, origin_customer_id = excluded.origin_customer_id,
			currency = excluded.currency, total = excluded.total, lines = excluded.lines, discount_codes = excluded.discount_codes,
			country = excluded.country, region = excluded.region, delivery = excluded.delivery, channel = excluded.channel,
			cart_token = excluded.cart_token, created_at = excluded.created_at, cancelled_at = excluded.cancelled_at, test = excluded.test, updated_at = excluded.updated_at
		WHERE excluded.updated_at >= orders.updated_at`,
		p.shop, o.ID, o.Name, owner.last(), origin, o.Currency, o.Total, lines, codes,
		o.Country, o.Region, o.Delivery, o.Channel, o.Cart, millis(o.CreatedAt), millis(o.Cancelled), o.Test, millis(o.UpdatedAt)); err != nil {
		return 0, err
	}
	if err := p.recountChanged(o.ID, before); err != nil {
		return 0, err
	}
	err = p.tx.Raw("SELECT "+toldOwner+" FROM orders o WHERE o.shop_id = ? AND o.id = ?", p.shop, o.ID).Scan(&named).Error
	return named, err
}

// orderErased reports whether an order must not come back: it was erased itself,
// or it is older than its customer's erasure. A later one begins anew.
func (p people) orderErased(o app.Order) (bool, error) {
	at, err := p.erasedAt(app.OrderSubject(o.ID))
	if err != nil || at != 0 {
		return at != 0, err
	}
	if o.Customer == 0 {
		return false, nil
	}
	return p.erasedSince(o.CreatedAt, app.CustomerSubject(o.Customer))
}
