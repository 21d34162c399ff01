package app

import (
	"math"
	"strconv"
	"strings"
)

// Money is an exact amount in ten-thousandths of a currency's unit: no currency of ISO
// 4217 has more than four decimals.
type Money int64

const moneyDecimals = 4

// ParseMoney reads a decimal such as "-12.5", and reports whether it is one that can be
// told exactly.
func ParseMoney(decimal string) (Money, bool) {
	digits, negative := strings.CutPrefix(decimal, "-")
	whole, fraction, _ := strings.Cut(digits, ".")
	fraction = strings.TrimRight(fraction, "0")
	if whole == "" || len(fraction) > moneyDecimals || strings.ContainsAny(whole+fraction, "+-_") {
		return 0, false
	}
	n, err := strconv.ParseInt(whole+fraction+strings.Repeat("0", moneyDecimals-len(fraction)), 10, 64)
	if negative {
		n = -n
	}
	return Money(n), err == nil
}

// Each is a part of the amount when so many share it, rounded to the nearest
// ten-thousandth; 0 when nobody does.
func (m Money) Each(shares int) Money {
	if shares <= 0 {
		return 0
	}
	return Money(math.Round(float64(m) / float64(shares)))
}

// String is the amount as a decimal with two places, or more where it needs them.
func (m Money) String() string {
	sign, n := "", uint64(m)
	if m < 0 {
		sign, n = "-", -uint64(m)
	}
	text := strconv.FormatUint(n, 10)
	if missing := moneyDecimals + 1 - len(text); missing > 0 {
		text = strings.Repeat("0", missing) + text
	}
	at := len(text) - moneyDecimals
	fraction := strings.TrimRight(text[at:], "0")
	return sign + text[:at] + "." + fraction + strings.Repeat("0", max(0, 2-len(fraction)))
}
