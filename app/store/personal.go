package store

import (
	"context"
	"encoding/json"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// ExportCustomer gathers everything held about a customer, and about the named
// orders. Errors: Unavailable.
func (s *Store) ExportCustomer(ctx context.Context, shop app.ShopID, customer app.CustomerID, orders []app.OrderID) (app.PersonalData, error) {
	data := app.PersonalData{Shop: shop, Customer: customer}
	err := s.read.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		e := export{people: s.people(tx, shop), data: &data, customer: customer, orders: orders}
		for _, step := range []func() error{
			e.profile, e.guests, e.responses, e.preferences, e.traces, e.consents, e.bought, e.standing, e.rewards, e.written,
		} {
			if err := step(); err != nil {
				return err
			}
		}
		return nil
	})
	return data, wrap(err, "customer")
}

// export fills one customer's personal data within a reading transaction.
type export struct {
	people
	data     *app.PersonalData
	customer app.CustomerID
	orders   []app.OrderID
	id       app.ProfileID
	ids      []app.ProfileID // and the guests of the named orders
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
	if e.id, err = e.of(current); err != nil || e.id == "" {
		return err
	}
	var row profile
	err = e.tx.Raw("SELECT email, phone FROM profiles WHERE shop_id = ? AND id = ?", e.shop, e.id).Scan(&row).Error
	e.data.Email, e.data.Phone = row.Email, row.Phone
	return err
}

type exportedResponse struct {
	ID, Handle, Surface, Locale, Cart, Answers string
	Version                                    int
	OrderID                                    app.OrderID
	SubmittedAt                                int64
}

// guests finds those who spoke of the named orders: an erasure removes them too.
func (e *export) guests() error {
	e.ids = []app.ProfileID{e.id}
	guests, err := e.guestsOf(e.named())
	e.ids = append(e.ids, guests...)
	return err
}

func (e *export) responses() error {
	e.data.Responses = []app.ResponseData{}
	var rows []exportedResponse
	if err := e.tx.Raw(`
		SELECT r.id, COALESCE(s.handle, r.survey_id) AS handle, r.surface, r.locale, r.version, r.order_id, r.cart, r.submitted_at, r.answers
		FROM responses r LEFT JOIN surveys s ON s.shop_id = r.shop_id AND s.id = r.survey_id
		WHERE r.shop_id = ? AND r.profile_id IN ? ORDER BY r.submitted_at, r.id`, e.shop, e.ids).Scan(&rows).Error; err != nil {
		return err
	}
	for _, row := range rows {
		answers, err := readAnswers(row.Answers)
		if err != nil {
			return err
		}
		said := make(map[string]json.RawMessage, len(answers))
		for _, a := range answers {
			said[a.Question] = a.Value.JSON
		}
		e.data.Responses = append(e.data.Responses, app.ResponseData{
			ID: app.ResponseID(row.ID), Survey: row.Handle, Version: row.Version, Surface: app.Surface(row.Surface),
			Order: row.OrderID, Cart: row.Cart, Locale: row.Locale, SubmittedAt: fromMillis(row.SubmittedAt), Answers: said,
		})
	}
	return nil
}

func (e *export) preferences() error {
	said, err := e.said(byPerson, []app.ProfileID{e.id})
	e.data.Preferences = make([]app.PreferenceData, len(said))
	for i, one := range said {
		e.data.Preferences[i] = app.PreferenceData{Key: one.Key, Value: one.Value.JSON, AnsweredAt: one.At}
	}
	return err
}

func (e *export) consents() error {
	entries, err := e.people.consents([]string{app.CustomerSubject(e.customer)})
	e.data.Consents = make([]app.ConsentData, len(entries))
	for i, c := range entries {
		e.data.Consents[i] = app.ConsentData{
			Channel: c.Channel, Purpose: c.Purpose, State: c.State, OptIn: c.OptIn, Wording: c.Wording, Locale: c.Locale,
			Question: c.Question, Response: c.Response, Source: c.Source, By: c.By, ChangedAt: c.ChangedAt,
		}
	}
	return err
}

// named are the orders asked about; none is spelled out, because IN () is no SQL.
func (e *export) named() []app.OrderID {
	return append([]app.OrderID{0}, e.orders[:min(len(e.orders), 500)]...)
}

// bought lists the customer's orders and the named ones nobody else owns.
func (e *export) bought() error {
	var rows []order
	err := e.tx.Raw(`SELECT * FROM orders WHERE shop_id = ? AND
		((customer_id = ? AND customer_id <> 0) OR (customer_id = 0 AND id IN ?)) ORDER BY id`, e.shop, e.customer, e.named()).Scan(&rows).Error
	e.data.Orders = make([]app.OrderData, len(rows))
	for i, row := range rows {
		o, broken := row.noun()
		if broken != nil {
			return broken
		}
		e.data.Orders[i] = app.OrderData{
			ID: o.ID, Name: o.Name, Total: o.Total, Currency: o.Currency, Lines: o.Lines, Codes: o.Codes, Country: o.Country,
			Region: o.Region, Delivery: o.Delivery, Channel: o.Channel, Cart: o.Cart, CreatedAt: o.CreatedAt,
		}
	}
	return err
}

// standing tells what Shopify said of her, if anything is kept.
func (e *export) standing() error {
	row, err := e.people.standing(e.customer)
	if err != nil || row == nil || row.ToldAt == 0 && row.ReadAt == 0 {
		return err
	}
	e.data.Standing = &app.StandingData{Orders: row.Orders, Spent: row.Spent}
	if e.data.Standing.Tags, err = e.tags(e.customer); err != nil {
		return err
	}
	e.data.Standing.Segments, err = e.segments(e.customer)
	return err
}

// rewards lists what she was promised.
func (e *export) rewards() error {
	list, err := e.promises(e.ids)
	e.data.Rewards = make([]app.RewardData, len(list))
	for i, p := range list {
		e.data.Rewards[i] = app.RewardData{Reward: p.Reward, Code: p.Code, PromisedAt: p.PromisedAt, IssuedAt: p.IssuedAt}
	}
	return err
}

func (e *export) written() error {
	subjects := []string{app.CustomerSubject(e.customer)}
	for _, o := range e.data.Orders {
		subjects = append(subjects, app.OrderSubject(o.ID))
	}
	var rows []struct {
		DestinationID   app.DestinationID
		Property, Value string
		WrittenAt       int64
	}
	err := e.tx.Raw(`SELECT destination_id, property, value, written_at FROM receipts
		WHERE shop_id = ? AND subject IN ? ORDER BY destination_id, property`, e.shop, subjects).Scan(&rows).Error
	e.data.Written = make([]app.DestinationData, len(rows))
	for i, row := range rows {
		e.data.Written[i] = app.DestinationData{Destination: row.DestinationID, Property: row.Property, Value: row.Value, WrittenAt: fromMillis(row.WrittenAt)}
	}
	return err
}
