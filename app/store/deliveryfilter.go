package store

import (
	"context"
	"strings"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// DeliveryFilter narrows deliveries; zero fields do not.
type DeliveryFilter struct {
	IDs         []app.DeliveryID  `json:"ids,omitzero"` // nil: any
	State       app.DeliveryState `json:"state,omitempty"`
	Cause       app.Cause         `json:"cause,omitempty"`
	Destination app.DestinationID `json:"destination,omitempty"`
	Response    app.ResponseID    `json:"response,omitempty"`
	Survey      app.SurveyID      `json:"survey,omitempty"`
	Profile     app.ProfileID     `json:"profile,omitempty"`
	People      []app.ProfileID   `json:"people,omitzero"` // nil: everybody
	Run         app.RunID         `json:"run,omitempty"`
	Class       string            `json:"class,omitempty"`  // of the last attempt
	Reason      string            `json:"reason,omitempty"` // which its own has to contain
	Since       time.Time         `json:"since,omitzero"`
	Finished    time.Time         `json:"finished,omitzero"` // at the latest
	Until       app.DeliveryID    `json:"until,omitempty"`   // the newest
	Before      app.DeliveryID    `json:"-"`                 // the last of the page before
	Limit       int               `json:"-"`                 // 50 when zero, at most 500
}

// pageOfDeliveries is how many deliveries are sent again, or undone, in one transaction.
const pageOfDeliveries = 200

// verbatim keeps a text from being read as a pattern.
var verbatim = strings.NewReplacer("!", "!!", "%", "!%", "_", "!_")

func (f DeliveryFilter) where(tx *gorm.DB, shop app.ShopID) *gorm.DB {
	query := tx.Table("deliveries").Select(deliveryColumns)
	switch {
	case f.IDs != nil:
		query = query.Where(among(tx, shop, "id", f.IDs))
	case f.People != nil:
		query = query.Where(among(tx, shop, "profile_id", f.People))
	default:
		query = query.Where("shop_id = ?", shop)
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
	if f.IDs != nil && f.People != nil {
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
	if !f.Finished.IsZero() {
		query = query.Where("finished_at <= ?", millis(f.Finished))
	}
	if f.Until != "" {
		query = query.Where("id <= ?", f.Until)
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
