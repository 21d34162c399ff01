// Package profile owns what can be read of one person: what she has told us beside
// what we have seen of her, never mixed, as it stands now or as it stood on any day.
package profile
