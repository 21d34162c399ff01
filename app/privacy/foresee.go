package privacy

import (
	"context"
	"slices"

	"github.com/askwell/askwell/app"
)

// Foreseen is what an erasure would do, as far as it can be said before.
type Foreseen struct {
	Here         map[string]int      // what would go here, by kind, as an erasure counts it
	Destinations []app.DestinationID // that ever got the person, and would be told to forget, sorted
}

// Foresee tells what EraseCustomer would do, and does nothing. Errors: Unavailable.
func (d *Desk) Foresee(ctx context.Context, shop app.ShopID, customer app.CustomerID, orders []app.OrderID) (Foreseen, error) {
	data, err := d.Store.ExportCustomer(ctx, shop, customer, orders)
	if err != nil {
		return Foreseen{}, err
	}
	f := Foreseen{Here: map[string]int{}}
	for kind, n := range map[string]int{
		"responses": len(data.Responses), "consents": len(data.Consents), "orders": len(data.Orders), "identities": len(data.Identities),
	} {
		if n > 0 {
			f.Here[kind] = n
		}
	}
	for _, one := range data.Reached {
		f.Destinations = append(f.Destinations, one.Destination)
	}
	for _, one := range data.Written {
		f.Destinations = append(f.Destinations, one.Destination)
	}
	slices.Sort(f.Destinations)
	f.Destinations = slices.Compact(f.Destinations)
	return f, nil
}
