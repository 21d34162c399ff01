package shopify

import (
	"context"
	"strconv"
	"time"

	"github.com/askwell/askwell/app"
)

// discountInput is DiscountCodeBasicInput, and without what it gets
// DiscountCodeFreeShippingInput.
type discountInput struct {
	Title      string         `json:"title"`
	Code       string         `json:"code"`
	StartsAt   time.Time      `json:"startsAt"`
	EndsAt     *time.Time     `json:"endsAt,omitempty"`
	UsageLimit int            `json:"usageLimit"` // of each code, not of all together
	Context    contextInput   `json:"context"`
	Gets       *getsInput     `json:"customerGets,omitempty"`
	To         *shippingInput `json:"destination,omitempty"`
}

type contextInput struct {
	All string `json:"all"`
}

type shippingInput struct {
	All bool `json:"all"`
}

type getsInput struct {
	Value valueInput `json:"value"`
	Items itemsInput `json:"items"`
}

type valueInput struct {
	Percentage float64      `json:"percentage,omitempty"` // 0.1 is a tenth
	Amount     *amountInput `json:"discountAmount,omitempty"`
}

type amountInput struct {
	Amount   string `json:"amount"`
	EachItem bool   `json:"appliesOnEachItem"` // false: once, split over what it is for
}

type itemsInput struct {
	All      bool           `json:"all,omitempty"`
	Products *productsInput `json:"products,omitempty"`
}

type productsInput struct {
	Add []string `json:"productsToAdd"`
}

type codeInput struct {
	Code string `json:"code"`
}

type discountNode struct {
	ID string `json:"id"`
}

type madeDiscount struct {
	Node       *discountNode `json:"codeDiscountNode"`
	UserErrors UserErrors    `json:"userErrors"`
}

type createBasicDiscount struct {
	Made *madeDiscount `json:"discountCodeBasicCreate"`
}

type createShippingDiscount struct {
	Made *madeDiscount `json:"discountCodeFreeShippingCreate"`
}

type discountOf struct {
	Node *discountNode `json:"codeDiscountNodeByCode"`
}

type giftProduct struct {
	Product *struct {
		ID     string `json:"id"`
		Prices struct {
			Least struct {
				Amount string `json:"amount"`
			} `json:"minVariantPrice"`
		} `json:"priceRangeV2"`
	} `json:"productByIdentifier"`
}

// EnsureDiscount makes the discount of a reward with its first code; each of its
// codes counts once. When that code is taken, by an earlier try, it finds the
// discount it belongs to: nobody else can have guessed it. Errors: Rejected when
// Shopify refuses it or the gift is not in the catalogue; as Do.
func (a *Admin) EnsureDiscount(ctx context.Context, rule app.RewardRule, firstCode string, startsAt time.Time) (string, error) {
	input, err := a.discount(ctx, rule)
	if err != nil {
		return "", err
	}
	input.Code, input.StartsAt = firstCode, startsAt.UTC()
	made, err := a.createDiscount(ctx, input)
	switch {
	case err != nil:
		return "", err
	case made == nil, made.Node == nil && len(made.UserErrors) == 0:
		return "", app.Errorf(app.Unavailable, "Shopify gave no answer about a discount")
	case made.Node != nil && len(made.UserErrors) == 0:
		return made.Node.ID, nil
	case made.UserErrors.any("TAKEN"):
		id, err := a.DiscountOf(ctx, firstCode)
		if err == nil && id == "" {
			err = app.Errorf(app.Unavailable, "Shopify says that a code is taken, but not by which discount")
		}
		return id, err
	}
	return "", &app.Error{Kind: app.Rejected, Message: "Shopify refused the discount of the reward " + rule.Handle, Err: made.UserErrors}
}

func (a *Admin) createDiscount(ctx context.Context, input discountInput) (*madeDiscount, error) {
	vars := map[string]any{"discount": input}
	if input.Gets == nil {
		var out createShippingDiscount
		err := a.Do(ctx, opCreateShippingDiscount, vars, &out)
		return out.Made, err
	}
	var out createBasicDiscount
	err := a.Do(ctx, opCreateBasicDiscount, vars, &out)
	return out.Made, err
}

