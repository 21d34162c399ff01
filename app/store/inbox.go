package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// letter is a webhook on its way into the inbox. fresh is the answer.
type letter struct {
	app.Webhook
	fresh bool
}

var insertLetters = bulk{
	table: "inbox",
	columns: []column{
		textColumn("shop_id"), textColumn("webhook_id"), textColumn("topic"), textColumn("event_id"),
		intColumn("triggered_at"), intColumn("received_at"), bytesColumn("payload"), intColumn("next_at"),
	},
	tail: "ON CONFLICT DO NOTHING RETURNING shop_id, webhook_id",
}

// receive puts a group of webhooks in the inbox with one statement.
var receive = newBatch(func(tx *gorm.DB, letters []*letter) error {
	type key struct{ shop, id string }
	byKey := make(map[key]*letter, len(letters))
	rows := make([][]any, len(letters))
	for i, l := range letters {
		l.fresh = false // the group may run twice
		at := millis(l.ReceivedAt)
		rows[i] = []any{string(l.Shop), l.ID, l.Topic, l.EventID, millis(l.TriggeredAt), at, l.Payload, at}
		if k := (key{string(l.Shop), l.ID}); byKey[k] == nil {
			byKey[k] = l
		}
	}
	return insertLetters.query(tx.Statement.Context, tx, rows, func(found *sql.Rows) error {
		var k key
		if err := found.Scan(&k.shop, &k.id); err != nil {
			return err
		}
		byKey[k].fresh = true
		return nil
	})
})

// ReceiveWebhook makes a webhook durable and reports whether it is new: one with
// an id this shop has sent before changes nothing. Errors: Unavailable.
func (s *Store) ReceiveWebhook(ctx context.Context, shop app.ShopID, w app.Webhook) (fresh bool, err error) {
	l := &letter{Webhook: w}
	l.Shop = shop
	if l.Payload == nil {
		l.Payload = []byte{}
	}
	err = s.writer.add(ctx, receive, l)
	return l.fresh, wrap(err, "webhook")
}

// claimedRow is a claimed inbox row.
type claimedRow struct {
	WebhookID   string
	Topic       string
	EventID     string
	TriggeredAt int64
	ReceivedAt  int64
	Payload     []byte
	Attempts    int
}

// ClaimWebhooks takes up to limit of the shop's webhooks that are due, oldest
// action first. What is neither finished nor deferred within the lease is
// claimed again: its worker has died. Errors: Unavailable.
func (s *Store) ClaimWebhooks(ctx context.Context, shop app.ShopID, limit int, lease time.Duration) ([]app.Webhook, error) {
	now := s.now()
	var rows []claimedRow
	err := s.write(ctx, func(tx *gorm.DB) error {
		rows = nil
		return tx.Raw(`
			UPDATE inbox SET next_at = ?, attempts = attempts + 1
			WHERE shop_id = ? AND webhook_id IN (
				SELECT webhook_id FROM inbox WHERE shop_id = ? AND state = 'waiting' AND next_at <= ?
				ORDER BY next_at LIMIT ?`+skipLocked(tx)+`)
			RETURNING webhook_id, topic, event_id, triggered_at, received_at, payload, attempts`,
			millis(now.Add(lease)), shop, shop, millis(now), limit).Scan(&rows).Error
	})
	if err != nil {
		return nil, wrap(err, "inbox")
	}
	claimed := make([]app.Webhook, len(rows))
	for i, r := range rows {
		claimed[i] = app.Webhook{
			Shop: shop, ID: r.WebhookID, Topic: r.Topic, EventID: r.EventID, Payload: r.Payload, Attempts: r.Attempts,
			TriggeredAt: fromMillis(r.TriggeredAt), ReceivedAt: fromMillis(r.ReceivedAt),
		}
	}
	slices.SortFunc(claimed, func(a, b app.Webhook) int {
		return cmp.Or(a.TriggeredAt.Compare(b.TriggeredAt), cmp.Compare(a.ID, b.ID))
	})
	return claimed, nil
}

// FinishWebhook empties a handled webhook. With a reason it was dropped, not
// done. Errors: Unavailable.
func (s *Store) FinishWebhook(ctx context.Context, shop app.ShopID, id, dropped string) error {
	state := "done"
	if dropped != "" {
		state = "dropped"
	}
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		return tx.Exec("UPDATE inbox SET state = ?, reason = ?, payload = ?, finished_at = ? WHERE shop_id = ? AND webhook_id = ?",
			state, dropped, []byte{}, millis(s.now()), shop, id).Error
	}), "webhook")
}

// DeferWebhook lets a webhook wait until a time, and says why. Errors:
// Unavailable.
func (s *Store) DeferWebhook(ctx context.Context, shop app.ShopID, id string, until time.Time, reason string) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		return tx.Exec("UPDATE inbox SET next_at = ?, reason = ? WHERE shop_id = ? AND webhook_id = ? AND state = 'waiting'",
			millis(until), reason, shop, id).Error
	}), "webhook")
}

// DueInboxes lists shops with webhooks to handle now. Errors: Unavailable.
func (s *Store) DueInboxes(ctx context.Context, now time.Time, limit int) ([]app.ShopID, error) {
	var shops []app.ShopID
	err := s.read.WithContext(ctx).Raw("SELECT DISTINCT shop_id FROM inbox WHERE state = 'waiting' AND next_at <= ? LIMIT ?",
		millis(now), limit).Scan(&shops).Error
	return shops, wrap(err, "inboxes")
}

// PruneInboxes removes webhooks finished before a time: after that a repeat of
// one would be taken for new. Errors: Unavailable.
func (s *Store) PruneInboxes(ctx context.Context, before time.Time) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		return tx.Exec("DELETE FROM inbox WHERE finished_at > 0 AND finished_at < ?", millis(before)).Error
	}), "inbox")
}
