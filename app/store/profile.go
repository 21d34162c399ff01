package store

import (
	"context"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// profile is an app.Profile at rest.
type profile struct {
	ShopID     app.ShopID    `gorm:"primaryKey"`
	ID         app.ProfileID `gorm:"primaryKey"`
	CustomerID app.CustomerID
	Email      string
	Phone      string
	CreatedAt  time.Time `gorm:"serializer:unixms"`
	UpdatedAt  time.Time `gorm:"serializer:unixms"`
}

func (p profile) noun() app.Profile {
	return app.Profile{
		Shop: p.ShopID, ID: p.ID, Customer: p.CustomerID, Email: p.Email, Phone: p.Phone,
		CreatedAt: p.CreatedAt, UpdatedAt: p.UpdatedAt,
	}
}

// Profile reads one person. Errors: NotFound.
func (s *Store) Profile(ctx context.Context, shop app.ShopID, id app.ProfileID) (app.Profile, error) {
	row, err := gorm.G[profile](s.read).Where("shop_id = ? AND id = ?", shop, id).Take(ctx)
	return row.noun(), wrap(err, "profile")
}

// CustomerProfile reads the person a customer is. Errors: NotFound for a
// customer who never answered.
func (s *Store) CustomerProfile(ctx context.Context, shop app.ShopID, customer app.CustomerID) (app.Profile, error) {
	if customer == 0 {
		return app.Profile{}, app.Errorf(app.NotFound, "profile not found")
	}
	row, err := gorm.G[profile](s.read).Where("shop_id = ? AND customer_id = ? AND customer_id <> 0", shop, customer).Take(ctx)
	return row.noun(), wrap(err, "profile")
}

// Contact is how Shopify says a customer can be reached, and since when.
type Contact struct {
	Customer     app.CustomerID
	Email, Phone string
	At           time.Time
}

// LearnContact updates how to reach a customer who has answered; of anybody else
// we keep nothing. Older news never replace newer ones. Errors: Unavailable.
func (s *Store) LearnContact(ctx context.Context, shop app.ShopID, c Contact) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		p := s.people(tx, shop)
		erased, err := p.erasedSince(c.At, app.CustomerSubject(c.Customer))
		if err != nil || erased {
			return err
		}
		return s.names(p).learn(c)
	}), "profile")
}

func (n names) learn(c Contact) error {
	var before []struct {
		ID    app.ProfileID
		Email string
	}
	if err := n.tx.Raw("SELECT id, email FROM profiles WHERE shop_id = ? AND customer_id = ? AND customer_id <> 0 AND contact_at <= ?"+forUpdate(n.tx),
		n.shop, c.Customer, millis(c.At)).Scan(&before).Error; err != nil || len(before) == 0 {
		return err
	}
	hers := before[0]
	if err := n.exec("UPDATE profiles SET email = ?, phone = ?, contact_at = ?, updated_at = ? WHERE shop_id = ? AND id = ?",
		c.Email, c.Phone, millis(c.At), n.now, n.shop, hers.ID); err != nil {
		return err
	}
	if err := n.told(hers.ID, c); err != nil || c.Email == hers.Email {
		return err
	}
	due, err := n.readdressed(hers.ID)
	if err != nil {
		return err
	}
	return n.due(due)
}

// people is one shop's persons within a transaction.
type people struct {
	tx      *gorm.DB
	shop    app.ShopID
	now     int64
	erasing *erasing // the erasure this is part of; nil: none
}

func (s *Store) people(tx *gorm.DB, shop app.ShopID) people {
	return people{tx: tx, shop: shop, now: millis(s.now())}
}

func (p people) exec(statement string, args ...any) error {
	done := p.tx.Exec(statement, args...)
	p.erasing.count(statement, done.RowsAffected)
	return done.Error
}

// of finds the profile of a customer, "" for none.
func (p people) of(customer app.CustomerID) (app.ProfileID, error) {
	var id app.ProfileID
	if customer == 0 {
		return "", nil
	}
	err := p.tx.Raw("SELECT id FROM profiles WHERE shop_id = ? AND customer_id = ? AND customer_id <> 0", p.shop, customer).Scan(&id).Error
	return id, err
}

// whose finds the profile of a customer, or of the one she was merged into, and who
// that is; "" for none.
func (p people) whose(customer app.CustomerID) (app.ProfileID, app.CustomerID, error) {
	id, err := p.of(customer)
	if err != nil || id != "" || customer == 0 {
		return id, customer, err
	}
	today, err := p.current(customer)
	if err != nil || today == 0 || today == customer {
		return "", customer, err
	}
	id, err = p.of(today)
	return id, today, err
}

// plan makes a delivery about the profile for every lane of the shop, because
// it became clear who she is, and returns the lanes: they are to be marked due at
// the end, since others lock deliveries before lanes.
func (p people) plan(profile app.ProfileID, response app.ResponseID, order app.OrderID) ([]app.DestinationID, error) {
	return p.planFor(app.CauseLink, profile, response, order)
}

// planFor is plan for another cause.
func (p people) planFor(cause app.Cause, profile app.ProfileID, response app.ResponseID, order app.OrderID) ([]app.DestinationID, error) {
	var lanes []app.DestinationID
	if err := p.tx.Raw("SELECT destination_id FROM lanes WHERE shop_id = ?", p.shop).Scan(&lanes).Error; err != nil {
		return nil, err
	}
	return lanes, p.planAt(lanes, cause, profile, response, order)
}

// planAt is planFor for some lanes.
func (p people) planAt(lanes []app.DestinationID, cause app.Cause, profile app.ProfileID, response app.ResponseID, order app.OrderID) error {
	for _, lane := range lanes {
		id, err := uuid.NewV7()
		if err != nil {
			return err
		}
		if err := p.exec(`
			INSERT INTO deliveries (shop_id, id, destination_id, profile_id, response_id, order_id, cause, state, next_at, created_at)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			p.shop, id.String(), lane, profile, response, order, cause, app.DeliveryWaiting, p.now, p.now); err != nil {
			return err
		}
	}
	return nil
}

// due marks lanes due now.
func (p people) due(lanes []app.DestinationID) error {
	waiting := make([]app.Delivery, len(lanes))
	for i, lane := range lanes {
		waiting[i] = app.Delivery{Shop: p.shop, Destination: lane, NextAt: fromMillis(p.now)}
	}
	return ringLanes(p.tx.Statement.Context, p.tx, waiting)
}
