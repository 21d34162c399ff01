package merchant

import (
	"cmp"
	"slices"
	"time"

	"github.com/askwell/askwell/integrations/shopify/sandbox/search"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// customerRow is a customer in a list.
type customerRow struct {
	*world.Customer
	Orders int
	Spent  int64
}

func (v *visit) customerRows(people []*world.Customer) []customerRow {
	out := make([]customerRow, len(people))
	for i, c := range people {
		out[i] = customerRow{Customer: c}
		for _, o := range v.shop.OrdersOf(c.ID) {
			out[i].Orders++
			out[i].Spent += o.Total()
		}
	}
	return out
}

func (a *Admin) customers(v *visit) {
	people := listed(v, v.shop.Customers, customerRecord)
	v.show("customers.html", "customers", "Customers", struct {
		List list[*world.Customer]
		Rows []customerRow
	}{people, v.customerRows(people.Rows)})
}

// customerRecord is what a customer is found by.
func customerRecord(c *world.Customer) search.Record {
	return func(field string) []search.Value {
		switch field {
		case search.Default:
			return []search.Value{search.Text(c.Name()), search.Text(c.Email), search.Text(c.Phone)}
		case "email":
			return []search.Value{search.Keyword(c.Email)}
		case "phone":
			return []search.Value{search.Keyword(c.Phone)}
		case "tag":
			return keywords(c.Tags)
		case "id":
			return []search.Value{search.Number(float64(c.ID))}
		}
		return nil
	}
}

func keywords(tags []string) []search.Value {
	out := make([]search.Value, len(tags))
	for i, tag := range tags {
		out[i] = search.Keyword(tag)
	}
	return out
}

// customerPage is all a merchant sees of one customer.
type customerPage struct {
	customerRow
	Latest     []*world.Order // the newest first
	Metafields []metafieldRow
	Blocks     []hosted
	Since      string
}

func (a *Admin) customer(v *visit) {
	c := v.shop.Customer(v.id())
	if c == nil {
		v.missing()
		return
	}
	v.tells(c)
	orders := slices.Clone(v.shop.OrdersOf(c.ID))
	slices.Reverse(orders)
	v.show("customer.html", "customers", cmp.Or(c.Name(), "Customer"), customerPage{
		customerRow: v.customerRows([]*world.Customer{c})[0], Latest: orders[:min(len(orders), 10)],
		Metafields: metafieldRows(v.shop, "Customer", c.Metafields),
		Blocks:     v.hosted("admin.customer-details.block.render", world.GID("Customer", c.ID)),
		Since:      age(v.a.world.Now().Sub(c.CreatedAt)),
	})
}

// age is how long somebody has been a customer.
func age(d time.Duration) string {
	days := int(d.Hours() / 24)
	switch {
	case days < 1:
		return "since today"
	case days < 60:
		return "for " + counted(days, "day")
	case days < 730:
		return "for " + counted(days/30, "month")
	}
	return "for " + counted(days/365, "year")
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return world.Number(int64(n)) + " " + what + "s"
}
