package merchant

import (
	"strconv"

	"github.com/askwell/askwell/integrations/shopify/sandbox/search"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// discountRow is a discount as a list shows it.
type discountRow struct {
	*world.Discount
	Currency string
	State    string // ACTIVE, EXPIRED or SCHEDULED
}

func (v *visit) discountRow(d *world.Discount) discountRow {
	return discountRow{d, v.shop.Currency, d.Status(v.a.world.Now())}
}

// Off says what the discount takes off.
func (d discountRow) Off() string {
	switch {
	case d.Kind == world.ShippingCode:
		return "Free shipping"
	case d.Percent > 0:
		return strconv.FormatFloat(d.Percent*100, 'f', -1, 64) + "% off"
	case d.EachItem:
		return world.Money(d.Amount) + " " + d.Currency + " off each item"
	}
	return world.Money(d.Amount) + " " + d.Currency + " off"
}

// Scope says what the discount is taken off, and for whom.
func (d discountRow) Scope() string {
	what := map[string]string{"ORDER": "the whole order", "PRODUCT": "chosen products", "SHIPPING": "shipping"}[d.Class()]
	if d.For.All() {
		return what + ", for everybody"
	}
	return what + ", for chosen customers"
}

// Bounds says when the discount counts, line by line.
func (d discountRow) Bounds() []string {
	out := []string{"From " + moment(d.StartsAt)}
	if !d.EndsAt.IsZero() {
		out = append(out, "Until "+moment(d.EndsAt))
	}
	if d.UsageLimit > 0 {
		out = append(out, counted(d.UsageLimit, "use")+" of each code")
	}
	if d.OncePerBuyer {
		out = append(out, "Once per customer")
	}
	if d.LeastSum > 0 {
		out = append(out, "From a purchase of "+world.Money(d.LeastSum)+" "+d.Currency)
	}
	if d.LeastPieces > 0 {
		out = append(out, "From "+counted(d.LeastPieces, "item"))
	}
	return out
}

func (a *Admin) discounts(v *visit) {
	rows := make([]discountRow, len(v.shop.Discounts))
	for i, d := range v.shop.Discounts {
		rows[i] = v.discountRow(d)
	}
	v.show("discounts.html", "discounts", "Discounts", listed(v, rows, func(d discountRow) search.Record {
		return func(field string) []search.Value {
			switch field {
			case search.Default:
				return []search.Value{search.Text(d.Title), search.Text(d.Code())}
			case "status":
				return []search.Value{search.Keyword(d.State)}
			}
			return nil
		}
	}))
}

func (a *Admin) discount(v *visit) {
	d := v.shop.Discount(v.id())
	if d == nil {
		v.missing()
		return
	}
	v.show("discount.html", "discounts", d.Title, struct {
		discountRow
		List list[*world.RedeemCode]
	}{v.discountRow(d), listed(v, d.Codes, func(c *world.RedeemCode) search.Record {
		return func(string) []search.Value { return []search.Value{search.Keyword(c.Code)} }
	})})
}
