package world

import (
	"slices"
	"sort"
	"time"
)

// calendar is how busy each day of the history was, added up: the shop grows,
// Sundays are busier than Fridays, and the end of the year is busiest.
func (c *crowd) calendar() []float64 {
	first := c.now.AddDate(0, -history, 0)
	days := int(c.now.Sub(first).Hours() / 24)
	out := make([]float64, days)
	var sum float64
	for i := range out {
		day := first.AddDate(0, 0, i)
		sum += (0.6 + float64(i)/float64(days)) * byMonth[day.Month()-1] * byWeekday[day.Weekday()]
		out[i] = sum
	}
	return out
}

var (
	byMonth   = [12]float64{0.9, 0.85, 0.9, 0.9, 0.95, 0.8, 0.6, 0.8, 1, 1.1, 1.7, 2.1}
	byWeekday = [7]float64{1.3, 1.1, 1, 1, 0.95, 0.8, 1.05} // from Sunday
	byHour    = [24]int{1, 1, 0, 0, 0, 1, 2, 4, 5, 6, 6, 5, 7, 6, 5, 5, 5, 6, 7, 9, 11, 10, 6, 3}
)

// moment is when somebody might have bought something.
func (c *crowd) moment() time.Time {
	day := sort.SearchFloat64s(c.days, c.Float64()*c.days[len(c.days)-1])
	n, hour := c.IntN(111), 0 // the sum of byHour
	for n -= byHour[hour]; n >= 0; n -= byHour[hour] {
		hour++
	}
	at := c.now.AddDate(0, -history, day).UTC().Truncate(24 * time.Hour)
	at = at.Add(time.Duration(hour*3600+c.IntN(3600)) * time.Second)
	if at.After(c.now) {
		return c.now.Add(-time.Duration(c.IntN(3600)) * time.Second).Truncate(time.Second)
	}
	return at
}

// order is the nth one of a buyer. It makes her known from its first day on.
func (c *crowd) order(buyer *Customer, at time.Time, nth int) *Order {
	o := &Order{
		Email: buyer.Email, Country: buyer.Home().Country, Address: buyer.Home(), Locale: buyer.Locale,
		Lines: c.lines(at), CreatedAt: at, UpdatedAt: at,
	}
	if nth == 1 {
		buyer.CreatedAt = at
	}
	buyer.UpdatedAt = at
	c.arrival(o, nth)
	if nth == 1 && c.IntN(5) == 0 {
		c.discount(o, "WELCOME10", 10)
	} else if c.IntN(9) == 0 {
		c.discount(o, seasonal(at), 15)
	}
	c.afterwards(o)
	if c.IntN(40) == 0 {
		o.Tags = []string{"gift"}
		o.Note = "Please wrap it."
	}
	return o
}

// lines are one to four products that were sold by then, the first ones most.
func (c *crowd) lines(at time.Time) []*Line {
	sold := len(c.shop.Products)
	for sold > 1 && c.shop.Products[sold-1].CreatedAt.After(at) {
		sold--
	}
	n := min(sold, 1+[10]int{0, 0, 0, 0, 0, 1, 1, 1, 2, 3}[c.IntN(10)])
	chosen := c.Perm(sold)
	out := make([]*Line, n)
	for i := range out {
		p := c.shop.Products[min(chosen[i], chosen[(i+n)%sold])]
		out[i] = p.LineOf(draw(c, p.Variants), 1+c.IntN(8)/6)
	}
	return merged(out)
}

// merged puts lines of the same variant together.
func merged(lines []*Line) []*Line {
	out := lines[:0]
	for _, l := range lines {
		if i := slices.IndexFunc(out, func(o *Line) bool { return o.Variant == l.Variant }); i >= 0 {
			out[i].Quantity += l.Quantity
			continue
		}
		out = append(out, l)
	}
	return out
}

// arrival is how the buyer came: the first time by something seen, later on
// mostly by herself.
func (c *crowd) arrival(o *Order, nth int) {
	from := firstArrivals
	if nth > 1 {
		from = laterArrivals
	}
	a := draw(c, from)
	o.Landing, o.Referrer = a.landing, a.referrer
	if c.IntN(30) == 0 {
		o.Source, o.Landing, o.Referrer = "pos", "", ""
	}
}

type arrival struct{ landing, referrer string }

var (
	firstArrivals = []arrival{
		{"/", "https://www.google.com/"},
		{"/collections/all", "https://www.google.com/"},
		{"/?utm_source=instagram&utm_medium=paid_social&utm_campaign=autumn-harbour", "https://www.instagram.com/"},
		{"/?utm_source=instagram&utm_medium=social", "https://l.instagram.com/"},
		{"/?utm_source=podcast&utm_medium=audio&utm_campaign=morning-radio&utm_content=host-read", ""},
		{"/?utm_source=tiktok&utm_medium=paid_social&utm_campaign=unboxing", "https://www.tiktok.com/"},
		{"/?utm_source=google&utm_medium=cpc&utm_campaign=brand&utm_term=near+me", "https://www.google.com/"},
		{"/pages/gift-guide", "https://www.example.org/the-gift-guide"},
		{"/", ""},
	}
	laterArrivals = []arrival{
		{"/", ""},
		{"/collections/all", ""},
		{"/account", ""},
		{"/?utm_source=newsletter&utm_medium=email&utm_campaign=monthly-letter", ""},
		{"/?utm_source=newsletter&utm_medium=email&utm_campaign=back-in-stock", ""},
		{"/", "https://www.google.com/"},
	}
)

func (c *crowd) discount(o *Order, code string, percent int64) {
	o.Discount, o.Off = code, o.Gross()*percent/100
}

func seasonal(at time.Time) string {
	return [4]string{"SNOWDROP15", "MIDSUMMER15", "HARVEST15", "LANTERN15"}[(at.Month()-1)/3]
}

// afterwards is what became of an order: nearly all were sent, a few given back.
func (c *crowd) afterwards(o *Order) {
	sent := o.CreatedAt.Add(time.Duration(6+c.IntN(60)) * time.Hour)
	switch n := c.IntN(100); {
	case n == 0:
		o.Cancelled, o.Refunded = o.CreatedAt.Add(time.Hour), o.Total()
	case sent.After(c.now):
		return
	case n < 4:
		o.Refunded = min(o.Lines[0].Price, o.Total())
		fallthrough
	default:
		o.Fulfilled = sent
	}
	for _, at := range []time.Time{o.Fulfilled, o.Cancelled} {
		if at.After(o.UpdatedAt) {
			o.UpdatedAt = at
		}
	}
}
