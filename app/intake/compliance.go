package intake

import (
	"context"
	"strconv"
	"strings"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/privacy"
	"github.com/askwell/askwell/app/store"
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
	request := privacy.Request{ID: id, Customer: app.CustomerID(body.Customer.ID), Orders: orderIDs(body.OrdersRequested), At: happened(w)}
	if err := i.noteExport(ctx, w.Shop, request); err != nil {
		return err
	}
	return i.Privacy.Answer(ctx, w.Shop, request)
}

// noteExport keeps that Shopify has somebody's data exported.
func (i *Intake) noteExport(ctx context.Context, shop app.ShopID, r privacy.Request) error {
	who := store.Whom{Customer: r.Customer}
	if len(r.Orders) > 0 {
		who.Order = r.Orders[0]
	}
	subject, err := i.Store.SubjectOf(ctx, shop, who)
	if err != nil {
		return err
	}
	return i.Store.Audit(ctx, shop, app.AuditEntry{At: i.Now(), Actor: "shopify", Action: "export", Subject: subject})
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
