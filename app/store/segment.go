package store

import (
	"context"
	"slices"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// KeepSegments remembers the names of segments as they were at a moment. Whose
// they are is read with each customer. Errors: Unavailable.
func (s *Store) KeepSegments(ctx context.Context, shop app.ShopID, segments []app.Segment, at time.Time) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		for _, g := range segments {
			if err := keepSegment(tx, shop, g, at, 0); err != nil {
				return err
			}
		}
		return nil
	}), "segments")
}

// ChangeSegment remembers a segment that is new or was changed, and has its
// members listed. Errors: Unavailable.
func (s *Store) ChangeSegment(ctx context.Context, shop app.ShopID, segment app.Segment, at time.Time) error {
	now := millis(s.now())
	return wrap(s.write(ctx, func(tx *gorm.DB) error { return keepSegment(tx, shop, segment, at, now) }), "segment")
}

func keepSegment(tx *gorm.DB, shop app.ShopID, g app.Segment, at time.Time, due int64) error {
	return tx.Exec(`INSERT INTO segments (shop_id, id, name, changed_at, due_at) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (shop_id, id) DO UPDATE SET name = excluded.name, changed_at = excluded.changed_at,
			page = CASE WHEN excluded.due_at > 0 THEN '' ELSE segments.page END,
			due_at = CASE WHEN excluded.due_at > 0 THEN excluded.due_at ELSE segments.due_at END
		WHERE excluded.changed_at >= segments.changed_at`, shop, g.ID, g.Name, millis(at), due).Error
}

// ForgetSegment removes a segment that is no more, and that anybody was in it.
// Errors: Unavailable.
func (s *Store) ForgetSegment(ctx context.Context, shop app.ShopID, id app.SegmentID) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		if err := tx.Exec("DELETE FROM customer_marks WHERE shop_id = ? AND kind = ? AND mark = ?",
			shop, markSegment, segmentMarks([]app.SegmentID{id})[0]).Error; err != nil {
			return err
		}
		return tx.Exec("DELETE FROM segments WHERE shop_id = ? AND id = ?", shop, id).Error
	}), "segment")
}

// ClaimSegment takes a segment whose members are to be listed, and says after
// which page. Errors: Unavailable.
func (s *Store) ClaimSegment(ctx context.Context, shop app.ShopID, lease time.Duration) (claim ReadClaim[app.SegmentID], page string, err error) {
	claim, err = claimReads[app.SegmentID](ctx, s, "segments", shop, 1, lease)
	if err != nil || len(claim.IDs) == 0 {
		return claim, "", err
	}
	err = s.read.WithContext(ctx).Raw("SELECT page FROM segments WHERE shop_id = ? AND id = ?", shop, claim.IDs[0]).Scan(&page).Error
	return claim, page, wrap(err, "segment")
}

// DeferSegment lets a claimed segment wait after a failure. Errors: Unavailable.
func (s *Store) DeferSegment(ctx context.Context, shop app.ShopID, claim ReadClaim[app.SegmentID]) error {
	return deferReads(ctx, s, "segments", shop, claim)
}

// KeepMembers writes down a page of a claimed segment's members as they were at a
// moment, of those of whom we keep something. With no next page the list is
// whole. Who is on none of its pages has left: news of that come by webhook.
// Errors: Unavailable.
func (s *Store) KeepMembers(ctx context.Context, shop app.ShopID, claim ReadClaim[app.SegmentID], members []app.CustomerID, next string, at time.Time) error {
	members = slices.Sorted(slices.Values(members))
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		p := s.people(tx, shop)
		for some := range slices.Chunk(members, maxParameters) {
			var known []app.CustomerID
			if err := tx.Raw("SELECT id FROM customers WHERE shop_id = ? AND id IN ? ORDER BY id"+forUpdate(tx), shop, some).Scan(&known).Error; err != nil {
				return err
			}
			for _, id := range known {
				if err := p.setMarks(id, markSegment, segmentMarks(claim.IDs), true, at); err != nil {
					return err
				}
			}
		}
		if next != "" {
			return tx.Exec("UPDATE segments SET page = ?, due_at = ?, attempts = 0 WHERE shop_id = ? AND id = ? AND due_at = ?",
				next, p.now, shop, claim.IDs[0], claim.until).Error
		}
		return tx.Exec("UPDATE segments SET page = '', due_at = 0, attempts = 0 WHERE shop_id = ? AND id = ? AND due_at = ?",
			shop, claim.IDs[0], claim.until).Error
	}), "segment")
}
