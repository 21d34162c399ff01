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
	if err != nil {
		return nil, err
	}
	titles, err := d.called(ctx, shop)
	for _, q := range data.Questions {
		for _, ways := range [][]datamap.Way{q.Goes, q.Withheld} {
			for i := range ways {
				ways[i].Title = titles(ways[i].Destination)
			}
		}
	}
	return &privacyMapOut{data}, err
}
