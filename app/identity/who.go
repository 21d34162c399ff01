package identity

import (
	"context"
	"regexp"
	"strconv"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

var gid = regexp.MustCompile(`^gid://shopify/(Customer|Order)/([1-9][0-9]{0,18})$`)

// Who is the person a name means: Shopify's number or global id of a customer or an
// order, an order's name, or an email address, a phone number in its international
// form or the number of a card that is proven to be hers. Errors: NotFound; Conflict
// when several go by it; Unavailable.
func (r *Registry) Who(ctx context.Context, shop app.ShopID, name string) (store.Whom, error) {
	if named := gid.FindStringSubmatch(name); named != nil {
		number, err := strconv.ParseInt(named[2], 10, 64)
		if err != nil {
			return store.Whom{}, nobody() // no number of Shopify's is as large
		}
		if named[1] == "Order" {
			return r.Person(ctx, shop, store.Whom{Order: app.OrderID(number)})
		}
		return r.Person(ctx, shop, store.Whom{Customer: app.CustomerID(number)})
	}
	found, err := r.Store.PeopleNamed(ctx, shop, name, 2)
	if err != nil {
		return store.Whom{}, err
	}
	switch len(found) {
	case 0:
		number, _ := strconv.ParseInt(name, 10, 64) // anything else is nobody's
		return r.Person(ctx, shop, store.Whom{Customer: app.CustomerID(max(number, 0))})
	case 1:
		return whom(found[0]), nil
	default:
		return store.Whom{}, app.Errorf(app.Conflict, "several people go by this: say which, as gid://shopify/Customer/… or gid://shopify/Order/…")
	}
}

func whom(found store.Found) store.Whom {
	if found.Customer != 0 {
		return store.Whom{Customer: found.Customer}
	}
	return store.Whom{Order: found.Order}
}
