package store

import "github.com/askwell/askwell/app"

// bought lists the customer's orders and the named ones nobody else owns.
func (e *export) bought() error {
	var rows []struct {
		Order            order `gorm:"embedded"`
		OriginCustomerID app.CustomerID
	}
	err := e.tx.Raw(`SELECT * FROM orders WHERE shop_id = ? AND
		((customer_id = ? AND customer_id <> 0) OR (customer_id = 0 AND id IN ?)) ORDER BY id`, e.shop, e.customer, e.named()).Scan(&rows).Error
	e.data.Orders = make([]app.OrderData, len(rows))
	for i, row := range rows {
		o, broken := row.Order.noun()
		if broken != nil {
			return broken
		}
		e.data.Orders[i] = app.OrderData{
			ID: o.ID, Customer: o.Customer, Told: toldAsCustomer(row.OriginCustomerID), Name: o.Name, Total: o.Total, Currency: o.Currency, Lines: o.Lines, Codes: o.Codes, Country: o.Country,
			Region: o.Region, Delivery: o.Delivery, Channel: o.Channel, Cart: o.Cart, CreatedAt: o.CreatedAt, Cancelled: o.Cancelled, Test: o.Test, UpdatedAt: o.UpdatedAt,
		}
	}
	return err
}

// toldAsCustomer is toldAs of what hangs on a customer's number.
func toldAsCustomer(origin app.CustomerID) string {
	if origin == 0 {
		return ""
	}
	return app.CustomerSubject(origin)
}

// standing tells what Shopify said of her, if anything is kept.
func (e *export) standing() error {
	row, err := e.people.standing(e.customer)
	if err != nil || row == nil || row.ToldAt == 0 && row.ReadAt == 0 {
		return err
	}
	e.data.Standing = &app.StandingData{
		Orders: row.Orders, Spent: row.Spent, LastOrder: row.LastOrderID, LastOrderAt: fromMillis(row.LastOrderAt),
		ToldAt: fromMillis(row.ToldAt), ReadAt: fromMillis(row.ReadAt),
	}
	var marks []struct {
		Kind, Mark, Name string
		Held             bool
	}
	err = e.tx.Raw(`SELECT m.kind, m.mark, COALESCE(s.name, '') AS name, m.held FROM customer_marks m
		LEFT JOIN segments s ON s.shop_id = m.shop_id AND m.kind = ? AND CAST(s.id AS TEXT) = m.mark
		WHERE m.shop_id = ? AND m.customer_id = ? ORDER BY m.kind, name, m.mark`, markSegment, e.shop, e.customer).Scan(&marks).Error
	for _, m := range marks {
		if m.Name == "" {
			m.Name = m.Mark
		}
		switch {
		case !m.Held:
			e.data.Standing.Lost = append(e.data.Standing.Lost, m.Name)
		case m.Kind == markTag:
			e.data.Standing.Tags = append(e.data.Standing.Tags, m.Name)
		default:
			e.data.Standing.Segments = append(e.data.Standing.Segments, m.Name)
		}
	}
	return err
}

// receiptSubjects are all things of hers a destination may hold something on.
func (e *export) receiptSubjects() []string {
	subjects := e.subjects()
	seen := map[app.OrderID]bool{0: true}
	for _, o := range e.data.Orders {
		seen[o.ID] = true
		subjects = append(subjects, app.OrderSubject(o.ID))
	}
	for _, r := range e.data.Responses { // an order nobody has told us of may well have been written to
		if !seen[r.Order] {
			seen[r.Order] = true
			subjects = append(subjects, app.OrderSubject(r.Order))
		}
	}
	return subjects
}
