package world

// Product is something a shop sells.
type Product struct {
	ID          int64
	Handle      string
	Title       string
	Kind        string // "Coffee"
	Blurb       string
	Description string
	Price       int64 // hundredths of the shop's currency
	Art         Art
}

// Art says how a product is drawn: a shape and its colours.
type Art struct{ Shape, Back, Body, Label, Ink string }
