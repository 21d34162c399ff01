package world

// orderIndex finds orders by whose they are and by the address of their page:
// with thousands of orders a walk over all of them for every customer of a list
// is what makes an answer slow. Customers are found by walking: a thousand take
// less time than the request around it.
type orderIndex struct {
	seen       int // how many of the shop's orders are in
	ofCustomer map[int64][]*Order
	byToken    map[string]*Order
}

// index brings the orders placed since in. Whoever moves orders between
// customers, or takes orders away, sets s.orders to nil.
func (s *Shop) index() *orderIndex {
	if s.orders == nil || s.orders.seen > len(s.Orders) {
		s.orders = &orderIndex{ofCustomer: map[int64][]*Order{}, byToken: make(map[string]*Order, len(s.Orders))}
	}
	x := s.orders
	for _, o := range s.Orders[x.seen:] {
		x.byToken[o.Token] = o
		if o.Customer != 0 {
			x.ofCustomer[o.Customer] = append(x.ofCustomer[o.Customer], o)
		}
	}
	x.seen = len(s.Orders)
	return x
}

// OrdersOf are a customer's orders, the oldest first.
func (s *Shop) OrdersOf(customer int64) []*Order { return s.index().ofCustomer[customer] }
