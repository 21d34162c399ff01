package store

import (
	"context"
	"slices"

	"github.com/askwell/askwell/app"
)

// Addresses are the email addresses that guests are proven to go by, the newest of
// each; who has none is not among them. What somebody says of herself proves nothing:
// anybody could have her answers written on another. Errors: Unavailable.
func (s *Store) Addresses(ctx context.Context, shop app.ShopID, guests []app.ProfileID) (map[app.ProfileID]string, error) {
	var rows []struct {
		ProfileID     app.ProfileID
		Digest, Value string
	}
	err := s.read.WithContext(ctx).Raw(`SELECT i.profile_id, i.digest, i.value FROM identities i
		JOIN profiles p ON p.shop_id = i.shop_id AND p.id = i.profile_id
		WHERE i.kind = ? AND ? AND p.customer_id = 0 ORDER BY i.since, i.digest`,
		app.IdentityEmail, among(s.read, shop, "i.profile_id", guests)).Scan(&rows).Error
	if err != nil {
		return nil, wrap(err, "identities")
	}
	n := s.names(s.people(s.read.WithContext(ctx), shop))
	found := make(map[app.ProfileID]string, len(rows))
	for _, row := range rows {
		if found[row.ProfileID], err = s.keys.Open(n.place(app.IdentityEmail, row.Digest), row.Value); err != nil {
			return nil, wrap(err, "identities")
		}
	}
	return found, nil
}

// mapped are the shop's destinations that have a mapping: among them are all that know
// people by their address.
const mapped = "SELECT destination_id FROM mappings WHERE shop_id = ?"

// readdressed has the destinations that know people by their address told of somebody
// who has another now: of whom that names they may hold nothing yet.
func (p people) readdressed(profile app.ProfileID) ([]app.DestinationID, error) {
	subject, err := p.subject(profile)
	if err != nil {
		return nil, err
	}
	if err := p.exec(doubting+" WHERE shop_id = ? AND subject = ? AND destination_id IN ("+mapped+")"+ofState,
		p.shop, subject, p.shop); err != nil {
		return nil, err
	}
	var lanes []app.DestinationID
	if err := p.tx.Raw("SELECT destination_id FROM lanes WHERE shop_id = ? AND destination_id IN ("+mapped+")", p.shop, p.shop).
		Scan(&lanes).Error; err != nil {
		return nil, err
	}
	slices.Sort(lanes)
	return lanes, p.planAt(lanes, app.CauseLink, profile, "", 0)
}

// handReceipts gives what was written on one subject to another, who turned out to be
// the same. It may be there or not, and what was told as events was told.
func (p people) handReceipts(from, to string) error {
	return p.exec(`
		INSERT INTO receipts (shop_id, destination_id, subject, property, value, before_value, delivery_id, written_at)
		SELECT r.shop_id, r.destination_id, CAST(? AS TEXT), r.property, CASE WHEN r.property LIKE 'event:%' THEN r.value ELSE '' END,
			CASE WHEN r.property LIKE 'property:%' THEN '' ELSE r.before_value END, r.delivery_id, CASE WHEN r.property LIKE 'event:%' THEN r.written_at ELSE -1 END
		FROM destinations CROSS JOIN receipts r
		WHERE destinations.shop_id = ? AND r.shop_id = destinations.shop_id AND r.destination_id = destinations.id AND r.subject = ?
		ON CONFLICT (shop_id, destination_id, subject, property) DO UPDATE SET refused = '',
			before_value = CASE WHEN receipts.before_value = '' THEN excluded.before_value ELSE receipts.before_value END,
			written_at = CASE WHEN receipts.property LIKE 'event:%' THEN receipts.written_at ELSE -1 END`,
		to, p.shop, from)
}
