package world

import (
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/segment"
)

// What segments can ask of a shop and its customers.

type segmentShop struct{ *Shop }

// Knows leaves out what the sandbox never learns: letters opened, pages seen,
// distances and Shopify's own guesses.
func (s segmentShop) Knows(filter string) bool { return facts[filter] != nil || events[filter] != nil }

func (s segmentShop) Metafield(namespace, key string) (segment.Definition, bool) {
	d := s.Definition("Customer", Namespace(namespace), key)
	if d == nil {
		return segment.Definition{}, false
	}
	return segment.Definition{Type: d.Type, Filterable: d.Filterable}, true
}

type segmentCustomer struct {
	shop *Shop
	*Customer
}

func (c segmentCustomer) Fact(filter string) []segment.Value {
	if read := facts[filter]; read != nil {
		return read(c)
	}
	return nil
}

func (c segmentCustomer) Events(function string) []segment.Event {
	if read := events[function]; read != nil {
		return read(c)
	}
	return nil
}

func (c segmentCustomer) Metafield(namespace, key string) string {
	if m := c.Metafields[Namespace(namespace)+"."+key]; m != nil {
		return m.Value
	}
	return ""
}

func (c segmentCustomer) orders() []*Order { return c.shop.OrdersOf(c.ID) }

func none(segmentCustomer) []segment.Value { return nil }

// facts are what each filter finds of a customer. Nobody here leaves a checkout
// half done, belongs to a company or subscribes to a product.
var facts = map[string]func(segmentCustomer) []segment.Value{
	"abandoned_checkout_date":     none,
	"companies":                   none,
	"product_subscription_status": func(segmentCustomer) []segment.Value { return texts("NEVER_SUBSCRIBED") },
	"customer_added_date":         func(c segmentCustomer) []segment.Value { return []segment.Value{segment.Date(c.CreatedAt)} },
	"first_order_date": func(c segmentCustomer) []segment.Value {
		if orders := c.orders(); len(orders) > 0 {
			return []segment.Value{segment.Date(orders[0].CreatedAt)}
		}
		return nil
	},
	"last_order_date": func(c segmentCustomer) []segment.Value {
		if orders := c.orders(); len(orders) > 0 {
			return []segment.Value{segment.Date(orders[len(orders)-1].CreatedAt)}
		}
		return nil
	},
	"amount_spent": func(c segmentCustomer) []segment.Value {
		return []segment.Value{segment.Number(float64(c.shop.Spent(c.Customer)) / 100)}
	},
	"number_of_orders": func(c segmentCustomer) []segment.Value {
		return []segment.Value{segment.Number(float64(len(c.orders())))}
	},
	"customer_email_domain": func(c segmentCustomer) []segment.Value {
		if _, domain, ok := CutLast(c.Email, "@"); ok {
			return texts(strings.ToLower(domain))
		}
		return nil
	},
	"customer_language": func(c segmentCustomer) []segment.Value { return texts(c.Locale) },
	"customer_tags":     func(c segmentCustomer) []segment.Value { return texts(c.Tags...) },
	"customer_countries": func(c segmentCustomer) []segment.Value {
		return c.places(func(a *Address) string { return a.Country })
	},
	"customer_regions": func(c segmentCustomer) []segment.Value {
		return c.places(func(a *Address) string { return join(a.Country, a.Province) })
	},
	"customer_cities": func(c segmentCustomer) []segment.Value {
		return c.places(func(a *Address) string {
			return join(strings.TrimSuffix(a.Country+"-"+a.Province, "-"), strings.ReplaceAll(a.City, " ", ""))
		})
	},
	"customer_account_status":   func(c segmentCustomer) []segment.Value { return texts(c.Account()) },
	"email_subscription_status": func(c segmentCustomer) []segment.Value { return texts(c.EmailConsent.State) },
	"sms_subscription_status":   func(c segmentCustomer) []segment.Value { return texts(c.SMSConsent.State) },
}

// events are what each function looks through.
var events = map[string]func(segmentCustomer) []segment.Event{
	"orders_placed": func(c segmentCustomer) []segment.Event {
		var out []segment.Event
		for _, o := range c.orders() {
			out = append(out, segment.Event{
				"date": {segment.Date(o.CreatedAt)}, "amount": {segment.Number(float64(o.Total()) / 100)},
			})
		}
		return out
	},
	"products_purchased": func(c segmentCustomer) []segment.Event {
		var out []segment.Event
		for _, o := range c.orders() {
			for _, l := range o.Lines {
				out = append(out, c.purchase(o, l))
			}
		}
		return out
	},
}

func (c segmentCustomer) purchase(o *Order, l *Line) segment.Event {
	e := segment.Event{"date": {segment.Date(o.CreatedAt)}, "quantity": {segment.Number(float64(l.Quantity))}}
	if p, _ := c.shop.Sold(l); p != nil {
		e["id"], e["tag"], e["category"] = []segment.Value{segment.Number(float64(p.ID))}, texts(p.Tags...), texts(p.Type)
	}
	return e
}

func (c segmentCustomer) places(name func(*Address) string) []segment.Value {
	var out []segment.Value
	for _, a := range c.Addresses {
		if place := name(a); place != "" {
			out = append(out, segment.Text(place))
		}
	}
	return out
}

// join writes a place from the large to the small: "US-NY"; "" when a part of it
// is not known.
func join(parts ...string) string {
	for _, p := range parts {
		if p == "" {
			return ""
		}
	}
	return strings.Join(parts, "-")
}

func texts(list ...string) []segment.Value {
	out := make([]segment.Value, len(list))
	for i, s := range list {
		out[i] = segment.Text(s)
	}
	return out
}

// Spent is what a customer paid in all her orders.
func (s *Shop) Spent(c *Customer) (sum int64) {
	for _, o := range s.OrdersOf(c.ID) {
		sum += o.Total()
	}
	return sum
}
