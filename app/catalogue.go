package app

import "time"

// Drawn is an option that a shop's catalogue has given.
type Drawn struct {
	Name       string // what the catalogue knows it by as long as it lives: a vendor's name, a product's number
	Key        string // what answers hold; made of its first label and never changed
	Label      string
	Product    string // handle
	Collection string // handle
	Image      string
	RetiredAt  time.Time // zero while it can be chosen
}

// Shelf is the place in the catalogue that a source draws from, whatever number
// of things it takes: "vendors", "products/summer".
func (s Source) Shelf() string {
	if s.Collection == "" {
		return s.From
	}
	return s.From + "/" + s.Collection
}
