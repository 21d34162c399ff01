package admin

import (
	"fmt"
	"math"
	"math/big"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// discountReader takes a discount out of an input and collects what is wrong
// with it. A change leaves what the input does not name.
type discountReader struct {
	*session
	form discountForm
	d    *world.Discount
	in   args
	errs []world.UserError
	err  error // fails the whole field
}

func (r *discountReader) refuse(code, message string, at ...string) {
	r.errs = append(r.errs, world.UserError{Field: append([]string{r.form.argument}, at...), Code: code, Message: message})
}

func (r *discountReader) fail(message string) { r.err = graphql.Coded("BAD_REQUEST", message) }

// readDiscount fills a discount and answers the code it is to have, "" for the
// one it has.
func (s *session) readDiscount(form discountForm, d *world.Discount, in args) (code string, errs []world.UserError, err error) {
	r := &discountReader{session: s, form: form, d: d, in: in}
	r.audience()
	if form.kind == world.BasicCode {
		r.gets()
	} else {
		r.shipping()
	}
	r.title()
	r.period()
	code = r.code()
	r.limits()
	r.minimum()
	r.combines()
	if _, given := in["tags"]; given {
		d.Tags = world.AddTags(nil, texts(in, "tags"))
	}
	return code, r.errs, r.err
}

func (r *discountReader) title() {
	if _, given := r.in["title"]; given || r.d.ID == 0 {
		r.d.Title = world.Text(r.in, "title")
	}
	switch n := utf8.RuneCountInString(r.d.Title); {
	case strings.TrimSpace(r.d.Title) == "":
		r.refuse("BLANK", "Title can't be blank", "title")
	case n > maxText:
		r.refuse("TOO_LONG", fmt.Sprintf("Title is too long (maximum is %d characters)", maxText), "title")
	}
}

func (r *discountReader) period() {
	for name, into := range map[string]*time.Time{"startsAt": &r.d.StartsAt, "endsAt": &r.d.EndsAt} {
		if _, given := r.in[name]; given {
			*into, _ = time.Parse(time.RFC3339, world.Text(r.in, name)) // null and nothing else is no time
		}
	}
	switch {
	case r.d.StartsAt.IsZero():
		r.refuse("BLANK", "Starts at can't be blank", "startsAt")
	case !r.d.EndsAt.IsZero() && !r.d.EndsAt.After(r.d.StartsAt):
		r.refuse("INVALID", "Ends at needs to be after starts_at", "endsAt")
	}
}

func (r *discountReader) code() string {
	code, given := r.in["code"].(string)
	if !given {
		if r.d.ID == 0 {
			r.refuse("BLANK", "Code can't be blank", "code")
		}
		return ""
	}
	if kind, problem := world.CodeProblem(code); problem != "" {
		r.refuse(kind, "Code "+problem, "code")
	} else if other, _ := r.shop.Redeemable(code); other != nil && other.ID != r.d.ID {
		r.refuse("TAKEN", "Code must be unique. Please try a different code.", "code")
	}
	return code
}

func (r *discountReader) limits() {
	if once, ok := r.in["appliesOncePerCustomer"].(bool); ok {
		r.d.OncePerBuyer = once
	}
	if n, given := graphql.Int(r.in["usageLimit"]); given {
		if r.d.UsageLimit = n; n <= 0 {
			r.refuse("GREATER_THAN", "Usage limit must be greater than 0", "usageLimit")
		}
		r.within(n, "Usage limit", "usageLimit")
	} else if _, null := r.in["usageLimit"]; null {
		r.d.UsageLimit = 0
	}
	if n, given := graphql.Int(r.in["recurringCycleLimit"]); given {
		r.d.Subscribed.Limit = n
		r.within(n, "Recurring cycle limit", "recurringCycleLimit")
	}
}

func (r *discountReader) within(n int, label, name string) {
	switch {
	case n > math.MaxInt32:
		r.refuse("LESS_THAN_OR_EQUAL_TO", fmt.Sprintf("%s must be less than or equal to %d", label, math.MaxInt32), name)
	case n < math.MinInt32:
		r.refuse("GREATER_THAN_OR_EQUAL_TO", fmt.Sprintf("%s must be greater than or equal to %d", label, math.MinInt32), name)
	}
}

// endless is the amount no amount reaches.
var endless = new(big.Rat).SetInt64(1_000_000_000_000_000_000)

func (r *discountReader) minimum() {
	least, given := r.in["minimumRequirement"].(args)
	if !given {
		return
	}
	sum, sums := least["subtotal"].(args)
	pieces, counts := least["quantity"].(args)
	sumAt := []string{"minimumRequirement", "subtotal", "greaterThanOrEqualToSubtotal"}
	piecesAt := []string{"minimumRequirement", "quantity", "greaterThanOrEqualToQuantity"}
	if sums && counts {
		r.refuse("CONFLICT", "Minimum subtotal cannot be defined when minimum quantity is.", sumAt...)
		r.refuse("CONFLICT", "Minimum quantity cannot be defined when minimum subtotal is.", piecesAt...)
		return
	}
	r.d.LeastSum, r.d.LeastPieces = 0, 0
	if amount := rational(sum["greaterThanOrEqualToSubtotal"]); sums && amount.Cmp(endless) >= 0 {
		r.refuse("LESS_THAN", "Minimum subtotal must be less than "+endless.RatString(), sumAt...)
	} else if sums {
		r.d.LeastSum = hundredths(amount)
	}
	if n := rational(pieces["greaterThanOrEqualToQuantity"]); counts && n.Cmp(big.NewRat(math.MaxInt32, 1)) >= 0 {
		r.refuse("LESS_THAN", fmt.Sprintf("Minimum quantity must be less than %d", math.MaxInt32), piecesAt...)
	} else if counts {
		r.d.LeastPieces = int(n.Num().Int64())
	}
}

func (r *discountReader) combines() {
	with, given := r.in["combinesWith"].(args)
	if !given {
		return
	}
	r.d.Combines = world.Combines{Order: with["orderDiscounts"] == true, Product: with["productDiscounts"] == true, Shipping: with["shippingDiscounts"] == true}
	if r.d.Combines.Shipping && r.form.kind == world.ShippingCode {
		r.refuse("INVALID_COMBINES_WITH_FOR_DISCOUNT_CLASS", "The combinesWith settings are not valid for the discount class.", "combinesWith")
	}
	const lines = "productDiscountsWithTagsOnSameCartLine"
	if with[lines] == nil {
		return
	}
	if r.shop.Plan == "Plus" {
		r.err = graphql.Coded("NOT_IMPLEMENTED", "not implemented in the sandbox: DiscountCombinesWithInput."+lines)
		return
	}
	r.refuse("PRODUCT_DISCOUNTS_WITH_TAGS_ON_SAME_CART_LINE_NOT_ENTITLED", "The shop's plan does not allow setting `"+lines+"`.", "combinesWith", lines)
	if r.d.Class() != "PRODUCT" {
		r.refuse("INVALID_PRODUCT_DISCOUNTS_WITH_TAGS_ON_SAME_CART_LINE_FOR_DISCOUNT_CLASS",
			"Combines with product discounts with tags on same cart line is only valid for discounts with the PRODUCT discount class", "combinesWith", lines)
	}
}

// rational is a Decimal as it came, nothing for null.
func rational(v any) *big.Rat {
	if v == nil {
		return new(big.Rat)
	}
	if r, ok := new(big.Rat).SetString(fmt.Sprint(v)); ok {
		return r
	}
	return new(big.Rat)
}

func hundredths(r *big.Rat) int64 {
	n := new(big.Rat).Mul(r, big.NewRat(100, 1))
	return new(big.Int).Quo(n.Num(), n.Denom()).Int64()
}
