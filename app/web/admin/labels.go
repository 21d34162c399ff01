package admin

import (
	"context"

	"github.com/askwell/askwell/app"
)

// LabelsBody says what places are called whose names say nothing.
type LabelsBody struct {
	Labels map[string]string `json:"labels,omitempty" doc:"By receipt name: list:7 is Newsletter"`
}

// labels are what the lists of a destination are called, as they were mapped: by the
// mapping that is kept, or else by another.
func (d *door) labels(ctx context.Context, shop app.ShopID, at app.DestinationID, by *app.Mapping) (LabelsBody, error) {
	if by == nil {
		kept, err := d.Store.Mapping(ctx, shop, at)
		if err != nil {
			return LabelsBody{}, err
		}
		by = &kept
	}
	labels := map[string]string{}
	for _, t := range by.Targets {
		if t.Kind == app.TargetList && t.Label != "" {
			labels["list:"+t.Name] = t.Label
		}
	}
	return LabelsBody{labels}, nil
}
