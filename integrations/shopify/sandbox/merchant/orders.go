package merchant

import (
	"slices"
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/search"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// orderRow is an order in a list.
type orderRow struct {
	*world.Order
	Buyer *world.Customer // nil: nobody the shop knows
	Items int
}

func (v *visit) orderRows(orders []*world.Order) []orderRow {
	out := make([]orderRow, len(orders))
	for i, o := range orders {
		out[i] = orderRow{Order: o, Buyer: v.shop.Customer(o.Customer)}
		for _, l := range o.Lines {
			out[i].Items += l.Quantity
		}
	}
	return out
}

// Payment is whether the order's money is here.
func (o orderRow) Payment() string {
	switch {
	case o.Refunded > 0 && o.Refunded >= o.Total():
		return "Refunded"
	case o.Refunded > 0:
		return "Partially refunded"
	}
	return "Paid"
}

// Fulfillment is how far the order's goods are.
func (o orderRow) Fulfillment() string {
	switch {
	case !o.Cancelled.IsZero():
		return "Cancelled"
	case !o.Fulfilled.IsZero():
		return "Fulfilled"
	}
	return "Unfulfilled"
}

func (a *Admin) orders(v *visit) {
	found := listed(v, v.shop.Orders, v.orderRecord)
	v.show("orders.html", "orders", "Orders", struct {
		List list[*world.Order]
		Rows []orderRow
	}{found, v.orderRows(found.Rows)})
}

// orderRecord is what an order is found by.
func (v *visit) orderRecord(o *world.Order) search.Record {
	return func(field string) []search.Value {
		switch field {
		case search.Default:
			out := []search.Value{search.Text(o.Name()), search.Text(o.Email)}
			if c := v.shop.Customer(o.Customer); c != nil {
				out = append(out, search.Text(c.Name()))
			}
			return out
		case "name":
			return []search.Value{search.Keyword(o.Name())}
		case "tag":
			return keywords(o.Tags)
		case "discount_code":
			return []search.Value{search.Keyword(o.Discount)}
		}
		return nil
	}
}

// orderLine is a line with what it names, nil when the shop no longer has it.
type orderLine struct {
	*world.Line
	Sold    *world.Product
	Variant string
}

func (v *visit) orderLines(o *world.Order) []orderLine {
	out := make([]orderLine, len(o.Lines))
	for i, l := range o.Lines {
		out[i].Line = l
		if p, variant := v.shop.Sold(l); p != nil {
			out[i].Sold = p
			if len(p.Variants) > 1 {
				out[i].Variant = variant.Title()
			}
		}
	}
	return out
}

func (a *Admin) order(v *visit) {
	o := v.shop.Order(v.id())
	if o == nil {
		v.missing()
		return
	}
	v.tells(v.shop.Customer(o.Customer), world.GID("Order", o.ID))
	v.show("order.html", "orders", o.Name(), struct {
		orderRow
		Lines      []orderLine
		Metafields []metafieldRow
		Blocks     []hosted
	}{
		v.orderRows([]*world.Order{o})[0], v.orderLines(o), metafieldRows(v.shop, "Order", o.Metafields),
		v.hosted("admin.order-details.block.render", world.GID("Order", o.ID)),
	})
}

func (a *Admin) tagOrder(v *visit) {
	o := v.shop.Order(v.id())
	if o == nil {
		v.missing()
		return
	}
	page := "/admin/orders/" + world.Number(o.ID)
	next, ok := v.retagged(o.Tags, world.MaxTagOrder)
	if !ok {
		v.back(page, "too-many")
		return
	}
	if !slices.Equal(next, o.Tags) {
		o.Tags = next
		a.world.TouchOrder(v.shop, o)
	}
	v.done(page, "tags")
}

// search looks everywhere for what the top bar asks.
func (a *Admin) search(v *visit) {
	query := strings.TrimSpace(v.r.URL.Query().Get("query"))
	first := func(n int) int { return min(n, 8) }
	people := sought(v, v.shop.Customers, query, customerRecord)
	orders := sought(v, v.shop.Orders, query, v.orderRecord)
	products := sought(v, v.shop.Products, query, productRecord)
	v.show("search.html", "search", "Search", struct {
		Query    string
		People   []customerRow
		Orders   []orderRow
		Products []*world.Product
	}{query, v.customerRows(people[:first(len(people))]), v.orderRows(orders[:first(len(orders))]), products[:first(len(products))]})
}
