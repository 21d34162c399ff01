package shopify

import (
	"context"
	"unicode/utf8"

	"github.com/askwell/askwell/app"
)

type shopInfo struct {
	Shop struct {
		ID              string `json:"id"`
		Name            string `json:"name"`
		MyshopifyDomain string `json:"myshopifyDomain"`
		CurrencyCode    string `json:"currencyCode"`
		IanaTimezone    string `json:"ianaTimezone"`
		Plan            struct {
			PublicDisplayName string `json:"publicDisplayName"`
		} `json:"plan"`
	} `json:"shop"`
	CurrentAppInstallation struct {
		ID string `json:"id"`
	} `json:"currentAppInstallation"`
}

// ShopInfo reads what Shopify says of the shop and of our installation in it.
// InstalledAt, Locale and all that is ours stay empty. Errors: as Do.
func (a *Admin) ShopInfo(ctx context.Context) (app.Shop, error) {
	var out shopInfo
	if err := a.Do(ctx, opShopInfo, nil, &out); err != nil {
		return app.Shop{}, err
	}
	if out.Shop.MyshopifyDomain != string(a.shop) {
		return app.Shop{}, app.Errorf(app.Internal, "Shopify answered for another shop")
	}
	return app.Shop{
		ID:           a.shop,
		Name:         out.Shop.Name,
		Plan:         out.Shop.Plan.PublicDisplayName,
		Currency:     out.Shop.CurrencyCode,
		Timezone:     out.Shop.IanaTimezone,
		Installation: out.CurrentAppInstallation.ID,
		GID:          out.Shop.ID,
	}, nil
}

// Shopify refuses larger JSON metafields.
const maxJSON = 128 << 10

type setShopMetafields struct {
	MetafieldsSet *struct {
		UserErrors UserErrors `json:"userErrors"`
	} `json:"metafieldsSet"`
}

// PublishSurveys writes the published surveys to the metafield that blocks
// read, $app.surveys of the shop with that gid. Errors: TooLarge over 128 KB;
// Rejected; as Do.
func (a *Admin) PublishSurveys(ctx context.Context, gid string, document []byte) error {
	if len(document) > maxJSON || !utf8.Valid(document) {
		return app.Errorf(app.TooLarge, "the published surveys are over %d KB together", maxJSON>>10)
	}
	vars := map[string]any{"metafields": []metafieldInput{{
		Owner: gid, Namespace: namespace, Key: "surveys", Type: "json", Value: string(document),
	}}}
	var out setShopMetafields
	if err := a.Do(ctx, opSetShopMetafields, vars, &out); err != nil {
		return err
	}
	if out.MetafieldsSet != nil && len(out.MetafieldsSet.UserErrors) > 0 {
		return &app.Error{Kind: app.Rejected, Message: "Shopify refused the published surveys", Err: out.MetafieldsSet.UserErrors}
	}
	return nil
}

type orderCustomer struct {
	Order *struct {
		ID       string `json:"id"`
		Customer *struct {
			ID string `json:"id"`
		} `json:"customer"`
	} `json:"order"`
}

// OrderCustomer is the customer of an order, 0 for a guest's. Errors: NotFound
// while the Admin API does not show the order (it may lag the thank-you page by
// seconds); as Do.
func (a *Admin) OrderCustomer(ctx context.Context, order app.OrderID) (app.CustomerID, error) {
	var out orderCustomer
	if err := a.Do(ctx, opOrderCustomer, map[string]any{"id": order.GID()}, &out); err != nil {
		return 0, err
	}
	switch {
	case out.Order == nil:
		return 0, app.Errorf(app.NotFound, "Shopify does not show the order yet")
	case out.Order.Customer == nil:
		return 0, nil
	}
	return app.ParseCustomerID(out.Order.Customer.ID)
}
