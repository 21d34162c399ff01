package admin

import (
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
	"github.com/askwell/askwell/integrations/shopify/sandbox/search"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// customerRoots are the fields of customers; their consent is elsewhere.
func (s *session) customerRoots() map[string]field {
	return map[string]field{
		"QueryRoot.customer":               s.queryCustomer,
		"QueryRoot.customerByIdentifier":   s.queryCustomerByIdentifier,
		"QueryRoot.customerMergeJobStatus": s.queryMergeStatus,
		"QueryRoot.customerMergePreview":   s.queryMergePreview,
		"QueryRoot.customers":              s.queryCustomers,
		"QueryRoot.customersCount":         s.queryCustomersCount,

		"Mutation.customerCancelDataErasure":  s.cancelErasure,
		"Mutation.customerCreate":             s.customerCreate,
		"Mutation.customerDelete":             s.customerDelete,
		"Mutation.customerMerge":              s.customerMerge,
		"Mutation.customerRequestDataErasure": s.requestErasure,
		"Mutation.customerSet":                s.customerSet,
		"Mutation.customerUpdate":             s.customerUpdate,
	}
}

func (s *session) queryCustomer(a args) (any, error) {
	kind, id, _ := world.ParseGID(world.Text(a, "id"))
	if c := s.shop.Customer(id); c != nil && kind == "Customer" {
		return s.customerObject(c), nil
	}
	return nil, nil
}

func (s *session) queryCustomerByIdentifier(a args) (any, error) {
	by, _ := a["identifier"].(args)
	c, err := s.customerBy(by)
	if c == nil || err != nil {
		return nil, err
	}
	return s.customerObject(c), nil
}

// customerBy finds whom an identifier names: an id, an address, a number or a
// metafield of type id. Nil when there is nobody.
func (s *session) customerBy(by args) (*world.Customer, error) {
	if custom, ok := by["customId"].(args); ok {
		return customID(s, "Customer", custom, s.shop.Customers, func(c *world.Customer) world.Metafields { return c.Metafields })
	}
	if _, id, ok := world.ParseGID(world.Text(by, "id")); ok {
		return s.shop.Customer(id), nil
	}
	if email := firstText(by, "emailAddress", "email"); email != "" {
		return s.shop.CustomerByEmail(squeeze(email)), nil
	}
	return s.shop.CustomerByPhone(dialled(firstText(by, "phoneNumber", "phone"))), nil
}

func firstText(a args, names ...string) string {
	for _, name := range names {
		if text := world.Text(a, name); text != "" {
			return text
		}
	}
	return ""
}

// customID finds a record by a metafield that a definition of type id keeps unique.
func customID[T any](s *session, owner string, by args, all []T, fields func(T) world.Metafields) (found T, err error) {
	ns, key := world.Namespace(world.Text(by, "namespace")), world.Text(by, "key")
	if d := s.shop.Definition(owner, ns, key); d == nil || d.Type != "id" {
		return found, graphql.Coded("NOT_FOUND", "Metafield definition of type 'id' is required when using custom ids.")
	}
	for _, it := range all {
		if m := fields(it)[ns+"."+key]; m != nil && m.Value == world.Text(by, "value") {
			return it, nil
		}
	}
	return found, nil
}

func (s *session) queryCustomers(a args) (any, error) {
	return s.customers().list("customers", s.shop.Customers, a)
}

// queryCustomersCount searches by less than the list does, as Shopify documents.
func (s *session) queryCustomersCount(a args) (any, error) {
	r := s.customers()
	r.owner, r.absent = "", nil
	r.fields = map[string]func(*world.Customer) []search.Value{"id": r.fields["id"], "created_at": r.fields["created_at"], "updated_at": r.fields["updated_at"]}
	return r.count("customersCount", s.shop.Customers, a)
}

// customers are the shop's customers as lists of them are searched and sorted.
func (s *session) customers() *records[*world.Customer] {
	type one = *world.Customer
	orders := func(c one) []*world.Order { return s.shop.OrdersOf(c.ID) }
	tags := func(c one) []search.Value { return keywords(c.Tags...) }
	created := func(c one) []search.Value { return moment(c.CreatedAt) }
	return &records[one]{
		session: s, connection: "CustomerConnection", owner: "Customer",
		id:         func(c one) int64 { return c.ID },
		show:       s.customerObject,
		metafields: func(c one) world.Metafields { return c.Metafields },
		fields: map[string]func(one) []search.Value{
			search.Default:          func(c one) []search.Value { return wordsOf(c.First+" "+c.Last, c.Email, c.Phone) },
			"id":                    func(c one) []search.Value { return number(c.ID) },
			"email":                 func(c one) []search.Value { return keywords(c.Email) },
			"phone":                 func(c one) []search.Value { return keywords(c.Phone) },
			"first_name":            func(c one) []search.Value { return wordsOf(c.First) },
			"last_name":             func(c one) []search.Value { return wordsOf(c.Last) },
			"state":                 func(c one) []search.Value { return keywords(c.Account()) },
			"tag":                   tags,
			"tag_not":               func(c one) []search.Value { return without(c.Tags) },
			"accepts_marketing":     func(c one) []search.Value { return yes(c.EmailConsent.State == "SUBSCRIBED") },
			"email_marketing_state": func(c one) []search.Value { return keywords(c.EmailConsent.State) },
			"sms_marketing_state":   func(c one) []search.Value { return keywords(c.SMSConsent.State) },
			"created_at":            created,
			"customer_date":         created,
			"updated_at":            func(c one) []search.Value { return moment(c.UpdatedAt) },
			"orders_count":          func(c one) []search.Value { return number(int64(len(orders(c)))) },
			"total_spent":           func(c one) []search.Value { return amount(s.spent(c)) },
			"order_date": func(c one) []search.Value {
				var out []search.Value
				for _, o := range orders(c) {
					out = append(out, search.Time(o.CreatedAt))
				}
				return out
			},
			"country":        func(c one) []search.Value { return ofHome(c, countryOf) },
			"territory_code": func(c one) []search.Value { return ofHome(c, countryOf) },
			"province":       func(c one) []search.Value { return ofHome(c, provinceOf) },
			"city": func(c one) []search.Value {
				return ofHome(c, func(a *world.Address) []string { return []string{a.City} })
			},
			"company": func(c one) []search.Value {
				return ofHome(c, func(a *world.Address) []string { return []string{a.Company} })
			},
		},
		absent: []string{"last_abandoned_order_date"},
		sorts: map[string]func(one) any{
			"CREATED_AT": func(c one) any { return c.CreatedAt.UnixMilli() },
			"UPDATED_AT": func(c one) any { return c.UpdatedAt.UnixMilli() },
			"NAME":       func(c one) any { return strings.ToLower(c.Last + ", " + c.First) },
			"LOCATION": func(c one) any {
				if home := c.Home(); home != nil {
					return area(home)
				}
				return ""
			},
		},
	}
}

func ofHome(c *world.Customer, of func(*world.Address) []string) []search.Value {
	if home := c.Home(); home != nil {
		return keywords(of(home)...)
	}
	return nil
}

func countryOf(a *world.Address) []string { return []string{a.Country, world.CountryName(a.Country)} }

func provinceOf(a *world.Address) []string {
	return []string{a.Province, world.ProvinceName(a.Country, a.Province)}
}

// spent is what a customer paid and did not get back.
func (s *session) spent(c *world.Customer) int64 {
	var sum int64
	for _, o := range s.shop.OrdersOf(c.ID) {
		sum += o.Total() - o.Refunded
	}
	return sum
}
