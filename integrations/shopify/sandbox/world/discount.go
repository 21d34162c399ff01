package world

// Discount is a code shoppers can redeem.
type Discount struct {
	ID    int64
	Title string
	Code  string
}
