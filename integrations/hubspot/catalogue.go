package hubspot

import (
	"context"
	"maps"
	"net/http"
	"slices"

	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
)

// What is read of the lists of an account: 500 are the most one call tells.
const (
	listPage  = 500
	mostLists = 5000
)

// Catalogue implements integrations.Cataloguer. Of lists those whose members are put
// there: others fill themselves.
func (c *conn) Catalogue(ctx context.Context) (integrations.Catalogue, error) {
	all, err := c.described(ctx)
	if err != nil {
		return integrations.Catalogue{}, err
	}
	var made integrations.Catalogue
	for _, key := range slices.Sorted(maps.Keys(all)) {
		if a, ok := all[key].attribute(); ok {
			made.Attributes = append(made.Attributes, a)
		}
	}
	made.Lists, err = c.lists(ctx)
	return made, err
}

func (c *conn) lists(ctx context.Context) (all []integrations.List, err error) {
	for len(all) < mostLists {
		r, o, _ := c.call(ctx, http.MethodPost, lists+"/search", map[string]any{
			"processingTypes": []string{"MANUAL", "SNAPSHOT"}, "objectTypeId": contactType, "count": listPage, "offset": len(all),
			"listIds": []string{}, "additionalProperties": []string{},
		})
		if o.Class != integrations.OK {
			return nil, client.Error(o)
		}
		var answer struct {
			More  bool `json:"hasMore"`
			Lists []struct {
				ID   string `json:"listId"`
				Name string `json:"name"`
			} `json:"lists"`
		}
		if err := r.Decode(&answer); err != nil {
			return nil, err
		}
		for _, l := range answer.Lists {
			all = append(all, integrations.List{ID: l.ID, Name: l.Name})
		}
		if !answer.More || len(answer.Lists) == 0 {
			break
		}
	}
	return all, nil
}
