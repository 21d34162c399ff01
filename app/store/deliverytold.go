package store

import (
	"context"
	"slices"

	"github.com/askwell/askwell/app"
)

// Told is a delivery as a merchant follows it: whom it is about, and what they answered.
type Told struct {
	app.Delivery
	About    Whom   // a customer, or a guest by her newest order; nobody once she is erased
	Email    string // of a customer, "" while it is not known
	OrderRef string // the order's name, "" while it is not known
	Survey   app.SurveyID
	Version  int  // of the survey, 0 without a response
	Undone   bool // whether nothing stands any more of what it wrote
}

// Told lists a shop's deliveries, newest first, and whom they are about. Errors:
// Unavailable.
func (s *Store) Told(ctx context.Context, shop app.ShopID, f DeliveryFilter) ([]Told, error) {
	found, err := s.Deliveries(ctx, shop, f)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	list := make([]Told, len(found))
	people, said := make([]app.ProfileID, len(found)), make([]app.ResponseID, len(found))
	for i, d := range found {
		list[i].Delivery, people[i], said[i] = d, d.Profile, d.Response
	}
	if err := s.fillAbout(ctx, shop, unique(people), list); err != nil {
		return nil, wrap(err, "deliveries")
	}
	if err := s.fillSaid(ctx, shop, people, unique(said), list); err != nil {
		return nil, wrap(err, "deliveries")
	}
	return list, wrap(s.fillUndone(ctx, shop, list), "deliveries")
}

func (s *Store) fillAbout(ctx context.Context, shop app.ShopID, people []app.ProfileID, list []Told) error {
	var rows []struct {
		ID         app.ProfileID
		CustomerID app.CustomerID
		Email      string
		OrderID    app.OrderID
		Name       string
	}
	err := s.read.WithContext(ctx).Raw(`SELECT p.id, p.customer_id, p.email, p.order_id, COALESCE(o.name, '') AS name FROM (
			SELECT shop_id, id, customer_id, email, CASE WHEN customer_id <> 0 THEN 0 ELSE (SELECT COALESCE(MAX(r.order_id), 0)
				FROM responses r WHERE r.shop_id = profiles.shop_id AND r.profile_id = profiles.id) END AS order_id
			FROM profiles WHERE ?) AS p
		LEFT JOIN orders o ON o.shop_id = p.shop_id AND o.id = p.order_id`, among(s.read, shop, "id", people)).Scan(&rows).Error
	at := make(map[app.ProfileID]int, len(rows))
	for i, row := range rows {
		at[row.ID] = i
	}
	for i := range list {
		if n, known := at[list[i].Profile]; known {
			row := rows[n]
			list[i].About, list[i].OrderRef = Whom{Customer: row.CustomerID, Order: row.OrderID}, row.Name
			if row.CustomerID != 0 {
				list[i].Email = row.Email
			}
		}
	}
	return err
}

func (s *Store) fillSaid(ctx context.Context, shop app.ShopID, people []app.ProfileID, said []app.ResponseID, list []Told) error {
	var rows []struct {
		ID       app.ResponseID
		SurveyID app.SurveyID
		Version  int
	}
	err := s.read.WithContext(ctx).Raw("SELECT id, survey_id, version FROM responses WHERE ? AND profile_id || '' IN ?",
		among(s.read, shop, "id", said), people).Scan(&rows).Error
	for i := range list {
		for _, row := range rows {
			if row.ID == list[i].Response {
				list[i].Survey, list[i].Version = row.SurveyID, row.Version
			}
		}
	}
	return err
}

func (s *Store) fillUndone(ctx context.Context, shop app.ShopID, list []Told) error {
	ids := make([]app.DeliveryID, len(list))
	for i, d := range list {
		ids[i] = d.ID
	}
	var undone []app.DeliveryID
	err := s.read.WithContext(ctx).Raw("SELECT delivery_id FROM writes WHERE ? GROUP BY delivery_id HAVING MIN(undone_at) > 0", among(s.read, shop, "delivery_id", ids)).
		Scan(&undone).Error
	for i := range list {
		list[i].Undone = slices.Contains(undone, list[i].ID)
	}
	return err
}

// WritesOf lists what a delivery wrote, the oldest first. Errors: Unavailable.
func (s *Store) WritesOf(ctx context.Context, shop app.ShopID, id app.DeliveryID) ([]app.Write, error) {
	var rows []writeRow
	err := s.read.WithContext(ctx).Raw("SELECT "+writeColumns+" FROM writes WHERE shop_id = ? AND delivery_id = ? ORDER BY intended_at, subject, property",
		shop, id).Scan(&rows).Error
	return writes(shop, rows), wrap(err, "writes")
}
