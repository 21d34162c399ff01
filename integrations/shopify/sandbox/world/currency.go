package world

// moneyFormats are how shops write amounts, as Shopify sets them up for a currency.
var moneyFormats = map[string]string{
	"EUR": "€{{amount_with_comma_separator}}", "SEK": "{{amount_with_comma_separator}} kr", "USD": "${{amount}}", "GBP": "£{{amount}}",
}

// MoneyFormat is how amounts of a currency are written: "€{{amount_with_comma_separator}}".
func MoneyFormat(currency string) string {
	if f, ok := moneyFormats[currency]; ok {
		return f
	}
	return "{{amount}} " + currency
}
