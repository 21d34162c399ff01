package admin

import (
	"strconv"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// attach writes the metafields an input brings for the record it makes or
// changes, all or none.
func (s *session) attach(id string, in args) []world.UserError {
	inputs, _ := in["metafields"].([]any)
	var wishes []wish
	var errs []world.UserError
	for i, input := range inputs {
		given, _ := input.(args)
		at := []string{"metafields", strconv.Itoa(i)}
		if given["id"] != nil {
			return []world.UserError{{Field: append(at, "id"), Message: "Cannot specify metafield ID on creation"}}
		}
		full := args{"ownerId": id}
		for name, value := range given {
			full[name] = value
		}
		w, bad := s.wish(full)
		if bad != nil {
			errs = append(errs, world.UserError{Field: append(at, bad.Field...), Message: bad.Message})
			continue
		}
		wishes = append(wishes, w)
	}
	if errs != nil {
		return errs
	}
	for _, w := range wishes {
		s.write(w)
	}
	return nil
}

// lacks refuses what an input names and the sandbox does not keep.
func lacks(in args, typename string, names ...string) error {
	for _, name := range names {
		if list, ok := in[name].([]any); in[name] != nil && (!ok || len(list) > 0) {
			return graphql.Coded("NOT_IMPLEMENTED", "not implemented in the sandbox: "+typename+"."+name)
		}
	}
	return nil
}
