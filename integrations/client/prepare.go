package client

import (
	"context"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// Prepare has those attributes made that an account has not. with makes one and returns the key that the
// vendor gave one. Errors: as integrations.Preparer.
func Prepare(ctx context.Context, by integrations.Cataloguer, want []integrations.Attribute, with func(integrations.Attribute) (key string, err error)) error {
	there, err := by.Catalogue(ctx)
	if err != nil {
		return err
	}
	types := map[string]app.FieldType{}
	for _, a := range there.Attributes {
		types[a.Key] = a.Type
	}
	for _, a := range want {
		key, is := a.Key, types[a.Key]
		if is == "" {
			is = a.Type
			if key, err = with(a); err != nil {
				return err
			}
		}
		if key != a.Key || is != a.Type {
			return app.Errorf(app.Conflict, "%s is there with another key or type", a.Key)
		}
	}
	return nil
}
