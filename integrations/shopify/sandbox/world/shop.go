package world

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Shop is one store.
type Shop struct {
	ID        int64
	Domain    string
	Name      string
	Tagline   string
	Plan      string // "Basic", "Advanced", "Plus"
	Email     string
	Currency  string
	Country   string
	Address   Address // where the merchant is
	Timezone  string
	Languages []string // BCP 47, the first is the primary one

	Products    []*Product
	Collections []*Collection
	Customers   []*Customer
	Orders      []*Order
	Metafields  Metafields
	Definitions []*Definition
	Discounts   []*Discount
	BulkCodes   []*BulkCodes
	FlowRuns    []*FlowRun
	Workflows   []string `json:",omitempty"` // the triggers that enabled ones begin with
	Segments    []*Segment
	Bulk        []*BulkOperation
	Uploads     []*Upload
	Merges      []Merge
	LastOrder   int // the number in the newest order's name
	ProxyPath   string
	Theme       Theme `json:",omitempty"`

	Installed *Installation // nil: the app is not installed
	Bucket    Bucket
	Webhooks  []*Webhook

	Subscriptions []*Subscription // made through the API
	MemberQueries []*MembersQuery
	Codes         []*Code // given out and not yet redeemed
	Calls         []*Call
	Totals        Totals

	orders      *orderIndex           // made when needed, never saved
	redeemables map[string]redeemable // as well
}

// Zone is where the shop is, for days that are given without one.
func (s *Shop) Zone() *time.Location {
	zone, err := time.LoadLocation(s.Timezone)
	if err != nil {
		return time.UTC // a machine without the zones' table
	}
	return zone
}

// Customer finds a customer by id, nil when there is none.
func (s *Shop) Customer(id int64) *Customer {
	i, ok := slices.BinarySearchFunc(s.Customers, id, func(c *Customer, id int64) int { return cmp.Compare(c.ID, id) })
	if !ok {
		return nil
	}
	return s.Customers[i]
}

// CustomerByEmail finds a customer whatever the case of her address.
func (s *Shop) CustomerByEmail(email string) *Customer {
	for _, c := range s.Customers {
		if email != "" && strings.EqualFold(c.Email, email) {
			return c
		}
	}
	return nil
}

// CustomerByPhone finds a customer by her number as it is kept, "+46700000001".
func (s *Shop) CustomerByPhone(phone string) *Customer {
	for _, c := range s.Customers {
		if phone != "" && c.Phone == phone {
			return c
		}
	}
	return nil
}

// Order finds an order by id, nil when there is none.
func (s *Shop) Order(id int64) *Order {
	i, ok := slices.BinarySearchFunc(s.Orders, id, func(o *Order, id int64) int { return cmp.Compare(o.ID, id) })
	if !ok {
		return nil
	}
	return s.Orders[i]
}

// NewestOrder is the last order of a customer, of anybody for 0.
func (s *Shop) NewestOrder(of int64) *Order {
	orders := s.Orders
	if of != 0 {
		orders = s.OrdersOf(of)
	}
	if len(orders) == 0 {
		return nil
	}
	return orders[len(orders)-1]
}
