package world

import (
	"cmp"
	"encoding/binary"
	"encoding/hex"
	"math/rand/v2"
	"slices"
	"time"
)

const redactAfter = 48 * time.Hour

// Size is how large a crowd each shop has besides the people with names. Orders
// are the crowd's: without customers there are none.
type Size struct{ Customers, Orders int }

// Seed is the world as it starts: a coffee roaster with customers and a past
// order, and two shops beside it. The same now and size give the same world.
func Seed(now time.Time, size Size) *World {
	w := &World{Form: Form, LastID: 7_400_000_000_000, Size: size} // about where Shopify's own ids are
	w.Shops = founded()
	for i, s := range w.Shops {
		s.ID, s.Metafields = w.NewID(), Metafields{}
		w.stock(s, now)
		w.populate(s, now, uint64(i))
	}
	return w
}

func founded() []*Shop { return []*Shop{coffeeShop(), candleShop(), bookShop()} }

// Reset puts the people and the catalogue back and clears the logs. Ids go on
// growing and the installation stays: to the app, these are new customers in the
// same shop.
func (w *World) Reset(now time.Time) {
	w.Faults = Faults{}
	for i, fresh := range founded() {
		s := w.Shops[i]
		s.Products, s.Collections = fresh.Products, fresh.Collections
		w.forgetFiles(s)
		s.BulkCodes, s.Segments, s.MemberQueries, s.FlowRuns, s.redeemables = nil, nil, nil, nil, nil
		s.Merges, s.Theme = nil, nil
		s.Discounts, s.Codes, s.Webhooks, s.Calls, s.Totals, s.Bucket = nil, nil, nil, nil, Totals{}, Bucket{}
		w.stock(s, now)
		w.populate(s, now, uint64(i))
	}
}

// populate gives a shop its customers and their orders, in the order in which
// they came.
func (w *World) populate(s *Shop, now time.Time, seed uint64) {
	named, orders := people(s, now)
	if w.Size.Customers > 0 {
		c := &crowd{Rand: rand.New(rand.NewPCG(seed, 1)), shop: s, now: now, taken: map[string]bool{}}
		for _, n := range named {
			c.taken[n.customer.Email] = true
		}
		strangers, bought := c.gather(w.Size)
		named, orders = append(named, strangers...), append(orders, bought...)
	}
	slices.SortStableFunc(named, func(a, b *shopperDraft) int { return a.customer.CreatedAt.Compare(b.customer.CreatedAt) })
	slices.SortStableFunc(orders, func(a, b *orderDraft) int { return a.order.CreatedAt.Compare(b.order.CreatedAt) })
	w.settle(s, named, orders)
}

// shopperDraft is a customer before she has an id, orderDraft an order before
// its buyer has one.
type (
	shopperDraft struct{ customer *Customer }
	orderDraft   struct {
		order *Order
		buyer *Customer // nil: nobody the shop knows
	}
)

// settle numbers what was drafted.
func (w *World) settle(s *Shop, drafts []*shopperDraft, orders []*orderDraft) {
	s.Customers, s.Orders, s.orders = make([]*Customer, 0, len(drafts)), make([]*Order, 0, len(orders)), nil
	s.LastOrder = 1000
	for _, d := range drafts {
		d.customer.ID = w.NewID()
		for _, a := range d.customer.Addresses {
			a.ID = w.NewID()
		}
		s.Customers = append(s.Customers, d.customer)
	}
	for _, d := range orders {
		s.LastOrder++
		d.order.ID, d.order.Number = w.NewID(), s.LastOrder
		d.order.Token = token(d.order.ID)
		if d.buyer != nil {
			d.order.Customer = d.buyer.ID
		}
		for _, l := range d.order.Lines {
			l.ID = w.NewID()
		}
		s.Orders = append(s.Orders, d.order)
	}
}

// token is the address of a seeded order's pages: always the same for an id,
// and never that of another.
func token(id int64) string {
	from := rand.NewPCG(uint64(id), 2)
	b := binary.BigEndian.AppendUint64(nil, from.Uint64())
	return hex.EncodeToString(binary.BigEndian.AppendUint64(b, from.Uint64()))
}

// people are the first customers of a shop and one past order.
func people(s *Shop, now time.Time) ([]*shopperDraft, []*orderDraft) {
	month := now.AddDate(0, -1, 0)
	var drafts []*shopperDraft
	for _, c := range []*Customer{
		{
			Email: "ada@example.com", Phone: "+46700000001", First: "Ada", Last: "Lindqvist", Tags: []string{"vip"},
			EmailConsent: Consent{"SUBSCRIBED", "SINGLE_OPT_IN", month}, SMSConsent: Consent{State: "NOT_SUBSCRIBED"},
			Addresses: []*Address{{First: "Ada", Last: "Lindqvist", Line1: "Hamngatan 4", City: "Göteborg", Zip: "411 14", Country: "SE", Phone: "+46700000001"}},
		},
		{
			Email: "zofia@example.com", First: "Zofia", Last: "Łukasik", Locale: "pl",
			EmailConsent: Consent{State: "NOT_SUBSCRIBED"}, SMSConsent: Consent{State: "NOT_SUBSCRIBED"},
		},
		{
			Email: "mateo@example.com", Phone: "+34600000003", First: "Mateo", Last: "Ibáñez", Tags: []string{"wholesale"}, Locale: "es",
			EmailConsent: Consent{"UNSUBSCRIBED", "SINGLE_OPT_IN", month}, SMSConsent: Consent{"SUBSCRIBED", "CONFIRMED_OPT_IN", month},
		},
	} {
		c.Locale = cmp.Or(c.Locale, "en")
		c.CreatedAt, c.UpdatedAt = month, month
		drafts = append(drafts, &shopperDraft{c})
	}
	ada := drafts[0].customer
	return drafts, []*orderDraft{{&Order{
		Email: ada.Email, Country: s.Country, Address: ada.Home(), Locale: "en", CreatedAt: month, UpdatedAt: month,
		Lines: []*Line{s.Products[0].Line(1)},
	}, ada}}
}
