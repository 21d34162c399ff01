package store

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/seal"
)

// ExportCustomer gathers everything held about a customer, and about the named
// orders. What it says, and what it is worth now, package privacy adds. Errors:
// Unavailable.
func (s *Store) ExportCustomer(ctx context.Context, shop app.ShopID, customer app.CustomerID, orders []app.OrderID) (app.PersonalData, error) {
	return s.export(ctx, shop, customer, orders, func(e *export) error {
		if err := e.profile(); err != nil {
			return err
		}
		return e.guests()
	})
}

// export gathers everything held about whom find finds.
func (s *Store) export(ctx context.Context, shop app.ShopID, customer app.CustomerID, orders []app.OrderID, find func(*export) error) (app.PersonalData, error) {
	data := app.PersonalData{
		Format: app.PersonalFormat, Shop: shop, Customer: customer,
		Surveys: []app.SurveyData{}, Drawn: []app.DrawnData{}, Preferences: []app.PreferenceData{},
	}
	err := s.read.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		e := export{people: s.people(tx, shop), data: &data, keys: s.keys, customer: customer, orders: orders}
		for _, step := range []func() error{
			func() error { return find(&e) }, e.profiles, e.names, e.joins, e.formers, e.responses, e.repeats, e.consents, e.rewards,
			e.traces, e.bought, e.standing, e.written, e.changed, e.instead, e.checked, e.reached, e.refused, e.deliveries, e.requests, e.readings,
		} {
			if err := step(); err != nil {
				return err
			}
		}
		return nil
	})
	return data, wrap(err, "customer")
}

// ExportWho is ExportCustomer of somebody: a customer, or the guests of an order.
// Errors: Unavailable.
func (s *Store) ExportWho(ctx context.Context, shop app.ShopID, who Whom) (app.PersonalData, error) {
	customer, err := s.people(s.read.WithContext(ctx), shop).speaker(who)
	if err != nil {
		return app.PersonalData{}, wrap(err, "customer")
	}
	var orders []app.OrderID
	if customer == 0 {
		orders = []app.OrderID{who.Order}
	}
	return s.ExportCustomer(ctx, shop, customer, orders)
}

// export fills one customer's personal data within a reading transaction.
type export struct {
	people
	data     *app.PersonalData
	keys     *seal.Ring
	customer app.CustomerID
	orders   []app.OrderID
	id       app.ProfileID
	ids      []app.ProfileID // hers first, and the guests of the named orders
}

func (e *export) profile() error {
	current, err := e.current(e.customer)
	if err != nil {
		return err
	}
	if left, known, err := e.former(e.customer); err != nil {
		return err
	} else if known && current == 0 {
		e.id = left.ProfileID // deleted, but her answers are still here
		return nil
	}
	e.customer = current
	e.data.Customer = current
	e.id, err = e.of(current)
	return err
}

// guests finds those who spoke of the named orders: an erasure removes them too.
func (e *export) guests() error {
	guests, err := e.guestsOf(e.named())
	e.ids = slices.DeleteFunc(append([]app.ProfileID{e.id}, guests...), func(id app.ProfileID) bool { return id == "" })
	return err
}

// named are the orders asked about; none is spelled out, because IN () is no SQL.
func (e *export) named() []app.OrderID {
	return append([]app.OrderID{0}, e.orders[:min(len(e.orders), 500)]...)
}

// whose says whose a row is, "" of the first profile's.
func (e *export) whose(id app.ProfileID) app.ProfileID {
	if len(e.ids) > 0 && id == e.ids[0] {
		return ""
	}
	return id
}

// toldAs names the profile a row was told as, "" while it is the one that has it.
func toldAs(origin app.ProfileID) string {
	if origin == "" {
		return ""
	}
	return app.ProfileSubject(origin)
}

// subjects are what the ledger and the destinations call her.
func (e *export) subjects() []string {
	subjects := []string{app.CustomerSubject(e.customer)}
	for _, id := range e.ids {
		subjects = append(subjects, app.ProfileSubject(id))
	}
	return subjects
}

type exportedProfile struct {
	ID                                               app.ProfileID
	CustomerID                                       app.CustomerID
	Email, Phone                                     string
	ContactAt, StaleAt, LinkAt, CreatedAt, UpdatedAt int64
}

