package world

import (
	"cmp"
	"time"
)

// Order is a finished checkout.
type Order struct {
	ID         int64
	Number     int // 1001
	Token      string
	Cart       string `json:",omitempty"` // token of the cart it was made of
	Customer   int64  // 0: a guest's
	Email      string
	Lines      []*Line
	Discount   string // the code, "" for none
	Off        int64  `json:",omitempty"` // what the discount took off
	Refunded   int64  `json:",omitempty"`
	Country    string
	Address    *Address `json:",omitempty"` // where it goes, when it is known; never changed in place
	Landing    string
	Referrer   string `json:",omitempty"`
	Source     string `json:",omitempty"` // "" is the online store
	Locale     string
	Note       string      `json:",omitempty"`
	Phone      string      `json:",omitempty"`
	PONumber   string      `json:",omitempty"`
	Attributes []Attribute `json:",omitempty"`
	Tags       []string
	Metafields Metafields
	CreatedAt  time.Time
	UpdatedAt  time.Time
	Fulfilled  time.Time `json:",omitzero"`
	Cancelled  time.Time `json:",omitzero"`
}

// Attribute is a name and a value an order carries.
type Attribute struct{ Key, Value string }

// Line is one product in an order or a cart.
type Line struct {
	ID       int64
	Product  string // handle
	Variant  int64
	Title    string
	Price    int64
	Quantity int
}

// Sum is the line's price.
func (l *Line) Sum() int64 { return l.Price * int64(l.Quantity) }

// Name is the order's number as people say it: "#1001".
func (o *Order) Name() string { return "#" + Number(int64(o.Number)) }

// Total is what was paid: the lines without what the discount took off.
func (o *Order) Total() int64 { return o.Gross() - o.Off }

// Gross is the sum of the lines.
func (o *Order) Gross() int64 {
	var sum int64
	for _, l := range o.Lines {
		sum += l.Sum()
	}
	return sum
}

// PlaceOrder finishes a checkout and tells subscribers. The caller holds the lock.
func (w *World) PlaceOrder(shop *Shop, o *Order) {
	shop.LastOrder++
	o.ID, o.Number, o.Token = w.NewID(), shop.LastOrder, randomHex()
	o.CreatedAt, o.UpdatedAt = w.Now(), w.Now()
	for _, l := range o.Lines {
		l.ID = w.NewID()
	}
	if c := shop.Customer(o.Customer); c != nil {
		o.sendHome(c)
	}
	shop.Orders = append(shop.Orders, o)
	shop.use(o)
	shop.ship(o)
	w.Tell(Event{
		Shop: shop.Domain, Kind: "page", Title: cmp.Or(shop.NameOf(GID("Customer", o.Customer)), "Somebody") + " bought something: order " + o.Name(),
		Link: "/admin/orders/" + Number(o.ID), Subjects: shop.Concerned([]string{GID("Order", o.ID)}),
	})
	w.Announce(shop, "orders/create", w.orderPayload(shop, o))
	if c := shop.Customer(o.Customer); c != nil {
		w.Touch(shop, c)
		w.Announce(shop, "customers/purchasing_summary", w.purchasesPayload(shop, c))
	}
	w.WatchSegments(shop)
}

// restocked is what a shop has again of what sold out: it never stays empty, so
// that people and tests can go on buying.
const restocked = 48

// ship takes what was bought from the shelves.
func (s *Shop) ship(o *Order) {
	for _, l := range o.Lines {
		_, v := s.Sold(l)
		if v == nil || !v.ForSale() {
			continue
		}
		if v.Stock -= l.Quantity; v.Stock < 1 {
			v.Stock = restocked
		}
	}
}

// sendHome addresses an order to its buyer, unless it goes to another country.
func (o *Order) sendHome(c *Customer) {
	if home := c.Home(); o.Address == nil && home != nil && (o.Country == "" || o.Country == home.Country) {
		o.Address, o.Country = home, home.Country
	}
}

// TouchOrder moves an order's updated_at and tells subscribers.
func (w *World) TouchOrder(shop *Shop, o *Order) {
	o.UpdatedAt = w.Now()
	w.Announce(shop, "orders/updated", w.orderPayload(shop, o))
}

// ThankYouURL is the page a buyer sees first.
func (w *World) ThankYouURL(o *Order) string {
	return w.BaseURL + "/checkouts/" + o.Token + "/thank-you"
}

// OrderStatusURL is the page an order is followed on.
func (w *World) OrderStatusURL(o *Order) string { return w.BaseURL + "/orders/" + o.Token }

// Items is how many things were bought.
func (o *Order) Items() (n int) {
	for _, l := range o.Lines {
		n += l.Quantity
	}
	return n
}

// Financial is the state of the payment, as the Admin API displays it.
func (o *Order) Financial() string {
	switch {
	case o.Refunded == 0:
		return "PAID"
	case o.Refunded < o.Total():
		return "PARTIALLY_REFUNDED"
	}
	return "REFUNDED"
}

// Shipping is the state of the delivery, as the Admin API displays it.
func (o *Order) Shipping() string {
	if o.Fulfilled.IsZero() {
		return "UNFULFILLED"
	}
	return "FULFILLED"
}

// Channel is where the order was made.
func (o *Order) Channel() string { return cmp.Or(o.Source, "web") }

// OrderByToken finds the order of a page's address, in whichever shop.
func (w *World) OrderByToken(token string) (*Shop, *Order) {
	for _, shop := range w.Shops {
		if o := shop.index().byToken[token]; o != nil {
			return shop, o
		}
	}
	return nil, nil
}
