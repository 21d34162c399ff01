package store

import (
	"context"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// DeliveryFilter narrows deliveries; zero fields do not.
type DeliveryFilter struct {
	IDs         []app.DeliveryID
	State       app.DeliveryState
	Cause       app.Cause
	Destination app.DestinationID
	Response    app.ResponseID
	Survey      app.SurveyID
	Profile     app.ProfileID
	People      []app.ProfileID // nil: everybody
	Run         app.RunID
	Class       string // of the last attempt
	Reason      string // which its own has to contain
	Since       time.Time
	Before      app.DeliveryID // the last of the page before
	Limit       int            // 50 when zero, at most 500
}

// pageOfDeliveries is how many deliveries are sent again, or undone, in one transaction.
const pageOfDeliveries = 200

// verbatim keeps a text from being read as a pattern.
var verbatim = strings.NewReplacer("!", "!!", "%", "!%", "_", "!_")

func (f DeliveryFilter) where(tx *gorm.DB, shop app.ShopID) *gorm.DB {
	query := tx.Table("deliveries").Select(deliveryColumns).Where("shop_id = ?", shop)
	if f.IDs != nil {
		query = query.Where("id IN ?", f.IDs)
	}
	if f.State != "" {
		query = query.Where("state = ?", f.State)
	}
	if f.Cause != "" {
		query = query.Where("cause = ?", f.Cause)
	}
	if f.Destination != "" {
		query = query.Where("destination_id = ?", f.Destination)
	}
	if f.Response != "" {
		query = query.Where("response_id = ? AND profile_id IN (SELECT profile_id FROM responses WHERE shop_id = ? AND id = ?)",
			f.Response, shop, f.Response)
	}
	if f.Survey != "" {
		query = query.Where("response_id IN (SELECT id FROM responses WHERE shop_id = ? AND survey_id = ?)", shop, f.Survey)
	}
	if f.Profile != "" {
		query = query.Where("profile_id = ?", f.Profile)
	}
	if f.People != nil {
		query = query.Where("profile_id IN ?", f.People)
	}
	if f.Run != "" {
		query = query.Where("run_id <> '' AND run_id = ?", f.Run)
	}
	if f.Class != "" {
		query = query.Where(`EXISTS (SELECT 1 FROM attempts a WHERE a.shop_id = deliveries.shop_id AND a.delivery_id = deliveries.id
			AND a.number = deliveries.attempts AND a.class = ?)`, f.Class)
	}
	if f.Reason != "" {
		query = query.Where("reason LIKE ? ESCAPE '!'", "%"+verbatim.Replace(f.Reason)+"%")
	}
	if !f.Since.IsZero() {
		query = query.Where("created_at >= ?", millis(f.Since))
	}
	if f.Before != "" {
		query = query.Where("id < ?", f.Before)
	}
	return query.Order("id DESC")
}

// Deliveries lists a shop's deliveries, newest first. Errors: Unavailable.
func (s *Store) Deliveries(ctx context.Context, shop app.ShopID, f DeliveryFilter) ([]app.Delivery, error) {
	if f.Limit <= 0 {
		f.Limit = 50
	}
	var rows []deliveryRow
	err := f.where(s.read.WithContext(ctx), shop).Limit(min(f.Limit, 500)).Scan(&rows).Error
	return deliveries(rows), wrap(err, "deliveries")
}

// ReplayDeliveries sends finished and parked deliveries again, and doubts what
// we believe their destinations hold, so that it is really said again: what was undone of
// them, too. It goes page by page, and returns how many there were. Errors: Unavailable.
func (s *Store) ReplayDeliveries(ctx context.Context, shop app.ShopID, f DeliveryFilter) (total int, err error) {
	for {
		n, next, err := s.ReplayPage(ctx, shop, f)
		total += n
		if err != nil || next == "" {
			return total, err
		}
		f.Before = next
	}
}

// ReplayPage is ReplayDeliveries of one page; next is the Before of the page after it, ""
// when there is none.
func (s *Store) ReplayPage(ctx context.Context, shop app.ShopID, f DeliveryFilter) (n int, next app.DeliveryID, err error) {
	err = s.write(ctx, func(tx *gorm.DB) error {
		var page []deliveryRow
		if err := f.where(tx, shop).Limit(pageOfDeliveries).Scan(&page).Error; err != nil || len(page) == 0 {
			return err
		}
		ids := make([]string, len(page))
		for i, row := range page {
			ids[i] = row.ID
		}
		if next = ""; len(page) == pageOfDeliveries {
			next = app.DeliveryID(ids[len(ids)-1])
		}
		var rows []deliveryRow
		// The bulk job that made one is over: it must not wait for the end of another.
		err := tx.Raw(`UPDATE deliveries SET state = 'waiting', attempts = 0, next_at = ?, reason = '', finished_at = 0, bulk_id = ''
			WHERE shop_id = ? AND state <> 'waiting' AND id IN ? RETURNING `+deliveryColumns, millis(s.now()), shop, ids).Scan(&rows).Error
		if n = len(rows); err != nil || n == 0 {
			return err
		}
		return replay(ctx, tx, shop, deliveries(rows))
	})
	return n, next, wrap(err, "deliveries")
}

// replay doubts what deliveries are about, lets answers say again what was undone there,
// and rings their lanes. A delivery tells all there is to tell of somebody, and so does
// its replay; that of an undo undoes it once more.
func replay(ctx context.Context, tx *gorm.DB, shop app.ShopID, again []app.Delivery) error {
	to := map[app.DestinationID][]app.Delivery{}
	for _, d := range again {
		to[d.Destination] = append(to[d.Destination], d)
	}
	for at, list := range to {
		subjects, err := subjectsOf(tx, shop, list)
		if err != nil {
			return err
		}
		if err := doubtReceipts(tx, shop, at, subjects); err != nil {
			return err
		}
		list = slices.DeleteFunc(list, func(d app.Delivery) bool { return d.Cause == app.CauseUndo })
		if subjects, err = subjectsOf(tx, shop, list); err != nil {
			return err
		}
		if err := redo(tx, shop, at, subjects); err != nil {
			return err
		}
	}
	return ringLanes(ctx, tx, again)
}

// redo lets answers say what stands at places of subjects: what was undone there counts
// as never undone.
func redo(tx *gorm.DB, shop app.ShopID, at app.DestinationID, subjects []string) error {
	if len(subjects) == 0 {
		return nil
	}
	const places = "shop_id = ? AND destination_id = ? AND subject IN ?"
	err := tx.Exec(`UPDATE writes SET undone_at = 0 WHERE undone_at > 0 AND undone_at >= (
		SELECT since FROM overrides o WHERE o.shop_id = writes.shop_id AND o.destination_id = writes.destination_id
			AND o.subject = writes.subject AND o.property = writes.property) AND `+places, shop, at, subjects).Error
	if err != nil {
		return err
	}
	return tx.Exec("DELETE FROM overrides WHERE "+places, shop, at, subjects).Error
}
