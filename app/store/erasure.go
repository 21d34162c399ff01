package store

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/seal"
)

// ErasureOrder says who is to be erased, and for which request.
type ErasureOrder struct {
	Request     string         // the privacy request's id
	Customer    app.CustomerID // 0 when only orders are named
	Orders      []app.OrderID  // with the guests who spoke of them
	RequestedAt time.Time
	DueAt       time.Time
}

// Erase removes everything about a customer and the orders named with her, leaves
// tombstones so that late news do not bring her back, and plans what every
// destination that ever got her has to forget. A repeat that finds nothing left
// changes nothing. Errors: NotFound for a shop we know nothing of, Unavailable.
func (s *Store) Erase(ctx context.Context, shop app.ShopID, order ErasureOrder) (done app.Erasure, err error) {
	err = s.write(ctx, func(tx *gorm.DB) error {
		p := s.people(tx, shop)
		salt, err := p.salt()
		if err == nil && salt == "" {
			err = app.Errorf(app.NotFound, "shop not found")
		}
		if err != nil {
			return err
		}
		p.erasing = newErasing(s.keys, order, salt, p.now)
		if err := p.eraseNamed(order.Customer, order.Orders); err != nil {
			return err
		}
		if err := p.forgetLetters(order); err != nil {
			return err
		}
		done, err = p.endErasure()
		return err
	})
	return done, wrap(err, "erasure")
}

// erasing is an erasure within its transaction.
type erasing struct {
	app.Erasure
	keys    *seal.Ring
	names   map[app.DestinationID]map[string][]Trace  // by subject
	written map[app.DestinationID]map[string][]string // properties, by subject
}

func newErasing(keys *seal.Ring, order ErasureOrder, salt string, now int64) *erasing {
	subject := app.CustomerSubject(order.Customer)
	if order.Customer == 0 && len(order.Orders) > 0 {
		subject = app.OrderSubject(slices.Min(order.Orders))
	}
	return &erasing{
		Erasure: app.Erasure{
			ID: uuid.Must(uuid.NewV7()).String(), Request: order.Request, Subject: tombstone(salt, subject), Counts: map[string]int{},
			RequestedAt: order.RequestedAt, DueAt: order.DueAt, ErasedAt: fromMillis(now),
		},
		keys:  keys,
		names: map[app.DestinationID]map[string][]Trace{}, written: map[app.DestinationID]map[string][]string{},
	}
}

// counted are the tables of a person's own data: what an erasure removed of each is
// in its receipt.
var counted = map[string]bool{
	"responses": true, "orders": true, "consents": true, "identities": true, "visitors": true, "askings": true, "snoozes": true,
	"doubts": true, "profiles": true, "receipts": true, "writes": true, "overrides": true, "checks": true, "deliveries": true, "attempts": true, "promises": true, "customers": true,
}

var deleted = regexp.MustCompile(`^\s*DELETE FROM (\w+)`)

// count notes what a statement removed.
func (e *erasing) count(statement string, rows int64) {
	if e == nil || rows == 0 {
		return
	}
	if table := deleted.FindStringSubmatch(statement); table != nil && counted[table[1]] {
		e.Counts[table[1]] += int(rows)
	}
}

// gather notes what destinations have of subjects, before that is forgotten here.
func (e *erasing) gather(p people, subjects []string) error {
	var reached []struct {
		DestinationID  app.DestinationID
		Subject, Names string
	}
	if err := p.tx.Raw("SELECT destination_id, CASE WHEN origin = '' THEN subject ELSE origin END AS subject, names FROM reaches WHERE shop_id = ? AND (origin IN ? OR origin = '' AND subject IN ?) ORDER BY since, digest",
		p.shop, subjects, subjects).Scan(&reached).Error; err != nil {
		return err
	}
	for _, row := range reached {
		text, err := e.keys.Open(reachPlace(p.shop), row.Names)
		if err != nil {
			return err
		}
		var names Trace
		if err := json.Unmarshal([]byte(text), &names); err != nil {
			return fmt.Errorf("names: %w", err)
		}
		put(e.names, row.DestinationID, row.Subject, names)
	}
	var written []receiptRow
	// What was there before us goes with her alone: nobody has asked, where there is no request.
	if err := p.tx.Raw(`SELECT destination_id, subject, property FROM receipts WHERE shop_id = ? AND subject IN ?
		AND (before_value = '' OR property LIKE 'property:%' OR CAST(? AS TEXT) <> '') ORDER BY property`, p.shop, subjects, e.Request).Scan(&written).Error; err != nil {
		return err
	}
	for _, row := range written {
		put(e.written, app.DestinationID(row.DestinationID), row.Subject, row.Property)
	}
	return nil
}

func put[T any](in map[app.DestinationID]map[string][]T, to app.DestinationID, subject string, one T) {
	if in[to] == nil {
		in[to] = map[string][]T{}
	}
	in[to][subject] = append(in[to][subject], one)
}

// EraseCustomer is Erase without a request: nobody waits for a receipt.
func (s *Store) EraseCustomer(ctx context.Context, shop app.ShopID, customer app.CustomerID, orders []app.OrderID) error {
	_, err := s.Erase(ctx, shop, ErasureOrder{Customer: customer, Orders: orders, RequestedAt: s.now(), DueAt: s.now()})
	if app.Is(err, app.NotFound) {
		return nil
	}
	return err
}
