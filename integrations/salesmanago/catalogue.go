package salesmanago

import (
	"context"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
)

// everything asks for all of a kind.
type everything struct {
	auth
}

// standard are the details that every contact has a place for.
var standard = []integrations.Attribute{
	{Key: nameKey, Label: "Name", Type: app.FieldText},
	{Key: companyKey, Label: "Company", Type: app.FieldText},
	{Key: birthdayKey, Label: "Birthday", Type: app.FieldBirthday},
	{Key: addressKeys + "city", Label: "City", Type: app.FieldText},
	{Key: addressKeys + "country", Label: "Country", Type: app.FieldText},
}

// Catalogue implements integrations.Cataloguer. Details of contacts other than the
// standard ones come to be when they are first written, and cannot be listed.
func (c *conn) Catalogue(ctx context.Context) (integrations.Catalogue, error) {
	var answer struct {
		Tags []struct {
			Tag string `json:"tag"`
		} `json:"tags"`
	}
	if o := c.call(ctx, "contact/tags", &everything{}, &answer); o.Class != integrations.OK {
		return integrations.Catalogue{}, client.Error(o)
	}
	made := integrations.Catalogue{Account: c.auth.Owner, Attributes: standard}
	for _, t := range answer.Tags {
		made.Tags = append(made.Tags, t.Tag)
	}
	return made, nil
}
