package app

import "time"

// Profile is one person in one shop: a customer, or a guest we may come to know.
type Profile struct {
	Shop      ShopID
	ID        ProfileID
	Customer  CustomerID // 0 while a guest
	Email     string
	Phone     string    // E.164
	StaleAt   time.Time // when the next of her answers leaves the destinations; zero: none does
	LinkAt    time.Time // when her next link is made; zero: she has none yet
	CreatedAt time.Time
	UpdatedAt time.Time
}

// KnownKey is the metafield by which our blocks know a customer without asking us. No
// question can have it.
const KnownKey = "known"

// LinksKey is the metafield with the addresses of a customer's own pages, for emails: a
// JSON object of address by purpose. No question can have it either.
const LinksKey = "links"

// Preference is the current value of one question for one person.
type Preference struct {
	Profile    ProfileID
	Key        string // the question's key
	Value      Value
	Response   ResponseID // where it was said
	AnsweredAt time.Time
}
