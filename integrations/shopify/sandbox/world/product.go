package world

import (
	"slices"
	"strings"
	"time"
)

// Product is something a shop sells, in one or more variants.
type Product struct {
	ID          int64
	Handle      string
	Title       string
	Vendor      string
	Type        string // "Coffee"
	Kind        string // what stands under the title: "Light roast · 250 g"
	Blurb       string
	Description string
	Status      string // ACTIVE, DRAFT or ARCHIVED
	Tags        []string
	Options     []*Option
	Variants    []*Variant
	Art         Art
	Metafields  Metafields
	CreatedAt   time.Time
	UpdatedAt   time.Time
	PublishedAt time.Time // zero: not in the online store
}

// Option is a choice between a product's variants: a size, a colour.
type Option struct {
	ID     int64
	Name   string
	Values []string
}

// Variant is one thing that can be bought.
type Variant struct {
	ID         int64
	Values     []string // one of each option's
	SKU        string
	Barcode    string
	Price      int64 // hundredths of the shop's currency
	Compare    int64 // what it cost before, 0 when it is not reduced
	Stock      int
	Metafields Metafields
	CreatedAt  time.Time
	UpdatedAt  time.Time
}

// Art says how a product is drawn: a shape and its colours.
type Art struct{ Shape, Back, Body, Label, Ink string }

// Title is the variant's name among its product's: "250 g / Whole beans".
func (v *Variant) Title() string { return strings.Join(v.Values, " / ") }

// ForSale reports whether there is any of it left.
func (v *Variant) ForSale() bool { return v.Stock > 0 }

// Price is what the product costs: its first variant's price.
func (p *Product) Price() int64 { return p.Variants[0].Price }

// PriceRange is the least and the most a variant costs.
func (p *Product) PriceRange() (low, high int64) {
	low, high = p.Price(), p.Price()
	for _, v := range p.Variants {
		low, high = min(low, v.Price), max(high, v.Price)
	}
	return low, high
}

// Stock is how many of all variants are left.
func (p *Product) Stock() (n int) {
	for _, v := range p.Variants {
		n += v.Stock
	}
	return n
}

// SoldOut reports whether nothing is left of one of the variants.
func (p *Product) SoldOut() bool {
	return slices.ContainsFunc(p.Variants, func(v *Variant) bool { return !v.ForSale() })
}

// Plain reports whether there is nothing to choose: one variant, no options.
func (p *Product) Plain() bool { return len(p.Variants) == 1 && p.Variants[0].Title() == defaultTitle }

// Published reports whether shoppers see the product.
func (p *Product) Published() bool { return p.Status == "ACTIVE" && !p.PublishedAt.IsZero() }

// Line is an order's line of the product's first variant.
func (p *Product) Line(quantity int) *Line { return p.LineOf(p.Variants[0], quantity) }

// LineOf is an order's line of one of the product's variants.
func (p *Product) LineOf(v *Variant, quantity int) *Line {
	return &Line{Product: p.Handle, Variant: v.ID, Title: p.Title, Price: v.Price, Quantity: quantity}
}

// Product finds a product by handle, nil when there is none.
func (s *Shop) Product(handle string) *Product {
	i := slices.IndexFunc(s.Products, func(p *Product) bool { return p.Handle == handle })
	if i < 0 {
		return nil
	}
	return s.Products[i]
}

// ProductByID finds a product, nil when there is none.
func (s *Shop) ProductByID(id int64) *Product {
	i := slices.IndexFunc(s.Products, func(p *Product) bool { return p.ID == id })
	if i < 0 {
		return nil
	}
	return s.Products[i]
}

// Variant finds a variant and its product, nil when there is none.
func (s *Shop) Variant(id int64) (*Product, *Variant) {
	for _, p := range s.Products {
		for _, v := range p.Variants {
			if v.ID == id {
				return p, v
			}
		}
	}
	return nil, nil
}

// Sold is what a line names, nil when the shop no longer has it. A line made by
// hand may name the product alone.
func (s *Shop) Sold(l *Line) (*Product, *Variant) {
	if p, v := s.Variant(l.Variant); v != nil {
		return p, v
	}
	if p := s.Product(l.Product); p != nil && l.Variant == 0 {
		return p, p.Variants[0]
	}
	return nil, nil
}

// OnSale are the products shoppers see.
func (s *Shop) OnSale() []*Product {
	return slices.DeleteFunc(slices.Clone(s.Products), func(p *Product) bool { return !p.Published() })
}
