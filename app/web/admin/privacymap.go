package admin

import (
	"context"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/datamap"
)

type privacyMapOut struct{ Body datamap.Data }

// privacyMap tells what the shop keeps of people, as it is configured.
func (d *door) privacyMap(ctx context.Context, shop app.ShopID, _ *struct{}) (*privacyMapOut, error) {
	data, err := datamap.Map(ctx, d.Store, shop)
	return &privacyMapOut{data}, err
}