func (e *export) profiles() error {
	var rows []exportedProfile
	err := e.tx.Raw("SELECT id, customer_id, email, phone, contact_at, stale_at, link_at, created_at, updated_at FROM profiles WHERE shop_id = ? AND id IN ?",
		e.shop, e.ids).Scan(&rows).Error
	slices.SortFunc(rows, func(a, b exportedProfile) int { return slices.Index(e.ids, a.ID) - slices.Index(e.ids, b.ID) })
	e.data.Profiles = make([]app.ProfileData, len(rows))
	for i, r := range rows {
		e.data.Profiles[i] = app.ProfileData{
			ID: r.ID, Customer: r.CustomerID, Email: r.Email, Phone: r.Phone, ContactAt: fromMillis(r.ContactAt),
			StaleAt: fromMillis(r.StaleAt), LinkAt: fromMillis(r.LinkAt), CreatedAt: fromMillis(r.CreatedAt), UpdatedAt: fromMillis(r.UpdatedAt),
		}
	}
	return err
}

// joins lists the profiles that turned out to be hers, through one another too. Of who
// turned out to be somebody else it tells that alone: the rest is the other's own.
func (e *export) joins() error {
	e.data.Joins = []app.JoinData{}
	seen := map[[2]app.ProfileID]bool{}
	for wave := e.ids; len(wave) > 0; {
		var rows []struct {
			FromID, IntoID                app.ProfileID
			CustomerID, ViaCustomerID     app.CustomerID
			Cause                         app.JoinCause
			Email, Phone                  string
			ContactAt, StaleAt            int64
			CreatedAt, JoinedAt, PartedAt int64
		}
		if err := e.tx.Raw(`SELECT from_id, into_id, customer_id, via_customer_id, cause,
				email, phone, contact_at, stale_at, created_at, joined_at, parted_at FROM joins
			WHERE shop_id = ? AND (into_id IN ? OR from_id IN ?) ORDER BY joined_at, from_id, into_id`, e.shop, wave, wave).Scan(&rows).Error; err != nil {
			return err
		}
		wave = nil
		for _, r := range rows {
			if key := [2]app.ProfileID{r.FromID, r.IntoID}; !seen[key] {
				seen[key] = true
				join := app.JoinData{
					From: r.FromID, Into: r.IntoID, Customer: r.CustomerID, Via: r.ViaCustomerID, Cause: r.Cause,
					CreatedAt: fromMillis(r.CreatedAt), JoinedAt: fromMillis(r.JoinedAt), PartedAt: fromMillis(r.PartedAt),
				}
				if r.PartedAt == 0 {
					wave = append(wave, r.FromID)
					join.Email, join.Phone, join.ContactAt, join.StaleAt = r.Email, r.Phone, fromMillis(r.ContactAt), fromMillis(r.StaleAt)
				}
				e.data.Joins = append(e.data.Joins, join)
			}
		}
	}
	return nil
}

// formers lists the customer numbers that were hers, through one another too.
func (e *export) formers() error {
	e.data.Former = []app.FormerData{}
	seen := map[app.CustomerID]bool{0: true}
	for wave := []app.CustomerID{e.customer}; len(wave) > 0; {
		var rows []struct {
			CustomerID, KeptID app.CustomerID
			ProfileID          app.ProfileID
			LeftAt             int64
		}
		if err := e.tx.Raw(`SELECT customer_id, kept_id, profile_id, left_at FROM former_customers
			WHERE shop_id = ? AND ((kept_id <> 0 AND kept_id IN ?) OR customer_id IN ?) ORDER BY customer_id`, e.shop, wave, wave).Scan(&rows).Error; err != nil {
			return err
		}
		wave = nil
		for _, r := range rows {
			if !seen[r.CustomerID] {
				seen[r.CustomerID] = true
				wave = append(wave, r.CustomerID)
				e.data.Former = append(e.data.Former, app.FormerData{Customer: r.CustomerID, Kept: r.KeptID, Profile: r.ProfileID, LeftAt: fromMillis(r.LeftAt)})
			}
		}
	}
	return nil
}
