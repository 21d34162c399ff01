package world

import (
	"encoding/json"
	"fmt"
	"math/big"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"
)

func readLink(_ *Shop, v string) (string, string) {
	var link struct{ Label, Text, URL *string }
	if json.Unmarshal([]byte(v), &link) != nil || link.URL == nil || link.Label == nil && link.Text == nil {
		return "", "must be a valid link."
	}
	u, err := url.Parse(*link.URL)
	if err != nil || u.Scheme != "" && !slices.Contains(schemes, u.Scheme) {
		return "", "must be a valid link."
	}
	return v, ""
}

var mostMoney = new(big.Rat).SetInt64(1_000_000_000_000_000_000)

func readMoney(_ *Shop, v string) (string, string) {
	var m map[string]any
	if Unmarshal([]byte(v), &m) != nil || m["amount"] == nil || m["currency_code"] == nil {
		return "", "must be a stringified JSON object with amount (numeric) and currency_code (string matching the shop's currency) fields."
	}
	written := strings.TrimSpace(fmt.Sprint(m["amount"])) // as text or as a number, both are read
	amount, numeric := new(big.Rat), decimalNumber.MatchString(written)
	if numeric {
		amount.SetString(written)
	}
	switch currency, _ := m["currency_code"].(string); {
	case currency == "":
		return "", "must have a currency code."
	case !numeric:
		return "", "must have a numeric amount."
	case new(big.Rat).Abs(amount).Cmp(mostMoney) > 0:
		return "", "must be within +/-" + mostMoney.RatString() + "."
	case !slices.Contains(currencies, currency):
		return "", "contains an invalid currency, " + currency + "."
	}
	return v, ""
}

func readRating(_ *Shop, v string) (string, string) {
	r, ok := parseRating(v)
	switch {
	case !ok:
		return "", "must be a stringified JSON object with value, scale_min and scale_max fields."
	case r.value.Cmp(r.low) < 0:
		return "", "has a minimum of " + r.Low + "."
	case r.value.Cmp(r.high) > 0:
		return "", "has a maximum of " + r.High + "."
	}
	return v, ""
}

// rating is a value on a scale, as it is written and as a number.
type rating struct {
	Value string `json:"value"`
	Low   string `json:"scale_min"`
	High  string `json:"scale_max"`

	value, low, high *big.Rat
}

func parseRating(v string) (r rating, ok bool) {
	if json.Unmarshal([]byte(v), &r) != nil {
		return r, false
	}
	var value, low, high bool
	r.value, value = decimal(r.Value)
	r.low, low = decimal(r.Low)
	r.high, high = decimal(r.High)
	return r, value && low && high
}

// decimal is a number as people write it; big.Rat alone also reads "1e9" and "1/3".
func decimal(s string) (*big.Rat, bool) {
	if !decimalNumber.MatchString(s) || utf8.RuneCountInString(s) > 40 {
		return nil, false
	}
	return new(big.Rat).SetString(s)
}
