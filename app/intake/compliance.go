package intake

import (
	"context"
	"strconv"
	"strings"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/privacy"
)

type complianceBody struct {
	ShopDomain string `json:"shop_domain"`
	Customer   struct {
		ID number `json:"id"`
	} `json:"customer"`
	OrdersRequested []number `json:"orders_requested"`
	OrdersToRedact  []number `json:"orders_to_redact"`
	DataRequest     struct {
		ID number `json:"id"`
	} `json:"data_request"`
}

// parseCompliance reads a compliance body, which says itself whose it is: a
// captured one cannot be sent in another shop's name.
func parseCompliance(w app.Webhook) (complianceBody, error) {
	body, err := parse[complianceBody](w)
	if err == nil && !strings.EqualFold(body.ShopDomain, string(w.Shop)) {
		err = drop("the body names another shop")
	}
	return body, err
}

func (i *Intake) dataRequest(ctx context.Context, w app.Webhook) error {
	body, err := parseCompliance(w)
	if err != nil {
		return err
	}
	id := w.ID
	if body.DataRequest.ID != 0 {
		id = "data_request/" + strconv.FormatInt(int64(body.DataRequest.ID), 10)
	}
	return i.Privacy.Answer(ctx, w.Shop, privacy.Request{
		ID: id, Customer: app.CustomerID(body.Customer.ID), Orders: orderIDs(body.OrdersRequested), At: happened(w),
	})
}

// redactCustomer erases a customer. It needs no install: the law outlives it.
func (i *Intake) redactCustomer(ctx context.Context, w app.Webhook) error {
	body, err := parseCompliance(w)
	if err != nil {
		return err
	}
	_, err = i.Privacy.EraseCustomer(ctx, w.Shop, privacy.Request{
		ID: w.ID, Customer: app.CustomerID(body.Customer.ID), Orders: orderIDs(body.OrdersToRedact), At: happened(w),
	})
	return err
}

// redactShop erases a shop that has left, unless it has come back: the webhook
// comes two days after an uninstall and may be replayed at any time.
func (i *Intake) redactShop(ctx context.Context, w app.Webhook) error {
	if _, err := parseCompliance(w); err != nil {
		return err
	}
	shop, err := i.Store.Shop(ctx, w.Shop)
	switch {
	case app.Is(err, app.NotFound):
		return nil
	case err != nil:
		return err
	case shop.Installed():
		still, err := i.Installer.Installed(ctx, w.Shop)
		if err != nil {
			return err
		}
		if still {
			return drop("the shop has installed the app again")
		}
		// The news of its uninstall was lost.
		if err := i.Installer.Uninstall(ctx, w.Shop, i.Now()); err != nil {
			return err
		}
	}
	return i.Privacy.EraseShop(ctx, w.Shop)
}
