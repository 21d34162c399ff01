package intake

import (
	"cmp"
	"context"
	"regexp"
	"strings"

	"github.com/askwell/askwell/app"
)

// orderBody is the little of an order that we keep.
type orderBody struct {
	ID           number     `json:"id"`
	GID          number     `json:"admin_graphql_api_id"`
	Name         string     `json:"name"`
	Currency     string     `json:"currency"`
	Total        string     `json:"total_price"`
	CurrentTotal string     `json:"current_total_price"`
	Source       string     `json:"source_name"`
	Cart         string     `json:"cart_token"`
	CreatedAt    moment     `json:"created_at"`
	UpdatedAt    moment     `json:"updated_at"`
	Cancelled    moment     `json:"cancelled_at"`
	Test         bool       `json:"test"`
	Lines        []lineBody `json:"line_items"`
	Codes        []struct {
		Code string `json:"code"`
	} `json:"discount_codes"`
	Address *struct {
		Country string `json:"country_code"`
		Region  string `json:"province_code"`
	} `json:"shipping_address"`
	Shipping []struct {
		Category string `json:"delivery_category"`
	} `json:"shipping_lines"`
	Customer *customerBody `json:"customer"`
}

type lineBody struct {
	Product  number `json:"product_id"`
	SKU      string `json:"sku"`
	Vendor   string `json:"vendor"`
	Quantity number `json:"quantity"`
	Ships    *bool  `json:"requires_shipping"`
}

// order keeps an order and gives it the answers that wait for it.
func (i *Intake) order(ctx context.Context, w app.Webhook) error {
	body, err := parse[orderBody](w)
	if err != nil {
		return err
	}
	o := app.Order{
		ID:        app.OrderID(cmp.Or(body.ID, body.GID)),
		Name:      clean(body.Name, 255),
		Currency:  matching(currency, body.Currency),
		Total:     matching(decimal, cmp.Or(body.CurrentTotal, body.Total)),
		Channel:   strings.ToLower(clean(body.Source, 100)),
		Cart:      matching(token, app.CartToken(body.Cart)),
		Lines:     body.lines(),
		Codes:     body.codes(),
		UpdatedAt: body.UpdatedAt.or(happened(w)),
	}
	o.Cancelled, o.Test = body.Cancelled.Time, body.Test
	o.CreatedAt = body.CreatedAt.or(o.UpdatedAt)
	o.Delivery = body.delivered(o.Channel)
	if body.Address != nil {
		o.Country = matching(place, strings.ToUpper(body.Address.Country))
		o.Region = matching(place, strings.ToUpper(body.Address.Region))
	}
	if body.Customer != nil {
		o.Customer = app.CustomerID(cmp.Or(body.Customer.ID, body.Customer.GID))
	}
	if o.ID == 0 {
		return drop("the order has no id")
	}
	due, err := i.Store.RecordOrder(ctx, w.Shop, o)
	i.ring(ctx, w.Shop, due)
	if err != nil || o.Customer == 0 || body.Customer.Email == "" && body.Customer.Phone == "" {
		return err // an order need not tell how its customer is reached
	}
	return i.Store.LearnContact(ctx, w.Shop, body.Customer.contact(o.Customer, o.UpdatedAt))
}

// What is kept of one order; Shopify has 500 lines at most.
const (
	mostLines = 500
	mostCodes = 50
)

var (
	token = regexp.MustCompile(`^[A-Za-z0-9_-]{1,100}$`)
	place = regexp.MustCompile(`^[A-Z0-9-]{1,10}$`)
)

func (b orderBody) lines() []app.Line {
	if b.Lines == nil {
		return nil
	}
	lines := make([]app.Line, min(len(b.Lines), mostLines))
	for i := range lines {
		l := b.Lines[i]
		lines[i] = app.Line{
			Product: app.ProductID(l.Product), SKU: clean(l.SKU, 255), Vendor: clean(l.Vendor, 255), Quantity: int(min(l.Quantity, 1_000_000)),
		}
	}
	return lines
}

func (b orderBody) codes() []string {
	if b.Codes == nil {
		return nil
	}
	codes := make([]string, min(len(b.Codes), mostCodes))
	for i := range codes {
		codes[i] = clean(b.Codes[i].Code, 255)
	}
	return codes
}

// delivered is how the order gets to its buyer, as far as it says. What is bought
// at a till is taken along; what cannot be sent is not delivered either.
func (b orderBody) delivered(channel string) app.Delivered {
	if len(b.Shipping) > 0 {
		switch category := strings.NewReplacer("-", "", "_", "", " ", "").Replace(strings.ToLower(b.Shipping[0].Category)); {
		case strings.Contains(category, "pickuppoint"):
			return app.DeliveredPickupPoint
		case strings.Contains(category, "pickup"):
			return app.DeliveredPickup
		case strings.HasPrefix(category, "local"):
			return app.DeliveredLocal
		case category != "" || b.Address != nil:
			return app.DeliveredShipping
		}
		return ""
	}
	for _, l := range b.Lines {
		if channel != "pos" && (l.Ships == nil || *l.Ships) {
			return ""
		}
	}
	if b.Lines == nil {
		return ""
	}
	return app.DeliveredNone
}
