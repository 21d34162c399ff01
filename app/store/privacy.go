package store

import (
	"cmp"
	"context"
	"strings"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// privacyRequest is an app.PrivacyRequest at rest: the export sealed.
type privacyRequest struct {
	ShopID      app.ShopID `gorm:"primaryKey"`
	ID          string     `gorm:"primaryKey"`
	Topic       string
	CustomerID  app.CustomerID
	RequestedAt time.Time `gorm:"serializer:unixms"`
	DueAt       time.Time `gorm:"serializer:unixms"`
	FinishedAt  time.Time `gorm:"serializer:unixms"`
	Export      string
}

func (r privacyRequest) noun() app.PrivacyRequest {
	return app.PrivacyRequest{
		Shop: r.ShopID, ID: r.ID, Topic: r.Topic, Customer: r.CustomerID,
		RequestedAt: r.RequestedAt, DueAt: r.DueAt, FinishedAt: r.FinishedAt,
	}
}

func exportPlace(shop app.ShopID) string { return string(shop) + "/export" }
func pagePlace(shop app.ShopID) string   { return string(shop) + "/export-page" }

// sealExport seals an export and its page into one column, a line each, so that
// whoever empties it has emptied both.
func (s *Store) sealExport(shop app.ShopID, r app.PrivacyRequest) string {
	if len(r.Export) == 0 {
		return ""
	}
	return s.keys.Seal(exportPlace(shop), string(r.Export)) + "\n" + s.keys.Seal(pagePlace(shop), string(r.Page))
}

// openExport is sealExport's other side.
func (s *Store) openExport(shop app.ShopID, kept string) (export, page []byte, err error) {
	if kept == "" {
		return nil, nil, nil
	}
	first, second, paged := strings.Cut(kept, "\n")
	text, err := s.keys.Open(exportPlace(shop), first)
	if err != nil || !paged {
		return []byte(text), nil, err
	}
	html, err := s.keys.Open(pagePlace(shop), second)
	return []byte(text), []byte(html), err
}

// RecordPrivacyRequest keeps a request and how far it is. Errors: Unavailable.
func (s *Store) RecordPrivacyRequest(ctx context.Context, shop app.ShopID, r app.PrivacyRequest) error {
	export := s.sealExport(shop, r)
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		p := s.people(tx, shop)
		if err := p.holdCustomer(r.Customer); err != nil {
			return err
		}
		customer, err := p.current(r.Customer) // where her erasure will look for it
		if err != nil {
			return err
		}
		// She may have been erased since her export was read.
		gone, err := p.erasedSince(r.FinishedAt, app.CustomerSubject(r.Customer))
		if err != nil {
			return err
		}
		if gone {
			export, customer, r.Customer = "", 0, 0
		}
		return p.exec(`
			INSERT INTO privacy_requests (shop_id, id, topic, customer_id, requested_at, due_at, finished_at, export)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (shop_id, id) DO UPDATE SET finished_at = excluded.finished_at, export = excluded.export`,
			shop, r.ID, r.Topic, cmp.Or(customer, r.Customer), millis(r.RequestedAt), millis(r.DueAt), millis(r.FinishedAt), export)
	}), "privacy request")
}

// PrivacyRequests lists the shop's requests, newest first, without their
// exports. Errors: Unavailable.
func (s *Store) PrivacyRequests(ctx context.Context, shop app.ShopID, from Before, limit int) ([]app.PrivacyRequest, error) {
	behind, args := from.of("requested_at")
	rows, err := gorm.G[privacyRequest](s.read).Omit("export").Where("shop_id = ?", shop).Where(behind, args...).
		Order("requested_at DESC, id DESC").Limit(limit).Find(ctx)
	list := make([]app.PrivacyRequest, len(rows))
	for i, row := range rows {
		list[i] = row.noun()
	}
	return list, wrap(err, "privacy requests")
}

// PrivacyRequest reads one request with its export. Errors: NotFound.
func (s *Store) PrivacyRequest(ctx context.Context, shop app.ShopID, id string) (app.PrivacyRequest, error) {
	row, err := gorm.G[privacyRequest](s.read).Where("shop_id = ? AND id = ?", shop, id).Take(ctx)
	if err != nil {
		return app.PrivacyRequest{}, wrap(err, "privacy request")
	}
	noun := row.noun()
	noun.Export, noun.Page, err = s.openExport(shop, row.Export)
	return noun, err
}
