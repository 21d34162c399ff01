package theme

import (
	"strconv"
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// Money writes hundredths as a shop does: €14,50.
func Money(shop *world.Shop, hundredths int64) string {
	return fill(world.MoneyFormat(shop.Currency), hundredths)
}

// bare is the amount without its currency's sign.
func bare(shop *world.Shop, hundredths int64) string {
	f := world.MoneyFormat(shop.Currency)
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
