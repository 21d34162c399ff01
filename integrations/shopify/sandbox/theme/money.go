package theme

import (
	"strconv"
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// formats are how shops write amounts, as Shopify sets them up for a currency.
var formats = map[string]string{
	"EUR": "€{{amount_with_comma_separator}}", "SEK": "{{amount_with_comma_separator}} kr", "USD": "${{amount}}", "GBP": "£{{amount}}",
}

func format(currency string) string {
	if f, ok := formats[currency]; ok {
		return f
	}
	return "{{amount}} " + currency
}

// Money writes hundredths as a shop does: €14,50.
func Money(shop *world.Shop, hundredths int64) string {
	return fill(format(shop.Currency), hundredths)
}

// bare is the amount without its currency's sign.
func bare(shop *world.Shop, hundredths int64) string {
	f := format(shop.Currency)
	return fill(f[strings.Index(f, "{{"):strings.Index(f, "}}")+2], hundredths)
}

func fill(format string, hundredths int64) string {
	sign := ""
	if hundredths < 0 {
		sign, hundredths = "-", -hundredths
	}
	cents := strconv.FormatInt(hundredths%100, 10)
	if len(cents) < 2 {
		cents = "0" + cents
	}
	whole := hundredths / 100
	return sign + strings.NewReplacer(
		"{{amount}}", grouped(whole, ",")+"."+cents,
		"{{amount_with_comma_separator}}", grouped(whole, ".")+","+cents,
	).Replace(format)
}

func grouped(n int64, by string) string {
	s := strconv.FormatInt(n, 10)
	for at := len(s) - 3; at > 0; at -= 3 {
		s = s[:at] + by + s[at:]
	}
	return s
}
