package store

import (
	"context"
	"database/sql"
	"errors"
	"math"
	"strconv"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// Facts tells a rule what the server knows of a customer and of her order, either
// of which may be 0: the facts of shopper, bought and order, as encoding/json
// makes their values. A fact that is not known is missing, and what follows from her
// history is told by who reads that. Errors: Unavailable.
func (s *Store) Facts(ctx context.Context, shop app.ShopID, customer app.CustomerID, order app.OrderID) (map[string]any, error) {
	return s.factsAt(ctx, shop, customer, order, time.Time{})
}

// FactsAt are the facts as they stood at a moment, as far as that can still be told:
// by the orders placed until then, and by Shopify's account only if it is as old.
// Products are told as they are called today. Errors: Unavailable.
func (s *Store) FactsAt(ctx context.Context, shop app.ShopID, customer app.CustomerID, at time.Time) (map[string]any, error) {
	return s.factsAt(ctx, shop, customer, 0, at)
}

func (s *Store) factsAt(ctx context.Context, shop app.ShopID, customer app.CustomerID, order app.OrderID, at time.Time) (map[string]any, error) {
	f := facts{customer: customer, id: order, until: math.MaxInt64, told: map[string]any{"shopper.known": customer != 0 || order != 0}}
	if customer == 0 && order == 0 {
		return f.told, nil
	}
	err := s.read.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		f.people = s.people(tx, shop)
		if !at.IsZero() {
			f.now, f.until = millis(at), millis(at)
		}
		return f.tell()
	})
	return f.told, wrap(err, "facts")
}

// facts collects what is told within a reading transaction.
type facts struct {
	people
	customer app.CustomerID
	id       app.OrderID
	until    int64      // what came later is not told
	order    *app.Order // as far as we have seen it
	products map[app.ProductID]app.Product
	told     map[string]any
}

func (f *facts) tell() error {
	if err := f.findOrder(); err != nil {
		return err
	}
	bought, err := f.findOrders()
	if err != nil {
		return err
	}
	if err := f.findProducts(bought.lines); err != nil {
		return err
	}
	if f.order != nil {
		f.tellOrder()
	}
	if f.customer == 0 {
		return nil
	}
	return f.tellShopper(bought)
}

// findOrder reads the order. A guest is whoever ordered; what somebody else
// ordered is not told.
func (f *facts) findOrder() error {
	var rows []order
	if err := f.tx.Raw("SELECT * FROM orders WHERE shop_id = ? AND id = ? AND id <> 0", f.shop, f.id).Scan(&rows).Error; err != nil || len(rows) == 0 {
		return err
	}
	o, err := rows[0].noun()
	if err != nil {
		return err
	}
	if o.Customer, err = f.current(o.Customer); err != nil {
		return err
	}
	if f.customer == 0 {
		f.customer = o.Customer
	}
	if o.Customer == f.customer {
		f.order = &o
	}
	return nil
}

// tellOrder tells all there is to tell of the order.
func (f *facts) tellOrder() {
	o := f.order
	f.number("order.value", o.Total)
	f.text("order.country", o.Country)
	f.text("order.region", o.Region)
	f.text("order.delivery", string(o.Delivery))
	f.text("order.channel", o.Channel)
	if o.Codes != nil {
		f.list("order.discount_codes", lower(o.Codes))
	}
	if o.Lines != nil {
		pieces := 0
		for _, line := range o.Lines {
			pieces += line.Quantity
		}
		f.told["order.items"] = float64(pieces)
		f.tellLines("order.", o.Lines)
	}
}

// errEnough ends a reading that has heard all it wants.
var errEnough = errors.New("enough")

// each calls scan for every row of a query, until it has enough. It is what a shopper
// waits for, and many rows are slow to fill into structs by reflection.
func (p people) each(query string, args []any, scan func(*sql.Rows) error) error {
	rows, err := p.tx.Raw(query, args...).Rows()
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		err := scan(rows)
		if errors.Is(err, errEnough) {
			return nil
		}
		if err != nil {
			return err
		}
	}
	return rows.Err()
}

// daysSince is how many whole days have passed since a moment.
func (p people) daysSince(at int64) float64 {
	return float64(max(0, p.now-at) / (24 * time.Hour).Milliseconds())
}

func (f *facts) text(name, value string) {
	if value != "" {
		f.told[name] = value
	}
}

func (f *facts) number(name, decimal string) {
	if value, err := strconv.ParseFloat(decimal, 64); err == nil {
		f.told[name] = value
	}
}

// list tells texts, each once and in order.
func (f *facts) list(name string, texts []string) {
	texts = unique(texts)
	list := make([]any, 0, len(texts))
	for _, text := range texts {
		if text != "" {
			list = append(list, text)
		}
	}
	f.told[name] = list
}
