package world

import (
	"strconv"
	"strings"
	"time"
)

// Stocking gives the seed's products and collections what every one has.

// priced makes the variants of options, a price for each value of the first one.
func priced(options []*Option, prices ...int64) []*Variant {
	var out []*Variant
	for i, price := range prices {
		combined := [][]string{nil}
		for n, o := range options {
			values := o.Values
			if n == 0 {
				values = values[i : i+1]
			}
			combined = crossed(combined, values)
		}
		for _, values := range combined {
			out = append(out, &Variant{Values: values, Price: price})
		}
	}
	return out
}

func crossed(rows [][]string, values []string) [][]string {
	var out [][]string
	for _, row := range rows {
		for _, v := range values {
			out = append(out, append(row[:len(row):len(row)], v))
		}
	}
	return out
}

// everything is the collection every shop has.
func everything(title string) *Collection {
	return &Collection{Handle: "all", Title: title, Rules: []Rule{{"VARIANT_PRICE", "GREATER_THAN", "0"}}, Sort: "BEST_SELLING"}
}

// stock numbers and dates a shop's catalogue: the first products are the oldest.
func (w *World) stock(s *Shop, now time.Time) {
	opened := now.AddDate(0, -history-1, 0)
	for i, p := range s.Products {
		p.ID, p.Status = w.NewID(), "ACTIVE"
		p.CreatedAt = opened.Add(time.Duration(i) * 26 * 24 * time.Hour).Truncate(time.Second)
		p.UpdatedAt, p.PublishedAt = p.CreatedAt, p.CreatedAt
		w.choose(p)
		for n, v := range p.Variants {
			v.SKU = strings.ToUpper(p.Handle) + "-" + strconv.Itoa(n+1)
			v.Barcode = strconv.FormatInt(7_350_000_000_000+v.ID%1_000_000_000, 10)
			v.Stock = 24 + int(v.ID%90)
		}
	}
	for _, c := range s.Collections {
		c.ID, c.UpdatedAt = w.NewID(), opened.Truncate(time.Second)
		if len(c.Rules) == 0 {
			for _, handle := range onTheTable {
				c.Products = append(c.Products, s.Product(handle).ID)
			}
		}
	}
}

// choose numbers a product's options and variants. One without options has the
// one that Shopify gives it.
func (w *World) choose(p *Product) {
	if len(p.Options) == 0 {
		p.Options = []*Option{{Name: "Title", Values: []string{defaultTitle}}}
	}
	options := make([]*Option, len(p.Options)) // the seed's products share theirs
	for i, o := range p.Options {
		options[i] = &Option{w.NewID(), o.Name, o.Values}
	}
	p.Options = options
	for _, v := range p.Variants {
		v.ID, v.CreatedAt, v.UpdatedAt = w.NewID(), p.CreatedAt, p.CreatedAt
		if len(v.Values) == 0 {
			v.Values = []string{defaultTitle}
		}
	}
}

// defaultTitle is the only variant of a product without options.
const defaultTitle = "Default Title"
