package contact

import (
	"regexp"
	"strings"
	"unicode"
)

// LoyaltyLength is the most characters of a card's number, with spaces and hyphens.
const LoyaltyLength = 64

var card = regexp.MustCompile(`^[A-Z0-9._/]{1,64}$`)

// Loyalty reads "ab-12 34" as "AB1234": however the digits are grouped, on the card
// or by who reads it out, it is one card. Errors: Invalid.
func Loyalty(written string) (string, error) {
	written = strings.TrimSpace(written)
	if len(written) > LoyaltyLength || !ascii(written) {
		return "", noCard()
	}
	number := strings.ToUpper(strings.Map(func(r rune) rune {
		if r == '-' || unicode.IsSpace(r) {
			return -1
		}
		return r
	}, written))
	if !card.MatchString(number) {
		return "", noCard()
	}
	return number, nil
}

func noCard() error {
	return refuse("format", "The number of a card has letters and digits, at most 64.")
}
