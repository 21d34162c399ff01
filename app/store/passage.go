package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// passage is an app.Passage at rest. What is carried is known by its hash alone.
type passage struct {
	Ticket        string `gorm:"primaryKey"`
	ShopID        app.ShopID
	Staff         string
	Kind          string
	DestinationID app.DestinationID
	Title         string
	Luggage       string
	ExpiresAt     time.Time `gorm:"serializer:unixms"`
}

func hashTicket(ticket string) string {
	sum := sha256.Sum256([]byte(ticket))
	return hex.EncodeToString(sum[:])
}

func luggagePlace(shop app.ShopID, hash string) string { return string(shop) + "/passage/" + hash }

// BeginPassage keeps a passage until its ticket is shown or it expires. A member of staff
// has one of a kind under way: the newest. left are those that it takes the place of.
// Errors: NotFound without the shop.
func (s *Store) BeginPassage(ctx context.Context, shop app.ShopID, ticket string, p app.Passage) (left []app.Passage, err error) {
	hash := hashTicket(ticket)
	luggage := s.keys.Seal(luggagePlace(shop, hash), p.Luggage)
	var rows []passage
	err = s.write(ctx, func(tx *gorm.DB) error {
		rows = nil
		if err := lockShop(tx, shop); err != nil {
			return err
		}
		if err := tx.Raw("DELETE FROM passages WHERE shop_id = ? AND staff = ? AND kind = ? RETURNING *", shop, p.Staff, p.Kind).Scan(&rows).Error; err != nil {
			return err
		}
		return tx.Exec(`INSERT INTO passages (ticket, shop_id, staff, kind, destination_id, title, luggage, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
			hash, shop, p.Staff, p.Kind, p.Destination, p.Title, luggage, millis(p.ExpiresAt)).Error
	})
	return s.passages(rows), wrap(err, "passage")
}

// TakeExpiredPassages takes passages of all shops whose tickets nobody has shown in time.
// Errors: Unavailable.
func (s *Store) TakeExpiredPassages(ctx context.Context, limit int) ([]app.Passage, error) {
	var rows []passage
	err := s.write(ctx, func(tx *gorm.DB) error {
		rows = nil
		return tx.Raw("DELETE FROM passages WHERE ticket IN (SELECT ticket FROM passages WHERE expires_at <= ? LIMIT ?) RETURNING *", millis(s.now()), limit).Scan(&rows).Error
	})
	return s.passages(rows), wrap(err, "passages")
}

// passages are rows that are gone; what was sealed with a key that is gone, too, is lost.
func (s *Store) passages(rows []passage) (list []app.Passage) {
	for _, row := range rows {
		if p, err := s.unpack(row); err == nil {
			list = append(list, p)
		}
	}
	return list
}

func (s *Store) unpack(row passage) (app.Passage, error) {
	luggage, err := s.keys.Open(luggagePlace(row.ShopID, row.Ticket), row.Luggage)
	return app.Passage{
		Staff: row.Staff, Kind: row.Kind, Destination: row.DestinationID, Title: row.Title, Luggage: luggage, ExpiresAt: row.ExpiresAt,
	}, err
}

// EndPassage takes the passage of a ticket that one member of staff shows: there is no
// second time. Errors: NotFound where it is somebody else's, was shown or has expired.
func (s *Store) EndPassage(ctx context.Context, shop app.ShopID, staff, ticket string) (app.Passage, error) {
	_, p, err := s.take(ctx, "ticket = ? AND shop_id = ? AND staff = ?", hashTicket(ticket), shop, staff)
	return p, err
}

// TakePassage takes the passage of a ticket whoever shows it, and tells whose it is: there
// is no second time. Errors: NotFound where it was shown or has expired.
func (s *Store) TakePassage(ctx context.Context, ticket string) (app.ShopID, app.Passage, error) {
	return s.take(ctx, "ticket = ?", hashTicket(ticket))
}

func (s *Store) take(ctx context.Context, where string, args ...any) (app.ShopID, app.Passage, error) {
	var rows []passage
	err := s.write(ctx, func(tx *gorm.DB) error {
		rows = nil
		return tx.Raw("DELETE FROM passages WHERE "+where+" AND expires_at > ? RETURNING *", append(args, millis(s.now()))...).Scan(&rows).Error
	})
	if err == nil && len(rows) == 0 {
		err = gorm.ErrRecordNotFound
	}
	if err != nil {
		return "", app.Passage{}, wrap(err, "passage")
	}
	p, err := s.unpack(rows[0])
	return rows[0].ShopID, p, err
}