// discount is a rule in Shopify's words.
func (a *Admin) discount(ctx context.Context, rule app.RewardRule) (discountInput, error) {
	input := discountInput{Title: rule.Title, UsageLimit: 1, Context: contextInput{All: "ALL"}}
	if until := rule.ValidUntil(); !until.IsZero() {
		until = until.UTC()
		input.EndsAt = &until
	}
	switch rule.Kind {
	case app.RewardFreeShipping:
		input.To = &shippingInput{All: true}
	case app.RewardAmount:
		input.Gets = &getsInput{Value: valueInput{Amount: &amountInput{Amount: rule.Value}}, Items: itemsInput{All: true}}
	case app.RewardPercentage:
		share := float64(app.Hundredths(rule.Value)) / 10_000
		input.Gets = &getsInput{Value: valueInput{Percentage: share}, Items: itemsInput{All: true}}
	case app.RewardGift:
		gets, err := a.gift(ctx, rule.Product)
		if err != nil {
			return discountInput{}, err
		}
		input.Gets = &gets
	default:
		return discountInput{}, app.Errorf(app.Invalid, "there is no reward of kind %q", rule.Kind)
	}
	return input, nil
}

// gift takes off what one piece of a product costs, in all. A hundred percent
// would make every piece in the cart free: only "buy X get Y" discounts can limit
// how many, and those want something bought. It is the price of the cheapest
// variant on the day the discount is made, which Shopify does not follow; who
// prefers a dearer one pays the difference.
func (a *Admin) gift(ctx context.Context, handle string) (getsInput, error) {
	var out giftProduct
	if err := a.Do(ctx, opGift, map[string]any{"handle": handle}, &out); err != nil {
		return getsInput{}, err
	}
	if out.Product == nil {
		return getsInput{}, app.Errorf(app.Rejected, "the shop has no product %q to give", handle)
	}
	price := out.Product.Prices.Least.Amount
	if worth, err := strconv.ParseFloat(price, 64); err != nil || worth <= 0 {
		return getsInput{}, app.Errorf(app.Rejected, "the product %q costs nothing, so there is nothing to give", handle)
	}
	return getsInput{
		Value: valueInput{Amount: &amountInput{Amount: price}},
		Items: itemsInput{Products: &productsInput{Add: []string{out.Product.ID}}},
	}, nil
}

// DiscountOf is the discount a code belongs to, "" for none. Errors: as Do.
func (a *Admin) DiscountOf(ctx context.Context, code string) (string, error) {
	var out discountOf
	if err := a.Do(ctx, opDiscountOf, map[string]any{"code": code}, &out); err != nil || out.Node == nil {
		return "", err
	}
	return out.Node.ID, nil
}

type addCodes struct {
	Added *struct {
		Creation *struct {
			ID string `json:"id"`
		} `json:"bulkCreation"`
		UserErrors UserErrors `json:"userErrors"`
	} `json:"discountRedeemCodeBulkAdd"`
}

// AddCodes starts adding at most 250 codes to a discount. Errors: Rejected when
// the discount is gone; as Do.
func (a *Admin) AddCodes(ctx context.Context, discount string, codes []string) (batch string, err error) {
	inputs := make([]codeInput, len(codes))
	for i, code := range codes {
		inputs[i] = codeInput{code}
	}
	var out addCodes
	if err := a.Do(ctx, opAddCodes, map[string]any{"discount": discount, "codes": inputs}, &out); err != nil {
		return "", err
	}
	switch {
	case out.Added == nil, out.Added.Creation == nil && len(out.Added.UserErrors) == 0:
		return "", app.Errorf(app.Unavailable, "Shopify gave no answer about discount codes")
	case len(out.Added.UserErrors) > 0:
		return "", &app.Error{Kind: app.Rejected, Message: "Shopify refused codes for a reward's discount", Err: out.Added.UserErrors}
	}
	return out.Added.Creation.ID, nil
}

type addedCodes struct {
	Creation *struct {
		Done  bool `json:"done"`
		Codes struct {
			Nodes []struct {
				Code string        `json:"code"`
				Made *discountNode `json:"discountRedeemCode"`
			} `json:"nodes"`
		} `json:"codes"`
	} `json:"discountRedeemCodeBulkCreation"`
}

// AddedCodes tells whether a batch is done and which of its codes then count.
// Errors: NotFound for a batch Shopify has forgotten; as Do.
func (a *Admin) AddedCodes(ctx context.Context, batch string) (done bool, added []string, err error) {
	var out addedCodes
	if err := a.Do(ctx, opAddedCodes, map[string]any{"id": batch}, &out); err != nil {
		return false, nil, err
	}
	if out.Creation == nil {
		return false, nil, app.Errorf(app.NotFound, "Shopify does not know these codes any more")
	}
	for _, one := range out.Creation.Codes.Nodes {
		if one.Made != nil {
			added = append(added, one.Code)
		}
	}
	return out.Creation.Done, added, nil
}
