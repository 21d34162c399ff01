package reward

import (
	"fmt"
	"regexp"
	"time"
	"unicode/utf8"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/question"
)

const (
	titleLength = 100
	mostCodes   = 10_000_000
	mostDays    = 3_650
)

var (
	decimal  = regexp.MustCompile(`^(0|[1-9][0-9]{0,8})(\.[0-9]{1,2})?$`)
	currency = regexp.MustCompile(`^[A-Z]{3}$`)
	prefix   = regexp.MustCompile(`^[A-Z0-9]{0,20}$`)
	product  = regexp.MustCompile(`^[\p{Ll}\p{N}][\p{L}\p{N}_-]{0,254}$`)
)

// Check tells everything that is wrong with a rule, nothing for a good one.
func Check(r app.RewardRule) []app.FieldError {
	var wrong []app.FieldError
	need := func(ok bool, field, code, message string) {
		if !ok {
			wrong = append(wrong, app.FieldError{Field: field, Code: code, Message: message})
		}
	}
	title := utf8.RuneCountInString(r.Title)
	need(question.IsHandle(r.Handle), "handle", "format", "Use 1 to 63 of a-z, 0-9 and -.")
	need(title >= 1 && title <= titleLength && utf8.ValidString(r.Title), "title", "length", fmt.Sprintf("Give 1 to %d characters.", titleLength))
	need(prefix.MatchString(r.Prefix), "prefix", "format", "Use at most 20 of A-Z and 0-9.")
	need(r.MostCodes >= 0 && r.MostCodes <= mostCodes, "most_codes", "range", fmt.Sprintf("Use 0 to %d.", mostCodes))
	need(r.ValidDays >= 0 && r.ValidDays <= mostDays, "valid_days", "range", fmt.Sprintf("Use 0 to %d.", mostDays))
	need(r.EndsAt.IsZero() || r.EndsAt.After(r.StartsAt), "ends_at", "range", "It must end after it starts.")
	need(soon(r.StartsAt) && soon(r.EndsAt), "ends_at", "range", "Use a year before 2200.")

	isAmount, isGift := r.Kind == app.RewardAmount, r.Kind == app.RewardGift
	valued := isAmount || r.Kind == app.RewardPercentage
	need(valued || isGift || r.Kind == app.RewardFreeShipping, "kind", "unknown", "There is no such kind of reward.")
	value := app.Hundredths(r.Value)
	need(!valued || decimal.MatchString(r.Value) && value > 0, "value", "format", `Give a number such as "10" or "7.50".`)
	need(r.Kind != app.RewardPercentage || value <= 100_00, "value", "range", "Use at most 100 percent.")
	need(valued || r.Value == "", "value", "unused", "This kind of reward has no value.")
	need(isAmount == (r.Currency != ""), "currency", "required", "An amount has a currency, and nothing else has.")
	need(r.Currency == "" || currency.MatchString(r.Currency), "currency", "format", `Use a code such as "EUR".`)
	need(isGift == (r.Product != ""), "product", "required", "A gift names a product, and nothing else does.")
	need(r.Product == "" || product.MatchString(r.Product), "product", "format", "Give a product's handle.")
	// What a percentage or a gift comes to is known when it has been used.
	need(r.MostMoney == "" || isAmount, "most_money", "unused", "Only amounts can be held to a sum; limit the codes instead.")
	need(r.MostMoney == "" || !isAmount || decimal.MatchString(r.MostMoney) && app.Hundredths(r.MostMoney) >= value,
		"most_money", "format", "Give a sum that pays for one code at least.")
	return wrong
}

func soon(t time.Time) bool { return t.IsZero() || (t.Year() >= 2000 && t.Year() < 2200) }
